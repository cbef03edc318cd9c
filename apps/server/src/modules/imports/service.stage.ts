import type { Readable } from 'node:stream';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';
import { readCsvRecords } from './csv-records.ts';
import { detectCsvFile, type MappingOverride } from './detect-csv-file.ts';
import { encodingNote } from './detection-notes.ts';
import { decodeHead } from './file-head.ts';
import { type AccountChoice, type FileStatement, suggestAccount } from './file-statement.ts';
import { type StagedFile, stageCsvFile } from './read-csv-file.ts';
import { stageOfxFile } from './read-ofx-file.ts';
import * as planRepo from './repo.plan.ts';
import * as rowsRepo from './repo.rows.ts';
import type { Detection, StoredStatement } from './repo.stored.ts';
import * as repo from './repo.ts';
import { previewImport, todayOf } from './service.preview.ts';
import { correctRow } from './service.rows.ts';
import { COPY_COLUMNS, copyLine } from './staged-row.ts';

/** How a stored file is to be read into rows. */
export interface StageRequest {
  readonly importId: string;
  /** The user's word on the CSV mapping. */
  readonly override: MappingOverride;
  /** The account of every statement. */
  readonly accountId: string | null;
  /** The account of single statements. */
  readonly accounts: readonly { readonly statementIndex: number; readonly accountId: string }[];
  /** Told how many rows have been read. */
  readonly onProgress?: (rows: number) => void;
}

/** Where the file of an import is kept. */
export function fileKey(record: { readonly tenantId: string; readonly id: string }): string {
  return `imports/${record.tenantId}/${record.id}`;
}

/**
 * Reads the stored file of an import into rows and compares them, replacing what was read before; what the user has
 * decided about a row is kept where the line is the same. The connection must allow COPY.
 * @throws {FileRefusal} with the line and the reason; the transaction must then be rolled back.
 */
export async function stageImport(
  tx: TenantTransaction,
  services: Services,
  request: StageRequest,
): Promise<void> {
  const record = await repo.findImport(tx, request.importId);
  if (!record) throw new Error('An import was to be read and is not there.');
  const known = { accounts: await repo.findAccounts(tx), profiles: await repo.findProfiles(tx) };
  const chooser = new AccountChooser(request, record.statements, known);
  const file = await readFile(tx, services, { record, request, chooser, profiles: known.profiles });
  const decided = await rowsRepo.findDecidedRows(tx, record.id);
  await rowsRepo.deleteRows(tx, record.id);
  await rowsRepo.insertStagedRows(tx, record.id, {
    columns: COPY_COLUMNS,
    lines: copyLines(file.staged, request),
  });
  await keepDecisions(tx, record.id, decided);
  const closings =
    file.detection.provenOrder === null
      ? []
      : await planRepo.findProvenClosings(tx, record.id, file.detection.provenOrder);
  // A CSV file's rows may be meant for one account whatever they name; statements of an OFX file are accounts.
  const isOnly = record.format === 'csv' || file.staged.statements.length === 1;
  const statements = file.staged.statements.map((statement) =>
    toStored(statement, {
      accountId: chooser.choose(statement, isOnly)?.id ?? null,
      closing: closings.find((closing) => closing.statementIndex === statement.index),
    }),
  );
  const today = await todayOf(tx, services.clock);
  const preview = await previewImport(tx, {
    importId: record.id,
    statements,
    accounts: known.accounts,
    today,
  });
  await repo.updateImport(tx, record.id, {
    status: 'draft',
    error: null,
    accountId: preview.statements[0]?.accountId ?? null,
    mapping: file.mapping,
    detection: file.detection,
    statements: preview.statements,
    counts: preview.counts,
    totalRows: preview.counts.total,
    doneRows: preview.counts.total,
  });
}

interface ReadFile {
  readonly staged: StagedFile;
  readonly mapping: repo.ImportRecord['mapping'];
  readonly detection: Detection;
}

interface ReadInput {
  readonly record: repo.ImportRecord;
  readonly request: StageRequest;
  readonly chooser: AccountChooser;
  readonly profiles: readonly repo.ProfileRecord[];
}

