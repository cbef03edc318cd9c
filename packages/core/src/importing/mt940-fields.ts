/** One field of a SWIFT message: ":61:" and what follows it, over several lines. */
export interface SwiftField {
  readonly tag: string;
  /** 1-based line on which the field begins. */
  readonly line: number;
  /** What stands behind the tag, line by line. */
  readonly lines: readonly string[];
}

/** One message (one page of a statement): its fields, and what surrounds them. */
export interface SwiftMessage {
  readonly line: number;
  readonly fields: readonly SwiftField[];
  /** Lines before the first field: blocks 1 and 2, or the bank's code and the kind of message. */
  readonly envelope: string;
  /** True when the message's end ("-") is there, or another message begins. */
  readonly isEnded: boolean;
}

interface OpenMessage {
  readonly line: number;
  readonly envelope: string;
  readonly fields: { readonly tag: string; readonly line: number; readonly lines: string[] }[];
  isEnded: boolean;
}

const TAG = /^:(\d{2}[A-Z]?|NS):/;
/** The end of a message: "-", "-}" and what a trailer may add. */
const END = /^-(?:\}.*)?$/;
const CONTROLS = /[\u0001\u0003\u001A]/g;

/** Cuts a file into messages and fields; any text can be cut, and the work is linear in its length. */
export function readSwiftMessages(text: string): SwiftMessage[] {
  const messages: OpenMessage[] = [];
  let open: OpenMessage | null = null;
  let envelope: string[] = [];
  for (const [index, written] of text.split(/\r\n|\r|\n/).entries()) {
    // A blank at the end of a full line parts two words; it is kept.
    const content = startOfBlock4(written.replace(CONTROLS, ''));
    const tag = TAG.exec(content)?.[1];
    if (tag === '20' || (tag !== undefined && open === null)) {
      if (open) open.isEnded = true;
      open = { line: index + 1, envelope: envelope.join('\n'), fields: [], isEnded: false };
      messages.push(open);
      envelope = [];
    }
    if (open && END.test(content.trimEnd())) {
      open.isEnded = true;
      open = null;
    } else if (open && tag !== undefined) {
      open.fields.push({ tag, line: index + 1, lines: [content.slice(tag.length + 2)] });
    } else if (open) {
      open.fields.at(-1)?.lines.push(content);
    } else if (content.trim() !== '') {
      envelope.push(content.trim());
    }
  }
  return messages;
}

/** "{4:" may stand on a line of its own or before the first field. */
function startOfBlock4(line: string): string {
  const at = line.startsWith('{') ? line.indexOf('{4:') : -1;
  return at >= 0 && line.slice(at + 3).trim() !== '' ? line.slice(at + 3) : line;
}
