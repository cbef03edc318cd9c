import {
  conditionSize,
  type RuleAction,
  type RuleCondition,
  readPercent,
  TEXT_FIELDS,
  TEXT_OPERATORS,
} from '@fintrack/core/rules';
import { z } from 'zod';
import { currency, date, id, name } from './fields.ts';

const value = z
  .string()
  .min(1, { error: 'Say what to look for.' })
  .max(500, { error: 'Keep it to 500 characters.' });
const values = z.array(value).min(1, { error: 'Name at least one.' }).max(200);
const ids = z.array(id).min(1, { error: 'Choose at least one.' }).max(200);
const amountField = z.enum(['amount', 'absoluteAmount']);
const dayNumber = z.int().min(1).max(31);

/** Decimal text in whole units; how many digits fit depends on the row's currency. */
function decimal(pattern: RegExp, error: string) {
  return z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().trim().regex(pattern, { error }));
}
const signed = decimal(/^[+-]?\d{1,15}(\.\d{1,9})?$/, 'Write an amount like 12.50 or -12.50.');
const unsigned = decimal(/^\d{1,15}(\.\d{1,9})?$/, 'Write an amount without a sign, like 12.50.');

export const ruleTest = z
  .union([
    z.strictObject({ field: z.enum(TEXT_FIELDS), operator: z.enum(TEXT_OPERATORS), value }),
    z.strictObject({ field: z.enum(TEXT_FIELDS), operator: z.literal('oneOf'), values }),
    z.strictObject({ field: z.enum(TEXT_FIELDS), operator: z.literal('empty') }),
    z.strictObject({ field: z.enum(['category', 'tags']), operator: z.literal('empty') }),
    z.strictObject({
      field: amountField,
      operator: z.enum(['equals', 'lessThan', 'greaterThan']),
      value: signed,
      currency: currency.optional(),
    }),
    z.strictObject({
      field: amountField,
      operator: z.literal('between'),
      from: signed,
      to: signed,
      currency: currency.optional(),
    }),
    z.strictObject({ field: z.enum(['account', 'category']), operator: z.literal('oneOf'), values: ids }),
    z.strictObject({ field: z.enum(['tags', 'currency']), operator: z.literal('oneOf'), values }),
    z.strictObject({
      field: z.literal('type'),
      operator: z.literal('oneOf'),
      values: z.array(z.enum(['income', 'expense', 'transfer'])).min(1),
    }),
    z.strictObject({
      field: z.literal('status'),
      operator: z.literal('oneOf'),
      values: z.array(z.enum(['pending', 'cleared', 'reconciled'])).min(1),
    }),
    z.strictObject({
      field: z.literal('date'),
      operator: z.literal('between'),
      from: date.nullable(),
      to: date.nullable(),
    }),
    z.strictObject({
      field: z.literal('weekday'),
      operator: z.literal('oneOf'),
      values: z.array(z.int().min(1).max(7)).min(1).max(7).meta({ description: '1 is Monday, 7 is Sunday.' }),
    }),
    z.strictObject({
      field: z.literal('dayOfMonth'),
      operator: z.literal('between'),
      from: dayNumber,
      to: dayNumber,
    }),
    z.strictObject({ field: z.literal('attachment'), operator: z.literal('is'), value: z.boolean() }),
  ])
  .meta({
    id: 'RuleTest',
    description:
      'One thing that a rule asks of a row. Texts are compared without regard to case; "matches" takes a regular expression of the RE2 syntax. Amounts are in whole units of the row\'s currency.',
  });

/** Groups stand inside of groups this deep. Level by level, so that no input can make the reading recurse further. */
const DEPTH = 4;
const NODES = 100;

function group<Inner extends z.ZodType>(inner: Inner, level: number) {
  const several = z.array(inner).min(1, { error: 'Add at least one condition.' }).max(50);
  return z
    .union([
      ruleTest,
      z.strictObject({ all: several }),
      z.strictObject({ any: several }),
      z.strictObject({ not: inner }),
    ])
    .meta({ id: `RuleCondition${level}` });
}

/** Tests in groups: {"all": […]}, {"any": […]}, {"not": …}, four levels deep, 100 of both at most. */
export const ruleCondition: z.ZodType<RuleCondition> = group(
  group(group(group(ruleTest, DEPTH), DEPTH - 1), DEPTH - 2),
  1,
).refine((condition: RuleCondition) => conditionSize(condition).nodes <= NODES, {
  error: 'A rule has 100 conditions at most. Make two rules of it.',
});

const tags = z
  .array(z.string().trim().min(1, { error: 'Name a tag.' }).max(50))
  .min(1, { error: 'Name at least one tag.' })
  .max(50);
const note = z
  .string()
  .trim()
  .min(1, { error: 'Write what the notes are to say.' })
  .max(2000, { error: 'Keep it to 2,000 characters.' });

const splitShare = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percent'),
    percent: unsigned.refine((text) => readPercent(text) !== null, {
      error: 'Write a percentage from 0 to 100, like 33.3.',
    }),
  }),
  z.strictObject({ kind: z.literal('amount'), amount: unsigned }),
  z.strictObject({ kind: z.literal('rest') }),
]);

export const ruleAction: z.ZodType<RuleAction> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('setCategory'), categoryId: id }),
    z.strictObject({ kind: z.literal('setPayee'), payeeName: name }),
    z.strictObject({ kind: z.literal('addTags'), tags }),
    z.strictObject({ kind: z.literal('removeTags'), tags }),
    z.strictObject({ kind: z.literal('setNotes'), text: note }),
    z.strictObject({ kind: z.literal('appendNotes'), text: note }),
    z.strictObject({
      kind: z.literal('split'),
      parts: z
        .array(
          z.strictObject({
            share: splitShare,
            categoryId: id.nullable(),
            notes: z.string().trim().max(2000).optional(),
          }),
        )
        .min(2, { error: 'A split has two parts or more.' })
        .max(20)
        .superRefine((parts, context) => {
          const message = problemOfShares(parts.map(({ share }) => share));
          if (message !== null) context.addIssue({ code: 'custom', message });
        }),
    }),
    z.strictObject({ kind: z.literal('markTransfer'), accountId: id }),
    z.strictObject({ kind: z.literal('skip') }),
    z.strictObject({ kind: z.literal('stop') }),
  ])
  .meta({
    id: 'RuleAction',
    description:
      'What a rule does to a row. skip leaves the row out of an import and changes nothing of rows that are there; skip and stop end the list for the row.',
  });

export const ruleActions = z.array(ruleAction).min(1, { error: 'Say what the rule does.' }).max(20);

/** Parts have to come to the whole for every amount: percents of 100, or one part that takes the rest. */
function problemOfShares(shares: readonly z.infer<typeof splitShare>[]): string | null {
  const rests = shares.filter(({ kind }) => kind === 'rest').length;
  if (rests > 1) return 'Only one part can take the rest.';
  const percents = shares.reduce(
    (sum, share) => sum + (share.kind === 'percent' ? (readPercent(share.percent) ?? 0n) : 0n),
    0n,
  );
  const hundred = readPercent('100') ?? 0n;
  if (percents > hundred) return 'The percentages come to more than 100.';
  if (rests === 1) return null;
  if (shares.some(({ kind }) => kind === 'amount'))
    return 'Beside fixed amounts one part has to take the rest.';
  return percents === hundred ? null : 'The percentages have to come to 100, or one part takes the rest.';
}
