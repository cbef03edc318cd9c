import { ApiError } from '@fintrack/contract/client';

/** Those that are ticked, the most used first; what is not there any more is left out. */
export async function findSelected<Item extends { readonly transactionCount: number }>(
  ids: readonly string[],
  find: (id: string) => Promise<Item>,
): Promise<Item[]> {
  const found = await Promise.all(ids.map((id) => findOrNull(id, find)));
  return found
    .filter((item) => item !== null)
    .toSorted((left, right) => right.transactionCount - left.transactionCount);
}

async function findOrNull<Item>(id: string, find: (id: string) => Promise<Item>): Promise<Item | null> {
  try {
    return await find(id);
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return null;
    throw error;
  }
}
