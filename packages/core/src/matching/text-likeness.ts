/**
 * How alike two texts of a bank are, 0 to 100, or null when one of them has no word to compare. What card terminals
 * and banks put around a name (numbers, dates, card marks, words for the kind of payment) is left out, and so is the
 * service that carries the money, where both texts say who gets it. The words of the shorter text are looked for in
 * the longer one, so that a town behind the name or a cut end does no harm; letter triples stand for what is spelt or
 * cut otherwise.
 */
export function textLikeness(left: string, right: string): number | null {
  const [one, other] = withoutCarriers(wordsOf(left), wordsOf(right));
  if (one.length === 0 || other.length === 0 || areForeign(one, other)) return null;
  // A field that was cut: "HAUSVERWALTUNG MEI".
  const [shorter = '', longer = ''] = [one.join(''), other.join('')].toSorted((a, b) => a.length - b.length);
  if (shorter.length >= SHORTEST_FIELD && longer.startsWith(shorter)) return shorter === longer ? 100 : 95;
  const [fewer, more] = weightOf(one) <= weightOf(other) ? [one, other] : [other, one];
  const contained = containedShare(fewer, more);
  const [names, otherNames] = withoutKinds(fewer, more);
  const triples = diceOf(names.join(' '), otherNames.join(' '));
  // A name glued together or parted in the middle of its words: "BLUEBOTTLE", "BLUE BOTTLE".
  const glued = diceOf(names.join(''), otherNames.join(''));
  const trust = beginAlike(fewer, more) ? 1 : OTHER_BEGINNING;
  const likeness = trust * Math.max(0.8 * contained + 0.2 * triples, triples, glued);
  return Math.round(100 * (areOtherKinds(one, other) ? Math.min(OTHER_KIND, likeness) : likeness));
}

const SHORTEST_FIELD = 6;

/** The number of the cheque that a text tells of, or null. Every cheque has one of its own. */
export function chequeNumber(text: string): string | null {
  const found = /\b(?:check|cheque|chq|scheck) ?(?:paid|no|nr|number)?[ .:#]{0,3}0*(\d{2,12})\b/i.exec(text);
  return found?.[1] ?? null;
}

/**
 * True when a word of both texts is numbered in both, and otherwise: "FLAT 3" and "FLAT 4", "BRANCH 12" and
 * "BRANCH 13". Longer numbers are references, which differ from one telling of a row to the next.
 */
export function areNumberedOtherwise(left: string, right: string): boolean {
  const [one, other] = [numberedWords(left), numberedWords(right)];
  return [...one].some(([word, number]) => other.has(word) && other.get(word) !== number);
}

function numberedWords(text: string): Map<string, string> {
  const found = text.toLowerCase().matchAll(/(\p{L}{2,40})\.? #?0*(\d{1,4})(?![\d./:-])/gu);
  return new Map(
    [...found].flatMap(([, word = '', number = '']) => (NOISE.has(word) ? [] : [[word, number]])),
  );
}

/** Services that stand before, or in place of, the name of who is paid. */
const CARRIERS = new Set(
  `paypal venmo zelle swish bizum tikkie vipps mobilepay twint cashapp blik pix revolut wise klarna afterpay clearpay
   affirm mollie adyen google friends family freunde`.split(/\s+/),
);

/** Only who is paid, where both say so; a service alone says nothing of somebody whom the other text names. */
function withoutCarriers(
  one: readonly string[],
  other: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const [named, otherNamed] = [one, other].map((words) => words.filter((word) => !CARRIERS.has(word)));
  if (!named || !otherNamed || (named.length === 0 && otherNamed.length === 0)) return [one, other];
  const isTold = one.some((word) => CARRIERS.has(word) && other.includes(word));
  return named.length > 0 && otherNamed.length > 0
    ? [named, otherNamed]
    : isTold
      ? [one, other]
      : [named, otherNamed];
}

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
   preauth merchant hilfe help deutschland germany espana spain france italia italy nederland europe to from on at via
   van von zur zum reserviert reserve autorisation autorizacion pago pendiente kortkop kop zakup karta bea direct dd
   bankcard debito credito rechnung abschlag beitrag conf preauthorisation preauthorization foreign bank ab
   unknown unbekannt inconnu auftraggeber rueckzahlung erstattung remboursement rimborso reembolso`
    .split(/\s+/)
    .map((word) => withoutUmlautE(word)),
);

/** "MUENCHEN" is "MÜNCHEN": both lose what says that the letter is another one. */
function withoutUmlautE(word: string): string {
  return word.replace(/([aou])e/g, '$1');
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'a', œ: 'o' };

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßøłđæœ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’`]/g, '')
    // "E.ON", "H & M", "S.A.R.L."
    .replace(/(?<![\p{L}\p{N}])(\p{L}) ?[.&] ?(?=\p{L})/gu, '$1');
  const folded = withoutUmlautE(plain);
  const all = folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !hasMostlyDigits(word));
  const words = all
    .filter((word) => word.length > 1 && !NOISE.has(word))
    .map((word) => SHORT_NAMES[word] ?? word);
  return [...new Set(words)];
}

