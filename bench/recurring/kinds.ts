import { addDays, addMonths, type CalendarDate } from '@fintrack/core/dates';
import type { Schedule } from '@fintrack/core/recurrence';
import {
  BOOKS_BEGIN,
  bankDay,
  brand,
  daysOf,
  type MadeCase,
  type MadeRow,
  price,
  rowsOn,
  TODAY,
  wander,
} from './made-rows.ts';
import type { Random } from './random.ts';

/** One kind of made-up case. */
export interface Kind {
  readonly name: string;
  readonly make: (random: Random) => MadeCase;
}

const schedule = (random: Random, fields: Partial<Schedule>): Schedule => ({
  frequency: 'monthly',
  interval: 1,
  anchorDate: addDays(BOOKS_BEGIN, random.whole(0, 27)),
  days: [],
  weekend: 'keep',
  ...fields,
});
const anyDay = (random: Random): number[] => [random.whole(1, 28)];
/** Somewhere in the books' last two years. */
const lately = (random: Random): CalendarDate => addMonths(TODAY, -random.whole(5, 24));
const one = (rows: readonly MadeRow[]): MadeCase => ({ rows, series: 1 });
const none = (rows: readonly MadeRow[]): MadeCase => ({ rows, series: 0 });
const jitter = (random: Random, cents: number, share: number): number =>
  Math.round(cents * (1 + (random.next() * 2 - 1) * share));

function plain(random: Random, fields: Partial<Schedule>, from = lately(random)): MadeCase {
  const cents = price(random, 5, 120);
  return one(
    rowsOn(random, daysOf(schedule(random, fields), from), { name: brand(random), cents: () => cents }),
  );
}

