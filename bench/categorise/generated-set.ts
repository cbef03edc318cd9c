import type { LabelledRow } from '@fintrack/core/categorising';
import { addDays, parseCalendarDate } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import { type LabelledSet, labelledSet } from './labelled-set.ts';

/**
 * A made-up household: merchants with names that say what they sell in two cases of three, and names that say nothing
 * in the third; popular ones often and most of them seldom, as in life; one row in thirty in another category than the
 * merchant's others.
 */
export function generateSet(rows: number, seed = 1): LabelledSet {
  const random = sequence(seed);
  const merchants = TRADES.flatMap((trade) => makeMerchants(trade, random));
  const made: LabelledRow[] = [];
  for (let index = 0; index < rows; index += 1) {
    const merchant = merchants[Math.floor(merchants.length * random() ** 2)];
    const other = merchants[Math.floor(merchants.length * random())];
    if (merchant === undefined || other === undefined) continue;
    const isOdd = random() < 1 / 30 && other.trade.sign === merchant.trade.sign;
    const { trade } = merchant;
    const minor = BigInt(Math.round(trade.usual * (0.4 + 1.2 * random()) * 100));
    made.push({
      text: dress(merchant.name, random),
      amountMinor: trade.sign < 0 ? -minor : minor,
      currency: EUR,
      accountId: random() < trade.byCard ? 'card' : 'giro',
      date: addDays(FIRST_DAY, Math.floor((index * DAYS) / rows)),
      categoryId: (isOdd ? other : merchant).trade.category,
    });
  }
  return labelledSet(`generated, ${rows} rows`, made);
}

interface Trade {
  readonly category: string;
  readonly sign: -1 | 1;
  /** Euros. */
  readonly usual: number;
  /** 0 to 1. */
  readonly byCard: number;
  readonly merchants: number;
  /** What names of this trade have in them. */
  readonly words: readonly string[];
  /** Chains that everybody knows. */
  readonly chains: readonly string[];
}

interface Merchant {
  readonly name: string;
  readonly trade: Trade;
}

const EUR = parseCurrency('EUR');
const FIRST_DAY = parseCalendarDate('2024-01-01');
const DAYS = 730;

/** "category | usual amount, share paid by card, small merchants | words of their names | chains" */
function trade(text: string): Trade {
  const [category = '', shape = '', words = '', chains = ''] = text.split(' | ');
  const [usual = 0, byCard = 0, merchants = 0] = shape.split(' ').map(Number);
  const sign = category.startsWith('income') ? 1 : -1;
  return { category, sign, usual, byCard, merchants, words: words.split(', '), chains: chains.split(', ') };
}

const TRADES: readonly Trade[] = [
  trade(
    'expense:Groceries | 38 0.9 22 | Markt, Supermarkt, Frischemarkt, Grocery | REWE, EDEKA, LIDL, ALDI SUED, Penny',
  ),
  trade(
    'expense:Restaurants | 34 0.9 30 | Ristorante, Trattoria, Restaurant, Gasthaus, Sushi | Vapiano, Nandos',
  ),
  trade('expense:Coffee and snacks | 6 0.9 20 | Cafe, Backerei, Bakery, Espresso | Starbucks, Kamps'),
  trade('expense:Takeaway | 19 0.9 12 | Kebab, Burger, Doner | Lieferando, McDonalds, Burger King'),
  trade('expense:Fuel | 62 0.8 9 | Tankstelle, Petrol | Shell, Aral, Esso, Jet Tankstelle'),
  trade('expense:Public transport | 24 0.5 7 | Verkehrsbetriebe, Metro, Railway | DB Vertrieb, BVG, Flixbus'),
  trade('expense:Clothing and shoes | 58 0.8 14 | Boutique, Schuhe, Fashion | Zalando, H&M, Zara'),
  trade('expense:Pharmacy | 17 0.8 9 | Apotheke, Pharmacy | DocMorris, Shop Apotheke'),
  trade('expense:Doctor and dentist | 75 0.1 9 | Zahnarzt, Dental, Praxis Dr | Fielmann'),
  trade('expense:Repairs | 90 0.5 10 | Baumarkt, Handwerker, Hardware | Hornbach, OBI, Toom'),
  trade('expense:Streaming | 13 0.7 3 | Streaming, Subscription | Netflix, Spotify, Disney Plus'),
  trade('expense:Electricity and heating | 95 0 3 | Stadtwerke, Strom, Energie | Vattenfall'),
  trade('expense:Internet and phone | 39 0 3 | Telecom, Internet, Mobilfunk | Vodafone, Congstar'),
  trade('expense:Insurance | 48 0 5 | Versicherung, Assurance | Allianz, HUK Coburg'),
  trade('expense:Rent or mortgage | 980 0 1 | Miete Hausverwaltung, Miete Wohnungsbau | Vonovia'),
  trade('expense:Sport and fitness | 36 0.3 6 | Fitness, Yoga, Sportverein | McFit, Urban Sports'),
  trade('expense:Personal care | 24 0.8 9 | Friseur, Barber, Kosmetik | Rossmann, DM Drogerie'),
  trade('expense:Films, music and books | 18 0.8 8 | Kino, Buchhandlung, Books | Thalia, Cinestar'),
  trade('expense:Hotels | 160 0.9 9 | Hotel, Pension, Hostel | Booking.com, Airbnb'),
  trade('income:Salary | 2900 0 2 | Lohn Gehalt, Salary | Gehalt Muster AG'),
  trade('income:Interest and dividends | 14 0 3 | Zinsen, Dividend | Habenzinsen'),
];

const SYLLABLES = 'bra vol tin kar mos lu fen dar zo pel ri gan hu ster nok wim sel tro'.split(' ');
const TOWNS = 'BERLIN MUENCHEN HAMBURG KOELN LEIPZIG GRAZ BASEL'.split(' ');

function makeMerchants(from: Trade, random: () => number): Merchant[] {
  const small = Array.from({ length: from.merchants }, () => {
    const own = word(random);
    return {
      name: random() < 2 / 3 ? `${pick(from.words, random)} ${own}` : `${own} ${word(random)}`,
      trade: from,
    };
  });
  return [...from.chains.map((name) => ({ name, trade: from })), ...small];
}

/** As banks write it: with what every payment says, references and towns around the name. */
function dress(name: string, random: () => number): string {
  const figures = String(Math.floor(random() * 900_000) + 100_000);
  const town = pick(TOWNS, random);
  return pick(
    [
      `KARTENZAHLUNG ${name} SAGT DANKE ${figures}//${town}/DE`,
      `${name} ${town} ${figures.slice(0, 4)}`,
      `POS ${figures.slice(0, 4)} ${name}`,
      `SEPA Lastschrift ${name} EREF ${figures} MREF M${figures.slice(2)}`,
      `Debit Card Purchase ${name} ${figures.slice(0, 2)}/${figures.slice(2, 4)}`,
    ],
    random,
  ).toUpperCase();
}

function word(random: () => number): string {
  return Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(SYLLABLES, random)).join('');
}

function pick<Value>(list: readonly Value[], random: () => number): Value {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
}

/** Numbers from 0 to 1 that look random and are the same at every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
