import { pipeline, type Readable, Transform } from 'node:stream';
import type { Delimiter } from '@fintrack/core/importing';
import { CsvError, type Parser, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { FileRefusal } from './file-refusal.ts';

/** A record of a CSV file and the line on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** No bank writes a row of this length: a quote that never closes has swallowed the rest of the file. */
const MAX_RECORD_CHARACTERS = 262_144;

/** No statement has so many; a line of nothing but delimiters would take more room than the whole file. */
export const MAX_COLUMNS = 500;

/** How far the parser has come; a broken record begins behind it. */
interface Position {
  lines: number;
  emptyLines: number;
  /** First lines of the records that the parser has made and the reader has not taken yet. */
  readonly waiting: number[];
}

/**
 * The records of a CSV file, one by one; empty lines are left out.
 * @throws {FileRefusal} with the line of a quote that does not close, of a line that is too long or has too many cells.
 */
export async function* readCsvRecords(
  bytes: Readable,
  options: { readonly encoding: string; readonly delimiter: Delimiter },
): AsyncGenerator<CsvRecord> {
  const position: Position = { lines: 0, emptyLines: 0, waiting: [] };
  const parser = makeParser(options.delimiter, position);
  pipeline(bytes, iconv.decodeStream(options.encoding), unifyLineBreaks(), parser, () => {
    // An error reaches the loop below through the parser; when the loop ends early, there is none to tell.
  });
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const line = position.waiting.shift() ?? 0;
      if (cells.length > MAX_COLUMNS) {
        throw new FileRefusal(
          `The line has more than ${MAX_COLUMNS} columns. Leave out those that are not needed.`,
          line,
        );
      }
      yield { line, cells };
    }
  } catch (error) {
    if (error instanceof CsvError) throw describeCsvError(error, position);
    throw error;
  }
}

function makeParser(delimiter: Delimiter, position: Position): Parser {
  return parse({
    delimiter,
    bom: true,
    record_delimiter: '\n',
    relax_column_count: true,
    // A quote inside of an unquoted cell is a letter like any other.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    on_record: (cells: string[], context) => {
      const line = context.lines - countBreaks(cells);
      position.lines = context.lines;
      position.emptyLines = context.empty_lines;
      if (line === 1 && isDelimiterLine(cells)) return null;
      position.waiting.push(line);
      return cells;
    },
  });
}

/** Excel's `sep=;`, which says only how to read the rest. */
function isDelimiterLine(cells: readonly string[]): boolean {
  return cells.length <= 2 && /^sep=/i.test(cells[0] ?? '');
}

function countBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1;
  }
  return breaks;
}

/**
 * CR LF and CR become LF, so that a line is counted once. Bytes of zero, which no database text holds, go. A line without
 * an end stops here: the parser would count its cells and not the marks between them.
 */
function unifyLineBreaks(): Transform {
  let endedWithReturn = false;
  let line = 1;
  let length = 0;
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk: string, _encoding, done) {
      let text = endedWithReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
      endedWithReturn = chunk.endsWith('\r');
      if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
      if (text.includes('\0')) text = text.replaceAll('\0', '');
      let start = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
        if (length + at - start > MAX_RECORD_CHARACTERS) return done(endlessLine(line));
        line += 1;
        length = 0;
        start = at + 1;
      }
      length += text.length - start;
      return length > MAX_RECORD_CHARACTERS ? done(endlessLine(line)) : done(null, text);
    },
  });
}

function endlessLine(line: number): FileRefusal {
  return new FileRefusal('The line is longer than any statement has. Download the file again as CSV.', line);
}

function describeCsvError(error: CsvError, position: Position): FileRefusal {
  if (error.code !== 'CSV_QUOTE_NOT_CLOSED' && error.code !== 'CSV_MAX_RECORD_SIZE') {
    return new FileRefusal(
      'The line is not written as CSV. Correct it, or download the file again.',
      position.lines + 1,
    );
  }
  const emptyLines: unknown = error['empty_lines'];
  const skipped = typeof emptyLines === 'number' ? emptyLines - position.emptyLines : 0;
  return new FileRefusal(
    'A quotation mark opens here and does not close. Correct the line, or download the file again.',
    position.lines + 1 + Math.max(0, skipped),
  );
}
