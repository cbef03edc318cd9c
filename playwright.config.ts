import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/find-chromium.ts';

// Playwright reads this file once more in each worker, which inherits the port from here.
const port = process.env.FINTRACK_TEST_PORT ?? String(await freePort());
process.env.FINTRACK_TEST_PORT = port;
const baseURL = `http://127.0.0.1:${port}`;
const executablePath = findChromium(process.env);

/**
 * All tests run at 1440. One tagged @every-width runs at 360 too, and one tagged @between at 768; what a page does
 * without JavaScript does not depend on its width.
 */
const WIDTHS = [
  { name: 'chromium-1440', use: { viewport: { width: 1440, height: 900 } } },
  { name: 'chromium-768', grep: /@between/, use: { viewport: { width: 768, height: 1024 } } },
  {
    name: 'chromium-360',
    grep: /@every-width/,
    grepInvert: /without JavaScript/,
    use: { viewport: { width: 360, height: 740 } },
  },
];

export default defineConfig({
  testDir: 'apps/web/e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // A machine of two cores that builds, serves and browses at once is slow at times; a test that needs it is named flaky.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  use: {
    baseURL,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: WIDTHS,
  webServer: {
    command: 'node scripts/browser-server.ts',
    url: `${baseURL}/sign-in`,
    // No test asks the world for exchange rates.
    env: { PORT: port, FINTRACK_RATES_URL: 'off' },
    // The first start builds the web app.
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'pipe',
    stderr: 'pipe',
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No free port was given.'));
        else resolve(address.port);
      });
    });
  });
}
