import { foldText } from '../search/index.ts';

/** What is left of a bank's line when everything that changes from one payment to the next is gone. */
export interface BankWords {
  /** Words in their order, folded; never a reference, a date or a card number. */
  readonly words: readonly string[];
  /** The same for every payment to one merchant; empty where the line says nothing. */
  readonly key: string;
  /** Every word without a figure, single letters too: names such as "at&t" are looked for here. */
  readonly spoken: readonly string[];
  /** What says how it was paid, not to whom: "pos", "ach", "recurring", "to". A quantity ("2 kg") is "#". */
  readonly manner: readonly string[];
}

/**
 * The words of a bank's line that say who and what: "8382 Debit Card Purchase STARBUCKS 00751 03/14" and "POS STARBUCKS
 * 1187" are both "starbucks". Words with figures are references; what every card payment says is left out, unless the
 * line says nothing else.
 */
export function bankWords(text: string): BankWords {
  const folded = fold(text);
  const spoken = folded
    .split(' ')
    .filter(isSpoken)
    .slice(0, MOST_SPOKEN)
    .map((word) => word.slice(0, LONGEST_WORD));
  // One Han or kana letter is a word; one Latin letter is the rest of a name.
  const all = spoken.filter((word) => word.length > 1 || word > '\u3000');
  const telling = all.filter((word) => !NOISE.has(word));
  const words = (telling.length > 0 ? telling : all).slice(0, MOST_WORDS);
  const manner = [...new Set(all.filter((word) => NOISE.has(word)))].slice(0, MOST_MANNER);
  if (QUANTITY.test(folded)) manner.push('#');
  return { words, key: words.slice(0, KEY_WORDS).join(' '), spoken, manner };
}

/** Whether a word is in every other bank line and stands for nothing that is bought. */
export function isNoise(word: string): boolean {
  return NOISE.has(word);
}

/** A code of four figures after "MCC" in a bank's text, or null. */
export function merchantCodeIn(text: string): string | null {
  return /\bMCC\W{0,3}(\d{4})\b/i.exec(text)?.[1] ?? null;
}

const MOST_SPOKEN = 40;
const LONGEST_WORD = 30;
const MOST_WORDS = 16;
const KEY_WORDS = 6;
const MOST_MANNER = 8;
/** As on a shopping list: goods by weight or volume. */
const QUANTITY = /\b\d+ ?(kg|gm|gms|gr|grams?|g|ltr|litres?|liters?|lit|l|ml|pcs|pkts?)\b/;

/** Plain ASCII, as most bank lines are, needs no Unicode tables. */
function fold(text: string): string {
  return PLAIN.test(text) ? text.toLowerCase().replace(NOT_PLAIN_WORD, ' ').trim() : foldText(text);
}

const PLAIN = /^[ -~]*$/;
const NOT_PLAIN_WORD = /[^a-z0-9]+/g;

function isSpoken(word: string): boolean {
  return word.length > 0 && (!FIGURES.test(word) || BRANDS.has(word));
}

const FIGURES = /\d/;
/** Names that are made of figures, or have one. */
const BRANDS: ReadonlySet<string> = new Set(
  'o2 q8 7eleven 1und1 st1 h24 huk24 blume2000 a2a tele2 tv4'.split(' '),
);

/** What every payment says, whoever is paid. */
const NOISE: ReadonlySet<string> = new Set(
  (
    'pos debit credit card purchase purchases payment pmt visa mastercard maestro vpay girocard ec recurring authorized ' +
    'auth checkcard chkcard ach web ppd ccd des indn co id ref trn trans transaction sig signature pin intl international ' +
    'ending in on at the of for and from via to us usa uk gb eu inc llc ltd gmbh ag kg ohg sa sarl srl spa bv nv plc ' +
    'contactless kontaktlos kartenzahlung karte kauf einkauf lastschrift sepa folgelastschrift basislastschrift ' +
    'uberweisung gutschrift dauerauftrag mandat mandatsref glaubiger eref mref kref cred svwz iban bic end datum uhr nr ' +
    'sagt danke carte cb achat paiement prlv prelevement facture du le la les de des chez tarjeta compra pago recibo ' +
    'en el los carta pagamento acquisto presso del di betaling betaalpas pinnen pas incasso omschrijving ' +
    'karta platnosc zakup kortkop kop www com http https help net dda withdrawal xx xxx xxxx cd nbr number store ' +
    'january february march april may june july august september october november december jan feb mar apr jun jul aug ' +
    'sep oct nov dec mon tue wed thu fri sat sun'
  ).split(' '),
);
