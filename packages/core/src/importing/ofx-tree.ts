/** An element of an OFX file. Leaves have a value, aggregates have children; names are in capitals. */
export interface OfxElement {
  readonly name: string;
  /** 1-based line on which it begins. */
  readonly line: number;
  value: string;
  children: OfxElement[];
}

/** The tree under <OFX>, or where and why the text cannot be read. */
export type OfxTree =
  | { readonly ok: true; readonly root: OfxElement }
  | { readonly ok: false; readonly line: number; readonly reason: string };

const DEEPEST = 48;
const LONGEST_TAG = 256;
const TAG = /^(\/?)([A-Za-z][A-Za-z0-9._:-]*)(\s[^<]*?)?(\/?)$/;

/** OFX elements that hold others: only these are ended by their own kind, and none may be open at the end. */
const AGGREGATES: ReadonlySet<string> = new Set(
  (
    'SIGNONMSGSRSV1 SONRS STATUS FI BANKMSGSRSV1 STMTTRNRS STMTRS BANKACCTFROM BANKTRANLIST BANKTRANLISTP STMTTRN ' +
    'STMTTRNP LEDGERBAL AVAILBAL CREDITCARDMSGSRSV1 CCSTMTTRNRS CCSTMTRS CCACCTFROM INVSTMTMSGSRSV1 INVSTMTTRNRS ' +
    'INVSTMTRS INVACCTFROM INVTRANLIST INVBANKTRAN INVBAL CURRENCY ORIGCURRENCY BANKACCTTO CCACCTTO'
  ).split(' '),
);

interface Parser {
  readonly text: string;
  position: number;
  line: number;
  /** Where the next line break stands that `line` does not count yet; infinite behind the last one. */
  nextBreak: number;
  readonly stack: OfxElement[];
}

/**
 * Reads OFX 1 (SGML, leaves without end tags) and OFX 2 (XML) into one kind of tree: linear in the text's length,
 * bounded in depth, no entities but the predefined ones, no DOCTYPE.
 *
 * SGML without its DTD is ambiguous, so two rules decide. An element with text is a leaf and ends at the next tag.
 * An element without text and without an end tag of its own was an empty leaf, and what seemed its children are its
 * siblings. Wrong and stray end tags are passed over.
 */
export function readOfxTree(text: string): OfxTree {
  const start = text.search(/<OFX[\s>]/i);
  if (start < 0)
    return { ok: false, line: 1, reason: 'The file has no <OFX> element, so it is no OFX file.' };
  const root: OfxElement = { name: '', line: 1, value: '', children: [] };
  const parser: Parser = { text, position: 0, line: 1, nextBreak: breakFrom(text, 0), stack: [root] };
  const refusedHead = refuseDeclarations(parser, text.slice(0, start));
  if (refusedHead) return refusedHead;
  parser.position = start;
  while (parser.position < text.length) {
    const refused = readNext(parser);
    if (refused) return refused;
  }
  const open = parser.stack.find((element) => AGGREGATES.has(element.name));
  if (open) {
    return {
      ok: false,
      line: open.line,
      reason: `The file ends inside <${open.name}>. Download it again: it is not complete.`,
    };
  }
  while (parser.stack.length > 1) closeTop(parser, false);
  const ofx = root.children.find((element) => element.name === 'OFX');
  return ofx ? { ok: true, root: ofx } : { ok: false, line: 1, reason: 'The file has no <OFX> element.' };
}

type Refused = Extract<OfxTree, { ok: false }> | null;

function refuseDeclarations(parser: Parser, head: string): Refused {
  const at = head.search(/<!(?:DOCTYPE|ENTITY)/i);
  return at < 0
    ? null
    : refuse(parser, at, 'The file declares a document type or entities, which FinTrack does not read.');
}

/** Reads the text up to the next tag, then the tag. */
function readNext(parser: Parser): Refused {
  const { text } = parser;
  const at = text.indexOf('<', parser.position);
  if (at !== parser.position)
    addText(parser, decodeEntities(text.slice(parser.position, at < 0 ? text.length : at)));
  if (at < 0) {
    parser.position = text.length;
    return null;
  }
  if (text.startsWith('<![CDATA[', at)) return readCdata(parser, at);
  if (text.startsWith('<!--', at)) return skipTo(parser, at, '-->');
  if (text.startsWith('<?', at)) return skipTo(parser, at, '?>');
  if (text.startsWith('<!', at)) {
    return refuse(parser, at, 'The file declares a document type or entities, which FinTrack does not read.');
  }
  return readTag(parser, at);
}

