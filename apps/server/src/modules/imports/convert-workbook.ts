import { Worker } from 'node:worker_threads';
import { FileRefusal } from './file-refusal.ts';
import type { SheetText } from './read-workbook.ts';

type Answer =
  | { readonly ok: true; readonly sheet: SheetText }
  | { readonly ok: false; readonly reason: string; readonly line: number | null };

/** A workbook of a hundred thousand rows takes ten seconds and 300 MB. */
const TIME_LIMIT_MS = 60_000;
const MEMORY_LIMIT_MB = 512;

const TOO_LARGE = 'The workbook is too large to be read. Save the sheet as CSV, and import that.';

/**
 * Reads a workbook in a thread of its own, so that neither a large nor a hostile one holds up anything else.
 * @throws {FileRefusal} for what is no workbook, locked, broken, or takes too much memory or time.
 */
export function convertWorkbook(bytes: Uint8Array, timeLimitMs = TIME_LIMIT_MS): Promise<SheetText> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
    });
    const timer = setTimeout(() => end(() => reject(new FileRefusal(TOO_LARGE, null))), timeLimitMs);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    worker.once('message', (answer: Answer) =>
      end(() => (answer.ok ? resolve(answer.sheet) : reject(new FileRefusal(answer.reason, answer.line)))),
    );
    worker.once('error', (error: Error & { code?: string }) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileRefusal(TOO_LARGE, null) : error)),
    );
    worker.once('exit', () => end(() => reject(new Error('The thread that read a workbook ended early.'))));
  });
}
