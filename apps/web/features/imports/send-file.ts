import { createImport, errorEnvelope } from '@fintrack/contract';

export interface SendFileOptions {
  /** Where the rows go; empty when that is still open. */
  readonly accountId: string;
  /** The part that has arrived, 0 to 1. */
  readonly onProgress: (part: number) => void;
}

/**
 * Uploads a bank file and gives the id of its import. By XMLHttpRequest, because fetch tells nothing of its progress.
 * @throws {Error} with a text for the person.
 */
export function sendFile(file: File, { accountId, onProgress }: SendFileOptions): Promise<string> {
  const form = new FormData();
  if (accountId !== '') form.set('accountId', accountId);
  form.set('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${createImport.path}`);
    request.setRequestHeader('X-FinTrack-Client', 'web');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    );
    request.upload.addEventListener('load', () => onProgress(1));
    request.addEventListener('error', () =>
      reject(new Error('The file could not be sent. Check the connection and try again.')),
    );
    request.addEventListener('load', () => {
      const id = importIdOf(request.response);
      if (request.status === 201 && id !== null) resolve(id);
      else reject(new Error(refusalOf(request.response)));
    });
    request.send(form);
  });
}

function importIdOf(body: unknown): string | null {
  const answer = body as { data?: { id?: unknown } } | null;
  return typeof answer?.data?.id === 'string' ? answer.data.id : null;
}

function refusalOf(body: unknown): string {
  const envelope = errorEnvelope.safeParse(body);
  return envelope.success ? envelope.data.message : 'The file could not be sent. Try again.';
}
