import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { newId } from '../../platform/ids.ts';
import { AccountChooser, type ChosenAccounts, type KnownAccounts } from './account-chooser.ts';
import { readCsvRecords } from './csv-records.ts';
import { detectCsvFile, type MappingOverride } from './detect-csv-file.ts';
import { isTableFormat } from './detection-notes.ts';
import type { EnricherData } from './enrich-rows.ts';
import { decodeHead } from './file-head.ts';
import type { FileStatement } from './file-statement.ts';
import { outcomeFiller } from './outcome-cells.ts';
import { type StagedFile, stageCsvFile } from './read-csv-file.ts';
import { readStatementFile } from './read-statement-file.ts';
import { NEW_REASON } from './repo.reasons.ts';
import type { Detection, DetectionNote, FileAnswers, StoredStatement } from './repo.stored.ts';
import type { ImportRecord } from './repo.ts';
import { copyLine } from './staged-row.ts';

/** All that reading a stored file into rows needs beside its bytes: plain data, which another thread can be given. */
export interface StageSource {
  readonly record: Pick<ImportRecord, 'format' | 'encoding' | 'mapping' | 'detection'> & {
    readonly statements: readonly StoredStatement[];
  };
  /** The user's word on the CSV mapping. */
  readonly override: MappingOverride;
  readonly chosen: ChosenAccounts;
  readonly known: KnownAccounts;
  readonly tenantCurrency: string;
  readonly enricher: EnricherData;
}

/** What reading the whole file has shown. */
export interface StageOutcome {
  readonly mapping: ImportRecord['mapping'];
  readonly detection: Detection;
  readonly statements: readonly FileStatement[];
  readonly findings: readonly DetectionNote[];
}

/** Lines of COPY's text format, some rows at a time. */
export interface StagedLines<Text = string | Uint8Array> {
  readonly text: Text;
  readonly rows: number;
}

/**
 * Reads a file into rows, filled and ready for COPY; its bytes come from `open`, which may be asked more than once.
 * @returns what the file has shown, when all its lines were taken.
 * @throws {FileRefusal} with the line and the reason.
 */
export async function* stageLines(
  source: StageSource,
  open: () => Readable,
): AsyncGenerator<StagedLines<string>, StageOutcome> {
  const chooser = new AccountChooser(source.chosen, source.record.statements, source.known);
  const { staged, mapping, detection } = await readFile(source, chooser, open);
  const fill = outcomeFiller(
    source.enricher,
    accountsOfRows(staged, chooser, isTableFormat(source.record.format)),
  );
  for await (const batch of staged.batches) {
    const lines = batch.map((row) =>
      copyLine(row.fate === 'new' ? { ...row, reason: NEW_REASON } : row, newId(), fill(row)),
    );
    yield { text: lines.join(''), rows: batch.length };
  }
  return { mapping, detection, statements: staged.statements, findings: staged.findings ?? [] };
}

interface ReadFile {
  readonly staged: StagedFile;
  readonly mapping: ImportRecord['mapping'];
  readonly detection: Detection;
}

async function readFile(
  source: StageSource,
  chooser: AccountChooser,
  open: () => Readable,
): Promise<ReadFile> {
  const { record, override, chosen, tenantCurrency } = source;
  const encoding = record.encoding ?? 'utf-8';
  const { format } = record;
  if (format !== null && !isTableFormat(format)) {
    const { staged, detection } = await readStatementFile({
      format,
      encoding,
      open,
      before: record.detection,
      override,
      rememberedFor: (statements) => rememberedAnswers(source, statements),
      currencyOf: (statement) =>
        chooser.choose(statement, false)?.currency ?? chooser.expectedCurrency() ?? null,
      tenantCurrency,
    });
    return { staged, mapping: null, detection };
  }
  const expected = chooser.expectedCurrency();
  const reading = await detectCsvFile({
    open,
    encoding,
    head: await decodeHead(open(), encoding),
    currency: expected,
    profiles: source.known.profiles,
    accountId: chosen.accountId ?? chooser.previousAccountId(),
    stored:
      record.mapping && record.detection ? { mapping: record.mapping, detection: record.detection } : null,
    override,
  });
  const openRecords = (): ReturnType<typeof readCsvRecords> =>
    readCsvRecords(open(), { encoding, delimiter: reading.mapping.delimiter });
  const staged = stageCsvFile(openRecords, {
    mapping: reading.mapping,
    signature: reading.signature,
    provenOrder: reading.detection.provenOrder,
    currencyOf: (statement) => chooser.choose(statement, true)?.currency ?? expected ?? tenantCurrency,
  });
  return { staged, mapping: reading.mapping, detection: reading.detection };
}

/** The answers of the chosen account, or else of whichever accounts have had such a statement. */
function rememberedAnswers(
  { known, chosen }: StageSource,
  statements: readonly FileStatement[],
): FileAnswers | null {
  const signatures = new Set(statements.map(({ signature }) => signature));
  const fitting = known.profiles.filter(
    ({ signature, answers }) => answers !== null && signatures.has(signature),
  );
  const wanted = new Set([chosen.accountId, ...chosen.accounts.map(({ accountId }) => accountId)]);
  const ofChosen = fitting.find(({ accountId }) => wanted.has(accountId));
  if (ofChosen) return ofChosen.answers;
  // Files of two accounts that look alike and were answered differently: then it is asked again.
  const [first, ...others] = fitting.map(({ answers }) => answers);
  return others.every((answers) => isDeepStrictEqual(answers, first)) ? (first ?? null) : null;
}

/** Where the rows of each statement go, as far as the file has been read; asked for every row. */
function accountsOfRows(
  staged: StagedFile,
  chooser: AccountChooser,
  isTable: boolean,
): (statementIndex: number) => string | null {
  const known = new Map<string, string | null>();
  return (index) => {
    const statement = staged.statements[index];
    if (!statement) return null;
    const isOnly = isTable || staged.statements.length === 1;
    const key = `${index}:${isOnly}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const accountId = chooser.choose(statement, isOnly)?.id ?? null;
    known.set(key, accountId);
    return accountId;
  };
}
