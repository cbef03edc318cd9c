import { createHash } from 'node:crypto';
import type { TenantTransaction } from '../database/index.ts';
import { refuse } from '../errors.ts';

/** Header of an answer that was given before. */
export const REPLAYED = 'Idempotency-Replayed';

/** An answer that JSON can keep. */
interface Replayable {
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface KeptAnswer {
  readonly request_hash: Buffer;
  readonly response: Replayable | null;
}

/** What identifies a request apart from its key: method, path and body. */
export function hashRequest(parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/**
 * Runs the work once per key: the key is taken at the start of the work's own transaction, so that a second request
 * with it waits for the first one's end, and then gets its answer.
 * @returns the answer; one from before carries {@link REPLAYED}.
 * @throws {AppError} IDEMPOTENCY_KEY_REUSED when the key belongs to another request.
 */
export async function runOnce<Result extends Replayable>(
  tx: TenantTransaction,
  key: { readonly text: string; readonly requestHash: Buffer },
  work: () => Promise<Result>,
): Promise<Result> {
  const taken = await tx.client.query(
    `INSERT INTO idempotency_keys (tenant_id, user_id, key, request_hash)
     VALUES (current_tenant_id(), current_user_id(), $1, $2) ON CONFLICT DO NOTHING`,
    [key.text, key.requestHash],
  );
  if (taken.rowCount === 0) return replay<Result>(tx, key);
  const result = await work();
  await tx.client.query(
    `UPDATE idempotency_keys SET response = $2
     WHERE tenant_id = current_tenant_id() AND user_id = current_user_id() AND key = $1`,
    [key.text, JSON.stringify(result)],
  );
  return result;
}

async function replay<Result extends Replayable>(
  tx: TenantTransaction,
  key: { readonly text: string; readonly requestHash: Buffer },
): Promise<Result> {
  const found = await tx.client.query<KeptAnswer>(
    `SELECT request_hash, response FROM idempotency_keys
     WHERE tenant_id = current_tenant_id() AND user_id = current_user_id() AND key = $1`,
    [key.text],
  );
  const kept = found.rows[0];
  if (!kept?.response || !kept.request_hash.equals(key.requestHash)) {
    return refuse(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key belongs to another request. Make a new key for this one.',
    );
  }
  const response = kept.response as Result;
  return { ...response, headers: { ...response.headers, [REPLAYED]: 'true' } };
}