const SHORT_NAMES: Readonly<Record<string, string>> = { amzn: 'amazon', mktp: 'marketplace' };

/** Numbers, dates, times and references: "4711", "12h30", "xx1234", "a1b2c3d4". */
function hasMostlyDigits(word: string): boolean {
  const digits = word.replace(/\P{N}/gu, '').length;
  return digits > 0 && digits * 2 >= word.length - 2;
}

/** The same name in two scripts cannot be compared letter by letter. */
function areForeign(one: readonly string[], other: readonly string[]): boolean {
  const isLatin = (words: readonly string[]) => words.some((word) => /\p{Script=Latin}/u.test(word));
  return isLatin(one) !== isLatin(other);
}

/** What kind of place it is: many places are that. */
const KINDS = new Set(
  `atm geldautomat bankomat cajero distributeur bar cafe restaurant ristorante hotel shop store market markt supermarkt
   supermarket supermarche parkhaus parking apotheke pharmacy pharmacie farmacia tankstelle station pump fuel bakery
   baeckerei boulangerie kiosk center centre filiale fil versicherung praxis salon studio service services systems`
    .split(/\s+/)
    .map((word) => withoutUmlautE(word)),
);
const KIND_WEIGHT = 0.3;

function weightOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + letterWeight(word), 0);
}

/** The words that name something; all of them where one of the texts has none. */
function withoutKinds(
  one: readonly string[],
  other: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const [names = [], otherNames = []] = [one, other].map((words) => words.filter((word) => !KINDS.has(word)));
  return names.length > 0 && otherNames.length > 0 ? [names, otherNames] : [one, other];
}

/** An inn and a car park of one name: both texts say what the place is, and not the same. */
function areOtherKinds(one: readonly string[], other: readonly string[]): boolean {
  const [kinds = [], otherKinds = []] = [one, other].map((words) => words.filter((word) => KINDS.has(word)));
  return kinds.length > 0 && otherKinds.length > 0 && !kinds.some((kind) => otherKinds.includes(kind));
}

const OTHER_KIND = 0.7;

function letterWeight(word: string): number {
  return word.length * (KINDS.has(word) ? KIND_WEIGHT : 1);
}

/** The share of the letters of `fewer` that stand in words which `more` has too, or has cut or nearly so. */
function containedShare(fewer: readonly string[], more: readonly string[]): number {
  const found = fewer.reduce((sum, word) => sum + letterWeight(word) * bestOf(word, more), 0);
  return found / weightOf(fewer);
}

function beginAlike(fewer: readonly string[], more: readonly string[]): boolean {
  return bestOf(fewer[0] ?? '', more) > 0 || bestOf(more[0] ?? '', fewer) > 0;
}

const SHORTEST_CUT = 4;
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
