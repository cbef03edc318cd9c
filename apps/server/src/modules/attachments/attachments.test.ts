import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Attachment,
  createAccount,
  createAttachment,
  createTransaction,
  deleteAttachment,
  deleteTransaction,
  getAttachmentContent,
  getAttachmentThumbnail,
  getTransaction,
  listAttachments,
  listChangeSets,
  revertChangeSet,
} from '@fintrack/contract';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { sampleAnimation, samplePdf, samplePhoto, samplePicture } from '../../testing/sample-files.ts';
import { purgeAttachments } from './service.purge.ts';

let app: TestApp;
let client: ContractClient;
let accountId: string;
/** Moves the clock that the purging reads. */
let daysAhead = 0;
beforeAll(async () => {
  app = await createTestApp({
    clock: { now: () => new Date(Date.now() + daysAhead * 86_400_000) },
    env: { FINTRACK_MAX_ATTACHMENT_MB: '2' },
  });
  client = await registerClient(app, { currency: 'EUR' });
  const account = { name: 'Giro', type: 'checking' } as const;
  accountId = (await client.call(createAccount, { body: account })).data.id;
});
afterAll(() => app.close());

let transactionId: string;
beforeEach(async () => {
  await client.becomes('OWNER');
  transactionId = await book();
});

async function book(payeeName: string | null = 'Bakery'): Promise<string> {
  const body = { accountId, date: '2026-02-10', amount: '-4.20', payeeName };
  return (await client.call(createTransaction, { body })).data.id;
}

interface SentFile {
  readonly name: string;
  readonly content: Buffer | string;
}

function formOf({ name, content }: SentFile, field = 'file'): FormData {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(Buffer.from(content))]), name);
  return form;
}

async function attach(file: SentFile): Promise<Attachment> {
  const { data } = await client.call(createAttachment, { params: { transactionId }, form: formOf(file) });
  return data;
}

const refused = (file: SentFile) =>
  client.refusal(createAttachment, { params: { transactionId }, form: formOf(file) });

async function list(): Promise<Attachment[]> {
  return (await client.call(listAttachments, { params: { transactionId } })).data;
}

async function content(attachmentId: string, query = {}): Promise<Response> {
  const params = { transactionId, attachmentId };
  return (await client.call(getAttachmentContent, { params, query })).data;
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Files in the store, and what uploads left on this machine. */
async function kept(): Promise<number> {
  const folder = join(app.services.env.FINTRACK_DATA, 'files');
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).length;
}
async function leftovers(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('fintrack-attachment-'));
}

