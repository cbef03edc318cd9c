import {
  ACCOUNT_TYPES,
  createAccount,
  createAnchor,
  createCategory,
  createTransaction,
  replaceSplits,
} from '@fintrack/contract';
import type { ContractClient } from '../apps/server/src/testing/contract-client.ts';
import type { GoldenBook } from './golden-book.ts';

/** Enters a book as a user would. @returns ids of its accounts and categories by their names. */
export async function enterBook(
  client: ContractClient,
  book: GoldenBook,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, kind } of book.categories) {
    ids.set(
      name,
      (await client.call(createCategory, { body: { name: `${name} of ${book.name}`, kind } })).data.id,
    );
  }
  for (const { name, type: written, currency, creditLimit } of book.accounts) {
    const type = ACCOUNT_TYPES.find((each) => each === written);
    if (!type) throw new Error(`There is no account type "${written}".`);
    const { data } = await client.call(createAccount, { body: { name, type, currency, creditLimit } });
    ids.set(name, data.id);
  }
  for (const { date, account, balance } of book.anchors) {
    const params = { accountId: idOf(ids, account) };
    await client.call(createAnchor, { params, body: { date, balance } });
  }
  for (const { account, ...row } of book.rows) {
    const type = row.isRefund ? { type: 'expense' as const } : {};
    await client.call(createTransaction, { body: { accountId: idOf(ids, account), ...row, ...type } });
  }
  for (const { account, parts, ...row } of book.splits) {
    const { data } = await client.call(createTransaction, {
      body: { accountId: idOf(ids, account), ...row },
    });
    const splits = parts.map(({ category, amount }) => ({ amount, categoryId: idOf(ids, category) }));
    await client.call(replaceSplits, {
      params: { transactionId: data.id },
      body: { version: data.version, splits },
    });
  }
  for (const { date, from, to, amount, arrives, fee, description } of book.transfers) {
    await client.call(createTransaction, {
      body: {
        type: 'transfer',
        accountId: idOf(ids, from),
        transferAccountId: idOf(ids, to),
        date,
        amount: `-${amount}`,
        description,
        ...(arrives === null ? {} : { transferAmount: arrives }),
        ...(fee === null ? {} : { transferFee: { amount: fee } }),
      },
    });
  }
  return ids;
}

/** @throws {Error} when the book names something that it does not have. */
export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The book has no "${name}".`);
  return id;
}
