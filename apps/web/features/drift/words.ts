import type { Mend, Suspect } from '@fintrack/contract';

/** What a suspect is, in a few words. */
export const SUSPECT_TITLES: Readonly<Record<Suspect['kind'], string>> = {
  missing_line: "A line of the bank's file has no row",
  deleted_row: 'A row was deleted that the bank has',
  pending_posted: 'A row is still pending that the bank has booked',
  missing_recurring: 'Something that comes regularly is missing',
  missing_leg: 'A transfer lacks its leg in this account',
  doubled_row: 'A row is there twice',
  extra_row: 'A row that the bank does not have',
  wrong_sign: 'A row with the wrong sign',
  wrong_amount: 'A row with the wrong amount',
  wrong_date: 'A row on the wrong side of the stated balance',
  wrong_rate: 'A row at another exchange rate',
  several: 'Several at once',
};

/** What the button does. */
export const MEND_LABELS: Readonly<Record<Mend['kind'], string>> = {
  delete_row: 'Delete the row',
  restore_row: 'Bring it back',
  flip_sign: 'Turn the sign round',
  correct_amount: 'Correct the amount',
  move_date: 'Move the row',
  mark_cleared: 'Mark as booked',
  mark_pending: 'Mark as pending',
  add_line: 'Add the line',
  add_like: 'Add the row',
  add_leg: 'Add the leg',
  several: 'Do all of it',
  adjustment: 'Add an adjustment',
};

/** How sure the search is: a rank in words, no probability. */
export function confidenceWord(confidence: number): string {
  if (confidence >= 70) return 'Likely';
  return confidence >= 45 ? 'Possible' : 'A guess';
}
