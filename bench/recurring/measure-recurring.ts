import { toEpochDay } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import {
  type DetectedSeries,
  detectSeries,
  groupMerchants,
  type MerchantRows,
} from '@fintrack/core/recurrence';
import { type Kind, SHOULD, SHOULD_NOT } from './kinds.ts';
import { type MadeRow, TODAY } from './made-rows.ts';
import { Random } from './random.ts';

/** How well one kind was told. */
export interface KindFigures {
  readonly name: string;
  readonly isSeries: boolean;
  /** Series that there are. */
  readonly series: number;
  /** Of these, found. */
  readonly found: number;
  /** Proposals over rows of this kind that are no series, or only a piece of one. */
  readonly wrong: number;
  /** Of those found, with the right rhythm in days. */
  readonly cases: number;
}

export interface RecurringFigures {
  readonly kinds: readonly KindFigures[];
  readonly precision: number;
  readonly recall: number;
  readonly rows: number;
  readonly seconds: number;
}

/** A row in the books: whose it is, and what it belongs to. */
interface KnownRow extends MadeRow {
  readonly id: string;
  /** Which case of which kind. */
  readonly place: number;
}

/**
 * Made-up books with so many cases of every kind, looked through as one: what was found against what there is. A series
 * counts as found when one proposal has at least two thirds of its rows and next to nothing else.
 */
export function measureRecurring(casesOfAKind: number, seed = 1): RecurringFigures {
  const random = new Random(seed);
  const kinds = [
    ...SHOULD.map((kind) => ({ kind, isSeries: true })),
    ...SHOULD_NOT.map((kind) => ({ kind, isSeries: false })),
  ];
  const rows: KnownRow[] = [];
  const places: { readonly kind: Kind; readonly series: number }[] = [];
  for (const { kind } of kinds) {
    for (let made = 0; made < casesOfAKind; made += 1) {
      const { rows: own, series } = kind.make(random);
      for (const row of own)
        rows.push({ ...row, id: String(rows.length).padStart(8, '0'), place: places.length });
      places.push({ kind, series });
    }
  }
  const began = performance.now();
  const proposals = detectAll(rows);
  const seconds = (performance.now() - began) / 1000;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const sizes = countBy(rows.filter(({ series }) => series !== null).map(truthOf));
  const found = new Set<string>();
  const wrong = new Map<string, number>();
  for (const proposal of proposals) {
    const members = proposal.rows.flatMap(({ id }) => byId.get(id) ?? []);
    const [most] = [...countBy(members.filter(({ series }) => series !== null).map(truthOf))].sort(
      (left, right) => right[1] - left[1],
    );
    const [truth, count] = most ?? ['', 0];
    const isRight =
      count * 3 >= (sizes.get(truth) ?? Number.POSITIVE_INFINITY) * 2 && count >= members.length * 0.9;
    if (isRight && !found.has(truth)) found.add(truth);
    else {
      const name = places[members[0]?.place ?? 0]?.kind.name ?? '';
      wrong.set(name, (wrong.get(name) ?? 0) + 1);
    }
  }
  const foundByKind = countBy(
    [...found].map((truth) => places[Number(truth.split(' ')[0])]?.kind.name ?? ''),
  );
  const figures = kinds.map(({ kind, isSeries }) => ({
    name: kind.name,
    isSeries,
    cases: casesOfAKind,
    series: places.filter((place) => place.kind === kind).reduce((sum, { series }) => sum + series, 0),
    found: foundByKind.get(kind.name) ?? 0,
    wrong: wrong.get(kind.name) ?? 0,
  }));
  const total = (key: 'series' | 'found' | 'wrong') => figures.reduce((sum, each) => sum + each[key], 0);
  return {
    kinds: figures,
    precision: total('found') / (total('found') + total('wrong')),
    recall: total('found') / total('series'),
    rows: rows.length,
    seconds,
  };
}

const truthOf = ({ place, series }: KnownRow): string => `${place} ${series}`;

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The rows as the server groups them: by direction and text without figures. */
function detectAll(rows: readonly KnownRow[]): DetectedSeries[] {
  const groups = new Map<string, MerchantRows & { rows: MerchantRows['rows'][number][] }>();
  for (const { id, date, cents, text } of [...rows].sort((left, right) =>
    left.date < right.date ? -1 : 1,
  )) {
    const purse = cents < 0 ? 'out' : 'in';
    const key = `${purse} ${text.toLowerCase().replace(/\d/gu, '')}`;
    const group = groups.get(key) ?? {
      purse,
      text,
      payeeId: null,
      payeeName: null,
      categoryName: null,
      rows: [],
    };
    groups.set(key, group);
    group.rows.push({ id, day: toEpochDay(date), amountMinor: BigInt(cents) });
  }
  const context = { today: TODAY, currency: parseCurrency('EUR') };
  return groupMerchants([...groups.values()]).flatMap((merchant) => detectSeries(merchant, context));
}
