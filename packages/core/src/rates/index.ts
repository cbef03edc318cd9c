export { convertMoney } from './convert-money.ts';
export {
  chainRates,
  divideHalfEven,
  type ExactRate,
  exactRate,
  formatRate,
  invertRate,
  PAR,
  parseRate,
  RateFormatError,
} from './exact-rate.ts';
export {
  compareWithReference,
  type FxBook,
  type FxFigure,
  type FxFlow,
  type FxGain,
  fxGain,
  type ImpliedRate,
} from './fx-gain.ts';
export {
  createRateTable,
  explainUnknown,
  GAP_DAYS,
  type KnownRate,
  type Quote,
  RATE_SOURCES,
  type RateLookup,
  type RateSource,
  type RateTable,
  type UnknownRate,
} from './rate-table.ts';
export {
  collectRates,
  REFERENCE_BASE,
  type ReferenceCollector,
  ReferenceFileError,
  type ReferenceQuote,
  type ReferenceRates,
  readReferenceCsv,
} from './reference-file.ts';
export { type RateSeries, readSnapshot, writeSnapshot } from './snapshot.ts';
