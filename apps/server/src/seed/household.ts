import { addDays, type CalendarDate, dateParts } from '@fintrack/core/dates';
import {
  dayOf,
  monthsUpTo,
  type SeedAccount,
  type SeedAnchor,
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
    key: 'checking',
    name: 'Joint checking',
    type: 'checking',
    currency: 'EUR',
    institutionName: 'Harbour Bank',
    accountNumberLast4: '4471',
    openingMinor: 3_120_44n,
  },
  {
    key: 'card',
    name: 'Credit card',
    type: 'credit',
    currency: 'EUR',
    institutionName: 'Harbour Bank',
    accountNumberLast4: '9020',
    creditLimitMinor: 5_000_00n,
    openingMinor: -412_90n,
  },
  {
    key: 'savings',
    name: 'Rainy days',
    type: 'savings',
    currency: 'EUR',
    institutionName: 'Harbour Bank',
    accountNumberLast4: '4489',
    openingMinor: 8_400_00n,
  },
  {
    key: 'broker',
    name: 'Index fund',
    type: 'investment',
    currency: 'USD',
    institutionName: 'Meridian Invest',
    openingMinor: 6_150_00n,
  },
  { key: 'pounds', name: 'Travel money', type: 'cash', currency: 'GBP', openingMinor: 85_00n },
  {
    key: 'loan',
    name: 'Car loan',
    type: 'loan',
    currency: 'EUR',
    institutionName: 'Autofin',
    openingMinor: -9_600_00n,
  },
];

const RULES: readonly SeedRule[] = [
  { name: 'Nursery', payee: 'Kita', category: 'Childcare' },
  { name: 'Petrol', payee: 'Tankstelle', category: 'Fuel and charging' },
];

/** Two people and a child: two salaries, a flat, a car, holidays in England, a fund in dollars. */
export function householdBook(today: CalendarDate): SeedBook {
  const random = seededRandom(20_261);
  const months = monthsUpTo(today);
  const rows = months
    .flatMap((month, index) => [
      ...fixedRows(month, index),
      ...dailyLife(month, random),
      ...moves(month, index),
      ...holidays(month),
      ...rarely(month, random),
    ])
    .filter((row) => row.date <= today)
    .map((row) =>
      row.date > addDays(today, -2) && row.account === 'card' ? { ...row, isPending: true } : row,
    );
  const from = months[0] ?? today;
  const rates = [
    ...weeklyRates('GBP', 11_610, { from, today }),
    ...weeklyRates('USD', 8_740, { from, today }),
  ];
  return { accounts: ACCOUNTS, rows, anchors: anchorsOf(months, today), rules: RULES, rates };
}

function fixedRows(month: CalendarDate, index: number): SeedRow[] {
  const streaming = index < 14 ? -12_99n : -14_99n;
  const raise = index < 12 ? 0n : 110_00n;
  return [
    {
      account: 'checking',
      date: dayOf(month, 27),
      minor: 2_845_30n + raise,
      payee: 'Lindqvist Architects',
      category: 'Salaries',
    },
    {
      account: 'checking',
      date: dayOf(month, 30),
      minor: 1_912_75n,
      payee: 'City Hospital',
      category: 'Salaries',
    },
    {
      account: 'checking',
      date: dayOf(month, 1),
      minor: -1_180_00n,
      payee: 'Osterberg Housing',
      category: 'Rent or mortgage',
    },
    {
      account: 'checking',
      date: dayOf(month, 3),
      minor: -84_50n,
      payee: 'Stadtwerke',
      category: 'Electricity',
    },
    {
      account: 'checking',
      date: dayOf(month, 5),
      minor: -39_95n,
      payee: 'Fernnetz',
      category: 'Internet and television',
    },
    {
      account: 'checking',
      date: dayOf(month, 8),
      minor: -310_00n,
      payee: 'Kita Sonnenhof',
      category: 'Childcare',
    },
    {
      account: 'card',
      date: dayOf(month, 12),
      minor: streaming,
      payee: 'Filmhaus Stream',
      category: 'Streaming and subscriptions',
    },
    {
      account: 'card',
      date: dayOf(month, 18),
      minor: -10_99n,
      payee: 'Tonwelle Music',
      category: 'Streaming and subscriptions',
    },
    {
      account: 'checking',
      date: dayOf(month, 15),
      minor: -64_20n,
      payee: 'Nordstern Insurance',
      category: 'Car insurance and tax',
    },
  ];
}

