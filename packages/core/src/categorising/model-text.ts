import { type CategoriserModel, MODEL_FORMAT } from './model.ts';

/** A model as text that {@link parseModel} reads. */
export function serialiseModel(model: CategoriserModel): string {
  return JSON.stringify({ ...model, weights: encodeBytes(new Uint8Array(model.weights.buffer)) });
}

/**
 * Reads a model that {@link serialiseModel} wrote. Null when it is of another format, and has to be trained anew.
 * @throws {SyntaxError} when the text is none that was written so.
 */
export function parseModel(text: string): CategoriserModel | null {
  // Nobody but serialiseModel writes it; another format is told by its number.
  const stored = JSON.parse(text) as Stored;
  if (stored.format !== MODEL_FORMAT) return null;
  return { ...stored, weights: new Int8Array(decodeBytes(stored.weights).buffer) };
}

interface Stored extends Omit<CategoriserModel, 'weights'> {
  readonly weights: string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CHUNK = 8192;

/** Base64 (RFC 4648) without padding: the core has no Buffer. */
function encodeBytes(bytes: Uint8Array): string {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const letters = [
      first >> 2,
      ((first & 3) << 4) | (second >> 4),
      ((second & 15) << 2) | (third >> 6),
      third & 63,
    ];
    for (const letter of letters.slice(0, Math.min(4, bytes.length - at + 1)))
      part += ALPHABET.charAt(letter);
    if (part.length < CHUNK) continue;
    parts.push(part);
    part = '';
  }
  return parts.join('') + part;
}

function decodeBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let written = 0;
  let held = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) {
    held = ((held << 6) | (VALUES[text.charCodeAt(at)] ?? 0)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written] = (held >> bits) & 0xff;
    written += 1;
  }
  return bytes;
}

const VALUES = new Uint8Array(128);
for (let letter = 0; letter < ALPHABET.length; letter += 1) VALUES[ALPHABET.charCodeAt(letter)] = letter;
