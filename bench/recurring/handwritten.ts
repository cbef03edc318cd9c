import { parseCalendarDate, toEpochDay } from '@fintrack/core/dates';
import { parseAmount, parseCurrency } from '@fintrack/core/money';
import { detectSeries, groupMerchants, type MerchantRows } from '@fintrack/core/recurrence';
import { TODAY } from './made-rows.ts';

/** Rows as a person would write them down, and how many series are among them. */
interface WrittenCase {
  readonly name: string;
  readonly series: number;
  /** "2026-01-31 -12.00 TEXT", one a line. */
  readonly rows: string;
}

/** Cases by hand, the hard ones: what has to be found, and below what must not. */
const CASES: readonly WrittenCase[] = [
  {
    name: 'yearly, two rows',
    series: 1,
    rows: '2025-04-01 -59.00 DOMAIN REGISTRAR\n2026-04-01 -59.00 DOMAIN REGISTRAR',
  },
  {
    name: 'yearly, on 29 February',
    series: 1,
    rows: '2023-02-28 -40.00 CLUB DUES\n2024-02-29 -40.00 CLUB DUES\n2025-02-28 -42.00 CLUB DUES\n2026-02-28 -42.00 CLUB DUES',
  },
  {
    name: 'monthly, three rows',
    series: 1,
    rows: '2026-04-09 -7.99 TUNEBOX\n2026-05-09 -7.99 TUNEBOX\n2026-06-09 -7.99 TUNEBOX',
  },
  {
    name: 'two rows that say subscription',
    series: 1,
    rows: '2026-05-11 -20.00 CHATBOT SUBSCR 1\n2026-06-11 -22.00 CHATBOT SUBSCR 2',
  },
  {
    name: 'rent, raised once',
    series: 1,
    rows: '2026-01-02 -900.00 MIETE\n2026-02-02 -900.00 MIETE\n2026-03-02 -900.00 MIETE\n2026-04-02 -945.00 MIETE\n2026-05-04 -945.00 MIETE\n2026-06-02 -945.00 MIETE',
  },
  {
    name: 'power, winter and summer',
    series: 1,
    rows: '2025-11-12 -98.10 ENERGY ONE\n2025-12-12 -121.40 ENERGY ONE\n2026-01-12 -133.75 ENERGY ONE\n2026-02-12 -118.20 ENERGY ONE\n2026-03-12 -92.30 ENERGY ONE\n2026-04-13 -71.15 ENERGY ONE\n2026-05-12 -60.90 ENERGY ONE',
  },
  {
    name: 'the bank changes its text',
    series: 1,
    rows: '2026-01-20 -13.95 STREAMHUB PLUS REF 1\n2026-02-20 -13.95 STREAMHUB PLUS REF 2\n2026-03-20 -13.95 Streamhub Member 0001\n2026-04-20 -13.95 STREAMHUBEU\n2026-05-20 -13.95 Streamhub',
  },
  {
    name: 'month end',
    series: 1,
    rows: '2026-02-27 2100.00 EMPLOYER\n2026-03-31 2100.00 EMPLOYER\n2026-04-30 2100.00 EMPLOYER\n2026-05-29 2100.00 EMPLOYER',
  },
  {
    name: 'a month left out',
    series: 1,
    rows: '2026-01-05 -30.00 SPORT CLUB\n2026-02-05 -30.00 SPORT CLUB\n2026-04-05 -30.00 SPORT CLUB\n2026-05-05 -30.00 SPORT CLUB',
  },
  {
    name: 'long ended',
    series: 1,
    rows: '2024-01-18 -29.00 STUDIO\n2024-02-18 -29.00 STUDIO\n2024-03-18 -29.00 STUDIO\n2024-04-18 -29.00 STUDIO',
  },
  {
    name: 'two policies of one insurer',
    series: 2,
    rows: '2026-02-01 -45.20 SAFE INSURANCE\n2026-02-01 -12.90 SAFE INSURANCE\n2026-03-01 -45.20 SAFE INSURANCE\n2026-03-01 -12.90 SAFE INSURANCE\n2026-04-01 -45.20 SAFE INSURANCE\n2026-04-01 -12.90 SAFE INSURANCE\n2026-05-01 -45.20 SAFE INSURANCE\n2026-05-01 -12.90 SAFE INSURANCE',
  },
  {
    name: 'every other Friday',
    series: 1,
    rows: '2026-03-06 1210.00 ACME\n2026-03-20 1210.00 ACME\n2026-04-03 1210.00 ACME\n2026-04-17 1210.00 ACME\n2026-05-01 1210.00 ACME',
  },
  {
    name: 'a quarter’s tax',
    series: 1,
    rows: '2025-08-15 -112.00 GRUNDSTEUER\n2025-11-17 -112.00 GRUNDSTEUER\n2026-02-16 -112.00 GRUNDSTEUER\n2026-05-15 -112.00 GRUNDSTEUER',
  },
  {
    name: 'two purchases a month apart',
    series: 0,
    rows: '2026-04-14 -29.00 DAILY TOOLS\n2026-05-14 -29.00 DAILY TOOLS',
  },
  {
    name: 'two purchases a year apart, other amounts',
    series: 0,
    rows: '2025-05-08 -35.00 FLOWERS\n2026-05-09 -52.50 FLOWERS',
  },
  {
    name: 'three visits about a month apart',
    series: 0,
    rows: '2026-03-03 -18.40 NEIGHBOUR DELI\n2026-04-02 -31.75 NEIGHBOUR DELI\n2026-05-05 -24.10 NEIGHBOUR DELI',
  },
  {
    name: 'lunch on workdays',
    series: 0,
    rows: '2026-06-01 -9.80 CANTEEN\n2026-06-02 -8.20 CANTEEN\n2026-06-04 -9.80 CANTEEN\n2026-06-05 -7.60 CANTEEN\n2026-06-08 -9.80 CANTEEN\n2026-06-10 -8.20 CANTEEN\n2026-06-11 -9.80 CANTEEN',
  },
  {
    name: 'round amounts from the machine',
    series: 0,
    rows: '2026-01-09 -50.00 ATM 12\n2026-02-02 -50.00 ATM 14\n2026-02-27 -50.00 ATM 12\n2026-04-09 -50.00 ATM 3\n2026-05-02 -50.00 ATM 12\n2026-06-14 -50.00 ATM 9',
  },
  {
    name: 'one price, three merchants',
    series: 0,
    rows: '2026-03-10 -12.00 ALPHA\n2026-04-10 -12.00 BETA\n2026-05-10 -12.00 GAMMA',
  },
  {
    name: 'a parcel and its refund',
    series: 0,
    rows: '2026-03-10 -64.00 BOXSHOP\n2026-03-24 64.00 BOXSHOP\n2026-05-02 -31.00 BOXSHOP',
  },
  {
    name: 'bonuses',
    series: 0,
    rows: '2025-12-18 1500.00 EMPLOYER BONUS\n2026-06-05 2000.00 EMPLOYER BONUS',
  },
  {
    name: 'the same hotel twice',
    series: 0,
    rows: '2025-07-03 -410.00 HOTEL ALPINA\n2026-02-20 -386.00 HOTEL ALPINA',
  },
];

