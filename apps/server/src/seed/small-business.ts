import { addDays, type CalendarDate, dateParts } from '@fintrack/core/dates';
import {
  dayOf,
  monthsUpTo,
  type SeedAccount,
  type SeedBook,
  type SeedRow,
  type SeedRule,
  someDay,
  someMinor,
  weeklyRates,
} from './book.ts';
import { type Random, seededRandom } from './random.ts';

const ACCOUNTS: readonly SeedAccount[] = [
  {
    key: 'operating',
    name: 'Operating account',
    type: 'checking',
    currency: 'USD',
    institutionName: 'First Prairie Bank',
    accountNumberLast4: '0073',
    openingMinor: 18_240_11n,
  },
  {
    key: 'tax',
    name: 'Tax reserve',
    type: 'savings',
    currency: 'USD',
    institutionName: 'First Prairie Bank',
    accountNumberLast4: '0081',
    openingMinor: 4_000_00n,
  },
  {
    key: 'card',
    name: 'Company card',
    type: 'credit',
    currency: 'USD',
    institutionName: 'First Prairie Bank',
    accountNumberLast4: '5512',
    creditLimitMinor: 15_000_00n,
    openingMinor: -1_206_75n,
  },
  {
    key: 'euros',
    name: 'Euro clients',
    type: 'checking',
    currency: 'EUR',
    institutionName: 'Borderless',
    openingMinor: 2_310_00n,
  },
  {
    key: 'pounds',
    name: 'Sterling clients',
    type: 'checking',
    currency: 'GBP',
    institutionName: 'Borderless',
    openingMinor: 940_00n,
  },
  { key: 'van', name: 'Delivery van', type: 'vehicle', currency: 'USD', openingMinor: 21_500_00n },
];

const RULES: readonly SeedRule[] = [
  { name: 'Van fuel', payee: 'Route 9', category: 'Fuel' },
  { name: 'Ads', payee: 'Social Reach', category: 'Advertising' },
];

/** A print studio with five clients in three currencies, two employees and a van. */
export function smallBusinessBook(today: CalendarDate): SeedBook {
  const random = seededRandom(77_410);
  const months = monthsUpTo(today);
  const rows = months
    .flatMap((month, index) => [
      ...sales(month, index, random),
      ...runningCosts(month, random),
      ...moves(month),
    ])
    .filter((row) => row.date <= today);
  const anchors = months
    .filter((month) => month < today)
    .slice(1)
    .map((month) => ({
      account: 'operating',
      date: addDays(month, -1),
      driftMinor: 0n,
      description: 'Bank statement',
    }));
  const from = months[0] ?? today;
  const rates = [
    ...weeklyRates('EUR', 11_440, { from, today }),
    ...weeklyRates('GBP', 13_280, { from, today }),
  ];
  return { accounts: ACCOUNTS, rows, anchors, rules: RULES, rates };
}

function sales(month: CalendarDate, index: number, random: Random): SeedRow[] {
  const growth = BigInt(index) * 60_00n;
  return [
    {
      account: 'operating',
      date: dayOf(month, 6),
      minor: 6_400_00n + growth,
      payee: 'Larkspur Outfitters',
      category: 'Products',
    },
    {
      account: 'operating',
      date: someDay(month, random),
      minor: someMinor(random, 240_000, 610_000),
      payee: 'Bluebird Events',
      category: 'Products',
    },
    {
      account: 'operating',
      date: someDay(month, random),
      minor: someMinor(random, 80_000, 340_000),
      payee: 'Walk-in sales',
      category: 'Products',
    },
    {
      account: 'euros',
      date: dayOf(month, 14),
      minor: someMinor(random, 150_000, 290_000),
      payee: 'Maison Verre',
      category: 'Products',
    },
    {
      account: 'pounds',
      date: dayOf(month, 20),
      minor: someMinor(random, 60_000, 140_000),
      payee: 'Thistle & Co',
      category: 'Products',
    },
  ];
}

function runningCosts(month: CalendarDate, random: Random): SeedRow[] {
  const rows: SeedRow[] = [
    {
      account: 'operating',
      date: dayOf(month, 1),
      minor: -2_150_00n,
      payee: 'Mill Street Properties',
      category: 'Rent',
    },
    {
      account: 'operating',
      date: dayOf(month, 15),
      minor: -3_480_00n,
      payee: 'Payroll',
      category: 'Wages and salaries',
    },
    {
      account: 'operating',
      date: dayOf(month, 31),
      minor: -3_480_00n,
      payee: 'Payroll',
      category: 'Wages and salaries',
    },
    {
      account: 'operating',
      date: dayOf(month, 4),
      minor: -212_40n,
      payee: 'Prairie Power',
      category: 'Electricity and heating',
    },
    { account: 'card', date: dayOf(month, 9), minor: -54_99n, payee: 'Inkdesk', category: 'Software' },
    { account: 'card', date: dayOf(month, 9), minor: -29_00n, payee: 'Ledgerly', category: 'Software' },
    {
      account: 'operating',
      date: dayOf(month, 22),
      minor: -386_00n,
      payee: 'Granite Mutual',
      category: 'Liability',
    },
  ];
  for (let order = random.between(3, 6); order > 0; order -= 1) {
    rows.push({
      account: 'card',
      date: someDay(month, random),
      minor: -someMinor(random, 6_000, 92_000),
      payee: random.pick(['Paperworks Supply', 'Colorline Inks', 'Kraft & Board']),
      category: 'Goods and materials',
    });
  }
  for (let stop = random.between(2, 4); stop > 0; stop -= 1) {
    rows.push({
      account: 'card',
      date: someDay(month, random),
      minor: -someMinor(random, 3_200, 8_800),
      payee: 'Route 9 Fuel',
      category: 'Fuel',
    });
  }
  if (random.chance(40))
    rows.push({
      account: 'card',
      date: someDay(month, random),
      minor: -someMinor(random, 12_000, 60_000),
      payee: 'Social Reach Ads',
      category: 'Advertising',
    });
  return rows;
}

function moves(month: CalendarDate): SeedRow[] {
  const rows: SeedRow[] = [
    {
      account: 'operating',
      date: dayOf(month, 25),
      minor: -1_800_00n,
      payee: 'Company card',
      transferTo: 'card',
    },
    {
      account: 'operating',
      date: dayOf(month, 28),
      minor: -1_500_00n,
      payee: 'Tax reserve',
      transferTo: 'tax',
    },
    {
      account: 'euros',
      date: dayOf(month, 26),
      minor: -1_900_00n,
      payee: 'Operating account',
      transferTo: 'operating',
      arrivesMinor: 2_071_00n,
    },
  ];
  if ([1, 4, 6, 9].includes(dateParts(month).month)) {
    rows.push({
      account: 'tax',
      date: dayOf(month, 15),
      minor: -4_100_00n,
      payee: 'Internal Revenue',
      category: 'Corporate tax',
    });
  }
  return rows;
}