/** What has to be found. */
export const SHOULD: readonly Kind[] = [
  { name: 'weekly', make: (random) => plain(random, { frequency: 'weekly' }) },
  {
    name: 'biweekly, changing hours',
    make: (random) => {
      const pay = random.whole(80_000, 160_000);
      const days = daysOf(schedule(random, { frequency: 'biweekly' }), lately(random));
      return one(rowsOn(random, days, { name: brand(random), cents: () => jitter(random, pay, 0.08) }));
    },
  },
  {
    name: 'semi-monthly',
    make: (random) =>
      plain(random, {
        frequency: 'semi_monthly',
        days: random.pick([
          [1, 15],
          [15, 31],
          [5, 20],
        ]),
      }),
  },
  { name: 'monthly', make: (random) => plain(random, { days: anyDay(random) }) },
  {
    name: 'monthly, booked by a bank',
    make: (random) => {
      const cents = price(random, 5, 900);
      const days = daysOf(schedule(random, { days: anyDay(random) }), lately(random)).map((day) =>
        bankDay(random, day),
      );
      return one(rowsOn(random, days, { name: brand(random), cents: () => cents }));
    },
  },
  {
    name: 'month end, before weekends',
    make: (random) => plain(random, { days: [31], weekend: 'before' }),
  },
  {
    name: 'monthly, changing amounts',
    make: (random) => {
      const middle = price(random, 30, 150);
      const days = daysOf(schedule(random, { days: anyDay(random) }), lately(random)).map((day) =>
        bankDay(random, day),
      );
      return one(rowsOn(random, days, { name: brand(random), cents: () => jitter(random, middle, 0.25) }));
    },
  },
  {
    name: 'monthly, price changes',
    make: (random) => {
      const first = price(random, 5, 60);
      const months = random.whole(10, 24);
      const change = random.whole(4, months - 4);
      const days = daysOf(schedule(random, { days: anyDay(random) }), addMonths(TODAY, -months));
      const next = Math.round(first * (1 + random.whole(5, 30) / 100));
      return one(
        rowsOn(random, days, { name: brand(random), cents: (index) => (index < change ? first : next) }),
      );
    },
  },
  {
    name: 'monthly, changing text',
    make: (random) => {
      const name = brand(random);
      const cents = price(random, 5, 60);
      const days = daysOf(schedule(random, { days: anyDay(random) }), lately(random));
      const names = [name, `${name}.COM BILL`, `${name} INTERNATIONAL`, `PAYPAL *${name}`];
      return one(
        days.flatMap((day) => rowsOn(random, [day], { name: random.pick(names), cents: () => cents })),
      );
    },
  },
  {
    name: 'quarterly',
    make: (random) =>
      plain(
        random,
        { frequency: 'quarterly', days: anyDay(random) },
        addMonths(TODAY, -random.whole(13, 30)),
      ),
  },
  {
    name: 'yearly',
    make: (random) =>
      plain(random, { frequency: 'yearly', days: anyDay(random) }, addMonths(TODAY, -random.whole(25, 40))),
  },
  {
    name: 'every 4 weeks',
    make: (random) =>
      plain(random, { frequency: 'weekly', interval: 4 }, addMonths(TODAY, -random.whole(8, 24))),
  },
  {
    name: 'every so many days',
    make: (random) =>
      plain(random, { frequency: 'daily', interval: random.pick([10, 30, 45, 90]) }, addMonths(TODAY, -30)),
  },
  {
    name: 'irregular',
    make: (random) => {
      const every = random.whole(25, 60);
      const cents = price(random, 10, 60);
      const days = wander(
        random,
        [Math.round(every * 0.87), Math.round(every * 1.13)],
        addMonths(TODAY, -24),
      );
      return one(rowsOn(random, days, { name: brand(random), cents: () => cents }));
    },
  },
  {
    name: 'ended',
    make: (random) => {
      const cents = price(random, 5, 60);
      const end = addMonths(TODAY, -random.whole(4, 15));
      const days = daysOf(
        schedule(random, { days: anyDay(random) }),
        addMonths(end, -random.whole(5, 12)),
        end,
      );
      return one(rowsOn(random, days, { name: brand(random), cents: () => cents }));
    },
  },
  {
    name: 'monthly, months left out',
    make: (random) => {
      const cents = price(random, 5, 60);
      const days = daysOf(
        schedule(random, { days: anyDay(random) }),
        addMonths(TODAY, -random.whole(10, 20)),
      );
      const left = new Set([random.whole(2, 4), random.whole(5, 7)]);
      const kept = days.filter((_, index) => !left.has(index));
      return one(rowsOn(random, kept, { name: brand(random), cents: () => cents }));
    },
  },
  {
    name: 'two of one merchant',
    make: (random) => {
      const name = brand(random);
      const from = lately(random);
      const rows = [0, 1].flatMap((series) => {
        const cents = price(random, 5 + 40 * series, 30 + 60 * series);
        const days = daysOf(schedule(random, { days: anyDay(random) }), from);
        return rowsOn(random, days, { name, cents: () => cents, series });
      });
      return { rows, series: 2 };
    },
  },
  {
    name: 'among purchases',
    make: (random) => {
      const name = brand(random);
      const cents = price(random, 5, 15);
      const member = rowsOn(
        random,
        daysOf(schedule(random, { days: anyDay(random) }), addMonths(TODAY, -random.whole(8, 24))),
        { name, cents: () => cents },
      );
      const orders = rowsOn(random, wander(random, [4, 40], addMonths(TODAY, -18)), {
        name,
        cents: () => price(random, 8, 150),
        series: null,
      });
      return one([...member, ...orders]);
    },
  },
  {
    name: 'salary with bonus',
    make: (random) => {
      const name = brand(random);
      const pay = random.whole(180_000, 420_000);
      const days = daysOf(
        schedule(random, { days: [31], weekend: 'before' }),
        addMonths(TODAY, -random.whole(8, 24)),
      );
      const salary = rowsOn(random, days, { name, cents: () => pay });
      const bonus = rowsOn(random, [addMonths(TODAY, -random.whole(3, 7))], {
        name,
        cents: () => random.whole(50_000, 300_000),
        series: null,
      });
      return one([...salary, ...bonus]);
    },
  },
];

