import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnvironment } from './env.ts';

describe('the environment', () => {
  it('needs nothing to be said', () => {
    expect(readEnvironment({})).toEqual({
      NODE_ENV: 'production',
      PORT: 3000,
      HOST: '127.0.0.1',
      FINTRACK_DATA: resolve('data'),
      FINTRACK_ROLES: ['api', 'web', 'sockets', 'worker'],
      TRUST_PROXY: false,
      CORS_ORIGINS: [],
      FINTRACK_MAX_UPLOAD_MB: 100,
      FINTRACK_MAX_ATTACHMENT_MB: 25,
      S3_REGION: 'us-east-1',
      LOG_LEVEL: 'info',
    });
  });

  it('takes values as texts, and an empty one as none', () => {
    const env = readEnvironment({
      PORT: '8080',
      FINTRACK_ROLES: ' api, worker ',
      TRUST_PROXY: '1',
      CORS_ORIGINS: 'https://a.example,https://b.example',
      DATABASE_URL: '',
      FINTRACK_MAX_UPLOAD_MB: '5',
    });
    expect(env).toMatchObject({
      PORT: 8080,
      FINTRACK_ROLES: ['api', 'worker'],
      TRUST_PROXY: true,
      CORS_ORIGINS: ['https://a.example', 'https://b.example'],
      FINTRACK_MAX_UPLOAD_MB: 5,
    });
    expect(env.DATABASE_URL).toBeUndefined();
  });

  it.each([
    ['PORT', '70000', 'PORT is wrong: "70000" should be a port from 0 to 65535.'],
    ['PORT', '80.5', 'PORT is wrong: "80.5" should be a port from 0 to 65535.'],
    ['PORT', '-1', 'PORT is wrong: "-1" should be a port from 0 to 65535.'],
    ['NODE_ENV', 'prod', 'NODE_ENV is wrong: "prod" should be production, development or test.'],
    [
      'FINTRACK_ROLES',
      'api,mail',
      'FINTRACK_ROLES is wrong: "api,mail" should be a list of api, web, sockets, worker.',
    ],
    [
      'FINTRACK_ROLES',
      ' , ',
      'FINTRACK_ROLES is wrong: " , " should be a list of api, web, sockets, worker.',
    ],
    [
      'FINTRACK_RATES_URL',
      'ftp://rates.example.org',
      'FINTRACK_RATES_URL is wrong: its value should be off, or an address like https://rates.example.org/daily.xml.',
    ],
    ['TRUST_PROXY', 'yes', 'TRUST_PROXY is wrong: "yes" should be true or false.'],
    [
      'FINTRACK_MAX_UPLOAD_MB',
      '0',
      'FINTRACK_MAX_UPLOAD_MB is wrong: "0" should be a number of megabytes from 1 to 2048.',
    ],
    ['FINTRACK_MAX_ATTACHMENT_MB', '1.5', 'FINTRACK_MAX_ATTACHMENT_MB is wrong: "1.5" should be '],
    [
      'PUBLIC_URL',
      'money.example.org',
      'PUBLIC_URL is wrong: its value should be an address like https://money.example.org.',
    ],
    [
      'CORS_ORIGINS',
      'https://a.example/path',
      'CORS_ORIGINS is wrong: "https://a.example/path" should be a list of origins like https://app.example.org.',
    ],
  ])('refuses %s=%s and says what it may be', (name, value, message) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(message);
  });

  it.each([
    [
      { S3_ENDPOINT: 'https://s3.example.org' },
      'S3_BUCKET is wrong: "" should be the bucket for files, since',
    ],
    [
      { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'me' },
      'S3_SECRET_ACCESS_KEY is wrong: its value should be given together with S3_ACCESS_KEY_ID.',
    ],
    [
      { S3_BUCKET: 'files', S3_SECRET_ACCESS_KEY: 'secret' },
      'S3_ACCESS_KEY_ID is wrong: "" should be given together with S3_SECRET_ACCESS_KEY.',
    ],
    [
      { S3_BUCKET: 'files', S3_ENDPOINT: 's3.example.org' },
      'S3_ENDPOINT is wrong: "s3.example.org" should be an address like https://s3.example.org.',
    ],
  ])('refuses half an S3 store: %j', (given, message) => {
    expect(() => readEnvironment(given)).toThrow(message);
  });

  it('tells every wrong value at once, and repeats no secret', () => {
    const wrong = {
      DATABASE_URL: 'mysql://user:hidden@host/db',
      FINTRACK_SECRET: 'hidden',
      LOG_LEVEL: 'loud',
    };
    const lines = [
      'DATABASE_URL is wrong: its value should be an address like postgres://user:password@host:5432/name.',
      'FINTRACK_SECRET is wrong: its value should be at least 32 characters.',
      'LOG_LEVEL is wrong: "loud" should be trace, debug, info, warn, error or silent.',
    ];
    expect(() => readEnvironment(wrong)).toThrow(new EnvironmentError(lines.join('\n')));
  });
});
