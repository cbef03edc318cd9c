import { newId } from '../../platform/ids.ts';
import { type EnricherData, enrich, type Outcome } from './enrich-rows.ts';
import { copyText, type StagedRow } from './staged-row.ts';

/** The columns of {@link outcomeCells}, in order. */
export const OUTCOME_COLUMNS =
  'category_id, payee_name, tags, set_notes, splits, transfer_account_id, skip_reason, set_by';

/** What a new row gets, as cells of COPY's text format; null for a row that is not filled. */
function outcomeCells(outcome: Outcome | null): readonly string[] {
  if (outcome === null) return NOTHING;
  const splits = outcome.splits?.map((part) => ({
    id: newId(),
    // As text: JSON's numbers lose digits.
    amount_minor: part.amountMinor.toString(),
    category_id: part.categoryId,
    notes: part.notes,
  }));
  return [
    copyText(outcome.categoryId),
    copyText(outcome.payeeName),
    outcome.tags.length === 0 ? '{}' : copyText(arrayText(outcome.tags)),
    copyText(outcome.notes),
    copyText(splits ? JSON.stringify(splits) : null),
    copyText(outcome.transferAccountId),
    copyText(outcome.skipReason),
    copyText(JSON.stringify(outcome.setBy)),
  ];
}

const NOTHING: readonly string[] = outcomeNull();

function outcomeNull(): readonly string[] {
  const empty = copyText(null);
  return [empty, empty, '{}', empty, empty, empty, empty, empty];
}

/** A text array as PostgreSQL reads it. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Answers the {@link outcomeCells} of a file's rows; `accountOf` tells where the rows of a statement go. */
export function outcomeFiller(
  enricher: EnricherData,
  accountOf: (statementIndex: number) => string | null,
): (row: StagedRow) => readonly string[] {
  return (row) => {
    const { date, amountMinor, currency, description } = row;
    // A row of an own export has been filled before, by its own rules and people.
    if (row.own !== null || row.fate !== 'new' || date === null || amountMinor === null || currency === null)
      return NOTHING;
    const accountId = accountOf(row.statementIndex);
    return outcomeCells(
      enrich(enricher, { ...row, date, amountMinor, currency, description: description ?? '', accountId }),
    );
  };
}
