import type { Currency } from '../money/index.ts';
import { foldWords } from './clean-text.ts';
import type { BalanceProof, LayoutGuess, LayoutQuestion } from './csv-layout.ts';
import type { CsvMapping, SignConvention } from './csv-mapping.ts';
import { isProof, proveByBalance } from './prove-by-balance.ts';
import { readCsvRow } from './read-csv-row.ts';
import type { StatementRow } from './statement-row.ts';
import { flagDirection } from './value-words.ts';

type Records = readonly (readonly string[])[];

/** How direction is written, whether a fee column counts, and what the running balance says to it. */
export interface SignFinding {
  readonly mapping: CsvMapping;
  readonly guesses: readonly LayoutGuess[];
  readonly question: LayoutQuestion | null;
  readonly balanceProof: BalanceProof | null;
}

interface Variant {
  readonly mapping: CsvMapping;
  readonly says: string;
  readonly confidence: number;
}

/** Finds the sign convention: by flags and signs in the cells, proven or corrected by the running balance. */
export function detectSign(records: Records, base: CsvMapping, currency: Currency): SignFinding {
  const variants = listVariants(records, base, currency);
  const tried = variants.map((variant) => ({
    ...variant,
    proof: proveByBalance(records, variant.mapping, currency),
  }));
  const [preferred] = tried;
  if (preferred === undefined) return { mapping: base, guesses: [], question: null, balanceProof: null };
  const chosen = tried.reduce(
    (best, next) => ((next.proof?.agreed ?? 0) > (best.proof?.agreed ?? 0) ? next : best),
    preferred,
  );
  const proven = isProof(chosen.proof);
  const winner = proven ? chosen : preferred;
  const mapping = dropUnusedFlag(winner.mapping);
  const doubt = findDoubt(records, mapping, currency);
  const confidence = doubt
    ? 0.4
    : proven
      ? (chosen.proof?.checked ?? 0) > 1
        ? 0.99
        : 0.85
      : winner.confidence;
  const guesses: LayoutGuess[] = [
    { field: 'sign', confidence, evidence: `${winner.says}${doubt ? ` ${doubt.evidence}` : ''}` },
  ];
  const balanceGuess = explainBalance(winner.proof);
  if (balanceGuess) guesses.push(balanceGuess);
  return {
    mapping: doubt ? { ...mapping, sign: doubt.sign } : mapping,
    guesses,
    question: doubt ? askSign(doubt) : null,
    balanceProof: winner.proof,
  };
}

/** Possible readings, the likeliest first. */
function listVariants(records: Records, base: CsvMapping, currency: Currency): Variant[] {
  const signs = base.columns.includes('amount')
    ? amountSigns(records, base, currency)
    : columnSigns(records, base, currency);
  const withSigns = signs.map(({ sign, says, confidence }) => ({
    mapping: { ...base, sign },
    says,
    confidence,
  }));
  if (base.columns.includes('debit') && base.columns.includes('credit') && !base.hasHeader) {
    withSigns.push(
      ...withSigns.map((variant) => ({
        ...variant,
        mapping: swapColumns(variant.mapping, 'debit', 'credit'),
      })),
    );
  }
  if (base.columns.includes('amount') && base.columns.includes('balance') && !base.hasHeader) {
    withSigns.push(
      ...withSigns.map((variant) => ({
        ...variant,
        mapping: swapColumns(variant.mapping, 'amount', 'balance'),
      })),
    );
  }
  if (!base.columns.includes('fee')) return withSigns;
  const without = withSigns.map((variant) => ({
    ...variant,
    says: `${variant.says} The fee is part of the amount already.`,
    mapping: {
      ...variant.mapping,
      columns: variant.mapping.columns.map((role) => (role === 'fee' ? 'ignore' : role)),
    },
  }));
  return [
    ...withSigns.map((variant) => ({ ...variant, says: `${variant.says} The fee is taken off the amount.` })),
    ...without,
  ];
}

interface SignOption {
  readonly sign: SignConvention;
  readonly says: string;
  readonly confidence: number;
}

const SIGNED: SignOption = { sign: { kind: 'signed' }, says: 'A minus leaves the account.', confidence: 0.8 };
const INVERTED: SignOption = {
  sign: { kind: 'inverted' },
  says: 'A plus leaves the account.',
  confidence: 0.5,
};

function amountSigns(records: Records, base: CsvMapping, currency: Currency): SignOption[] {
  const flagAt = base.columns.indexOf('signFlag');
  if (flagAt < 0) {
    const minuses = [...readRows(records, { ...base, sign: SIGNED.sign }, currency)].filter(
      ({ row }) => row.amountMinor < 0n,
    );
    return [{ ...SIGNED, confidence: minuses.length > 0 ? 0.9 : 0.7 }, INVERTED];
  }
  const values = [
    ...new Set(records.map((record) => (record[flagAt] ?? '').trim()).filter((value) => value !== '')),
  ];
  const flag = (minus: 'ignore' | 'reverse', confidence: number): SignOption => ({
    sign: {
      kind: 'flag',
      out: values.filter((value) => flagDirection(value) === 'out').slice(0, 4),
      in: values.filter((value) => flagDirection(value) === 'in').slice(0, 4),
      minus,
    },
    says: `Column ${flagAt + 1} says which way the money goes (${values.slice(0, 4).join(', ')}).`,
    confidence,
  });
  let agreeing = 0;
  let minuses = 0;
  let flagged = 0;
  for (const { row, record } of readRows(records, { ...base, sign: { kind: 'signed' } }, currency)) {
    const direction = flagDirection(record[flagAt] ?? '');
    if (direction === null || row.amountMinor === 0n) continue;
    flagged += 1;
    if (row.amountMinor < 0n) minuses += 1;
    if (row.amountMinor < 0n === (direction === 'out')) agreeing += 1;
  }
  if (minuses === 0) return [flag('ignore', 0.95), SIGNED];
  if (agreeing >= flagged * 0.95) {
    return [
      { ...SIGNED, says: `A minus leaves the account, and column ${flagAt + 1} agrees.`, confidence: 0.95 },
      flag('ignore', 0.8),
    ];
  }
  return [flag('ignore', 0.6), flag('reverse', 0.5), SIGNED];
}

