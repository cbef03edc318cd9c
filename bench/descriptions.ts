/** Words whose frequency a measurement knows. */
export const KNOWN_WORDS = {
  /** In every row. */
  everywhere: 'transaktion',
  /** In one row of a thousand. */
  uncommon: 'umbrella',
  /** In five rows, spread over the years. */
  rare: 'zeppelin',
  /** In none; one letter away from `uncommon`. */
  misspelt: 'umbrela',
  /** In none, and like nothing. */
  missing: 'xylophonist',
  /** In every row of the first year and in none after it. */
  past: 'oldbank',
  /** Each in one row of ten, and together in one of a hundred thousand. */
  left: 'lefthand',
  right: 'righthand',
} as const;

/** A bank's line about a row: what kind it is, who, where, what for and a reference of its own now and then. */
export function describeRow(row: number, rows: number, merchant: number): string {
  const words = [
    KNOWN_WORDS.everywhere,
    pick(KINDS, scatter(row, 2)),
    merchantName(merchant),
    pick(CITIES, scatter(row, 3)),
  ];
  if (scatter(row, 4) % 2 === 0) words.push(word(MERCHANTS * 2 + skewed(scatter(row, 5), MEMO_WORDS)));
  if (scatter(row, 6) % 3 === 0) words.push(`REF ${scatter(row, 7)}`);
  words.push(...knownWords(row, rows));
  return words.join(' ').toUpperCase();
}

/** What a payee is called: merchants of descriptions have the names of payees. */
export function merchantName(merchant: number): string {
  return `${word(merchant)} ${word(MERCHANTS + (merchant % 97))} ${pick(SUFFIXES, merchant)}`;
}

const MERCHANTS = 800;
const MEMO_WORDS = 3000;
const KINDS = [
  'Card purchase',
  'Direct debit',
  'Standing order',
  'Online transfer',
  'Cash withdrawal',
  'Refund',
];
const SUFFIXES = ['GmbH', 'Ltd', 'Inc', 'SARL', 'AG', 'Market', 'Shop', 'Services'];
const CITIES = [
  'Berlin',
  'Hamburg',
  'Lyon',
  'Porto',
  'Leeds',
  'Cork',
  'Malm\u00f6',
  'Krak\u00f3w',
  'Graz',
  'Turku',
  'Brno',
  'Gent',
];
const SYLLABLES = [
  'ba',
  'cor',
  'del',
  'fin',
  'gar',
  'hol',
  'jen',
  'kas',
  'lum',
  'mar',
  'nor',
  'pol',
  'quin',
  'ros',
  'sal',
  'tor',
  'ven',
  'wil',
  'yar',
  'zim',
];

function knownWords(row: number, rows: number): string[] {
  const { uncommon, rare, past, left, right } = KNOWN_WORDS;
  const side = scatter(row, 8);
  return [
    ...(row % 1000 === 17 ? [uncommon] : []),
    ...(row % Math.floor(rows / 5) === 3 && row < Math.floor(rows / 5) * 5 ? [rare] : []),
    ...(row < rows / 5 ? [past] : []),
    ...(side % 10 === 0 || row % 100_000 === 99_999 ? [left] : []),
    ...(side % 10 === 1 || row % 100_000 === 99_999 ? [right] : []),
  ];
}

/** The word of a number: syllables as digits, so that no two numbers share one. */
function word(number: number): string {
  const syllables: string[] = [];
  for (let left = number + SYLLABLES.length ** 2; left > 0; left = Math.floor(left / SYLLABLES.length)) {
    syllables.push(SYLLABLES[left % SYLLABLES.length] ?? '');
  }
  return syllables.join('');
}

/** Low numbers often and high ones seldom, as words are used. */
function skewed(random: number, below: number): number {
  return Math.floor(below * (random / 2 ** 32) ** 3);
}

/** A number below 2^32 that looks random and is the same at every run. */
function scatter(row: number, salt: number): number {
  let mixed = Math.imul(row ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function pick(words: readonly string[], number: number): string {
  return words[number % words.length] ?? '';
}
