import { isCalendarDate } from '@fintrack/core/dates';
import {
  collectRates,
  type ReferenceCollector,
  ReferenceFileError,
  type ReferenceRates,
  readReferenceCsv,
} from '@fintrack/core/rates';
import { XMLParser } from 'fast-xml-parser';
import { unzipSync } from 'fflate';
import { z } from 'zod';

/** The whole history since 1999 is 0.7 MB zipped, 2 MB as CSV and 9 MB as XML. */
export const MAX_RATE_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Reads a file of the European Central Bank's euro reference rates, whatever it is called: XML (daily, 90 days, all),
 * CSV, or a zip with the CSV.
 * @throws {ReferenceFileError} saying where it is broken.
 */
export function readRateFile(bytes: Uint8Array): ReferenceRates {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const text = new TextDecoder().decode(isZip ? unzipCsv(bytes) : bytes);
  return /^\uFEFF?\s*</.test(text) ? readReferenceXml(text) : readReferenceCsv(text);
}

/** A packed file is unpacked into the size that it says of itself, which is bounded: a bomb has no room. */
function unzipCsv(bytes: Uint8Array): Uint8Array {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: (file) => /\.csv$/i.test(file.name) && file.originalSize <= MAX_RATE_FILE_BYTES,
    });
  } catch {
    throw new ReferenceFileError('The zip file is broken.');
  }
  const [csv, ...others] = Object.values(files);
  if (!csv || others.length > 0) throw new ReferenceFileError('The zip file should have one CSV file in it.');
  return csv;
}

const list = <Item extends z.ZodType>(item: Item) => z.union([z.array(item), item.transform((one) => [one])]);
const day = z.object({
  '@time': z.string(),
  Cube: list(z.object({ '@currency': z.string(), '@rate': z.string() })),
});
const envelope = z.object({ Envelope: z.object({ Cube: z.object({ Cube: list(day) }) }) });

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseAttributeValue: false,
  parseTagValue: false,
  processEntities: false,
});

function readReferenceXml(text: string): ReferenceRates {
  // The bank's files have no document type; what one declares is the way of XML bombs, so none is read at all.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new ReferenceFileError('The XML declares a document type.');
  const read = envelope.safeParse(parseXml(text));
  if (!read.success) {
    throw new ReferenceFileError('The XML is not one of euro reference rates, like eurofxref-daily.xml.');
  }
  const collected = collectRates();
  for (const each of read.data.Envelope.Cube.Cube) addDay(collected, each);
  return collected.finish();
}

function addDay(collected: ReferenceCollector, { '@time': date, Cube: rates }: z.output<typeof day>): void {
  if (!isCalendarDate(date)) throw new ReferenceFileError(`"${date.slice(0, 20)}" is not a date.`);
  for (const { '@currency': code, '@rate': text } of rates) {
    collected.add({ code, date, text, place: `${code.slice(0, 10)} of ${date}` });
  }
}

function parseXml(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    throw new ReferenceFileError('The XML is broken.');
  }
}
