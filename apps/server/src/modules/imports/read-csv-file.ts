import { setImmediate } from 'node:timers/promises';
import type { CsvMappingWire } from '@fintrack/contract';
import {
  type BalanceChain,
  firstRowRecord,
  type LineReading,
  openBalanceChain,
  openCsvLines,
  openCsvScan,
  type RowReading,
  type SourceFacts,
} from '@fintrack/core/importing';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import type { CsvRecord } from './csv-records.ts';
import { describeChain } from './detection-notes.ts';
import { digest, type FileStatement, lastFour, maskAccount } from './file-statement.ts';
import { type StagedRow, stageRow } from './staged-row.ts';
import type { Detection, DetectionNote } from './tables-json.ts';

/** How the rows of a CSV file are to be read. */
export interface CsvReadOptions {
  readonly mapping: CsvMappingWire;
  readonly signature: string;
  /** Which way the rows run, where the running balance proves it. */
  readonly provenOrder?: Detection['provenOrder'];
  /** The currency of a statement's account, for rows that name none. */
  currencyOf(statement: FileStatement): string;
}

/** The rows of a file in order; `statements` and `findings` are complete when they have all been read. */
export interface StagedFile {
  readonly statements: readonly FileStatement[];
  readonly batches: AsyncIterable<readonly StagedRow[]>;
  /** What only reading the whole file shows. */
  readonly findings?: readonly DetectionNote[];
}

const BATCH_ROWS = 1000;

/**
 * Reads a CSV file's records with a mapping, a batch at a time; the event loop runs in between. `open` begins at the
 * file's start: a file whose rows hang together across lines is looked at once before.
 */
export function stageCsvFile(open: () => AsyncIterable<CsvRecord>, options: CsvReadOptions): StagedFile {
  const statements = new StatementList(options);
  const findings: DetectionNote[] = [];
  return {
    statements: statements.list,
    findings,
    batches: readBatches(open, options, { statements, findings }),
  };
}

interface Target {
  readonly statements: StatementList;
  readonly findings: DetectionNote[];
}

async function* readBatches(
  open: () => AsyncIterable<CsvRecord>,
  options: CsvReadOptions,
  { statements, findings }: Target,
): AsyncGenerator<readonly StagedRow[]> {
  const { mapping } = options;
  const currencyOf = (account: string): Currency => statements.currencyOf(account);
  const facts = await scanFile(open, mapping, currencyOf);
  const lines = openCsvLines(mapping, { currencyOf, facts });
  const chain = openBalanceChain(options.provenOrder ?? null);
  const stage = new Stager(options, statements, chain);
  let toSkip = firstRowRecord(mapping);
  for await (const { line, cells } of open()) {
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    stage.add(lines.push(cells, line));
    if (stage.isFull()) {
      yield stage.take();
      await setImmediate();
    }
  }
  stage.add(lines.end());
  statements.confirmAtLeastOne();
  findings.push(...describeChain(chain.end()));
  if (!stage.isEmpty()) yield stage.take();
}

/** Looks through the file where its source needs that before its rows are read. */
async function scanFile(
  open: () => AsyncIterable<CsvRecord>,
  mapping: CsvMappingWire,
  currencyOf: (account: string) => Currency,
): Promise<SourceFacts | undefined> {
  const scan = openCsvScan(mapping, { currencyOf });
  if (scan === null) return undefined;
  let toSkip = firstRowRecord(mapping);
  let seen = 0;
  for await (const { line, cells } of open()) {
    if (toSkip > 0) toSkip -= 1;
    else scan.push(cells, line);
    seen += 1;
    if (seen % BATCH_ROWS === 0) await setImmediate();
  }
  return scan.finish();
}

/** Turns readings into rows to keep. */
class Stager {
  readonly #mapping: CsvMappingWire;
  readonly #statements: StatementList;
  readonly #chain: BalanceChain;
  readonly #isUnanswered: boolean;
  #rowNumber = 0;
  #batch: StagedRow[] = [];

