/** A condition on transactions (called t) as SQL text, with the values of its parameters. */
export interface Condition {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What the repo needs to know of a filter; amounts are minor units by currency exponent. */
export interface RowFilter {
  readonly accountIds?: readonly string[] | undefined;
  readonly categoryIds?: readonly string[] | undefined;
  readonly payeeIds?: readonly string[] | undefined;
  readonly importId?: string | undefined;
  readonly type?: string | undefined;
  readonly status?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly min?: MinorBounds | undefined;
  readonly max?: MinorBounds | undefined;
  readonly words?: readonly string[] | undefined;
  readonly tag?: string | undefined;
  readonly uncategorised?: boolean | undefined;
}

type MinorBounds = Readonly<Record<0 | 2 | 3 | 4, bigint>>;

/** Currencies whose exponent is not 2, which the repo is told by the domain. */
export type UnusualCurrencies = Readonly<Record<0 | 3 | 4, readonly string[]>>;

/** Collects conditions and numbers their parameters. The text depends on the filter's shape alone, not its values. */
export class ConditionBuilder {
  readonly #conditions: string[] = ['t.deleted_at IS NULL', 't.parent_id IS NULL'];
  readonly #values: unknown[] = [];

  /** The parameter's placeholder. */
  bind(value: unknown): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }

  where(condition: string): void {
    this.#conditions.push(condition);
  }

  build(): Condition {
    return { text: this.#conditions.join(' AND '), values: this.#values };
  }
}

/** The conditions of a filter. */
export function filterConditions(filter: RowFilter, unusual: UnusualCurrencies): ConditionBuilder {
  const builder = new ConditionBuilder();
  addIds(builder, 't.account_id', filter.accountIds);
  addIds(builder, 't.category_id', filter.categoryIds);
  addIds(builder, 't.payee_id', filter.payeeIds);
  if (filter.importId !== undefined) builder.where(`t.import_id = ${builder.bind(filter.importId)}::uuid`);
  if (filter.type !== undefined) builder.where(`t.type = ${builder.bind(filter.type)}`);
  if (filter.status !== undefined) builder.where(`t.status = ${builder.bind(filter.status)}`);
  if (filter.from !== undefined) builder.where(`t.date >= ${builder.bind(filter.from)}::date`);
  if (filter.to !== undefined) builder.where(`t.date <= ${builder.bind(filter.to)}::date`);
  if (filter.tag !== undefined) builder.where(`${builder.bind(filter.tag)} = ANY(t.tags)`);
  // A transfer between one's own accounts asks for no category.
  if (filter.uncategorised)
    builder.where(`t.category_id IS NULL AND NOT t.is_split AND t.type <> 'transfer'`);
  if (filter.min) builder.where(`t.amount_minor >= ${boundSql(builder, filter.min, unusual)}`);
  if (filter.max) builder.where(`t.amount_minor <= ${boundSql(builder, filter.max, unusual)}`);
  for (const word of filter.words ?? []) addWord(builder, word);
  return builder;
}

/** One id as an equality, so that the index on it also gives the order. */
function addIds(builder: ConditionBuilder, column: string, ids: readonly string[] | undefined): void {
  if (ids === undefined) return;
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) builder.where(`${column} = ${builder.bind(only)}::uuid`);
  else builder.where(`${column} = ANY(${builder.bind(ids)}::uuid[])`);
}

/** A limit in the minor units of each row's own currency. */
function boundSql(builder: ConditionBuilder, bounds: MinorBounds, unusual: UnusualCurrencies): string {
  const cases = ([0, 3, 4] as const).map(
    (exponent) =>
      `WHEN t.currency = ANY(${builder.bind(unusual[exponent])}) THEN ${builder.bind(bounds[exponent].toString())}::bigint`,
  );
  return `CASE ${cases.join(' ')} ELSE ${builder.bind(bounds[2].toString())}::bigint END`;
}

function addWord(builder: ConditionBuilder, word: string): void {
  const pattern = builder.bind(`%${word.replace(/[\\%_]/g, '\\$&')}%`);
  builder.where(`(t.description ILIKE ${pattern} OR t.notes ILIKE ${pattern}
    OR t.payee_id = ANY(ARRAY(SELECT p.id FROM payees p WHERE p.name ILIKE ${pattern} AND p.deleted_at IS NULL)))`);
}