function dailyLife(month: CalendarDate, random: Random): SeedRow[] {
  const rows: SeedRow[] = [];
  for (let visit = random.between(8, 11); visit > 0; visit -= 1) {
    const payee = random.pick(['Markthalle', 'Biohof Linde', 'Kaufladen', 'Wochenmarkt']);
    rows.push({
      account: random.pick(['card', 'checking']),
      date: someDay(month, random),
      minor: -someMinor(random, 900, 9400),
      payee,
      category: 'Groceries',
    });
  }
  for (let visit = random.between(3, 6); visit > 0; visit -= 1) {
    const payee = random.pick(['Trattoria Sole', 'Noodle Corner', 'Café Morgenrot', 'Backstube']);
    rows.push({
      account: 'card',
      date: someDay(month, random),
      minor: -someMinor(random, 420, 6200),
      payee,
      category: 'Eating out',
    });
  }
  for (let visit = random.between(2, 3); visit > 0; visit -= 1) {
    rows.push({
      account: 'card',
      date: someDay(month, random),
      minor: -someMinor(random, 3800, 7900),
      payee: 'Tankstelle Süd',
      category: 'Fuel and charging',
    });
  }
  if (random.chance(70)) {
    rows.push({
      account: 'card',
      date: someDay(month, random),
      minor: -someMinor(random, 1500, 14_000),
      payee: random.pick(['Webstuhl', 'Kinderladen', 'Sporthaus']),
      category: 'Clothing and shoes',
    });
  }
  if (random.chance(25)) {
    rows.push({
      account: 'checking',
      date: someDay(month, random),
      minor: -someMinor(random, 500, 4000),
      payee: random.pick(['PAYPAL *7734', 'SumUp 00213', 'Unbekannt 4410']),
    });
  }
  return rows;
}

function moves(month: CalendarDate, index: number): SeedRow[] {
  const rate = 108n + BigInt(index % 5);
  return [
    {
      account: 'checking',
      date: dayOf(month, 28),
      minor: -400_00n,
      payee: 'Rainy days',
      transferTo: 'savings',
    },
    { account: 'checking', date: dayOf(month, 6), minor: -640_00n, payee: 'Credit card', transferTo: 'card' },
    { account: 'checking', date: dayOf(month, 10), minor: -245_00n, payee: 'Car loan', transferTo: 'loan' },
    {
      account: 'checking',
      date: dayOf(month, 29),
      minor: -150_00n,
      payee: 'Index fund',
      transferTo: 'broker',
      arrivesMinor: 150n * rate,
    },
  ];
}

/** Two weeks in England every July. */
function holidays(month: CalendarDate): SeedRow[] {
  if (dateParts(month).month !== 7) return [];
  return [
    {
      account: 'checking',
      date: dayOf(month, 4),
      minor: -300_00n,
      payee: 'Travel money',
      transferTo: 'pounds',
      arrivesMinor: 255_00n,
    },
    {
      account: 'card',
      date: dayOf(month, 6),
      minor: -864_00n,
      payee: 'Seaview Cottages',
      category: 'Holidays',
      tags: ['England'],
    },
    {
      account: 'pounds',
      date: dayOf(month, 11),
      minor: -46_80n,
      payee: 'The Anchor Inn',
      category: 'Eating out',
      tags: ['England'],
    },
    {
      account: 'pounds',
      date: dayOf(month, 13),
      minor: -112_40n,
      payee: 'Great Western',
      category: 'Public transport',
      tags: ['England'],
    },
  ];
}

function rarely(month: CalendarDate, random: Random): SeedRow[] {
  const { month: number } = dateParts(month);
  const rows: SeedRow[] = [];
  if (number === 1)
    rows.push({
      account: 'checking',
      date: dayOf(month, 9),
      minor: -428_00n,
      payee: 'Nordstern Insurance',
      category: 'Car insurance and tax',
      notes: 'Car, whole year',
    });
  if (number === 4)
    rows.push({
      account: 'checking',
      date: dayOf(month, 22),
      minor: 612_35n,
      payee: 'Finanzamt',
      category: 'Tax refund',
      notes: 'Tax refund',
    });
  if (number === 11)
    rows.push({
      account: 'card',
      date: dayOf(month, 14),
      minor: 89_90n,
      payee: 'Webstuhl',
      category: 'Clothing and shoes',
      isRefund: true,
    });
  if (random.chance(15))
    rows.push({
      account: 'card',
      date: someDay(month, random),
      minor: -someMinor(random, 2500, 21_000),
      payee: 'Zahnarzt Dr. Weil',
      category: 'Doctors and dentists',
    });
  return rows;
}

function anchorsOf(months: readonly CalendarDate[], today: CalendarDate): SeedAnchor[] {
  return months
    .filter((month) => [1, 7].includes(dateParts(month).month) && month < today)
    .flatMap((month): SeedAnchor[] => [
      { account: 'checking', date: addDays(month, -1), driftMinor: 0n, description: 'Bank statement' },
      {
        account: 'pounds',
        date: addDays(month, -1),
        driftMinor: dateParts(month).month === 1 ? -3_60n : 0n,
        description: 'Counted the purse',
      },
    ])
    .filter((anchor) => anchor.date > (months[0] ?? today));
}
