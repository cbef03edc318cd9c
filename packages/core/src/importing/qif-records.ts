/** One line of a QIF entry: its letter and what stands behind it. */
interface QifField {
  readonly code: string;
  readonly value: string;
  /** 1-based line of the file. */
  readonly line: number;
}

/** The lines up to a "^". */
export interface QifRecord {
  readonly line: number;
  readonly fields: readonly QifField[];
  /** False for the last entry of a file that ends before its "^". */
  readonly isComplete: boolean;
}

/** The entries under one header such as "!Type:Bank". */
export interface QifSection {
  /** What stands behind the "!", in lower case and without blanks around it: "type:bank", "account"; "" before any. */
  readonly header: string;
  readonly line: number;
  readonly records: readonly QifRecord[];
}

/** Cuts a QIF file into sections and entries; any text can be cut, and the work is linear in its length. */
export function readQifSections(text: string): QifSection[] {
  const sections: { header: string; line: number; records: QifRecord[] }[] = [];
  let records: QifRecord[] = [];
  let fields: QifField[] = [];
  const endRecord = (isComplete: boolean): void => {
    const [first] = fields;
    if (first) records.push({ line: first.line, fields, isComplete });
    fields = [];
  };
  const startSection = (header: string, line: number): void => {
    endRecord(false);
    records = [];
    sections.push({ header, line, records });
  };
  let line = 0;
  for (const written of linesOf(text)) {
    line += 1;
    const content = written.trim();
    // Under DOS a text ended in this byte.
    if (content === '' || content === '\u001A') continue;
    if (content.startsWith('!')) {
      startSection(content.slice(1).trim().toLowerCase().replace(/:\s+/, ':'), line);
      continue;
    }
    if (sections.length === 0) startSection('', line);
    if (content.startsWith('^')) endRecord(true);
    else fields.push({ code: content.charAt(0), value: content.slice(1), line });
  }
  endRecord(false);
  return sections;
}

/** The value of the first field of a letter, "" where there is none. */
export function fieldText(record: QifRecord, code: string): string {
  return record.fields.find((field) => field.code === code)?.value.trim() ?? '';
}

/** The entry as the file has it, on one line. */
export function recordText(record: QifRecord): string {
  return record.fields.map(({ code, value }) => `${code}${value.trim()}`).join(' | ');
}

/** Line by line, so that a large file is not held twice. */
function* linesOf(text: string): Generator<string> {
  let at = 0;
  while (at < text.length) {
    const end = nextBreak(text, at);
    yield text.slice(at, end);
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
}

const BREAK = /[\r\n]/g;

function nextBreak(text: string, from: number): number {
  BREAK.lastIndex = from;
  return BREAK.exec(text)?.index ?? text.length;
}
