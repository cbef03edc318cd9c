import { errorEnvelope } from '@fintrack/contract';
import { z } from 'zod';

export interface Uploaded {
  /** `data` of the envelope; to be checked by the endpoint's schema. */
  readonly data: unknown;
  readonly changeSetId: string | null;
}

/**
 * Posts a form with a file to the API. By XMLHttpRequest, because fetch tells nothing of its progress.
 * @param onProgress the part that has arrived, 0 to 1
 * @throws {Error} with a text for the person.
 */
export function uploadForm(
  path: string,
  form: FormData,
  onProgress: (part: number) => void,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
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
      const answer = envelope.safeParse(request.response);
      const isDone = request.status === 200 || request.status === 201;
      if (!isDone || !answer.success) return reject(new Error(refusalOf(request.response)));
      return resolve({
        data: answer.data.data,
        changeSetId: request.getResponseHeader('X-Change-Set'),
      });
    });
    request.send(form);
  });
}

const envelope = z.object({ data: z.unknown() });

function refusalOf(body: unknown): string {
  const refusal = errorEnvelope.safeParse(body);
  return refusal.success ? refusal.data.message : 'The file could not be sent. Try again.';
}
