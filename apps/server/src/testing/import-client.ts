import type { ErrorCode, ImportRow, ImportSummary, Pagination } from '@fintrack/contract';
import type { TestApp } from './create-test-app.ts';
import type { Answer, TestClient } from './test-client.ts';

/** A file to upload: text is sent as UTF-8. */
export interface TestFile {
  readonly name: string;
  readonly content: string | Buffer;
}

/** Uploads a file as a browser does. */
export async function upload(
  app: TestApp,
  client: TestClient,
  sent: TestFile & { readonly accountId?: string; readonly headers?: Readonly<Record<string, string>> },
): Promise<Answer<ImportSummary>> {
  const form = new FormData();
  if (sent.accountId !== undefined) form.append('accountId', sent.accountId);
  form.append('file', new Blob([new Uint8Array(Buffer.from(sent.content))]), sent.name);
  return sendForm(app, client, { form, headers: sent.headers });
}

/** Sends any form to POST /imports. */
export async function sendForm(
  app: TestApp,
  client: TestClient,
  { form, headers }: { form: FormData; headers?: Readonly<Record<string, string>> | undefined },
): Promise<Answer<ImportSummary>> {
  const response = await app.request('/api/v1/imports', {
    method: 'POST',
    headers: { authorization: `Bearer ${client.accessToken}`, ...headers },
    body: form,
  });
  const body = (await response.json()) as {
    data: ImportSummary;
    pagination?: Pagination;
    code?: ErrorCode;
    message?: string;
    details?: unknown;
  };
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    pagination: body.pagination,
    code: body.code,
    message: body.message,
    details: body.details,
  };
}

/** Uploads and books a file; fails with the API's own words. */
export async function importFile(
  app: TestApp,
  client: TestClient,
  sent: TestFile & { readonly accountId?: string },
): Promise<ImportSummary> {
  const draft = await upload(app, client, sent);
  if (draft.status !== 201) throw new Error(`upload answered ${draft.status}: ${draft.message}`);
  const committed = await client.post<ImportSummary>(`/imports/${draft.data.id}/commit`);
  if (committed.status !== 202) throw new Error(`commit answered ${committed.status}: ${committed.message}`);
  return committed.data;
}

/** The rows of an import, 200 at most. */
export async function rowsOf(client: TestClient, importId: string): Promise<ImportRow[]> {
  return (await client.get<ImportRow[]>(`/imports/${importId}/rows?limit=200`)).data;
}

/** What the books say an account holds today. */
export async function balanceOf(client: TestClient, accountId: string): Promise<string> {
  return (await client.get<{ posted: string }>(`/accounts/${accountId}/balance`)).data.posted;
}

const UNDER_WAY: readonly ImportSummary['status'][] = ['reading', 'committing', 'replaying'];

/** Waits until background work on an import is over. */
export async function settled(client: TestClient, importId: string): Promise<ImportSummary> {
  for (;;) {
    const { data } = await client.get<ImportSummary>(`/imports/${importId}`);
    if (!UNDER_WAY.includes(data.status)) return data;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
