import { AmountFormatError, evaluateAmount, formatMinor, parseCurrency } from '@fintrack/core/money';
import { textOf } from '@/lib/form-action.ts';
import { decimalMark } from '@/lib/notation.ts';

/** A part as the form has it: its amount without the sign of the whole, as typed or as a decimal. */
export interface PartFields {
  readonly id: string;
  readonly amount: string;
  readonly categoryId: string;
  readonly notes: string;
}

export interface SplitContext {
  /** Of the whole. */
  readonly currency: string;
  /** BCP 47: how amounts are typed. */
  readonly locale: string;
  /** The whole is money out: a part typed as 5 is -5. */
  readonly isOut: boolean;
}

interface PartInput {
  readonly id?: string;
  readonly amount: string;
  readonly categoryId: string | null;
  readonly notes: string | null;
}

export interface SplitReading {
  readonly parts: readonly PartInput[];
  /** By the field's name: splits.0.amount. */
  readonly fieldErrors: Readonly<Record<string, string>>;
}

const NAME = /^splits\.(\d+)\.amount$/u;

/** The fields of each part in order, those without an amount, category and note left out. */
export function partsOf(values: Iterable<readonly [string, unknown]>): PartFields[] {
  const texts = new Map<string, string>();
  for (const [name, value] of values) if (typeof value === 'string') texts.set(name, value.trim());
  const indexes = [...texts.keys()].flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
  return indexes
    .toSorted((left, right) => left - right)
    .map((index) => {
      const text = (field: string) => texts.get(`splits.${index}.${field}`) ?? '';
      return { id: text('id'), amount: text('amount'), categoryId: text('categoryId'), notes: text('notes') };
    })
    .filter(({ amount, categoryId, notes }) => amount + categoryId + notes !== '');
}

/**
 * The form with its parts numbered from 0 without gaps: what the API says of a part then stands beside its fields.
 */
export function renumbered(form: FormData): FormData {
  const next = new FormData();
  for (const [name, value] of form) if (!name.startsWith('splits.')) next.append(name, value);
  for (const [index, part] of partsOf(form).entries()) {
    for (const field of ['id', 'amount', 'categoryId', 'notes'] as const) {
      next.set(`splits.${index}.${field}`, part[field]);
    }
  }
  return next;
}

/** Reads a renumbered form: the parts with the sign of the whole, or what is wrong beside its field. */
export function readSplitForm(form: FormData, context: SplitContext): SplitReading {
  const fieldErrors: Record<string, string> = {};
  const parts = partsOf(form).map(({ id, amount, categoryId, notes }, index): PartInput => {
    const read = readPart(amount, context);
    if (read.problem !== null) fieldErrors[`splits.${index}.amount`] = read.problem;
    return {
      ...(id === '' ? {} : { id }),
      amount: read.decimal,
      categoryId: categoryId === '' ? null : categoryId,
      notes: notes === '' ? null : notes,
    };
  });
  return { parts, fieldErrors };
}

/** The amount of the whole, with its sign; null when the field is not there or was left empty. */
export function readWhole(form: FormData, context: SplitContext): ReturnType<typeof readPart> | null {
  const text = textOf(form, 'amount');
  return text === '' ? null : readPart(text, context);
}

function readPart(
  text: string,
  { currency, locale, isOut }: SplitContext,
): { decimal: string; problem: string | null } {
  if (text === '') return { decimal: '', problem: 'Write an amount.' };
  const code = parseCurrency(currency);
  try {
    const { minor } = evaluateAmount(text, code, decimalMark(locale));
    return { decimal: formatMinor(isOut ? -minor : minor, code), problem: null };
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return { decimal: '', problem: error.message };
  }
}
