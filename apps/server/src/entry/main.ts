import { MigrationError } from '../platform/database/migrate.ts';
import { ClusterError } from '../platform/database/postgres-binaries.ts';
import { DatabaseTroubleError } from '../platform/database/trouble.ts';
import { EnvironmentError, keepCompiledThreads, readEnvironment } from '../platform/env.ts';
import { type FinTrack, startFinTrack } from './start.ts';

/** Failures that the person at the keyboard can mend: told in words, without a stack. */
const TOLD = [EnvironmentError, ClusterError, DatabaseTroubleError, MigrationError];
/** Longer than any part takes to stop. */
const STOP_MS = 30_000;

const stopping = new AbortController();
let running: FinTrack | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

try {
  const env = readEnvironment();
  keepCompiledThreads(env);
  running = await startFinTrack(env, stopping.signal);
  if (stopping.signal.aborted) await stop(running);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  const isTold = TOLD.some((kind) => error instanceof kind) || isPortInUse(error);
  console.error(isTold && error instanceof Error ? `\n${describe(error)}\n` : error);
  process.exit(1);
}

/** The first one stops in order, during the start too; a second one does not wait. */
function onSignal(): void {
  if (stopping.signal.aborted) process.exit(1);
  stopping.abort();
  setTimeout(() => process.exit(1), STOP_MS).unref();
  if (running) void stop(running);
}

async function stop(fintrack: FinTrack): Promise<void> {
  try {
    await fintrack.stop();
    process.exit(0);
  } catch (error) {
    console.error('FinTrack did not stop cleanly:', error);
    process.exit(1);
  }
}

function describe(error: Error): string {
  if (!isPortInUse(error)) return error.message;
  return `Port ${String(error.port)} is in use, by FinTrack or another program. Stop that one, or set PORT to another number.`;
}

function isPortInUse(error: unknown): error is NodeJS.ErrnoException & { port?: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