function columnSigns(records: Records, base: CsvMapping, currency: Currency): SignOption[] {
  const positive: SignOption = {
    sign: { kind: 'debitCredit', debitIs: 'positive' },
    says: 'Money out and money in stand in their own columns.',
    confidence: base.hasHeader ? 0.95 : 0.5,
  };
  const negative: SignOption = {
    ...positive,
    sign: { kind: 'debitCredit', debitIs: 'negative' },
    says: 'Money out stands in its own column, with a minus.',
  };
  const debitOnly: CsvMapping = {
    ...base,
    sign: { kind: 'debitCredit', debitIs: 'negative' },
    columns: base.columns.map((role) => (role === 'credit' || role === 'fee' ? 'ignore' : role)),
  };
  let minuses = 0;
  let debits = 0;
  for (const { row } of readRows(records, debitOnly, currency)) {
    if (row.amountMinor !== 0n) debits += 1;
    if (row.amountMinor < 0n) minuses += 1;
  }
  return minuses * 2 > debits ? [negative, positive] : [positive, negative];
}

function swapColumns(mapping: CsvMapping, left: 'debit' | 'amount', right: 'credit' | 'balance'): CsvMapping {
  return {
    ...mapping,
    columns: mapping.columns.map((role) => (role === left ? right : role === right ? left : role)),
  };
}

function dropUnusedFlag(mapping: CsvMapping): CsvMapping {
  if (mapping.sign.kind === 'flag') return mapping;
  return { ...mapping, columns: mapping.columns.map((role) => (role === 'signFlag' ? 'ignore' : role)) };
}

interface Doubt {
  readonly sign: SignConvention;
  readonly evidence: string;
}

const PAYMENT_TO_CARD =
  /\b(?:payment thank you|payment received|automatic payment|autopay|online payment|internet payment|mobile pymt|payments and credits|payment credit|pymt thank|zahlung erhalten|zahlungseingang|paiement recu|pago recibido|betaling ontvangen)\b/;

/** A single signed column can be the wrong way round; the words of card payments and all-positive files raise doubt. */
function findDoubt(records: Records, mapping: CsvMapping, currency: Currency): Doubt | null {
  if (mapping.sign.kind !== 'signed' && mapping.sign.kind !== 'inverted') return null;
  const rows = [...readRows(records, { ...mapping, sign: { kind: 'signed' } }, currency)];
  const isPayment = (row: StatementRow): boolean =>
    PAYMENT_TO_CARD.test(foldWords(row.rawText.slice(0, 300)));
  const negative = rows.filter(({ row }) => row.amountMinor < 0n);
  const positive = rows.filter(({ row }) => row.amountMinor > 0n);
  const paidIn = negative.filter(({ row }) => isPayment(row));
  if (paidIn.length > 0 && positive.length > 0 && !positive.some(({ row }) => isPayment(row))) {
    const [example] = paidIn;
    return {
      sign: { kind: 'inverted' },
      evidence: `But ${positive.length} of ${rows.length} amounts are positive, and the payment "${example?.row.description ?? ''}" has a minus, as on card statements that list charges as positive.`,
    };
  }
  if (negative.length === 0 && positive.length > 0) {
    return {
      sign: mapping.sign,
      evidence: `But all ${positive.length} amounts are positive, so the file does not show which ones left the account.`,
    };
  }
  return null;
}

function askSign(doubt: Doubt): LayoutQuestion {
  return {
    field: 'sign',
    ask: true,
    text: 'Does a positive amount in this file mean money spent or money received?',
    options: [
      { value: 'inverted', label: 'Positive amounts are money spent' },
      { value: 'signed', label: 'Positive amounts are money received' },
    ],
    suggested: doubt.sign.kind,
  };
}

/** What the running balance says to a reading, for the user; null where there is none. */
export function explainBalance(proof: BalanceProof | null): LayoutGuess | null {
  if (proof === null) return null;
  const order = proof.order === 'oldestFirst' ? 'oldest' : 'newest';
  return isProof(proof)
    ? {
        field: 'balance',
        confidence: proof.checked > 1 ? 0.99 : 0.85,
        evidence: `${proof.agreed} of ${proof.checked} balances follow from the amounts (${order} row first), which proves amounts and signs.`,
      }
    : {
        field: 'balance',
        confidence: 0.5,
        evidence: `Only ${proof.agreed} of ${proof.checked} balances follow from the amounts. Rows may be missing, or the mapping is wrong.`,
      };
}

function* readRows(
  records: Records,
  mapping: CsvMapping,
  currency: Currency,
): Generator<{ row: StatementRow; record: readonly string[] }> {
  for (const [index, record] of records.entries()) {
    const reading = readCsvRow(record, index + 1, { mapping, currency });
    if (reading.ok) yield { row: reading.row, record };
  }
}
