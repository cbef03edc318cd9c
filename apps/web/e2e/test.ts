import { randomInt } from 'node:crypto';
import { test as base } from '@playwright/test';

/**
 * Each test is somebody at an internet address of their own: from one address, the server would rightly slow down so
 * many registrations. See TRUST_PROXY in scripts/browser-server.ts.
 */
export const test = base.extend({
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use) => {
    const address = ['10', ...Array.from({ length: 3 }, () => String(randomInt(1, 255)))].join('.');
    await use({ ...extraHTTPHeaders, 'X-Forwarded-For': address });
  },
});
