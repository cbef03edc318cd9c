import type { Readable } from 'node:stream';
import iconv from 'iconv-lite';

const HEAD_BYTES = 65_536;

/** The beginning of a file as text; what a cut leaves of the last character is dropped. */
export async function decodeHead(bytes: Readable, encoding: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  return iconv.decode(Buffer.concat(chunks).subarray(0, HEAD_BYTES), encoding).replace(/\uFFFD$/, '');
}
