import { boundSql, type ConditionBuilder, type UnusualCurrencies } from './repo.filter.ts';
import { type Limit, type SearchCondition, wordsOf } from './search-plan.ts';
import { toTsquery } from './search-terms.ts';

/** The words of a row (t) as search sees them. */
const WORDS = `search_words_of('', search_text(t.payee_id, t.description, t.notes, t.raw_description))`;

/** A condition of a search on transactions (called t) as SQL, with its values bound. */
export function searchConditionSql(
  builder: ConditionBuilder,
  condition: SearchCondition,
  unusual: UnusualCurrencies,
): string {
  const words = wordsOf(condition);
  if (words) return `${WORDS} @@ ${builder.bind(toTsquery(words, ''))}::tsquery`;
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const items = condition.items.map((item) => searchConditionSql(builder, item, unusual));
      if (items.length === 0) return condition.kind === 'all' ? 'true' : 'false';
      return `(${items.join(condition.kind === 'all' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `(${searchConditionSql(builder, condition.item, unusual)}) IS NOT TRUE`;
    case 'text':
      return phraseSql(builder, condition);
    case 'oneOf':
      return idsSql(builder, condition);
    case 'tagged':
      return `EXISTS (SELECT FROM transaction_tags g WHERE g.tag_id = ANY(${builder.bind(condition.tagIds)}::uuid[])
        AND g.date = t.date AND g.transaction_id = t.id)`;
    case 'equals':
      return `t.${condition.column} = ${builder.bind(condition.value)}`;
    case 'between':
      return daysSql(builder, condition);
    case 'amount':
      return amountSql(builder, condition, unusual);
    case 'has':
      return HELD[condition.what];
  }
}

const HELD: Readonly<Record<Extract<SearchCondition, { kind: 'has' }>['what'], string>> = {
  attachment: 'EXISTS (SELECT FROM attachments f WHERE f.transaction_id = t.id AND f.deleted_at IS NULL)',
  notes: "t.notes <> ''",
  tags: "t.tags <> '{}'",
  split: '(t.is_split OR t.parent_id IS NOT NULL)',
  refund: 'EXISTS (SELECT FROM transactions r WHERE r.refund_of_id = t.id AND r.deleted_at IS NULL)',
  transfer: 't.transfer_transaction_id IS NOT NULL',
  payee: 't.payee_id IS NOT NULL',
  category: 't.category_id IS NOT NULL',
  // A transfer between one's own accounts asks for no category.
  uncategorised: "t.category_id IS NULL AND t.type <> 'transfer'",
  isRefund: 't.is_refund',
};

function idsSql(
  builder: ConditionBuilder,
  { column, ids }: Extract<SearchCondition, { kind: 'oneOf' }>,
): string {
  const [only, ...others] = ids;
  // One id as an equality, so that the index on it also gives the order.
  return only !== undefined && others.length === 0
    ? `t.${column} = ${builder.bind(only)}::uuid`
    : `t.${column} = ANY(${builder.bind(ids)}::uuid[])`;
}

function daysSql(
  builder: ConditionBuilder,
  { from, to }: Extract<SearchCondition, { kind: 'between' }>,
): string {
  const parts = [
    ...(from === null ? [] : [`t.date >= ${builder.bind(from)}::date`]),
    ...(to === null ? [] : [`t.date <= ${builder.bind(to)}::date`]),
  ];
  return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
}

/** The folded text stands between spaces, so that a phrase begins and ends with its words. */
function phraseSql(
  builder: ConditionBuilder,
  { phrase }: Extract<SearchCondition, { kind: 'text' }>,
): string {
  if (phrase === null) throw new Error('Words without a phrase are asked of the index.');
  const pattern = builder.bind(`% ${phrase.text} %`);
  const texts = ['t.description', 't.notes', 't.raw_description'].map(
    (column) => `' ' || search_fold(${column}) || ' ' LIKE ${pattern}`,
  );
  const payees = `t.payee_id = ANY(${builder.bind(phrase.payeeIds)}::uuid[])`;
  return `(${[...texts, payees].join(' OR ')})`;
}

function amountSql(
  builder: ConditionBuilder,
  { low, high, isSigned }: Extract<SearchCondition, { kind: 'amount' }>,
  unusual: UnusualCurrencies,
): string {
  const amount = isSigned ? 't.amount_minor' : 'abs(t.amount_minor)';
  const limit = (bounds: Limit['least']): string => boundSql(builder, bounds, unusual);
  const parts = [
    ...(low && high ? [rangesSql(builder, { low, high, isSigned })] : []),
    ...(low
      ? [low.isIncluded ? `${amount} >= ${limit(low.least)}` : `${amount} > ${limit(low.greatest)}`]
      : []),
    ...(high
      ? [high.isIncluded ? `${amount} <= ${limit(high.greatest)}` : `${amount} < ${limit(high.least)}`]
      : []),
  ];
  return `(${parts.join(' AND ')})`;
}

/** The same once more, over all currencies, in words that the index by amount understands. */
function rangesSql(
  builder: ConditionBuilder,
  { low, high, isSigned }: { low: Limit; high: Limit; isSigned: boolean },
): string {
  const ranges = ([0, 2, 3, 4] as const).flatMap((exponent) => {
    const [from, to] = [low.least[exponent], high.greatest[exponent]];
    return isSigned
      ? [[from, to]]
      : [
          [from, to],
          [-to, -from],
        ];
  });
  const texts = ranges.map(
    ([from, to]) =>
      `t.amount_minor BETWEEN ${builder.bind(String(from))}::bigint AND ${builder.bind(String(to))}::bigint`,
  );
  return `(${texts.join(' OR ')})`;
}
