import { MigrationError } from '../platform/database/migrate.ts';
import { ClusterError } from '../platform/database/postgres-binaries.ts';
import { EnvironmentError, readEnvironment } from '../platform/env.ts';
import { startFinTrack } from './start.ts';

/** Failures that the person at the keyboard can mend: told in words, without a stack. */
const TOLD = [EnvironmentError, ClusterError, MigrationError];

try {
  const fintrack = await startFinTrack(readEnvironment());
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    fintrack.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`FinTrack did not stop cleanly on ${signal}:`, error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  const isTold = TOLD.some((kind) => error instanceof kind) || isPortInUse(error);
  console.error(isTold && error instanceof Error ? `\n${describe(error)}\n` : error);
  process.exit(1);
}

function describe(error: Error): string {
  if (!isPortInUse(error)) return error.message;
  return `Port ${String(error.port)} is in use, by FinTrack or another program. Stop that one, or set PORT to another number.`;
}

function isPortInUse(error: unknown): error is NodeJS.ErrnoException & { port?: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
