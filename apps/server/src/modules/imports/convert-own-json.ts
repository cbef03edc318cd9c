import type { Readable } from 'node:stream';
import {
  EXPORT_COLUMNS,
  EXPORT_FORMAT,
  EXPORT_VERSION,
  readExportedRow,
  writeCells,
  writeCsvRecord,
} from '@fintrack/core/exporting';
import { FileRefusal } from './file-refusal.ts';

/** A row of an export with a hundred parts is shorter. */
const MAX_LINE_CHARACTERS = 8 * 1024 * 1024;

const BEGINNING = new RegExp(`^\\uFEFF?\\s*\\{\\s*"format"\\s*:\\s*"${EXPORT_FORMAT}"`, 'u');

/** True for the beginning of an own export of rows as JSON. */
export function isOwnJson(head: string): boolean {
  return BEGINNING.test(head);
}

/**
 * The rows of an own JSON export as the CSV of the same export, piece by piece. The export writes one row a line, which
 * is how it is read here: a file of any size needs the memory of a line.
 * @throws {FileRefusal} with the line of what cannot be read, and where the file is not whole.
 */
export async function* ownJsonAsCsv(bytes: Readable): AsyncGenerator<string> {
  yield writeCsvRecord(EXPORT_COLUMNS.map(({ header }) => header));
  let line = 0;
  let rows = 0;
  let counted: number | null = null;
  for await (const text of linesOf(bytes)) {
    line += 1;
    if (line === 1) checkBeginning(text);
    else if (text.startsWith(']')) counted = readCount(text, line);
    else if (text !== '' && counted === null) {
      rows += 1;
      yield readRow(text, line);
    } else if (text !== '') throw new FileRefusal('There is more in the file after its end.', line);
  }
  if (counted !== rows) {
    const reason =
      counted === null
        ? 'The file breaks off. Export it again.'
        : `The file says that it has ${counted} rows, and ${rows} are in it. Export it again.`;
    throw new FileRefusal(reason, line);
  }
}

function checkBeginning(text: string): void {
  const match = /"version"\s*:\s*(\d{1,9})\s*,\s*"transactions"\s*:\s*\[$/u.exec(text);
  if (!match) {
    throw new FileRefusal(
      'Another program has rewritten this file. Import it as FinTrack has exported it, with one row a line.',
      1,
    );
  }
  if (Number(match[1]) > EXPORT_VERSION) {
    throw new FileRefusal('A newer FinTrack has made this file. Update FinTrack first.', 1);
  }
}

function readRow(text: string, line: number): string {
  const reading = readExportedRow(parse(text.replace(/,$/u, ''), line));
  if (!reading.ok) throw new FileRefusal(reading.reason, line);
  return writeCsvRecord(writeCells(reading.row));
}

function readCount(text: string, line: number): number {
  const count = /^\],"count":(\d{1,15})\}$/u.exec(text)?.[1];
  if (count === undefined) throw new FileRefusal('The end of the file cannot be read.', line);
  return Number(count);
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileRefusal('The line is not JSON. Export the file again.', line);
  }
}

async function* linesOf(bytes: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARACTERS) {
      throw new FileRefusal('A line of the file is too long for a row. Export the file again.', null);
    }
    for (const line of lines) yield line.trim();
  }
  rest = (rest + decoder.decode()).trim();
  if (rest !== '') yield rest;
}
