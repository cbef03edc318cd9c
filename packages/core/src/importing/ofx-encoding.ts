/** What an OFX file says about its encoding. */
export interface DeclaredEncoding {
  /** A name that iconv knows, such as "windows-1252" or "utf-16". */
  readonly name: string;
  /**
   * False when the header itself shows that it cannot be true: a file whose header reads as single bytes is not
   * UTF-16, whatever it says.
   */
  readonly plausible: boolean;
}

/**
 * Reads the encoding that an OFX file declares: ENCODING and CHARSET of OFX 1, the XML declaration of OFX 2.
 * @param headerText the first kilobyte, decoded as latin1.
 * @returns null when nothing is declared. US-ASCII is given as windows-1252, of which it is a part.
 */
export function ofxDeclaredEncoding(headerText: string): DeclaredEncoding | null {
  const isWide = headerText.slice(0, 200).includes('\0');
  const head = (isWide ? headerText.replaceAll('\0', '') : headerText).slice(0, 2048);
  const declared = xmlEncoding(head) ?? sgmlEncoding(head);
  if (declared === null) return null;
  return { name: declared, plausible: /^utf-?(?:16|32)/.test(declared) === isWide };
}

function xmlEncoding(head: string): string | null {
  const name = /<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{2,30})["']/i.exec(head)?.[1];
  return name === undefined ? null : iconvName(name);
}

function sgmlEncoding(head: string): string | null {
  const field = (name: string): string =>
    new RegExp(`${name}\\s*:\\s*([A-Za-z0-9._-]+?)(?=COMPRESSION|CHARSET|OLDFILEUID|\\s|<|$)`, 'i').exec(
      head,
    )?.[1] ?? '';
  const encoding = field('ENCODING').toUpperCase();
  const charset = field('CHARSET').toUpperCase();
  if (/^UTF-?8$/.test(encoding)) return 'utf-8';
  // "UNICODE" with a CHARSET of its own is met with both UTF-8 and UTF-16; the bytes tell.
  if (encoding === 'UNICODE')
    return head.length > 0 && charset.startsWith('UTF') ? iconvName(charset) : 'utf-8';
  if (charset !== '' && charset !== 'NONE') return iconvName(charset);
  return encoding === '' ? null : iconvName(encoding);
}

function iconvName(declared: string): string {
  const name = declared.toLowerCase();
  if (/^(?:us-?ascii|ascii|none)$/.test(name)) return 'windows-1252';
  if (/^125\d$/.test(name)) return `windows-${name}`;
  if (/^cp-?125\d$/.test(name)) return `windows-${name.slice(-4)}`;
  if (name === '65001') return 'utf-8';
  if (/^\d{3,5}$/.test(name)) return `cp${name}`;
  if (/^8859-\d{1,2}$/.test(name)) return `iso-${name}`;
  return name === 'utf8' ? 'utf-8' : name;
}