export interface WrittenFigures {
  readonly cases: number;
  /** Names of the cases in which another number was found. */
  readonly wrong: readonly string[];
}

export function measureHandwritten(): WrittenFigures {
  const wrong = CASES.filter(({ rows, series }) => countSeries(rows) !== series).map(({ name }) => name);
  return { cases: CASES.length, wrong };
}

function countSeries(rows: string): number {
  const currency = parseCurrency('EUR');
  const groups = new Map<string, MerchantRows & { rows: MerchantRows['rows'][number][] }>();
  for (const [index, line] of rows.split('\n').entries()) {
    const [date = '', amount = '', ...words] = line.split(' ');
    const text = words.join(' ');
    const purse = amount.startsWith('-') ? 'out' : 'in';
    const key = `${purse} ${text.replace(/\d/gu, '')}`;
    const group = groups.get(key) ?? {
      purse,
      text,
      payeeId: null,
      payeeName: null,
      categoryName: null,
      rows: [],
    };
    groups.set(key, group);
    const day = toEpochDay(parseCalendarDate(date));
    group.rows.push({ id: String(index), day, amountMinor: parseAmount(amount, currency).minor });
  }
  return groupMerchants([...groups.values()]).flatMap((merchant) =>
    detectSeries(merchant, { today: TODAY, currency }),
  ).length;
}
