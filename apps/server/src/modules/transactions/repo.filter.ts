/** A condition on transactions (called t) as SQL text, with the values of its parameters. */
export interface Condition {
  /** What stands after `transactions t`: empty, or joins with a space in front. */
  readonly joins: string;
  /** What stands after FROM where rows are wanted by date: an index of it gives the order. */
  readonly byDate: DateOrder;
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
  readonly tag?: string | undefined;
  readonly uncategorised?: boolean | undefined;
  readonly hasAttachment?: boolean | undefined;
  /** A search beside the filter asks for categories. */
  readonly showsParts?: boolean | undefined;
}

type MinorBounds = Readonly<Record<0 | 2 | 3 | 4, bigint>>;

/** Currencies whose exponent is not 2, which the repo is told by the domain. */
export type UnusualCurrencies = Readonly<Record<0 | 3 | 4, readonly string[]>>;

/** Rows called t, and the columns that their order by date and id is read from. */
export interface DateOrder {
  readonly source: string;
  readonly date: string;
  readonly id: string;
}

/** Collects conditions and numbers their parameters. The text depends on the filter's shape alone, not its values. */
export class ConditionBuilder {
  /** Parts of splits stand in place of their wholes: for what is asked of categories. */
  readonly showsParts: boolean;
  /** How many rows the conditions select depends on their values so much that each question is planned for itself. */
  isPlannedAnew = false;
  readonly #conditions: string[] = ['t.deleted_at IS NULL'];
  readonly #values: unknown[] = [];
  #tagged: string | null = null;

  constructor(showsParts = false) {
    this.showsParts = showsParts;
  }

  /** The parameter's placeholder. */
  bind(value: unknown): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }

  /** Only rows whose link l to a tag fits; the links are in the order of the list. */
  tagged(condition: string): void {
    this.#tagged = condition;
  }

  where(condition: string): void {
    this.#conditions.push(condition);
  }

  /** `unsplit` and `parts` are the two halves of a list that shows parts; each has indexes of its own. */
  build(half?: 'unsplit' | 'parts'): Condition {
    const shown = SHOWN[half ?? (this.showsParts ? 'leaves' : 'wholes')];
    const text = [...this.#conditions, shown].join(' AND ');
    const joins = this.#tagged === null ? '' : ` ${LINKED} AND ${this.#tagged}`;
    return { joins, text, values: this.#values, byDate: this.byDate };
  }

  /**
   * The links of a tag stand in the order of the list, and each leads to one row: said so, because the planner does not
   * know how many rows a tag has, and would look for its rows among all others.
   */
  get byDate(): DateOrder {
    if (this.#tagged === null) return { source: 'transactions t', date: 't.date', id: 't.id' };
    const source = `(SELECT k.* FROM transaction_tags k WHERE ${this.#tagged.replaceAll('l.', 'k.')}) l JOIN LATERAL (
      SELECT r.* FROM transactions r WHERE r.tenant_id = l.tenant_id AND r.id = l.transaction_id OFFSET 0
    ) t ON t.date = l.date AND t.id = l.transaction_id`;
    return { source, date: 'l.date', id: 'l.transaction_id' };
  }
}

const LINKED =
  'JOIN transaction_tags l ON l.tenant_id = t.tenant_id AND l.transaction_id = t.id AND l.date = t.date';

/** Which rows of a split are shown, in the words of the indexes' own conditions. */
const SHOWN = {
  wholes: 't.parent_id IS NULL',
  leaves: 'NOT t.is_split',
  unsplit: 't.parent_id IS NULL AND NOT t.is_split',
  parts: 't.parent_id IS NOT NULL',
} as const;

/** The conditions of a filter. One by category shows the parts of a split, as the totals of categories count them. */
export function filterConditions(filter: RowFilter, unusual: UnusualCurrencies): ConditionBuilder {
  const builder = new ConditionBuilder(
    filter.categoryIds !== undefined || filter.uncategorised === true || filter.showsParts === true,
  );
  addIds(builder, 't.account_id', filter.accountIds);
  addIds(builder, 't.category_id', filter.categoryIds);
  addIds(builder, 't.payee_id', filter.payeeIds);
  if (filter.importId !== undefined) builder.where(`t.import_id = ${builder.bind(filter.importId)}::uuid`);
  if (filter.type !== undefined) builder.where(`t.type = ${builder.bind(filter.type)}`);
  if (filter.status !== undefined) builder.where(`t.status = ${builder.bind(filter.status)}`);
  if (filter.from !== undefined) builder.where(`t.date >= ${builder.bind(filter.from)}::date`);
  if (filter.to !== undefined) builder.where(`t.date <= ${builder.bind(filter.to)}::date`);
  if (filter.tag !== undefined) addTag(builder, filter.tag, filter);
  // A transfer between one's own accounts asks for no category.
  if (filter.uncategorised) builder.where(`t.category_id IS NULL AND t.type <> 'transfer'`);
  if (filter.min) builder.where(`t.amount_minor >= ${boundSql(builder, filter.min, unusual)}`);
  if (filter.max) builder.where(`t.amount_minor <= ${boundSql(builder, filter.max, unusual)}`);
  if (filter.hasAttachment !== undefined) addAttachment(builder, filter.hasAttachment);
  return builder;
}

/** One id as an equality, so that the index on it also gives the order. */
function addIds(builder: ConditionBuilder, column: string, ids: readonly string[] | undefined): void {
  if (ids === undefined) return;
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) builder.where(`${column} = ${builder.bind(only)}::uuid`);
  else builder.where(`${column} = ANY(${builder.bind(ids)}::uuid[])`);
}

/** Rows with a tag, by the table that is their index; a link has the date of its row. */
function addTag(builder: ConditionBuilder, name: string, { from, to }: RowFilter): void {
  const tag = `SELECT g.id FROM tags g WHERE g.deleted_at IS NULL AND lower(g.name) = lower(${builder.bind(name)})`;
  const conditions = [
    `l.tag_id = (${tag})`,
    ...(from === undefined ? [] : [`l.date >= ${builder.bind(from)}::date`]),
    ...(to === undefined ? [] : [`l.date <= ${builder.bind(to)}::date`]),
  ];
  builder.tagged(conditions.join(' AND '));
}

/** A limit in the minor units of each row's own currency. */
export function boundSql(builder: ConditionBuilder, bounds: MinorBounds, unusual: UnusualCurrencies): string {
  const cases = ([0, 3, 4] as const).map(
    (exponent) =>
      `WHEN t.currency = ANY(${builder.bind(unusual[exponent])}) THEN ${builder.bind(bounds[exponent].toString())}::bigint`,
  );
  return `CASE ${cases.join(' ')} ELSE ${builder.bind(bounds[2].toString())}::bigint END`;
}

function addAttachment(builder: ConditionBuilder, isWanted: boolean): void {
  builder.where(`${isWanted ? '' : 'NOT '}EXISTS (SELECT FROM attachments f WHERE f.transaction_id = t.id
    AND f.deleted_at IS NULL)`);
}
