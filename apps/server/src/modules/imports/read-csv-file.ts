import { setImmediate } from 'node:timers/promises';
import type { CsvMappingWire } from '@fintrack/contract';
import { firstRowRecord, readCsvRow } from '@fintrack/core/importing';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import type { CsvRecord } from './csv-records.ts';
import { digest, type FileStatement, lastFour, maskAccount } from './file-statement.ts';
import { type StagedRow, stageRow } from './staged-row.ts';

/** How the rows of a CSV file are to be read. */
export interface CsvReadOptions {
  readonly mapping: CsvMappingWire;
  readonly signature: string;
  /** The currency of a statement's account, for rows that name none. */
  currencyOf(statement: FileStatement): string;
}

/** The rows of a file in order; `statements` is complete when they have all been read. */
export interface StagedFile {
  readonly statements: readonly FileStatement[];
  readonly batches: AsyncIterable<readonly StagedRow[]>;
}

const BATCH_ROWS = 1000;

/** Reads a CSV file's records with a mapping, a batch at a time; the event loop runs in between. */
export function stageCsvFile(records: AsyncIterable<CsvRecord>, options: CsvReadOptions): StagedFile {
  const statements = new StatementList(options);
  return { statements: statements.list, batches: readBatches(records, options.mapping, statements) };
}

async function* readBatches(
  records: AsyncIterable<CsvRecord>,
  mapping: CsvMappingWire,
  statements: StatementList,
): AsyncGenerator<readonly StagedRow[]> {
  const accountColumn = mapping.columns.indexOf('account');
  const isUnanswered = mapping.dateOrder === 'ask' || mapping.decimalMark === 'ask';
  let toSkip = firstRowRecord(mapping);
  let batch: StagedRow[] = [];
  let rowNumber = 0;
  for await (const { line, cells } of records) {
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    rowNumber += 1;
    const named =
      mapping.onlyAccount === null && accountColumn >= 0 ? (cells[accountColumn] ?? '').trim() : '';
    const place = statements.placeFor(named);
    const reading = readCsvRow(cells, line, { mapping, currency: place.currency });
    // While the file waits for an answer no row can be read, and yet its accounts are there to be chosen.
    const isRow = reading.ok || (reading.kind === 'invalid' && isUnanswered);
    const statementIndex = isRow ? statements.confirm(named) : place.index;
    batch.push(
      stageRow(reading, { rowNumber, line, statementIndex }, reading.ok ? '' : cells.join(mapping.delimiter)),
    );
    if (batch.length >= BATCH_ROWS) {
      yield batch;
      batch = [];
      await setImmediate();
    }
  }
  statements.confirmAtLeastOne();
  if (batch.length > 0) yield batch;
}

/** The accounts that a file's rows name, in the order in which they appear; one without a name where none does. */
class StatementList {
  readonly list: FileStatement[] = [];
  readonly #options: CsvReadOptions;
  readonly #byName = new Map<string, { readonly statement: FileStatement; readonly currency: Currency }>();
  #next: { readonly name: string; readonly currency: Currency } | null = null;

  constructor(options: CsvReadOptions) {
    this.#options = options;
  }

  placeFor(name: string): { readonly index: number; readonly currency: Currency } {
    const known = this.#byName.get(name);
    if (known) return { index: known.statement.index, currency: known.currency };
    if (this.#next?.name !== name) {
      this.#next = { name, currency: parseCurrency(this.#options.currencyOf(this.#describe(name))) };
    }
    // A line that turns out not to be a transaction must not make a statement of its own.
    return { index: Math.max(0, this.list.length - 1), currency: this.#next.currency };
  }

  confirm(name: string): number {
    const known = this.#byName.get(name);
    if (known) return known.statement.index;
    const { currency } = this.placeFor(name);
    const statement = this.#describe(name);
    this.list.push(statement);
    this.#byName.set(name, { statement, currency });
    return statement.index;
  }

  confirmAtLeastOne(): void {
    if (this.list.length === 0) this.confirm('');
  }

  #describe(name: string): FileStatement {
    const { signature, mapping } = this.#options;
    return {
      index: this.list.length,
      fileAccount: name === '' ? null : maskAccount(name),
      fileAccountKey: name === '' ? null : digest(name),
      signature: name === '' ? signature : `${signature}:${digest(name)}`,
      last4: lastFour(name),
      suggestedType: null,
      currency: mapping.currency,
      closingMinor: null,
      closingDate: null,
    };
  }
}
