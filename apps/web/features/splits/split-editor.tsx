'use client';

import type { TransactionDetail } from '@fintrack/contract';
import { evaluateAmount, formatAmount, parseCurrency } from '@fintrack/core/money';
import { type KeyboardEvent, useState } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Button } from '@/components/button.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import type { SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { signOf } from '@/lib/decimal-text.ts';
import { decimalMark } from '@/lib/notation.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { saveSplits } from './actions.ts';
import { type PartFields, partsOf } from './read-split-form.ts';
import { SplitPartFields } from './split-part-fields.tsx';
import styles from './splits.module.css';
import { EMPTY, useSplitRows } from './use-split-rows.ts';

export interface SplitEditorProps {
  row: Pick<
    TransactionDetail,
    'id' | 'version' | 'amount' | 'currency' | 'categoryId' | 'isSplit' | 'splits'
  >;
  categories: readonly SelectOption[];
}

/** Shares the amount of a transaction out over categories. Ctrl+Enter saves; it works without JavaScript, too. */
export function SplitEditor({ row, categories }: SplitEditorProps) {
  const { form, problem, isPending, errorOf } = useFormAction(saveSplits);

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }

  const editor = (
    <form {...form} className={styles.form} aria-label="Split" onKeyDown={onKeyDown}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={row.id} />
      <input type="hidden" name="version" value={row.version} />
      {/* After a refusal the fields are drawn anew with what was typed. */}
      <SplitFields
        key={JSON.stringify(problem?.values ?? null)}
        row={row}
        categories={categories}
        first={problem === null ? firstParts(row) : partsOf(Object.entries(problem.values))}
        isTyped={problem !== null}
        typedWhole={problem?.values['amount']}
        errorOf={errorOf}
      />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={isPending}>
          Save the split
        </Button>
      </div>
    </form>
  );
  if (row.isSplit) return editor;
  return (
    // What was refused has to be seen: without JavaScript the page comes back anew.
    <details className={styles.fold} open={problem !== null}>
      <summary>Split over several categories</summary>
      {editor}
    </details>
  );
}

interface SplitFieldsProps extends SplitEditorProps {
  first: readonly PartFields[];
  /** The parts stand as they were typed, in the notation of the person. */
  isTyped: boolean;
  typedWhole: string | undefined;
  errorOf: (path: string) => string | undefined;
}

function SplitFields({ row, categories, first, isTyped, typedWhole, errorOf }: SplitFieldsProps) {
  const { locale } = useFormat();
  const { currency } = row;
  const isHydrated = useHydrated();
  const [whole, setWhole] = useState<string | null>(
    () => readTyped(typedWhole ?? '') ?? row.amount.replace('-', ''),
  );
  const parts = useSplitRows(
    isTyped ? first.map((part) => ({ ...part, amount: readTyped(part.amount) ?? part.amount })) : first,
    whole,
    currency,
  );

  /** What stands in a field, as a decimal; null when it is no amount. */
  function readTyped(text: string): string | null {
    if (text.trim() === '') return null;
    try {
      return formatAmount(evaluateAmount(text, parseCurrency(currency), decimalMark(locale)));
    } catch {
      return null;
    }
  }

  return (
    <>
      {row.isSplit ? (
        <div className={styles.whole}>
          <MoneyField
            label="Amount of the whole"
            name="amount"
            currency={currency}
            defaultValue={whole ?? ''}
            error={errorOf('amount')}
            onAmount={setWhole}
          />
        </div>
      ) : null}
      <div className={styles.parts}>
        {parts.rows.map((part, index) => (
          <SplitPartFields
            key={part.key}
            index={index}
            part={part}
            round={part.round}
            currency={currency}
            categories={categories}
            errorOf={errorOf}
            onType={(text) => parts.typeAmount(index, text.trim() === '' ? '' : readTyped(text))}
            onRest={isHydrated ? () => parts.putRest(index) : undefined}
            onRemove={isHydrated && parts.rows.length > 2 ? () => parts.remove(index) : undefined}
          />
        ))}
        <noscript>
          <div className={styles.parts}>
            {[0, 1, 2].map((more) => (
              <SplitPartFields
                key={more}
                index={parts.rows.length + more}
                part={EMPTY}
                round={0}
                currency={currency}
                categories={categories}
                errorOf={errorOf}
              />
            ))}
          </div>
        </noscript>
      </div>
      {isHydrated ? (
        <div className={styles.line}>
          <Button small onPress={parts.add}>
            Add a part
          </Button>
          <Button small onPress={parts.shareEvenly}>
            Split evenly
          </Button>
          <Remainder remainder={parts.remainder} currency={currency} />
        </div>
      ) : null}
    </>
  );
}

function Remainder({ remainder, currency }: { remainder: string | null; currency: string }) {
  if (remainder === null) return <p role="status">One of the amounts cannot be read.</p>;
  const sign = signOf(remainder);
  if (sign === 0) return <p role="status">All of it is shared out.</p>;
  return (
    <p role="status" className={styles.open}>
      <Amount value={remainder.replace('-', '')} currency={currency} />{' '}
      {sign > 0 ? 'left to share out' : 'too much'}
    </p>
  );
}

/** The parts as they are; a row that is not split begins with its category and an empty part. */
function firstParts(row: SplitEditorProps['row']): PartFields[] {
  if (!row.isSplit) return [{ ...EMPTY, categoryId: row.categoryId ?? '' }, EMPTY];
  const isOut = row.amount.startsWith('-');
  return row.splits.map(({ id, amount, categoryId, notes }) => ({
    id,
    amount: isOut ? turned(amount) : amount,
    categoryId: categoryId ?? '',
    notes: notes ?? '',
  }));
}

function turned(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
