import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type BankFileReading, CamtReader } from '@fintrack/core/importing';
import iconv from 'iconv-lite';
import sax from 'sax';
import { FileRefusal } from './file-refusal.ts';
import { type BankFile, stageBankFile } from './stage-bank-file.ts';

type Handlers = Pick<
  sax.SAXParser,
  'onopentag' | 'ontext' | 'oncdata' | 'onclosetag' | 'ondoctype' | 'onerror'
>;

/** @throws {FileRefusal} with the line and the reason. */
export async function stageCamtFile(bytes: Readable, encoding: string): Promise<BankFile> {
  return stageBankFile(await readCamtBytes(bytes, encoding), 'camt');
}

/**
 * Reads the XML piece by piece. It may have no document type, so that it can declare no entities, neither huge nor
 * from elsewhere; the tokeniser bounds the length of names, attributes and texts.
 */
export async function readCamtBytes(bytes: Readable, encoding: string): Promise<BankFileReading> {
  const reader = new CamtReader();
  const parser = sax.parser(true, { position: true });
  const refusal: { found: FileRefusal | null } = { found: null };
  const refuse = (reason: string, line = parser.line + 1): void => {
    refusal.found ??= new FileRefusal(reason, line);
  };
  const handlers: Handlers = {
    onopentag: ({ name, attributes }) =>
      reader.open(localName(name), textAttributes(attributes), parser.line + 1),
    ontext: (text) => reader.addText(text),
    oncdata: (text) => reader.addText(text),
    onclosetag: () => reader.close(),
    ondoctype: () => refuse('The file declares a document type or entities, which FinTrack does not read.'),
    onerror: (error) => refuse(describeError(error)),
  };
  Object.assign(parser, handlers);
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    parser.write(decoder.write(chunk).replaceAll('\0', ''));
    if (refusal.found || reader.refusal) break;
    await setImmediate();
  }
  if (refusal.found === null && reader.refusal === null) parser.write(decoder.end() ?? '').close();
  if (refusal.found) throw refusal.found;
  return reader.finish();
}

/** "ns2:Ntry" is "Ntry": banks choose prefixes, and the format is known. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function textAttributes(
  attributes: Readonly<Record<string, string | { readonly value: string }>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      localName(name),
      typeof value === 'string' ? value : value.value,
    ]),
  );
}

/** The tokeniser's word on the first line of its message; the place is given apart. */
function describeError(error: Error): string {
  const [what = ''] = error.message.split('\n');
  return `The XML is broken here (${what.trim().toLowerCase()}). Download the file again.`;
}
