import { Worker } from 'node:worker_threads';
import type { Environment } from '../../platform/env.ts';
import { isTableFormat } from './detection-notes.ts';
import { FileRefusal } from './file-refusal.ts';
import type { StagedLines, StageOutcome, StageSource } from './stage-lines.ts';

/** What the thread is given to begin with. */
export interface ThreadTask {
  readonly env: Environment;
  /** Where the file is kept. */
  readonly key: string;
  readonly source: StageSource;
}

/** What a thread is started with is of no type. */
export function isThreadTask(data: unknown): data is ThreadTask {
  return typeof data === 'object' && data !== null && 'env' in data && 'key' in data && 'source' in data;
}

/** What the thread says: some lines, for which it then waits to be asked, or how it ended. */
export type ThreadMessage =
  | { readonly kind: 'lines'; readonly lines: StagedLines }
  | { readonly kind: 'end'; readonly outcome: StageOutcome }
  | { readonly kind: 'refusal'; readonly reason: string; readonly line: number | null };

/** Batches that the thread may have made before they are taken: it reads on while the database writes. */
export const AHEAD = 8;
/**
 * Other formats than tables are read whole. The rows of a table stream through the thread, which holds some 40 MB of
 * them; near a small limit V8 would clean up all the time, on processors that the database needs.
 */
const TABLE_MEMORY_MB = 2048;
const WHOLE_MEMORY_MB = 1024;
/** What a batch leaves behind is thrown away soon. */
const YOUNG_MEMORY_MB = 48;
const TOO_LARGE =
  'The file takes too much memory to be read. Ask for a shorter period, and import it in parts.';

/**
 * {@link stageLines} in a thread of its own: decoding, reading, hashing and categorising a million rows keeps a
 * processor busy for many seconds, in which the server would answer nobody.
 * @throws {FileRefusal} as the reading does, and for a file that takes too much memory; the reason of `signal` once that
 * is aborted, however long the thread would have been busy.
 */
export async function* stageInThread(
  env: Environment,
  { key, source, signal }: ThreadRequest,
): AsyncGenerator<StagedLines, StageOutcome> {
  signal?.throwIfAborted();
  const task: ThreadTask = { env, key, source };
  const worker = new Worker(new URL('./stage.worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: {
      maxOldGenerationSizeMb: isReadByLine(source.record.format) ? TABLE_MEMORY_MB : WHOLE_MEMORY_MB,
      maxYoungGenerationSizeMb: YOUNG_MEMORY_MB,
    },
  });
  const inbox = new Inbox(worker);
  const stop = (): void => inbox.fail(asError(signal?.reason));
  signal?.addEventListener('abort', stop);
  try {
    for (;;) {
      const message = await inbox.next();
      if (message.kind === 'refusal') throw new FileRefusal(message.reason, message.line);
      if (message.kind === 'end') return message.outcome;
      yield message.lines;
      worker.postMessage('taken', []);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

interface ThreadRequest extends Omit<ThreadTask, 'env'> {
  readonly signal?: AbortSignal | undefined;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The reading was stopped.', { cause: reason });
}

function isReadByLine(format: StageSource['record']['format']): boolean {
  return format === null || isTableFormat(format);
}

/** The thread's messages, one after the other. */
class Inbox {
  readonly #messages: ThreadMessage[] = [];
  #failure: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(worker: Worker) {
    worker.on('message', (message: ThreadMessage) => {
      this.#messages.push(message);
      this.#wake();
    });
    worker.on('error', (error: Error & { code?: string }) =>
      this.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileRefusal(TOO_LARGE, null) : error),
    );
    worker.on('exit', () => this.fail(new Error('The thread that read a file ended early.')));
  }

  async next(): Promise<ThreadMessage> {
    for (;;) {
      const message = this.#messages.shift();
      if (message) return message;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** What was said before is still heard. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }
}
