import type { CalendarDate } from '../dates/index.ts';

/** The parts of a bank line that make its content key. */
export interface FingerprintSource {
  readonly date: CalendarDate;
  readonly amountMinor: bigint;
  /** The bank's own text, never what a user or a rule made of it. */
  readonly description: string;
}

/**
 * The content key of a bank line: "v1:2026-01-31:-1250:coffee bar". Rows of one account with equal keys are
 * indistinguishable; how many there are counts. The version changes when the rule does, so that rows that were
 * imported under an older rule keep matching under it.
 */
export function rowFingerprint(row: FingerprintSource): string {
  return `v1:${row.date}:${row.amountMinor}:${normaliseText(row.description)}`;
}

/** Date and amount of a fingerprint, without the text: what has to agree when only the bank's id is the same. */
export function fingerprintCore(fingerprint: string): string {
  return fingerprint.split(':', 3).join(':');
}

/**
 * Unicode NFKC, case folded (by way of capitals, so that "Straße" and "STRASSE" agree), format characters gone,
 * controls and white space as single spaces, trimmed.
 */
function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
