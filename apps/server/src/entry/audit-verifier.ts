import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiDocument } from '../platform/http/index.ts';

const FILE = join(import.meta.dirname, '../../../../scripts/verify-audit.mjs');

/** The program that verifies an exported audit log without FinTrack, as a file to save. */
export function auditVerifier(): ApiDocument {
  return {
    text: readFileSync(FILE, 'utf8'),
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Content-Disposition': 'attachment; filename="verify-audit.mjs"',
      'Cache-Control': 'no-cache',
    },
  };
}