  constructor({ mapping }: CsvReadOptions, statements: StatementList, chain: BalanceChain) {
    this.#mapping = mapping;
    this.#statements = statements;
    this.#chain = chain;
    this.#isUnanswered = mapping.dateOrder === 'ask' || mapping.decimalMark === 'ask';
  }

  add(readings: readonly LineReading[]): void {
    for (const { line, record, account, currency, reading: found } of readings) {
      this.#rowNumber += 1;
      const reading = this.#statements.hasRoomFor(account) ? found : TOO_MANY_ACCOUNTS;
      // While the file waits for an answer no row can be read, and yet its accounts are there to be chosen.
      const isRow = reading.ok || (reading.kind === 'invalid' && this.#isUnanswered);
      const statementIndex = isRow
        ? this.#statements.confirm(account, currency)
        : this.#statements.placeOf(account);
      const raw = reading.ok ? '' : record.join(this.#mapping.delimiter);
      this.#batch.push(stageRow(reading, { rowNumber: this.#rowNumber, line, statementIndex }, raw));
      if (reading.ok) this.#chain.push(reading.row, account);
    }
  }

  isFull(): boolean {
    return this.#batch.length >= BATCH_ROWS;
  }

  isEmpty(): boolean {
    return this.#batch.length === 0;
  }

  take(): readonly StagedRow[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }
}

/** A file of all accounts of a bank may name many; a column of other people's accounts names thousands. */
const MAX_STATEMENTS = 200;
const TOO_MANY_ACCOUNTS: RowReading = {
  ok: false,
  kind: 'invalid',
  reason: `The file names more than ${MAX_STATEMENTS} accounts. Say that another column holds the account, or none.`,
};

/** The accounts that a file's rows name, in the order in which they appear; one without a name where none does. */
class StatementList {
  readonly list: FileStatement[] = [];
  readonly #options: CsvReadOptions;
  readonly #byName = new Map<string, { readonly statement: FileStatement; readonly currency: Currency }>();
  #next: { readonly name: string; readonly currency: Currency } | null = null;

  constructor(options: CsvReadOptions) {
    this.#options = options;
  }

  hasRoomFor(name: string): boolean {
    return this.list.length < MAX_STATEMENTS || this.#byName.has(name);
  }

  /** Of the rows of an account that name none. */
  currencyOf(name: string): Currency {
    const known = this.#byName.get(name);
    if (known) return known.currency;
    if (this.#next?.name !== name) {
      const described = this.#describe(name, null);
      this.#next = { name, currency: parseCurrency(this.#options.currencyOf(described)) };
    }
    return this.#next.currency;
  }

  /** Where a line stands that is no row; it must not make a statement of its own. */
  placeOf(name: string): number {
    return this.#byName.get(name)?.statement.index ?? Math.max(0, this.list.length - 1);
  }

  confirm(name: string, fileCurrency: Currency | null): number {
    const known = this.#byName.get(name);
    if (known) return known.statement.index;
    const statement = this.#describe(name, fileCurrency);
    const currency = fileCurrency ?? this.currencyOf(name);
    this.list.push(statement);
    this.#byName.set(name, { statement, currency });
    return statement.index;
  }

  confirmAtLeastOne(): void {
    if (this.list.length === 0) this.confirm('', null);
  }

  #describe(name: string, currency: Currency | null): FileStatement {
    const { signature, mapping } = this.#options;
    return {
      index: this.list.length,
      fileAccount: name === '' ? null : maskAccount(name),
      fileAccountKey: name === '' ? null : digest(name),
      signature: name === '' ? signature : `${signature}:${digest(name)}`,
      last4: lastFour(name),
      suggestedType: null,
      currency: currency ?? mapping.currency,
      closingMinor: null,
      closingDate: null,
    };
  }
}
