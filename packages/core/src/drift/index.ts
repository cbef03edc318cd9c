export { type BadDay, bankDays, firstBadDay } from './bank-days.ts';
export { type DigitSlip, decimalSlipsOf, digitSlip } from './digit-slip.ts';
export type {
  BankLine,
  BookRow,
  DaySum,
  DeletedRow,
  Evidence,
  LoneLeg,
  Mend,
  OtherRate,
  Segment,
  SingleMend,
  Suspect,
  SuspectItem,
  SuspectKind,
} from './evidence.ts';
export { DEFAULT_STEPS, type Detection, findSuspects, mendKey } from './find-suspects.ts';
