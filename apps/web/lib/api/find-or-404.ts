import { type ApiClient, ApiError } from '@fintrack/contract/client';
import { notFound } from 'next/navigation';
import { serverApi } from './server-api.ts';

/** What a page is about; the page "not found" where there is no such thing, or the address holds no id at all. */
export async function findOr404<Data>(
  find: (api: ApiClient) => Promise<{ readonly data: Data }>,
): Promise<Data> {
  const api = await serverApi();
  try {
    const { data } = await find(api);
    return data;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 422)) notFound();
    throw error;
  }
}
