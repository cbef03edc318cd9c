import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { listTransactions, transaction } from './transactions.ts';

/** `details` of SEARCH_UNREADABLE: which part of `q` cannot be read, and what to write instead. */
export const searchProblem = z
  .object({
    position: z.int().meta({ description: 'From the beginning of q, in UTF-16 units, from 0.' }),
    length: z.int(),
    message: z.string(),
    hint: z.string(),
  })
  .meta({ id: 'SearchProblem' });
export type SearchProblem = z.infer<typeof searchProblem>;

export const searchResult = z
  .object({
    transactions: z.array(transaction),
    understood: z
      .array(z.object({ position: z.int(), length: z.int(), label: z.string() }))
      .meta({ description: 'The parts of q as they were read, in words.' }),
    expanded: z.array(z.object({ word: z.string(), words: z.array(z.string()) })).meta({
      description: 'Words that stand nowhere in the books, and those that were looked for as well.',
    }),
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof searchResult>;

export const searchTransactions = endpoint({
  id: 'searchTransactions',
  method: 'get',
  path: '/transactions/search',
  tag: 'Transactions',
  summary: 'Transactions found by words and operators',
  description:
    'Words must all be there, as beginnings of words in description, notes, the bank\'s line or the payee\'s name; case and accents do not count, and a misspelt word finds what is near. "exact words", -not, or, (groups), and operators: amount:>50 amount:10..20 category:food payee:"corner shop" account: tag: date:2026-03 after: before: since: until: type: status: is:uncategorised has:attachment currency: import: id:. ' +
    "The other parameters are the list's own. A page may have fewer rows than the limit and still be continued (hasMore): then the search has looked through a part of the books. A total up to 1,000 is exact unless it is marked.",
  access: 'member',
  query: listTransactions.query.extend({ q: listTransactions.query.shape.q.unwrap() }),
  data: searchResult,
  status: 200,
  paginated: true,
});