async function readFile(tx: TenantTransaction, services: Services, input: ReadInput): Promise<ReadFile> {
  const { record, request, chooser } = input;
  const encoding = record.encoding ?? 'utf-8';
  const open = (): Readable => services.files.get(fileKey(record));
  if (record.format === 'ofx') {
    const staged = await stageOfxFile(open(), encoding);
    const warnings = staged.warnings.map((evidence) => ({
      subject: 'file',
      guess: '',
      confidence: 1,
      evidence,
    }));
    return {
      staged,
      mapping: null,
      detection: { ...NO_DETECTION, notes: [encodingNote(encoding), ...warnings] },
    };
  }
  const tenantCurrency = (await tx.entered).currency;
  const expected = chooser.expectedCurrency();
  const reading = await detectCsvFile({
    open,
    encoding,
    head: await decodeHead(open(), encoding),
    currency: expected,
    profiles: input.profiles,
    accountId: request.accountId ?? chooser.previousAccountId(),
    stored:
      record.mapping && record.detection ? { mapping: record.mapping, detection: record.detection } : null,
    override: request.override,
  });
  const records = readCsvRecords(open(), { encoding, delimiter: reading.mapping.delimiter });
  const staged = stageCsvFile(records, {
    mapping: reading.mapping,
    signature: reading.signature,
    currencyOf: (statement) => chooser.choose(statement, true)?.currency ?? expected ?? tenantCurrency,
  });
  return { staged, mapping: reading.mapping, detection: reading.detection };
}

const NO_DETECTION: Detection = {
  notes: [],
  header: null,
  firstLines: [],
  questions: [],
  answered: [],
  provenOrder: null,
  signature: null,
};

async function* copyLines(staged: StagedFile, request: StageRequest): AsyncGenerator<string> {
  let rows = 0;
  for await (const batch of staged.batches) {
    yield batch
      .map((row) => copyLine(row.fate === 'new' ? { ...row, reason: planRepo.NEW_REASON } : row, newId()))
      .join('');
    rows += batch.length;
    request.onProgress?.(rows);
  }
}

interface Known {
  readonly accounts: readonly repo.ImportAccount[];
  readonly profiles: readonly repo.ProfileRecord[];
}

/** Which account a statement goes to: as the user says now, as before, or as suggested. */
class AccountChooser {
  readonly #request: StageRequest;
  readonly #previous: readonly StoredStatement[];
  readonly #known: Known;

  constructor(request: StageRequest, previous: readonly StoredStatement[], known: Known) {
    this.#request = request;
    this.#previous = previous;
    this.#known = known;
  }

  /** `isOnly`: the file can be meant as a whole when an account is named for it. */
  choose(statement: FileStatement, isOnly: boolean): AccountChoice | null {
    const { accounts, accountId } = this.#request;
    const single = accounts.find((choice) => choice.statementIndex === statement.index)?.accountId;
    const forAll = isOnly || this.#previous.length > 0 ? accountId : null;
    const before = this.#previous.find(
      (other) => other.fileAccountKey === statement.fileAccountKey,
    )?.accountId;
    const chosen = single ?? forAll ?? before ?? null;
    if (chosen !== null) return this.#find(chosen);
    return suggestAccount(statement, {
      accounts: this.#known.accounts.filter((account) => !account.isArchived),
      profiles: this.#known.profiles,
    });
  }

  previousAccountId(): string | null {
    return this.#previous[0]?.accountId ?? null;
  }

  /** The currency of rows that name none, where the account is known before the file is read. */
  expectedCurrency(): Currency | null {
    const id = this.#request.accountId ?? this.#request.accounts[0]?.accountId ?? this.previousAccountId();
    const account = id === null ? null : this.#find(id);
    return account === null ? null : parseCurrency(account.currency);
  }

  #find(accountId: string): AccountChoice | null {
    return this.#known.accounts.find((account) => account.id === accountId) ?? null;
  }
}

async function keepDecisions(
  tx: TenantTransaction,
  importId: string,
  decided: readonly rowsRepo.ImportRowRecord[],
): Promise<void> {
  for (const before of decided) {
    const row = await rowsRepo.findRowByLine(tx, importId, before);
    if (!row) continue;
    await rowsRepo.updateRow(tx, row, {
      decision: before.decision,
      ...(before.edits ? correctRow(row, before.edits) : {}),
    });
  }
}

function toStored(
  statement: FileStatement,
  found: { readonly accountId: string | null; readonly closing: planRepo.ClosingBalance | undefined },
): StoredStatement {
  const { closingMinor, ...rest } = statement;
  return {
    ...rest,
    accountId: found.accountId,
    closingMinor: found.closing ? String(found.closing.minor) : (closingMinor?.toString() ?? null),
    closingDate: found.closing?.date ?? statement.closingDate,
    rowCount: 0,
    sumMinor: null,
    newSumMinor: null,
    firstDate: null,
    lastDate: null,
    resultingMinor: null,
    balancesAgree: null,
  };
}
