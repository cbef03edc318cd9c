import { refresh } from '@fintrack/contract';
import { ApiClient } from '@fintrack/contract/client';
import { signInPath } from './sign-in-path.ts';

/** The API from the browser: same origin, by the session's cookies, which it renews when they have expired. */
export function browserApi(): ApiClient {
  client ??= new ApiClient({
    baseUrl: window.location.origin,
    headers: { 'X-FinTrack-Client': 'web' },
    fetch: fetchRenewing,
  });
  return client;
}

let client: ApiClient | undefined;
let renewal: Promise<boolean> | undefined;

async function fetchRenewing(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 401) return response;
  renewal ??= renewSession().finally(() => {
    renewal = undefined;
  });
  if (await renewal) return fetch(again);
  window.location.assign(signInPath(window.location.pathname + window.location.search));
  return response;
}

/** Calls that fail at the same time share one exchange of the refresh token. */
async function renewSession(): Promise<boolean> {
  const response = await fetch(`/api/v1${refresh.path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-FinTrack-Client': 'web' },
    body: '{}',
  });
  return response.ok;
}
