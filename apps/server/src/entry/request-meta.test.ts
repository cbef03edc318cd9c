import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../platform/env.ts';
import { readMeta } from './request-meta.ts';

const trusting = readEnvironment({ TRUST_PROXY: 'true' });
const alone = readEnvironment({});

function request(headers: IncomingMessage['headers']): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  Object.assign(message.headers, headers);
  return message;
}

describe('where a request came from', () => {
  it('is the address that the nearest proxy saw, whatever the visitor claims', () => {
    const visit = request({ 'x-forwarded-for': '198.51.100.1, 203.0.113.7' });
    expect(readMeta(visit, trusting).origin.ipAddress).toBe('203.0.113.7');
  });

  it('is not what a header says where no proxy is trusted', () => {
    const visit = request({ 'x-forwarded-for': '198.51.100.1', 'x-forwarded-host': 'elsewhere.example' });
    const meta = readMeta(visit, alone);
    expect(meta.origin.ipAddress).toBeUndefined();
    expect(meta.ownHosts).toEqual([]);
  });
});
