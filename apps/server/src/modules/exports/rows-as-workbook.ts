import { Readable } from 'node:stream';
import type { ExportedRow } from '@fintrack/core/exporting';
import { ZipFile } from 'yazl';
import { beginSheet, endSheet, MOST_SHEET_ROWS, sheetRow, workbookParts } from './sheet-xml.ts';

/**
 * Rows as an Excel workbook, piece by piece: sheets are compressed as their rows come, and what names them stands at
 * the end. Rows that a sheet has no room for go on in the next.
 */
export async function* rowsAsWorkbook(
  pages: AsyncIterable<readonly ExportedRow[]>,
  mostRows: number = MOST_SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = Readable.from(zip.outputStream);
  const sheets = new Sheets(pages, mostRows);
  const addSheet = (number: number): void => {
    const content = Readable.from(sheets.next());
    content.on('error', (error) => output.destroy(error));
    content.on('end', () => {
      if (!sheets.isOver) return addSheet(number + 1);
      for (const [name, text] of workbookParts(number)) zip.addBuffer(Buffer.from(text), name);
      zip.end();
    });
    zip.addReadStream(content, `xl/worksheets/sheet${number}.xml`);
  };
  zip.on('error', (error: Error) => output.destroy(error));
  addSheet(1);
  try {
    for await (const chunk of output) yield chunk;
  } finally {
    await sheets.close();
  }
}

/** The rows of the pages, sheet after sheet. */
class Sheets {
  /** True when the last row has been written. */
  isOver = false;
  readonly #pages: AsyncIterator<readonly ExportedRow[]>;
  readonly #mostRows: number;
  #waiting: readonly ExportedRow[] = [];

  constructor(pages: AsyncIterable<readonly ExportedRow[]>, mostRows: number) {
    this.#pages = pages[Symbol.asyncIterator]();
    this.#mostRows = mostRows;
  }

  /** The XML of the next sheet. */
  async *next(): AsyncGenerator<string> {
    yield beginSheet();
    let number = 1;
    while (number < this.#mostRows) {
      await this.#fill();
      if (this.isOver) break;
      const taken = this.#waiting.slice(0, this.#mostRows - number);
      this.#waiting = this.#waiting.slice(taken.length);
      const first = number + 1;
      yield taken.map((row, index) => sheetRow(row, first + index)).join('');
      number += taken.length;
    }
    // Whether another sheet follows is known before this one ends.
    await this.#fill();
    yield endSheet();
  }

  async close(): Promise<void> {
    await this.#pages.return?.();
  }

  async #fill(): Promise<void> {
    while (!this.isOver && this.#waiting.length === 0) {
      const next = await this.#pages.next();
      if (next.done) this.isOver = true;
      else this.#waiting = next.value;
    }
  }
}
