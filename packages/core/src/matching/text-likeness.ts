/**
 * How alike two texts of a bank are, 0 to 100, or null when one of them has no word to compare. What card terminals
 * and banks put around a name (numbers, dates, card marks, words for the kind of payment) is left out; the words of the
 * shorter text are looked for in the longer one, so that a town behind the name or a cut end does no harm; letter
 * triples stand for what is spelt or cut otherwise.
 */
export function textLikeness(left: string, right: string): number | null {
  const [one, other] = [wordsOf(left), wordsOf(right)];
  if (one.length === 0 || other.length === 0) return null;
  const [fewer, more] = weightOf(one) <= weightOf(other) ? [one, other] : [other, one];
  // A field that was cut: "HAUSVERWALTUNG MEI".
  const [shorter, longer] = [fewer.join(''), more.join('')];
  if (shorter.length >= SHORTEST_FIELD && longer.startsWith(shorter)) return shorter === longer ? 100 : 95;
  const contained = containedShare(fewer, more);
  const triples = diceOf(fewer.join(' '), more.join(' '));
  // A name glued together or parted in the middle of its words: "BLUEBOTTLE", "BLUE BOTTLE".
  const glued = diceOf(shorter, longer);
  const trust = beginAlike(fewer, more) ? 1 : OTHER_BEGINNING;
  return Math.round(100 * trust * Math.max(0.8 * contained + 0.2 * triples, triples, glued));
}

const SHORTEST_FIELD = 6;
/** Names come first and towns behind them: what is found under another first word counts for little. */
const OTHER_BEGINNING = 0.35;

/** Words that say how something was paid and not to whom, in the languages of the banks that people import from. */
const NOISE = new Set(
  `pos card cards kartenzahlung karte debit credit debitcard creditcard visa mastercard maestro girocard ec vpay contactless
   kontaktlos purchase payment pay zahlung lastschrift sepa ueberweisung uberweisung gutschrift dauerauftrag basislastschrift
   folgelastschrift transaction txn trx auth authorization authorisation authorized pending vorgemerkt reserved hold ref
   reference referenz mandat end eref mref cred svwz kref sq tst sumup izettle zettle stripe pp nr no id num date datum
   the and der die das und inc llc ltd gmbh co ag bv sa srl sarl kg paiement achat carte prelevement virement cb pagamento
   carta compra tarjeta betaling betaalpas pinbetaling terminal term uhr recurring online www com de http https checkcard
   withdrawal deposit ach web ppd ccd memo value pmt intl us usa gb deu refund return retoure lohn gehalt salary payroll
   preauth merchant hilfe help deutschland germany espana spain france italia italy nederland europe`.split(
    /\s+/,
  ),
);

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  const all = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !hasMostlyDigits(word));
  const words = all.filter((word) => word.length > 1 && !NOISE.has(word));
  return [...new Set(words)];
}

/** Numbers, dates, times and references: "4711", "12h30", "xx1234", "a1b2c3d4". */
function hasMostlyDigits(word: string): boolean {
  const digits = word.replace(/\P{N}/gu, '').length;
  return digits > 0 && digits * 2 >= word.length - 2;
}

function weightOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0);
}

/** The share of the letters of `fewer` that stand in words which `more` has too, or has cut or nearly so. */
function containedShare(fewer: readonly string[], more: readonly string[]): number {
  const found = fewer.reduce((sum, word) => sum + word.length * bestOf(word, more), 0);
  return found / weightOf(fewer);
}

function beginAlike(fewer: readonly string[], more: readonly string[]): boolean {
  return bestOf(fewer[0] ?? '', more) > 0 || bestOf(more[0] ?? '', fewer) > 0;
}

const SHORTEST_CUT = 3;
const LIKE_ENOUGH = 0.6;

function bestOf(word: string, others: readonly string[]): number {
  let best = 0;
  for (const other of others) {
    if (other === word) return 1;
    const shorter = Math.min(word.length, other.length);
    const isCut = shorter >= SHORTEST_CUT && (word.startsWith(other) || other.startsWith(word));
    const likeness = isCut
      ? Math.max(0.7, shorter / Math.max(word.length, other.length))
      : diceOf(word, other);
    if (likeness >= LIKE_ENOUGH && likeness > best) best = likeness;
  }
  return best;
}

/** Twice the triples that both have, over all of them (Dice 1945). */
function diceOf(left: string, right: string): number {
  if (left === right) return 1;
  const [one, other] = [triplesOf(left), triplesOf(right)];
  if (one.size === 0 || other.size === 0) return 0;
  let both = 0;
  for (const triple of one) if (other.has(triple)) both += 1;
  return (2 * both) / (one.size + other.size);
}

function triplesOf(text: string): Set<string> {
  const padded = ` ${text} `;
  const triples = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) triples.add(padded.slice(at, at + 3));
  return triples;
}
