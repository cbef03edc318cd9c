/** The kind of a statement file: one that FinTrack reads, or the name of another with what to do about it. */
export type FileFormat =
  | { readonly format: 'csv' | 'ofx' | 'qfx' }
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
  const text = (wide ? head.replaceAll('\0', '') : head).replace(
    /^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)/,
    '',
  );
  if (/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text)) {
    return unsupported('a binary file', `This is not a text file. ${EXPORT}`);
  }
  const start = text.trimStart().slice(0, 4096);
  if (/^OFXHEADER\s*:/i.test(start) || /<\?OFX\b/i.test(start) || /<OFX[\s>]/i.test(start)) {
    const quicken = /\.qfx$/i.test(filename) || /<INTU\.BID>/i.test(text);
    return { format: quicken ? 'qfx' : 'ofx' };
  }
  for (const [pattern, name, reason] of TEXT_SIGNATURES) {
    if (pattern.test(start)) return unsupported(name, reason);
  }
  return { format: 'csv' };
}

/** UTF-16 without a byte order mark: every other byte of Latin text is zero. */
function looksWide(head: string): boolean {
  const sample = head.slice(0, 200);
  const zeros = sample.split('\0').length - 1;
  return zeros * 10 >= sample.length * 4 && !/\0\0/.test(sample);
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
  [/^!(?:Type|Account|Option|Clear)\s*:/i, 'a QIF file', `FinTrack cannot read QIF yet. ${EXPORT}`],
  [
    /urn:iso:std:iso:20022:tech:xsd:camt|<BkToCstmr/i,
    'a CAMT file',
    `FinTrack cannot read CAMT yet. ${EXPORT}`,
  ],
  [
    /^\{1:F\d\d|^(?:.*\r?\n){0,3}:20:[^\r\n]*\r?\n(?:.*\r?\n){0,4}:2[58]/,
    'an MT940 file',
    `FinTrack cannot read MT940 yet. ${EXPORT}`,
  ],
  [
    /^(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body|script)\b/i,
    'a web page',
    `The bank sent a web page, perhaps because its session had ended. Sign in there and download the file again.`,
  ],
  [/^<\?xml|^<[a-z][\w:.-]*[\s>]/i, 'an XML file', `FinTrack does not know this kind of XML. ${EXPORT}`],
  [/^(?:\{\s*"|\[\s*[{[])/, 'a JSON file', `FinTrack cannot read JSON statements. ${EXPORT}`],
];
