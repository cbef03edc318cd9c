import { isAscii } from 'node:buffer';
import type { ImportFormat } from '@fintrack/contract';
import { ofxDeclaredEncoding } from '@fintrack/core/importing';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

const HEAD_BYTES = 65_536;
const SAMPLE_BYTES = 262_144;

/** Formats whose files say in which encoding they are. */
const DECLARES: ReadonlySet<ImportFormat> = new Set<ImportFormat>(['ofx', 'camt']);

/** An encoding that iconv-lite knows, with how sure it is (0 to 1) and why, as a text for the user. */
export interface EncodingFinding {
  readonly encoding: string;
  readonly confidence: number;
  readonly evidence: string;
}

function found(encoding: string, confidence: number, evidence: string): EncodingFinding {
  return { encoding, confidence, evidence };
}

/** Looks at every byte of a file while it passes, so that the whole of it decides whether it is UTF-8. */
export class EncodingProbe {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #head: Buffer[] = [];
  readonly #sample: Buffer[] = [];
  #headBytes = 0;
  #sampleBytes = 0;
  #isUtf8 = true;
  #wholeUtf8: boolean | null = null;
  #isAscii = true;
  #lines = 0;
  #zeroLine: number | null = null;

  push(chunk: Buffer): void {
    if (this.#headBytes < HEAD_BYTES) {
      const part = Buffer.from(chunk.subarray(0, HEAD_BYTES - this.#headBytes));
      this.#head.push(part);
      this.#headBytes += part.length;
    }
    this.#countLines(chunk);
    if (!isAscii(chunk)) {
      this.#isAscii = false;
      if (this.#sampleBytes < SAMPLE_BYTES) {
        const part = Buffer.from(chunk.subarray(0, SAMPLE_BYTES - this.#sampleBytes));
        this.#sample.push(part);
        this.#sampleBytes += part.length;
      }
    }
    if (this.#isUtf8) this.#isUtf8 = this.#decodes(chunk);
  }

  /** The first bytes of the file, 64 KiB at most. */
  head(): Buffer {
    return Buffer.concat(this.#head);
  }

  /** How many line ends the file has. */
  lineCount(): number {
    return this.#lines;
  }

  /** The 1-based line of the first zero byte, which no 8-bit text has; null where there is none. */
  firstZeroLine(): number | null {
    return this.#zeroLine;
  }

  /** A name that iconv-lite knows. */
  encoding(format: ImportFormat): string {
    return this.explain(format).encoding;
  }

  /** The encoding, how sure that is, and why. */
  explain(format: ImportFormat): EncodingFinding {
    const head = this.head();
    const mark = byteOrderMark(head);
    if (mark !== null) return found(mark, 1, 'The file begins with its byte order mark.');
    if (looksWide(head)) {
      return found(
        wideOrder(head),
        0.95,
        'Every other byte is zero, as in UTF-16 without a byte order mark.',
      );
    }
    // Valid multi-byte UTF-8 is never an accident, whatever the file declares.
    if (this.#isWholeUtf8()) {
      if (this.#isAscii && !DECLARES.has(format))
        return found('ascii', 1, 'All bytes are plain Latin letters.');
      return found('utf-8', 0.99, 'All bytes together are valid UTF-8.');
    }
    const declared = DECLARES.has(format) ? ofxDeclaredEncoding(head.toString('latin1')) : null;
    if (declared?.plausible && !declared.name.startsWith('utf') && iconv.encodingExists(declared.name)) {
      return found(declared.name, 0.9, 'The file says so of itself, and its bytes are no UTF-8.');
    }
    return guessLegacy(Buffer.concat(this.#sample));
  }

  /** Asked once: the end of the file, which a multi-byte character must not cut, can be told the decoder once only. */
  #isWholeUtf8(): boolean {
    this.#wholeUtf8 ??= this.#isUtf8 && this.#decodes(null);
    return this.#wholeUtf8;
  }

  #countLines(chunk: Buffer): void {
    const zero = this.#zeroLine === null ? chunk.indexOf(0) : -1;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) {
      if (zero >= 0 && at > zero && this.#zeroLine === null) this.#zeroLine = this.#lines + 1;
      this.#lines += 1;
    }
    if (zero >= 0 && this.#zeroLine === null) this.#zeroLine = this.#lines + 1;
  }

  /** null: the end of the file, which a multi-byte character must not cut. */
  #decodes(chunk: Buffer | null): boolean {
    try {
      if (chunk === null) this.#decoder.decode();
      else this.#decoder.decode(chunk, { stream: true });
      return true;
    } catch {
      return false;
    }
  }
}

function byteOrderMark(head: Buffer): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a byte order mark: every other byte of Latin text is zero. */
function looksWide(head: Buffer): boolean {
  const sample = head.subarray(0, 400);
  let zeros = 0;
  for (const byte of sample) if (byte === 0) zeros += 1;
  return sample.length >= 4 && zeros * 10 >= sample.length * 4 && zeros * 10 <= sample.length * 6;
}

function wideOrder(head: Buffer): string {
  return head[0] === 0 ? 'utf-16be' : 'utf-16le';
}

const WESTERN: ReadonlySet<string> = new Set(['ISO-8859-1', 'windows-1252']);
/** Latin letters with few accents: the other alphabets write nearly every letter as a high byte. */
const LATIN = /^(?:windows-125[02478]|ISO-8859-(?:1|2|3|4|9|10|13|14|15|16))$/;

/**
 * Statistics over a few accents are weak, so Windows-1252 (a superset of ISO-8859-1, and what most banks send) is
 * taken unless another encoding is clearly likelier and has as many high bytes as its alphabet needs.
 */
function guessLegacy(sample: Buffer): EncodingFinding {
  const isLatin = highByteShare(sample) < 0.4;
  const matches = analyse(sample).filter(
    (match) => !match.name.startsWith('UTF') && match.name !== 'ASCII' && iconv.encodingExists(match.name),
  );
  const western = Math.max(
    0,
    ...matches.filter((match) => WESTERN.has(match.name)).map((match) => match.confidence),
  );
  const other = matches.find((match) => !WESTERN.has(match.name) && LATIN.test(match.name) === isLatin);
  if (!other || (isLatin && (other.confidence < 30 || other.confidence < western + 10)))
    return found('windows-1252', 0.7, 'The bytes are no UTF-8, and Western letters are the likeliest.');
  const evidence = 'The bytes are no UTF-8, and their letters are most like those of this alphabet.';
  return found(other.name.toLowerCase(), Math.min(95, other.confidence) / 100, evidence);
}

/** Which part of the letters are high bytes. */
function highByteShare(sample: Buffer): number {
  let high = 0;
  let letters = 0;
  for (const byte of sample) {
    if (byte >= 0x80) high += 1;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters += 1;
  }
  return high / Math.max(1, high + letters);
}
