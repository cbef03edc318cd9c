import {
  createAccount,
  createAttachment,
  createTransaction,
  getAttachmentContent,
  getAttachmentThumbnail,
} from '@fintrack/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { type S3Server, startS3Server } from '../../testing/s3-server.ts';
import { samplePhoto } from '../../testing/sample-files.ts';

let s3: S3Server;
let app: TestApp;
let client: ContractClient;
let transactionId: string;
beforeAll(async () => {
  s3 = await startS3Server();
  app = await createTestApp({
    env: {
      S3_BUCKET: s3.bucket,
      S3_ENDPOINT: s3.url,
      S3_REGION: s3.region,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    },
  });
  client = await registerClient(app, { currency: 'EUR' });
  const account = await client.call(createAccount, { body: { name: 'Giro', type: 'checking' } });
  const body = { accountId: account.data.id, date: '2026-02-10', amount: '-1' };
  transactionId = (await client.call(createTransaction, { body })).data.id;
});
afterAll(async () => {
  await app.close();
  await s3.close();
});

function formOf(content: Buffer | string, name: string): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return form;
}

it('attachments in an S3 bucket: kept under their tenant, read whole and in part', async () => {
  const params = { transactionId };
  const form = formOf('hello world', 'a.txt');
  const { data: file } = await client.call(createAttachment, { params, form });
  const target = { params: { transactionId, attachmentId: file.id } };
  expect(await (await client.call(getAttachmentContent, target)).data.text()).toBe('hello world');
  const part = await app.request(`/api/v1/transactions/${transactionId}/attachments/${file.id}/content`, {
    headers: { authorization: client.authorization, range: 'bytes=6-' },
  });
  expect([part.status, await part.text()]).toEqual([206, 'world']);

  const photo = await client.call(createAttachment, { params, form: formOf(await samplePhoto(), 'a.jpg') });
  const small = { params: { transactionId, attachmentId: photo.data.id } };
  expect((await client.call(getAttachmentThumbnail, small)).data.headers.get('content-type')).toBe(
    'image/webp',
  );
  expect([...s3.objects.keys()]).toHaveLength(3);
  for (const key of s3.objects.keys()) {
    expect(key).toMatch(new RegExp(`^attachments/${client.tenantId}/[0-9a-f]{40}(-small)?$`));
  }
});

it('a bucket that refuses leaves no attachment', async () => {
  s3.refuseNext('PUT', 100);
  const form = formOf('lost', 'lost.txt');
  const refused = await client.refusal(createAttachment, { params: { transactionId }, form });
  s3.refuseNext('PUT', 0);
  expect([refused.status, refused.code]).toEqual([500, 'INTERNAL']);
  expect(await app.adminQuery("SELECT 1 FROM attachments WHERE name = 'lost.txt'")).toEqual([]);
});
