import { parentPort, workerData } from 'node:worker_threads';
import { set_cptable } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { FileRefusal } from './file-refusal.ts';
import { readWorkbook } from './read-workbook.ts';

// A thread of its own reads one workbook; convert-workbook.ts starts it.
set_cptable(codePages);
const bytes: unknown = workerData;
if (!(bytes instanceof Uint8Array)) throw new Error('The thread is given a workbook.');
try {
  const sheet = await readWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  parentPort?.postMessage({ ok: true, sheet }, [sheet.csv.buffer]);
} catch (error) {
  if (!(error instanceof FileRefusal)) throw error;
  parentPort?.postMessage({ ok: false, reason: error.message, line: error.line }, []);
}