function readCdata(parser: Parser, at: number): Refused {
  const end = parser.text.indexOf(']]>', at);
  if (end < 0) return refuse(parser, at, 'A CDATA section has no end.');
  addText(parser, parser.text.slice(at + 9, end));
  parser.position = end + 3;
  return null;
}

function skipTo(parser: Parser, at: number, mark: string): Refused {
  const end = parser.text.indexOf(mark, at);
  if (end < 0) return refuse(parser, at, 'A comment or instruction has no end.');
  parser.position = end + mark.length;
  return null;
}

function readTag(parser: Parser, at: number): Refused {
  const window = /[A-Za-z/]/.test(parser.text[at + 1] ?? '')
    ? parser.text.slice(at + 1, at + 1 + LONGEST_TAG)
    : '';
  const end = window.indexOf('>');
  const match = end < 0 ? null : TAG.exec(window.slice(0, end));
  if (!match) {
    // "A < B" in a memo: text, not a tag.
    addText(parser, '<');
    parser.position = at + 1;
    return null;
  }
  parser.position = at + 1 + end + 1;
  const name = (match[2] ?? '').toUpperCase();
  if (match[1] === '/') {
    endElement(parser, name);
    return null;
  }
  return startElement(parser, { name, line: lineAt(parser, at), value: '', children: [] }, match[4] === '/');
}

function startElement(parser: Parser, element: OfxElement, empty: boolean): Refused {
  endLeaf(parser);
  // No OFX element holds one of its own name: a second one means that the end tag of the first is missing.
  if (AGGREGATES.has(element.name) && isOpen(parser, element.name)) endElement(parser, element.name);
  if (parser.stack.length > DEEPEST) {
    return {
      ok: false,
      line: element.line,
      reason: 'The elements are nested deeper than any OFX file needs.',
    };
  }
  top(parser).children.push(element);
  if (!empty) parser.stack.push(element);
  return null;
}

function endElement(parser: Parser, name: string): void {
  if (top(parser).name === name) {
    closeTop(parser, true);
    return;
  }
  endLeaf(parser);
  if (!isOpen(parser, name)) return;
  while (top(parser).name !== name) closeTop(parser, false);
  closeTop(parser, true);
}

/** An element that already has text is a leaf and ends here. */
function endLeaf(parser: Parser): void {
  if (parser.stack.length > 1 && top(parser).value.trim() !== '') closeTop(parser, true);
}

/** Takes the innermost element off; one without an end tag of its own hands its children to its parent. */
function closeTop(parser: Parser, ended: boolean): void {
  const element = parser.stack.pop();
  if (element === undefined) return;
  element.value = element.value.trim();
  if (ended || AGGREGATES.has(element.name) || element.children.length === 0 || element.name === 'OFX')
    return;
  const siblings = top(parser).children;
  for (const child of element.children) siblings.push(child);
  element.children = [];
}

function addText(parser: Parser, text: string): void {
  // Blank text between tags would only grow; text directly under the root is no element's value.
  const element = top(parser);
  if (parser.stack.length === 1 || (element.value === '' && text.trim() === '')) return;
  if (element.children.length === 0) element.value += text;
}

function isOpen(parser: Parser, name: string): boolean {
  return parser.stack.some((element) => element.name === name);
}

function top(parser: Parser): OfxElement {
  const element = parser.stack.at(-1);
  if (element === undefined) throw new Error('The stack always holds the root.');
  return element;
}

/** Lines are counted forward only, and no stretch is searched twice, so that counting stays linear. */
function lineAt(parser: Parser, at: number): number {
  while (parser.nextBreak < at) {
    parser.line += 1;
    parser.nextBreak = breakFrom(parser.text, parser.nextBreak + 1);
  }
  return parser.line;
}

function breakFrom(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function refuse(parser: Parser, at: number, reason: string): Extract<OfxTree, { ok: false }> {
  return { ok: false, line: lineAt(parser, at), reason };
}

const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|nbsp|quot|apos);/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  apos: "'",
};

function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, decodeEntity) : text;
}

function decodeEntity(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  if (!name.startsWith('#')) return NAMED[name] ?? entity;
  const code = name.startsWith('#x')
    ? Number.parseInt(name.slice(2), 16)
    : Number.parseInt(name.slice(1), 10);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : entity;
}
