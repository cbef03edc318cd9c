import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const NEVER = ['**/node_modules/**', '**/.next/**', '**/e2e/**'];

/** Pure code: it must not know in which zone it runs, so it is tested in one on each side of the date line. */
function pure(name: string, timeZone: string) {
  return {
    resolve: { alias: { '@': fileURLToPath(new URL('./apps/web', import.meta.url)) } },
    test: {
      name,
      include: ['packages/*/src/**/*.test.ts', 'apps/web/**/*.test.{ts,tsx}'],
      exclude: NEVER,
      env: { TZ: timeZone },
    },
  };
}

/** Code on a real PostgreSQL, which the global set-up starts and each test file clones a database from. */
function onDatabase(name: string, include: string[]) {
  return {
    test: {
      name,
      include,
      exclude: NEVER,
      globalSetup: ['apps/server/src/testing/global-setup.ts'],
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  };
}

export default defineConfig({
  test: {
    pool: 'forks',
    // Two even on two cores: a test waits for PostgreSQL half of its time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'tidy', include: ['scripts/**/*.test.ts'], exclude: NEVER } },
      pure('core-utc', 'UTC'),
      pure('core-auckland', 'Pacific/Auckland'),
      onDatabase('server', ['apps/server/src/**/*.test.ts', 'bench/**/*.test.ts']),
      onDatabase('examples', ['examples/**/*.test.ts']),
    ],
  },
});
