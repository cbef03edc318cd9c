export {
  analyseVariance,
  type OccurrenceStatus,
  type OccurrenceVariance,
  type SeriesRow,
  type Variance,
} from './analyse-variance.ts';
export {
  type DetectedSeries,
  type DetectionContext,
  detectSeries,
  type MerchantRows,
} from './detect-series.ts';
export { type ExpectedOccurrence, expectOccurrences } from './expect-occurrences.ts';
export type { Expectation, PriceStep } from './expectation.ts';
export { brandOf, groupMerchants, type MerchantGroup } from './group-merchants.ts';
export { hasStopped } from './has-stopped.ts';
export { type FoundSeries, type KnownSeries, matchKnown } from './match-known.ts';
export { merchantWords } from './merchant-words.ts';
export { nearestOccurrence, nextOccurrence, type Occurrence, occurrencesBetween } from './occurrences.ts';
export {
  FREQUENCIES,
  type Frequency,
  findScheduleProblem,
  periodDaysOf,
  rhythmWords,
  type Schedule,
  WEEKEND_RULES,
  type WeekendRule,
} from './schedule.ts';
