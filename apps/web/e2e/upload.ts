import { expect, type Page } from '@playwright/test';

interface Upload {
  readonly name: string;
  readonly mimeType?: string;
  readonly content: string | Buffer;
  readonly javaScriptEnabled: boolean;
  /** What the page of the import is called; the file's name unless it was unpacked. */
  readonly title?: string;
  readonly timeout?: number;
}

/** Hands a file to the page of imports, as a person does, and waits for the page of what was read. */
export async function upload(
  page: Page,
  { name, mimeType = 'text/csv', content, javaScriptEnabled, title = name, timeout = 30_000 }: Upload,
): Promise<void> {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  await page.getByLabel(/^Drop your bank/u).setInputFiles({ name, mimeType, buffer });
  if (!javaScriptEnabled) await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible({ timeout });
}
