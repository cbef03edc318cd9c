import type { BookRow, SingleMend, Suspect, SuspectItem } from '@fintrack/core/drift';
import { type Currency, formatMinor } from '@fintrack/core/money';

/** A suspect in one or two plain sentences, with its dates and amounts. */
export function explainSuspect(suspect: Suspect, currency: Currency): string {
  const [first] = suspect.items;
  if (!first || suspect.kind === 'several') {
    const parts = suspect.items.map((item) => nameOf(item, currency)).join('; ');
    return `Several at once: ${parts}.`;
  }
  const name = nameOf(first, currency);
  switch (suspect.kind) {
    case 'missing_line':
      return `A line of the bank's file has no row: ${name}.`;
    case 'deleted_row':
      return `A row that the bank has was deleted: ${name}.`;
    case 'pending_posted':
      return `A row is still pending that the bank has booked: ${name}.`;
    case 'missing_recurring':
      return `Something that comes regularly is missing${onDay(suspect)}, like ${name}.`;
    case 'missing_leg':
      return `A transfer has only one leg: ${name}. This account's leg is missing.`;
    case 'doubled_row':
      return `A row is there twice: ${name}.`;
    case 'extra_row':
      return `The bank does not have this row: ${name}.`;
    case 'wrong_sign':
      return `A row has the wrong sign: ${name}.`;
    case 'wrong_amount':
    case 'wrong_rate':
      return `A row has the wrong amount: ${name}${meant(suspect, currency)}.`;
    case 'wrong_date':
      return `A row stands on the wrong side of the stated balance: ${name}${onDay(suspect)}.`;
  }
}

function nameOf(item: SuspectItem, currency: Currency): string {
  const { date, amountMinor, label } = detailsOf(item);
  return `${label === '' ? 'without a text' : `"${label.slice(0, 60)}"`}, ${date}, ${formatMinor(amountMinor, currency)} ${currency}`;
}

function detailsOf(item: SuspectItem): Pick<BookRow, 'date' | 'amountMinor' | 'label'> {
  if (item.source === 'line') return item.line;
  return item.source === 'leg' ? item.leg : item.row;
}

function meant({ mend }: Suspect, currency: Currency): string {
  return mend.kind === 'correct_amount' ? `; it would be ${formatMinor(mend.amountMinor, currency)}` : '';
}

function onDay({ kind, mend }: Suspect): string {
  if (mend.kind === 'add_like') return ` on ${mend.date}`;
  return kind === 'wrong_date' && mend.kind === 'move_date' ? `; the bank booked it by ${mend.date}` : '';
}

const DONE: Readonly<Record<SingleMend['kind'] | 'several' | 'adjustment', string>> = {
  delete_row: 'deleted a row',
  restore_row: 'brought a deleted row back',
  flip_sign: 'turned an amount round',
  correct_amount: 'corrected an amount',
  move_date: 'moved a row to another day',
  mark_cleared: 'marked a row as booked',
  mark_pending: 'marked a row as pending',
  add_line: "added a line of the bank's file",
  add_like: 'added a missing row',
  add_leg: 'added the missing leg of a transfer',
  several: 'did several things at once',
  adjustment: 'added an adjustment',
};

/** What a mend did, for the history. */
export function describeMend(kind: keyof typeof DONE, drift: string): string {
  return `Mended a difference of ${drift}: ${DONE[kind]}`;
}
