import type { ImportRow, ImportSummary } from '@fintrack/contract';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import { openQuestions } from './open-questions.ts';
import type { ReplayRecord } from './repo.replays.ts';
import type { ImportRowRecord, MatchedRow } from './repo.rows.ts';
import type { ImportRecord } from './repo.ts';
import type { RowCounts, StoredStatement } from './tables-json.ts';

/** How far the job of a replay is; that of another job stands in the import itself. */
type ReplayState = Pick<ReplayRecord, 'doneRows' | 'progress'>;

/** An import as the API tells it; `replay` is of one whose file is being read again. */
export function presentImport(record: ImportRecord, replay?: ReplayState): ImportSummary {
  const { detection, statements } = record;
  const isOpen = record.status === 'draft';
  return {
    id: record.id,
    fileName: record.fileName,
    fileSize: record.fileSize,
    format: record.format,
    encoding: record.encoding,
    status: record.status,
    mapping: record.mapping,
    notes: [...(detection?.notes ?? [])],
    questions: isOpen ? openQuestions(detection, record.mapping, statements) : [],
    header: detection?.header ? [...detection.header] : null,
    firstLines: (detection?.firstLines ?? []).map((line) => [...line]),
    statements: statements.map(presentStatement),
    counts: { ...NO_COUNTS, ...record.counts },
    progress: presentProgress(record, record.status === 'replaying' ? replay : undefined),
    useClosingBalance: record.useClosingBalance,
    matcherVersion: record.matcherVersion,
    error: record.error,
    changeSetId: record.changeSetId,
    version: record.version,
    createdAt: record.createdAt.toISOString(),
    committedAt: record.committedAt?.toISOString() ?? null,
    revertedAt: record.revertedAt?.toISOString() ?? null,
    replayedAt: record.replayedAt?.toISOString() ?? null,
  };
}

function presentProgress(
  { status, doneRows, totalRows, jobProgress }: ImportRecord,
  replay: ReplayState | undefined,
): ImportSummary['progress'] {
  const isReplaying = status === 'replaying';
  const {
    phase = null,
    percent = null,
    secondsLeft = null,
  } = (isReplaying ? replay?.progress : jobProgress) ?? {};
  const done = isReplaying ? (replay?.doneRows ?? 0) : doneRows;
  return { done, total: totalRows, phase, percent, secondsLeft };
}

export const NO_COUNTS: RowCounts = {
  total: 0,
  new: 0,
  match: 0,
  ask: 0,
  duplicate: 0,
  deleted: 0,
  skip: 0,
  invalid: 0,
};

function presentStatement(statement: StoredStatement): ImportSummary['statements'][number] {
  const { currency } = statement;
  const amount = (minor: string | null): string | null =>
    present(minor === null ? null : BigInt(minor), currency);
  return {
    index: statement.index,
    accountId: statement.accountId,
    fileAccount: statement.fileAccount,
    suggestedType: statement.suggestedType,
    currency,
    rowCount: statement.rowCount,
    sum: amount(statement.sumMinor),
    newSum: amount(statement.newSumMinor),
    firstDate: statement.firstDate,
    lastDate: statement.lastDate,
    closingBalance: amount(statement.closingMinor),
    closingDate: statement.closingDate,
    resultingBalance: amount(statement.resultingMinor),
    balancesAgree: statement.balancesAgree,
  };
}

/** A row of an import as the API tells it, with the row here that it is compared with. */
export function presentRow(
  row: ImportRowRecord,
  status: ImportRecord['status'],
  matched: MatchedRow | undefined,
): ImportRow {
  const isBooked = (status === 'committed' || status === 'replaying') && row.fate === 'new';
  return {
    rowNumber: row.rowNumber,
    line: row.line,
    statementIndex: row.statementIndex,
    raw: row.raw,
    date: row.date,
    amount: present(row.amountMinor, row.currency),
    currency: row.currency,
    description: row.description,
    payee: row.payee,
    notes: row.notes,
    category: row.category,
    externalId: row.externalId,
    balance: present(row.balanceMinor, row.currency),
    status: row.status,
    fate: row.fate,
    reason: row.remark === null ? row.reason : `${row.reason} ${row.remark}`,
    decision: row.decision,
    matchedTransactionId: row.matchedTransactionId,
    match: matched ? presentMatch(row, matched) : null,
    filled: null,
    transactionId: isBooked ? row.transactionId : null,
  };
}

function presentMatch(row: ImportRowRecord, matched: MatchedRow): ImportRow['match'] {
  return {
    transactionId: matched.id,
    date: matched.date,
    amount: formatMinor(BigInt(matched.amount), parseCurrency(matched.currency)),
    currency: matched.currency,
    description: matched.description,
    bankText: matched.bankText,
    payee: matched.payee,
    category: matched.category,
    notes: matched.notes,
    status: matched.status,
    isDeleted: matched.isDeleted,
    score: row.matchScore,
    reasons: row.matchReasons ?? [row.reason],
  };
}

function present(minor: bigint | null, currency: string | null): string | null {
  return minor === null || currency === null ? null : formatMinor(minor, parseCurrency(currency));
}
