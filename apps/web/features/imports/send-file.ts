import { createImport } from '@fintrack/contract';
import { uploadForm } from '@/lib/api/upload-form.ts';

export interface SendFileOptions {
  /** Where the rows go; empty when that is still open. */
  readonly accountId: string;
  /** The part that has arrived, 0 to 1. */
  readonly onProgress: (part: number) => void;
}

/**
 * Uploads a bank file and gives the id of its import.
 * @throws {Error} with a text for the person.
 */
export async function sendFile(file: File, { accountId, onProgress }: SendFileOptions): Promise<string> {
  const form = new FormData();
  if (accountId !== '') form.set('accountId', accountId);
  form.set('file', file, file.name);
  const { data } = await uploadForm(createImport.path, form, onProgress);
  return createImport.data.parse(data).id;
}
