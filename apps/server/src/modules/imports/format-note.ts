import type { ImportFormat } from '@fintrack/contract';
import type { DetectionNote } from './tables-json.ts';

/** The format that the first bytes show, and why. */
export function formatNote(
  format: ImportFormat,
  { confidence, evidence }: Pick<DetectionNote, 'confidence' | 'evidence'>,
): DetectionNote {
  return { subject: 'format', guess: FORMAT_NAMES[format], confidence, evidence };
}

const FORMAT_NAMES: Readonly<Record<ImportFormat, string>> = {
  csv: 'Rows of cells (CSV)',
  ofx: 'OFX or QFX',
  qif: 'QIF (Quicken)',
  mt940: 'MT940 or MT942 (SWIFT)',
  camt: 'camt (ISO 20022)',
  xlsx: 'Excel workbook',
  xls: 'Old Excel workbook',
};
