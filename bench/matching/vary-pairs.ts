/**
 * Labelled pairs made from a list of merchants and the ways in which banks tell of one payment: what is the same is
 * known, because both sides are made from it. No randomness: every variation is written once.
 */
export function varyPairs(): string {
  return MERCHANTS.flatMap((merchant, index) => {
    const other = MERCHANTS[(index + 7) % MERCHANTS.length] ?? '';
    const cents = 1000 + ((index * 7919) % 9000);
    const odd = cents % 100 === 0 ? cents + 37 : cents;
    const day = 3 + (index % 12);
    return [
      ...PENDING_STYLES.flatMap((pendingAs, style) => {
        const postedAs = POSTED_STYLES[(style + index) % POSTED_STYLES.length] ?? plain;
        const later = 1 + ((style + index) % 5);
        return [
          write('certain', `pending ${at(day)} ${minus(odd)} ${pendingAs(merchant)}`, {
            day: day + later,
            cents: odd,
            text: postedAs(merchant),
          }),
          write('likely', `pending ${at(day)} ${minus(odd)} ${pendingAs(merchant)}`, {
            day: day + later,
            cents: tip(odd, style),
            text: postedAs(merchant),
          }),
          write('different', `pending ${at(day)} ${minus(odd)} ${pendingAs(merchant)}`, {
            day: day + later,
            cents: tip(odd, style),
            text: postedAs(other),
          }),
        ];
      }),
      ...POSTED_STYLES.slice(1).flatMap((writtenAs) => [
        write('certain', `${at(day)} ${minus(odd)} ${merchant}`, {
          day: day,
          cents: odd,
          text: writtenAs(merchant),
        }),
        write('likely', `${at(day)} ${minus(odd)} ${merchant}`, {
          day: day + 2,
          cents: odd,
          text: writtenAs(merchant),
        }),
        write('different', `same ${at(day)} ${minus(odd)} ${merchant}`, {
          day: day + 1,
          cents: odd,
          text: writtenAs(merchant),
        }),
        write('different', `${at(day)} ${minus(odd)} ${merchant}`, {
          day: day + 2,
          cents: odd,
          text: writtenAs(other),
        }),
      ]),
      write('likely', `typed ${at(day)} ${minus(odd)} ${NOTES[index % NOTES.length] ?? ''}`, {
        day: day + (index % 4),
        cents: odd,
        text: merchant,
      }),
      write('different', `typed ${at(day)} ${minus(odd)} ${NOTES[index % NOTES.length] ?? ''}`, {
        day: day + 7,
        cents: odd,
        text: merchant,
      }),
    ];
  }).join('\n');
}

interface Line {
  readonly day: number;
  readonly cents: number;
  readonly text: string;
}

function write(label: string, here: string, { day, cents, text }: Line): string {
  return `${label} | ${here} | ${at(day)} ${minus(cents)} ${text}`;
}

const at = (day: number): string => String(day).padStart(2, '0');
const minus = (cents: number): string =>
  `-${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
/** 8, 12, 16, 20 per cent more. */
const tip = (cents: number, step: number): number => cents + Math.round((cents * (8 + 4 * (step % 4))) / 100);

type Style = (merchant: string) => string;
const plain: Style = (merchant) => merchant;

const PENDING_STYLES: readonly Style[] = [
  plain,
  (merchant) => `SQ *${merchant}`,
  (merchant) => `POS AUTH 4711 ${merchant}`,
  (merchant) => `VORGEMERKT ${merchant.toLowerCase()}`,
];

const POSTED_STYLES: readonly Style[] = [
  plain,
  (merchant) => `KARTENZAHLUNG ${merchant} 12.01.2026`,
  (merchant) => `${merchant}//BERLIN/DE`,
  (merchant) => `${merchant} 884211 SEATTLE WA`,
  (merchant) => merchant.slice(0, Math.max(8, merchant.length - 3)),
  (merchant) => `CARTE 05/01 ${merchant} PARIS`,
];

const NOTES = ['Lunch', 'Groceries', 'Gift for mum', 'Train', 'Tools', 'Books'];

const MERCHANTS = [
  'REWE SAGT DANKE',
  'SHELL TANKSTELLE',
  'BAECKEREI KAMPS',
  'STARBUCKS COFFEE',
  'TRADER JOES',
  'WHOLE FOODS',
  'IKEA DEUTSCHLAND',
  'DECATHLON',
  'CARREFOUR CITY',
  'MERCADONA',
  'ALBERT HEIJN',
  'BOULANGERIE PAUL',
  'OSTERIA VERDI',
  'CAFE LUNA',
  'THE GOOD FORK',
  'GREAT CLIPS',
  'NETFLIX INTERNATIONAL',
  'SPOTIFY STOCKHOLM',
  'STADTWERKE MUENCHEN',
  'VODAFONE',
  'HAUSVERWALTUNG MEIER',
  'THALIA BUECHER',
  'MEDIA MARKT',
  'ROSSMANN',
  'EDEKA MUELLER',
  'COSTA COFFEE',
  'PETCO ANIMAL',
  'HERTZ RENTAL',
  'LUFTHANSA',
  'ZALANDO',
];