/** What must not be found. */
export const SHOULD_NOT: readonly Kind[] = [
  {
    name: 'shopping, weekly more or less',
    make: (random) =>
      none(
        rowsOn(random, wander(random, [4, 10]), {
          name: `${brand(random)} SUPERMARKET`,
          cents: () => price(random, 15, 120),
          series: null,
        }),
      ),
  },
  {
    name: 'shopping of no known kind, every Saturday or so',
    make: (random) => {
      const days = daysOf(schedule(random, { frequency: 'weekly' }), addMonths(TODAY, -12)).filter(() =>
        random.chance(0.85),
      );
      return none(
        rowsOn(random, days, { name: brand(random), cents: () => price(random, 15, 120), series: null }),
      );
    },
  },
  {
    name: 'coffee at one price',
    make: (random) => {
      const cents = -random.pick([320, 350, 390, 420]);
      return none(
        rowsOn(random, wander(random, [1, 12]), {
          name: `${brand(random)} COFFEE`,
          cents: () => cents,
          series: null,
        }),
      );
    },
  },
  {
    name: 'a few prices, bought now and then',
    make: (random) => {
      const prices = Array.from({ length: 5 }, () => price(random, 3, 20));
      return none(
        rowsOn(random, wander(random, [2, 35]), {
          name: brand(random),
          cents: () => random.pick(prices),
          series: null,
        }),
      );
    },
  },
  {
    name: 'fuel',
    make: (random) =>
      none(
        rowsOn(random, wander(random, [8, 22]), {
          name: `${brand(random)} TANKSTELLE`,
          cents: () => price(random, 40, 75),
          series: null,
        }),
      ),
  },
  {
    name: 'cash machine',
    make: (random) =>
      none(
        rowsOn(random, wander(random, [5, 40]), {
          name: 'GELDAUTOMAT ATM',
          cents: () => -random.pick([5000, 10_000, 10_000]),
          series: null,
        }),
      ),
  },
  {
    name: 'restaurants, about monthly',
    make: (random) =>
      none(
        rowsOn(random, wander(random, [18, 45]), {
          name: brand(random),
          cents: () => price(random, 18, 95),
          series: null,
        }),
      ),
  },
  {
    name: 'online orders',
    make: (random) =>
      none(
        rowsOn(random, wander(random, [1, 30]), {
          name: brand(random),
          cents: () => price(random, 5, 200),
          series: null,
        }),
      ),
  },
  {
    name: 'one-off pairs',
    make: (random) => {
      const cents = price(random, 10, 90);
      const first = addDays(TODAY, -random.whole(60, 700));
      const days = [first, addDays(first, random.pick([7, 14, 28, 30, 31, 61, random.whole(2, 300)]))];
      return none(
        rowsOn(
          random,
          days.filter((day) => day <= TODAY),
          { name: brand(random), cents: () => cents, series: null },
        ),
      );
    },
  },
  {
    name: 'three equal amounts by chance',
    make: (random) => {
      const cents = price(random, 10, 60);
      const days = Array.from({ length: 3 }, () => addDays(TODAY, -random.whole(1, 500))).toSorted();
      return none(rowsOn(random, days, { name: brand(random), cents: () => cents, series: null }));
    },
  },
  {
    name: 'one amount at many merchants',
    make: (random) => {
      const cents = price(random, 5, 30);
      const days = daysOf(schedule(random, { days: anyDay(random) }), addMonths(TODAY, -8));
      return none(
        days.flatMap((day) =>
          rowsOn(random, [day], { name: brand(random), cents: () => cents, series: null }),
        ),
      );
    },
  },
  {
    name: 'bonuses and refunds',
    make: (random) =>
      none(
        rowsOn(random, wander(random, [100, 420]), {
          name: brand(random),
          cents: () => random.whole(1000, 250_000),
          series: null,
        }),
      ),
  },
];
