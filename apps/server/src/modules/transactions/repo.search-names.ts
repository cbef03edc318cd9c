import type { TenantTransaction } from '../../platform/database/index.ts';

/** Something that a search can name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export async function listAccountNames(tx: TenantTransaction): Promise<Named[]> {
  return named(tx, 'accounts', 'SELECT id, name FROM accounts WHERE deleted_at IS NULL ORDER BY name, id');
}

export async function listTagNames(tx: TenantTransaction): Promise<Named[]> {
  return named(tx, 'tags', 'SELECT id, name FROM tags WHERE deleted_at IS NULL ORDER BY name, id');
}

/** The categories, each with its names from the root down, parted by " / ". */
export async function listCategoryPaths(tx: TenantTransaction): Promise<Named[]> {
  return named(
    tx,
    'categories',
    `WITH RECURSIVE tree AS (
       SELECT c.id, c.name FROM categories c WHERE c.parent_id IS NULL AND c.deleted_at IS NULL
       UNION ALL
       SELECT c.id, tree.name || ' / ' || c.name FROM tree
       JOIN categories c ON c.parent_id = tree.id AND c.deleted_at IS NULL
     ) SELECT id, name FROM tree ORDER BY name, id`,
  );
}

const MOST_PAYEES = 5000;

/** Names to choose a suggestion from. */
export async function listPayeeNames(tx: TenantTransaction): Promise<Named[]> {
  return named(
    tx,
    'payees',
    `SELECT id, name FROM payees WHERE deleted_at IS NULL ORDER BY name, id LIMIT ${MOST_PAYEES}`,
  );
}

/** A payee and the other names that lead to it. */
export interface NamedPayee extends Named {
  readonly aliases: readonly string[];
}

/** Payees whose names, their own and others, have for each of the words one that begins so. */
export async function findPayeesByWords(
  tx: TenantTransaction,
  words: readonly string[],
): Promise<NamedPayee[]> {
  const result = await tx.client.query<NamedPayee>({
    name: 'search-payees-by-words',
    text: `SELECT p.id, p.name, ARRAY(SELECT a.name FROM payee_aliases a
        WHERE a.payee_id = p.id AND a.deleted_at IS NULL) AS aliases
      FROM payees p
      JOIN payee_words first ON first.payee_id = p.id AND first.word >= ($1::text[])[1]
        AND first.word < ($1::text[])[1] || chr(1114111)
      WHERE p.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM unnest($1::text[]) AS typed (word) WHERE NOT EXISTS (
          SELECT FROM payee_words w WHERE w.payee_id = p.id AND starts_with(w.word, typed.word)))
      GROUP BY p.tenant_id, p.id ORDER BY p.name LIMIT ${MOST_PAYEES}`,
    values: [words],
  });
  return result.rows;
}

/** What the books know of a word. */
export interface WordFacts {
  readonly word: string;
  /** Words of texts that begin so, some of them; one that ends in 0 stands for words with figures. */
  readonly stems: readonly string[];
  /** Payees whose names have a word that begins so. */
  readonly payeeIds: readonly string[];
}

/** More beginnings than this are not told one by one. */
export const MOST_STEMS = 8;

/** Which words of texts begin so, and which payees' names have one. */
export async function findWordFacts(tx: TenantTransaction, words: readonly string[]): Promise<WordFacts[]> {
  const result = await tx.client.query<WordFacts>({
    name: 'search-word-facts',
    text: `SELECT typed.word,
        ARRAY(SELECT s.word FROM search_words s
          WHERE s.word >= typed.word AND s.word < typed.word || chr(1114111) LIMIT ${MOST_STEMS + 1}) AS stems,
        ARRAY(SELECT DISTINCT p.payee_id FROM payee_words p
          WHERE p.word >= typed.word AND p.word < typed.word || chr(1114111)) AS "payeeIds"
      FROM unnest($1::text[]) AS typed (word)`,
    values: [words],
  });
  return result.rows;
}

/** Words of the books whose length and letters allow that they are the word with so many mistakes. */
export async function findSimilarWords(
  tx: TenantTransaction,
  { word, edits }: { readonly word: string; readonly edits: number },
): Promise<string[]> {
  const length = Array.from(word).length;
  // Each mistake changes two letters at most: one that goes and one that comes.
  const result = await tx.client.query<{ word: string }>({
    name: 'search-similar-words',
    text: `SELECT s.word FROM search_words s
      WHERE s.word_length BETWEEN $2 AND $3 AND bit_count((s.letters # search_letters($1))::bit(32)) <= $4
      UNION
      SELECT p.word FROM payee_words p
      WHERE length(p.word) BETWEEN $2 AND $3 AND bit_count((search_letters(p.word) # search_letters($1))::bit(32)) <= $4
        AND p.word !~ '[0-9]'`,
    values: [word, length - edits, length + edits, edits * 2],
  });
  return result.rows.map((row) => row.word);
}

/** Payees whose names have one of the words, whole. */
export async function findPayeesOfWords(
  tx: TenantTransaction,
  words: readonly string[],
): Promise<{ word: string; payeeId: string }[]> {
  const result = await tx.client.query<{ word: string; payeeId: string }>({
    name: 'search-payees-of-words',
    text: 'SELECT word, payee_id AS "payeeId" FROM payee_words WHERE word = ANY($1::text[])',
    values: [words],
  });
  return result.rows;
}

/** Weekday on which the tenant's weeks begin: Monday is 1. */
export async function findWeekStart(tx: TenantTransaction): Promise<number> {
  const result = await tx.client.query<{ weekStart: number }>({
    name: 'search-week-start',
    text: 'SELECT week_start AS "weekStart" FROM tenants',
  });
  return result.rows[0]?.weekStart ?? 1;
}

async function named(tx: TenantTransaction, what: string, text: string): Promise<Named[]> {
  const result = await tx.client.query<Named>({ name: `search-names-${what}`, text });
  return result.rows;
}
