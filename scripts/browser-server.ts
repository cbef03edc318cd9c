// The program that the browser tests run against: the real one, on an empty data folder that is deleted afterwards.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const data = mkdtempSync(join(tmpdir(), 'fintrack-browser-'));
// Started by root, PostgreSQL runs as another user, who has to pass through.
chmodSync(data, 0o711);
const server = spawn(process.execPath, ['apps/server/src/entry/main.ts'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    FINTRACK_DATA: data,
    LOG_LEVEL: 'warn',
    // The tests say for each person where they come from.
    TRUST_PROXY: 'true',
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill('SIGTERM'));

server.on('exit', (code) => {
  rmSync(data, { recursive: true, force: true });
  process.exitCode = code ?? 0;
});
