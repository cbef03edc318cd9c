/** The kind of a statement file: one that FinTrack reads, or the name of another with what to do about it. */
export type FileFormat =
  | {
      readonly format: 'csv' | 'ofx' | 'qfx' | 'qif' | 'mt940' | 'camt';
      /** 0 to 1. */
      readonly confidence: number;
      /** Why, as a text for the user. */
      readonly evidence: string;
    }
  | { readonly format: 'unsupported'; readonly name: string; readonly reason: string };

const EXPORT = 'Download the statement from your bank as CSV or OFX instead.';

/**
 * Tells the format by the first bytes, and by the name only where these leave it open.
 * @param head the first kilobytes of the file, decoded as latin1 so that every byte is one character.
 */
export function detectFormat(head: string, filename: string): FileFormat {
  if (head.trim() === '') return unsupported('an empty file', 'The file is empty. Download it again.');
  for (const [signature, name, reason] of SIGNATURES) {
    if (head.startsWith(signature)) return unsupported(name, reason);
  }
  const wide = head.startsWith('\u00FF\u00FE') || head.startsWith('\u00FE\u00FF') || looksWide(head);
  const marked = wide ? head.replaceAll('\0', '') : head;
  // A mark of the byte order in front; behind, the byte that ended texts under DOS.
  const text = marked.replace(/^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)/, '').replace(/\u001A$/, '');
  // SWIFT messages may stand between the control characters of a telex: start and end of a text.
  if (/[\u0000\u0002\u0004-\u0008\u000E-\u001A\u001C-\u001F]/.test(text)) {
    return unsupported('a binary file', `This is not a text file. ${EXPORT}`);
  }
  const start = text.trimStart().slice(0, 4096);
  return (
    detectOfx(start, text, filename) ??
    detectQif(start) ??
    detectCamt(start) ??
    detectMt940(start) ??
    detectOther(start) ?? {
      format: 'csv',
      confidence: 0.6,
      evidence: 'No other format is recognised, so the lines are read as rows of cells.',
    }
  );
}

/** UTF-16 without a byte order mark: every other byte of Latin text is zero. */
function looksWide(head: string): boolean {
  const sample = head.slice(0, 200);
  const zeros = sample.split('\0').length - 1;
  return zeros * 10 >= sample.length * 4 && !/\0\0/.test(sample);
}

function detectOfx(start: string, text: string, filename: string): FileFormat | null {
  const header = /^OFXHEADER\s*:|<\?OFX\b|<OFX(?=[\s>])/i.exec(start);
  if (!header) return null;
  const quicken = /\.qfx$/i.test(filename) || /<INTU\.BID>/i.test(text);
  const evidence = `The file says "${header[0].trim()}" of itself.`;
  return { format: quicken ? 'qfx' : 'ofx', confidence: 0.99, evidence };
}

function detectQif(start: string): FileFormat | null {
  const header = /^!(?:Type|Account|Option|Clear)\b[^\r\n]{0,40}/i.exec(start);
  if (header)
    return { format: 'qif', confidence: 0.99, evidence: `The file begins with "${header[0].trim()}".` };
  if (!/^D[^\r\n]{4,20}\r?\n(?:[A-Z$%][^\r\n]{0,300}\r?\n){1,20}\^/.test(start)) return null;
  return {
    format: 'qif',
    confidence: 0.85,
    evidence: 'The lines begin with the letters of QIF, and "^" ends an entry; the header is missing.',
  };
}

function detectCamt(start: string): FileFormat | null {
  const named = /urn:iso:std:iso:20022:tech:xsd:((camt|pain|pacs|acmt)\.(\d{3})[.\d]*)/i.exec(start);
  if (named && /^camt\.05[234]/i.test(named[1] ?? '')) {
    return { format: 'camt', confidence: 0.99, evidence: `The file says that it is ${named[1] ?? ''}.` };
  }
  const element = /<(?:[\w-]+:)?(BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)\w*)/.exec(start);
  if (element)
    return { format: 'camt', confidence: 0.95, evidence: `The file has an element ${element[1] ?? ''}.` };
  if (!named) return null;
  return unsupported(
    `an ISO 20022 message (${named[1] ?? ''})`,
    'It is no statement of an account. Download the statement as camt.053, camt.052 or CSV.',
  );
}

/** The fields that a statement begins with, in that order; there may be a few lines of an envelope before them. */
function detectMt940(start: string): FileFormat | null {
  const block = /^\u0001?\{1:F\d\d[^}]{0,60}\}\{2:[IO](\d{3})/.exec(start)?.[1];
  if (block === '940' || block === '942') {
    return { format: 'mt940', confidence: 0.99, evidence: `The SWIFT header says MT${block}.` };
  }
  const lines = start.split(/\r\n|\r|\n/).slice(0, 40);
  const first = lines.findIndex((line) => line.startsWith(':20:'));
  const second = lines.findIndex((line, at) => at > first && /^:(?:25P?|28C?|60[FM]):/.test(line));
  if (first < 0 || first > 12 || second < 0 || second > first + 10) return null;
  const kind = lines.some((line) => line.startsWith(':34F:')) ? 'MT942' : 'MT940';
  const tags = `":20:" and "${/^:\w+:/.exec(lines[second] ?? '')?.[0] ?? ''}"`;
  return {
    format: 'mt940',
    confidence: 0.97,
    evidence: `Lines begin with ${tags}, as the fields of ${kind} do.`,
  };
}

function detectOther(start: string): FileFormat | null {
  for (const [pattern, name, reason] of TEXT_SIGNATURES) {
    if (pattern.test(start)) return unsupported(name, reason);
  }
  return null;
}

function unsupported(name: string, reason: string): FileFormat {
  return { format: 'unsupported', name, reason };
}

const SIGNATURES: readonly (readonly [string, string, string])[] = [
  [
    'PK\u0003\u0004',
    'an Excel workbook or ZIP archive',
    'Open the workbook, save the sheet as CSV, and import that file. A ZIP archive has to be unpacked first.',
  ],
  [
    '\u00D0\u00CF\u0011\u00E0',
    'an old Excel workbook',
    'Open the workbook, save the sheet as CSV, and import that file.',
  ],
  ['%PDF', 'a PDF', `A PDF cannot be read reliably. ${EXPORT}`],
  ['\u001F\u008B', 'a compressed file', 'Unpack the file first, then import what is in it.'],
  ['{\\rtf', 'a rich text document', EXPORT],
  ['\u0089PNG', 'an image', `An image cannot be read. ${EXPORT}`],
  ['\u00FF\u00D8\u00FF', 'an image', `An image cannot be read. ${EXPORT}`],
];

const TEXT_SIGNATURES: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body|script)\b/i,
    'a web page',
    `The bank sent a web page, perhaps because its session had ended. Sign in there and download the file again. If it shows a table, open it in a spreadsheet, save it as CSV or XLSX, and import that.`,
  ],
  [/^<\?xml|^<[a-z][\w:.-]*[\s>]/i, 'an XML file', `FinTrack does not know this kind of XML. ${EXPORT}`],
  [/^(?:\{\s*"|\[\s*[{[])/, 'a JSON file', `FinTrack cannot read JSON statements. ${EXPORT}`],
];
