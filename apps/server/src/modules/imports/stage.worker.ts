import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openFileStore } from '../../platform/files/index.ts';
import { FileRefusal } from './file-refusal.ts';
import { AHEAD, isThreadTask, type ThreadMessage } from './stage-in-thread.ts';
import { stageLines } from './stage-lines.ts';
import { yieldToRequests } from './yield-to-requests.ts';

// A thread of its own reads one file into rows; stage-in-thread.ts starts it.
const port = parentPort;
if (port === null) throw new Error('This is the program of a thread.');
const task: unknown = workerData;
if (!isThreadTask(task)) throw new Error('The thread is given a file to read.');
const { env, key, source } = task;
yieldToRequests();
const files = await openFileStore(env);
const room = { left: AHEAD };
port.on('message', () => {
  room.left += 1;
});

function say(message: ThreadMessage, moved: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, [...moved]);
}

try {
  const reading = stageLines(source, () => files.get(key));
  for (;;) {
    const next = await reading.next();
    if (next.done) {
      say({ kind: 'end', outcome: next.value });
      break;
    }
    const { text, rows } = next.value;
    const bytes = new TextEncoder().encode(text);
    say({ kind: 'lines', lines: { text: bytes, rows } }, [bytes.buffer]);
    room.left -= 1;
    while (room.left <= 0) await once(port, 'message');
  }
} catch (error) {
  if (!(error instanceof FileRefusal)) throw error;
  say({ kind: 'refusal', reason: error.message, line: error.line });
}