describe('POST /transactions/{id}/attachments', () => {
  it('201: keeps a file and tells what it is', async () => {
    const pdf = samplePdf('201');
    const made = await attach({ name: 'invoice.pdf', content: pdf });
    expect(made).toMatchObject({
      transactionId,
      name: 'invoice.pdf',
      mediaType: 'application/pdf',
      size: pdf.length,
      sha256: sha256(pdf),
      width: null,
      height: null,
      hasThumbnail: false,
      uploadedBy: 'Member',
      version: 1,
    });
    expect(await list()).toEqual([made]);
    const { data: row } = await client.call(getTransaction, { params: { transactionId } });
    expect(row.attachmentCount).toBe(1);
  });

  it('201: a picture loses place, camera and comment, and is turned as it was meant', async () => {
    const photo = await samplePhoto();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const made = await attach({ name: 'IMG_1.JPG', content: photo });
    expect(made).toMatchObject({ name: 'IMG_1.JPG', width: 400, height: 640, hasThumbnail: true });
    const stored = await bytesOf(await content(made.id));
    expect(stored.toString('latin1')).not.toMatch(/Secret|Exif|GPS/);
    const { width, height, exif, orientation, icc, xmp } = await sharp(stored).metadata();
    expect({ width, height, exif, orientation, icc, xmp }).toEqual({
      width: 400,
      height: 640,
      exif: undefined,
      orientation: undefined,
      icc: undefined,
      xmp: undefined,
    });
    expect([made.size, made.sha256]).toEqual([stored.length, sha256(stored)]);
  });

  it('201: what is hidden behind a picture is gone', async () => {
    const png = Buffer.concat([await samplePicture('png'), Buffer.from('<script>alert(1)</script>')]);
    const made = await attach({ name: 'a.png', content: png });
    expect((await bytesOf(await content(made.id))).toString('latin1')).not.toContain('script');
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)(
    '201: %s stays what it is',
    async (format) => {
      const made = await attach({ name: `a.${format}`, content: await samplePicture(format) });
      const stored = await bytesOf(await content(made.id));
      expect(made).toMatchObject({ mediaType: `image/${format}`, width: 40, height: 20 });
      expect((await sharp(stored).metadata()).format).toBe(format === 'avif' ? 'heif' : format);
    },
  );

  it('201: an animation keeps its pictures', async () => {
    const made = await attach({ name: 'a.gif', content: await sampleAnimation() });
    expect(made).toMatchObject({ width: 8, height: 6 });
    expect((await sharp(await bytesOf(await content(made.id))).metadata()).pages).toBe(2);
  });

  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\receipts\\may.pdf', 'may.pdf'],
    ['re\u0000ce\u0007ipt.pdf', 'receipt.pdf'],
    ['\u202Efdp.exe', 'fdp.exe.pdf'],
    ['  two \t words .pdf ', 'two words .pdf'],
    ['..', 'attachment.pdf'],
    ['Quittung “März” €.pdf', 'Quittung “März” €.pdf'],
  ])('201: the name %j becomes %j', async (given, name) => {
    // Written by hand: FormData escapes what a rude client would send as it is.
    const head = `--edge\r\nContent-Disposition: form-data; name="file"; filename="${given}"\r\n\r\n`;
    const body = `${head}${samplePdf(given).toString()}\r\n--edge--\r\n`;
    expect(await post('multipart/form-data; boundary=edge', body)).toMatchObject({ data: { name } });
  });

  it('200: the same content again is the file that is there, whatever its name; nothing is written', async () => {
    const first = await attach({ name: 'a.pdf', content: samplePdf('twice') });
    const before = [await kept(), await countSets()];
    const again = await attach({ name: 'b.pdf', content: samplePdf('twice') });
    expect(again).toEqual(first);
    expect([await kept(), await countSets()]).toEqual(before);
  });

  it('200: two at the same time are one', async () => {
    const photo = await samplePhoto();
    const both = await Promise.all([1, 2].map(() => attach({ name: 'a.jpg', content: photo })));
    expect(both[0]?.id).toBe(both[1]?.id);
    expect(await list()).toHaveLength(1);
  });

  it('201: the same content on another transaction is a file of its own', async () => {
    const first = await attach({ name: 'a.pdf', content: samplePdf('shared') });
    transactionId = await book();
    expect((await attach({ name: 'a.pdf', content: samplePdf('shared') })).id).not.toBe(first.id);
  });

  it('201: an Idempotency-Key gives the first answer again', async () => {
    const send = () =>
      client.call(createAttachment, {
        params: { transactionId },
        form: formOf({ name: 'a.pdf', content: samplePdf('key') }),
        idempotencyKey: 'one try',
      });
    const first = await send();
    await client.call(deleteAttachment, { params: { transactionId, attachmentId: first.data.id } });
    const before = await kept();
    expect((await send()).data).toEqual(first.data);
    expect(await kept()).toBe(before);
    expect(await list()).toEqual([]);
  });

  it('is in the history by name, and undone by it', async () => {
    const { data, changeSetId } = await client.call(createAttachment, {
      params: { transactionId },
      form: formOf({ name: 'receipt.pdf', content: samplePdf('undo') }),
    });
    expect((await client.call(listChangeSets, { query: { limit: 1 } })).data[0]).toMatchObject({
      id: changeSetId,
      summary: 'Attached receipt.pdf to Bakery',
    });
    await client.call(revertChangeSet, { params: { changeSetId: changeSetId ?? '' }, body: undefined });
    expect(await list()).toEqual([]);
    const params = { transactionId, attachmentId: data.id };
    expect(await client.refusal(getAttachmentContent, { params })).toMatchObject({ status: 404 });
  });

  it('403 for a viewer, before anything is taken in', async () => {
    await client.becomes('VIEWER');
    expect(await refused({ name: 'a.pdf', content: samplePdf() })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
  });

  it('404 for a transaction that is not there', async () => {
    transactionId = crypto.randomUUID();
    expect(await refused({ name: 'a.pdf', content: samplePdf() })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it('404 for a deleted transaction', async () => {
    await client.call(deleteTransaction, { params: { transactionId } });
    expect(await refused({ name: 'a.pdf', content: samplePdf() })).toMatchObject({ status: 404 });
  });

  it('409: fifty files are enough', async () => {
    await app.adminQuery(
      `INSERT INTO attachments (tenant_id, id, transaction_id, name, media_type, size_bytes, sha256, storage_key)
       SELECT $1, gen_random_uuid(), $2, 'a', 'text/plain', 1, sha256(n::text::bytea), 'x/' || n
       FROM generate_series(1, 50) n, set_config('session_replication_role', 'replica', false)`,
      [client.tenantId, transactionId],
    );
    expect(await refused({ name: 'a.pdf', content: samplePdf('51st') })).toMatchObject({
      status: 409,
      code: 'WRONG_STATE',
      message: 'A transaction has 50 attachments at most. Remove one that is not needed any more first.',
    });
  });

  describe('leaves nothing behind when it answers', () => {
    let before: number;
    beforeEach(async () => {
      before = await kept();
    });
    const expectNothing = async (): Promise<void> => {
      expect(await list()).toEqual([]);
      expect(await kept()).toBe(before);
      expect(await leftovers()).toEqual([]);
    };

    it('413 to a file that is too large', async () => {
      const large = { name: 'a.txt', content: Buffer.alloc(2 * 1024 * 1024 + 1, 'x') };
      expect(await refused(large)).toMatchObject({
        status: 413,
        code: 'FILE_TOO_LARGE',
        message: 'The file is larger than 2 MB. Make it smaller, for example with fewer points or pages.',
      });
      await expectNothing();
    });

    it('413 to a picture that unpacks to too many points', async () => {
      const bomb = await sharp({
        create: { width: 20_000, height: 6000, channels: 3, background: 'white' },
        limitInputPixels: false,
      })
        .png({ compressionLevel: 9 })
        .toBuffer();
      expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
      expect(await refused({ name: 'bomb.png', content: bomb })).toMatchObject({
        status: 413,
        code: 'FILE_TOO_LARGE',
        message: expect.stringContaining('more than 100 million points') as unknown,
      });
      await expectNothing();
    });

    it('415 to what cannot be attached, with what can', async () => {
      const answer = await refused({ name: 'page.pdf', content: '<html><script>alert(1)</script>' });
      expect(answer).toMatchObject({ status: 415, code: 'FILE_UNSUPPORTED' });
      expect(answer.details).toMatchObject({
        allowed: expect.arrayContaining(['application/pdf']) as unknown,
      });
      await expectNothing();
    });

    it('422 to a picture that is cut off', async () => {
      const whole = await samplePhoto();
      const half = { name: 'a.jpg', content: whole.subarray(0, whole.length / 2) };
      expect(await refused(half)).toMatchObject({ status: 422, code: 'FILE_UNREADABLE' });
      await expectNothing();
    });

    it('422 to an empty file', async () => {
      expect(await refused({ name: 'a.pdf', content: '' })).toMatchObject({
        status: 422,
        code: 'FILE_UNREADABLE',
      });
      await expectNothing();
    });

    it('422 to no file, and to one in another field', async () => {
      const params = { transactionId };
      const none = await client.refusal(createAttachment, { params, form: new FormData() });
      expect(none).toMatchObject({
        status: 422,
        code: 'VALIDATION_FAILED',
        message: 'Choose a file to attach.',
      });
      const form = formOf({ name: 'a.pdf', content: samplePdf() }, 'document');
      expect(await client.refusal(createAttachment, { params, form })).toMatchObject({
        status: 422,
        details: [{ path: 'file', message: 'Send the file in a field named "file".' }],
      });
      await expectNothing();
    });

    it('422 to two files at once', async () => {
      const form = formOf({ name: 'a.pdf', content: samplePdf('1') });
      form.append('file', new Blob([new Uint8Array(samplePdf('2'))]), 'b.pdf');
      expect(await client.refusal(createAttachment, { params: { transactionId }, form })).toMatchObject({
        status: 422,
        message: 'Send one file at a time.',
      });
      await expectNothing();
    });

    it('400 to an upload that breaks off, and 415 to JSON', async () => {
      const half = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4';
      expect(await post('multipart/form-data; boundary=x', half)).toMatchObject({
        code: 'MALFORMED_REQUEST',
      });
      expect(await post('application/json', '{}')).toMatchObject({ code: 'MEDIA_TYPE_UNSUPPORTED' });
      await expectNothing();
    });

    it('500 when the books cannot be written', async () => {
      await app.adminQuery('REVOKE INSERT ON attachments FROM fintrack_app');
      const answer = await refused({ name: 'a.jpg', content: await samplePhoto() });
      await app.adminQuery('GRANT INSERT ON attachments TO fintrack_app');
      expect(answer).toMatchObject({ status: 500, code: 'INTERNAL' });
      await expectNothing();
    });
  });
});

describe('GET /transactions/{id}/attachments', () => {
  it('200: oldest first, for a viewer too', async () => {
    for (const name of ['first.txt', 'second.txt']) await attach({ name, content: name });
    await client.becomes('VIEWER');
    expect((await list()).map(({ name }) => name)).toEqual(['first.txt', 'second.txt']);
  });

  it('404 for a transaction that is not there', async () => {
    const params = { transactionId: crypto.randomUUID() };
    expect(await client.refusal(listAttachments, { params })).toMatchObject({ status: 404 });
  });
});

describe('GET .../content', () => {
  it('200: the bytes, for saving, in a sandbox, under the name as it is', async () => {
    const pdf = samplePdf('bytes');
    const made = await attach({ name: 'März.pdf', content: pdf });
    const response = await content(made.id);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename="M_rz.pdf"; filename*=UTF-8''M%C3%A4rz.pdf`,
      'content-length': String(pdf.length),
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'application/pdf',
      'cross-origin-resource-policy': 'same-origin',
      etag: `"${sha256(pdf)}"`,
      'x-content-type-options': 'nosniff',
    });
    expect((await bytesOf(response)).equals(pdf)).toBe(true);
  });

  it.each([
    ['a.pdf', samplePdf('inline'), 'inline'],
    ['a.txt', 'plain text', 'attachment'],
    ['a.csv', '=cmd;1', 'attachment'],
  ])('200 with inline=1: %s as %s', async (name, bytes, disposition) => {
    const made = await attach({ name, content: bytes });
    const { headers } = await content(made.id, { inline: '1' });
    expect(headers.get('content-disposition')).toMatch(new RegExp(`^${disposition};`));
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('200: a kind outside of the closed list is bytes to save, whatever the row says', async () => {
    const made = await attach({ name: 'a.txt', content: 'alert(1)' });
    await app.adminQuery(
      `UPDATE attachments SET media_type = 'text/html'
       FROM set_config('session_replication_role', 'replica', false) WHERE id = $1`,
      [made.id],
    );
    const { headers } = await content(made.id, { inline: '1' });
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('206, 416, 304: parts, no part, and what the caller has', async () => {
    const made = await attach({ name: 'a.txt', content: 'hello world' });
    const etag = `"${made.sha256}"`;
    const ask = async (headers: Record<string, string>, method = 'GET') => {
      const response = await get(
        `/transactions/${transactionId}/attachments/${made.id}/content`,
        headers,
        method,
      );
      const { status } = response;
      return [status, response.headers.get('content-range'), status === 416 ? '' : await response.text()];
    };
    expect(await ask({ range: 'bytes=0-4' })).toEqual([206, 'bytes 0-4/11', 'hello']);
    expect(await ask({ range: 'bytes=6-' })).toEqual([206, 'bytes 6-10/11', 'world']);
    expect(await ask({ range: 'bytes=-5' })).toEqual([206, 'bytes 6-10/11', 'world']);
    expect(await ask({ range: 'bytes=6-900' })).toEqual([206, 'bytes 6-10/11', 'world']);
    expect(await ask({ range: 'bytes=-900' })).toEqual([206, 'bytes 0-10/11', 'hello world']);
    expect(await ask({ range: 'bytes=4-2' })).toEqual([200, null, 'hello world']);
    expect(await ask({ range: 'bytes=0-1,3-4' })).toEqual([200, null, 'hello world']);
    expect(await ask({ range: 'rows=0-1' })).toEqual([200, null, 'hello world']);
    expect(await ask({ range: 'bytes=0-4', 'if-range': etag })).toEqual([206, 'bytes 0-4/11', 'hello']);
    expect(await ask({ range: 'bytes=0-4', 'if-range': '"old"' })).toEqual([200, null, 'hello world']);
    expect(await ask({ range: 'bytes=11-' })).toEqual([416, 'bytes */11', '']);
    expect(await ask({ range: 'bytes=-0' })).toEqual([416, 'bytes */11', '']);
    expect(await ask({ 'if-none-match': etag })).toEqual([304, null, '']);
    expect(await ask({ 'if-none-match': '"old"' })).toEqual([200, null, 'hello world']);
    expect(await ask({}, 'HEAD')).toEqual([200, null, '']);
  });

  it('416 says so by its code', async () => {
    const made = await attach({ name: 'a.txt', content: 'x' });
    const response = await get(`/transactions/${transactionId}/attachments/${made.id}/content`, {
      range: 'bytes=1-',
    });
    expect(await response.json()).toMatchObject({ code: 'RANGE_NOT_SATISFIABLE' });
  });

  it('404 under another transaction, and for no attachment', async () => {
    const { id: attachmentId } = await attach({ name: 'a.txt', content: 'mine' });
    transactionId = await book();
    for (const wanted of [attachmentId, crypto.randomUUID()]) {
      const params = { transactionId, attachmentId: wanted };
      expect(await client.refusal(getAttachmentContent, { params })).toMatchObject({
        status: 404,
        code: 'NOT_FOUND',
      });
    }
  });

  it('401 without a session', async () => {
    const response = await app.request(
      `/api/v1/transactions/${transactionId}/attachments/${transactionId}/content`,
    );
    expect(response.status).toBe(401);
  });
});

describe('GET .../thumbnail', () => {
  it('200: WebP of 320 pixels at most', async () => {
    const { id: attachmentId } = await attach({ name: 'a.jpg', content: await samplePhoto() });
    const { data: response } = await client.call(getAttachmentThumbnail, {
      params: { transactionId, attachmentId },
    });
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(await bytesOf(response)).metadata()).toMatchObject({
      format: 'webp',
      width: 200,
      height: 320,
    });
  });

  it('200: a small picture is not made larger', async () => {
    const { id: attachmentId } = await attach({ name: 'a.png', content: await samplePicture('png') });
    const { data: response } = await client.call(getAttachmentThumbnail, {
      params: { transactionId, attachmentId },
    });
    expect(await sharp(await bytesOf(response)).metadata()).toMatchObject({ width: 40, height: 20 });
  });

  it('404 for what is no picture', async () => {
    const { id: attachmentId } = await attach({ name: 'a.pdf', content: samplePdf('small') });
    const params = { transactionId, attachmentId };
    expect(await client.refusal(getAttachmentThumbnail, { params })).toMatchObject({ status: 404 });
  });
});

describe('DELETE /transactions/{id}/attachments/{attachmentId}', () => {
  it('200: takes it off; reverting brings it back with its bytes', async () => {
    const made = await attach({ name: 'receipt.txt', content: 'thanks' });
    const params = { transactionId, attachmentId: made.id };
    const { data } = await client.call(deleteAttachment, { params });
    expect(data.deleted).toBe(1);
    expect(await list()).toEqual([]);
    expect((await client.call(listChangeSets, { query: { limit: 1 } })).data[0]).toMatchObject({
      id: data.changeSetId,
      summary: 'Removed receipt.txt from Bakery',
    });
    await client.call(revertChangeSet, { params: { changeSetId: data.changeSetId }, body: undefined });
    expect(await list()).toEqual([{ ...made, version: 3 }]);
    expect(await (await content(made.id)).text()).toBe('thanks');
  });

  it('404 the second time', async () => {
    const { id: attachmentId } = await attach({ name: 'a.txt', content: 'twice' });
    const params = { transactionId, attachmentId };
    await client.call(deleteAttachment, { params });
    expect(await client.refusal(deleteAttachment, { params })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it('403 for a viewer', async () => {
    const { id: attachmentId } = await attach({ name: 'a.txt', content: 'stays' });
    await client.becomes('VIEWER');
    const params = { transactionId, attachmentId };
    expect(await client.refusal(deleteAttachment, { params })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    expect(await list()).toHaveLength(1);
  });
});

describe('the purge', () => {
  const purgeAfter = async (days: number): Promise<void> => {
    daysAhead = days;
    await purgeAttachments(app.services).finally(() => {
      daysAhead = 0;
    });
  };

  it('keeps what was deleted for thirty days, then removes row and bytes; undoing is refused from then on', async () => {
    const before = await kept();
    const made = await attach({ name: 'a.jpg', content: await samplePhoto() });
    await attach({ name: 'stays.txt', content: 'stays' });
    expect(await kept()).toBe(before + 3);
    const { changeSetId } = await client.call(deleteAttachment, {
      params: { transactionId, attachmentId: made.id },
    });
    await purgeAfter(29);
    expect(await kept()).toBe(before + 3);
    await purgeAfter(31);
    await purgeAfter(31);
    expect((await list()).map(({ name }) => name)).toEqual(['stays.txt']);
    expect(await app.adminQuery('SELECT 1 FROM attachments WHERE id = $1', [made.id])).toEqual([]);
    const revert = { params: { changeSetId: changeSetId ?? '' }, body: undefined };
    expect(await client.refusal(revertChangeSet, revert)).toMatchObject({
      status: 409,
      code: 'NOT_REVERTIBLE',
    });
    expect(await (await content((await list())[0]?.id ?? '')).text()).toBe('stays');
  });
});

async function countSets(): Promise<number> {
  const [row] = await app.adminQuery<{ count: string }>('SELECT count(*) FROM change_sets');
  return Number(row?.count);
}

async function post(type: string, body: string): Promise<unknown> {
  const response = await app.request(`/api/v1/transactions/${transactionId}/attachments`, {
    method: 'POST',
    headers: { authorization: client.authorization, 'content-type': type },
    body,
  });
  return response.json();
}

function get(path: string, headers: Record<string, string>, method = 'GET'): Promise<Response> {
  return app.request(`/api/v1${path}`, {
    method,
    headers: { authorization: client.authorization, ...headers },
  });
}
