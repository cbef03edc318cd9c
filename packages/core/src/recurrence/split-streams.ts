import { ENOUGH_BITS, judgeStream, type Stream, type StreamRow } from './judge-stream.ts';
import { nearestDay, rhythmOf } from './occurrences.ts';
import { periodDaysOf } from './schedule.ts';

/**
 * The series among the rows of one merchant: one that all rows follow, or several that are told apart by their amounts.
 * Rows oldest first. Each row is in one answer at most.
 */
export function splitStreams(rows: readonly StreamRow[], pool = rows.length): Stream[] {
  const whole = judgeStream(rows, pool);
  const parts = splitByAmount(rows, pool);
  if (whole === null) return parts;
  // One explanation is better than several that explain no more.
  return whole.bits + 1 >= totalBits(parts) ? [whole] : parts;
}

/** The evidence of several series together. */
export function totalBits(streams: readonly Stream[]): number {
  return streams.reduce((sum, stream) => sum + stream.bits, 0);
}

/** Rows that no stream took, in their order. */
export function leftOver(rows: readonly StreamRow[], streams: readonly Stream[]): StreamRow[] {
  const taken = new Set(streams.flatMap((stream) => stream.rows.map((row) => row.id)));
  return rows.filter((row) => !taken.has(row.id));
}

function splitByAmount(rows: readonly StreamRow[], pool: number): Stream[] {
  const streams: Stream[] = [];
  for (const same of sameAmounts(rows)) {
    for (const layer of layersOf(same)) {
      const stream = judgeStream(layer, pool);
      if (stream !== null && stream.bits >= ENOUGH_BITS) streams.push(stream);
    }
  }
  for (const band of amountBands(leftOver(rows, streams))) {
    const stream = judgeStream(band, pool);
    if (stream !== null && stream.bits >= ENOUGH_BITS) streams.push(stream);
  }
  const joined = joinSuccessors(streams, pool);
  return joined.map((stream) => adoptStrays(stream, { rows, streams: joined, pool }));
}

/** Rows of one amount, the amount with the most rows first. */
function sameAmounts(rows: readonly StreamRow[]): StreamRow[][] {
  const byAmount = new Map<bigint, StreamRow[]>();
  for (const row of rows) {
    const there = byAmount.get(row.amountMinor);
    if (there) there.push(row);
    else byAmount.set(row.amountMinor, [row]);
  }
  return [...byAmount.values()]
    .filter((same) => same.length > 1)
    .sort((left, right) => right.length - left.length);
}

/** Two equal rows a day, again and again, are two series: the first of each day, the second of each day. */
function layersOf(rows: readonly StreamRow[]): StreamRow[][] {
  const layers: StreamRow[][] = [];
  let [day, depth] = [Number.NaN, 0];
  for (const row of rows) {
    depth = row.day === day ? depth + 1 : 0;
    day = row.day;
    const layer = layers[depth];
    if (layer) layer.push(row);
    else layers.push([row]);
  }
  // A second row now and then is a coincidence, which must not hide in a layer of its own.
  return (layers[1]?.length ?? 0) * 2 >= (layers[0]?.length ?? 0) ? layers : [[...rows]];
}

/** Rows of like amounts: where the next larger one is a quarter larger, another band begins. */
function amountBands(rows: readonly StreamRow[]): StreamRow[][] {
  const sorted = [...rows].sort((left, right) => compare(magnitude(left), magnitude(right)));
  const bands: StreamRow[][] = [];
  for (const row of sorted) {
    const band = bands.at(-1);
    const before = band?.at(-1);
    if (band && before && magnitude(row) * 4n <= magnitude(before) * 5n) band.push(row);
    else bands.push([row]);
  }
  return bands
    .filter((band) => band.length > 1)
    .map((band) => band.sort((left, right) => left.day - right.day));
}

/** A series that begins where another one ends, in the same rhythm and not far from its price, is that one. */
export function joinSuccessors(streams: readonly Stream[], pool: number): Stream[] {
  const joined: Stream[] = [];
  for (const stream of [...streams].sort((left, right) => firstDay(left) - firstDay(right))) {
    const place = joined.findIndex((before) => mayFollow(before, stream));
    const before = joined[place];
    const union = before && judgeStream([...before.rows, ...stream.rows], pool);
    if (union && union.rows.length > Math.max(before.rows.length, stream.rows.length)) {
      if (union.bits >= Math.max(before.bits, stream.bits)) {
        joined[place] = union;
        continue;
      }
    }
    joined.push(stream);
  }
  return joined;
}

function mayFollow(before: Stream, after: Stream): boolean {
  const [one, other] = [before.fit.schedule, after.fit.schedule];
  if (one.frequency !== other.frequency || one.interval !== other.interval) return false;
  const gap = firstDay(after) - (before.rows.at(-1)?.day ?? 0);
  const period = periodDaysOf(one);
  if (gap < period / 2 || gap > period * 2.3) return false;
  const [old, now] = [before.pattern.expectedMinor, after.pattern.expectedMinor].map((minor) =>
    minor < 0n ? -minor : minor,
  );
  return old !== undefined && now !== undefined && old <= 2n * now && now <= 2n * old;
}

interface Strays {
  readonly rows: readonly StreamRow[];
  readonly streams: readonly Stream[];
  readonly pool: number;
}

/** No merchant is gone through row by row for longer than this. */
const MAX_STRAYS = 300;

/** Takes in rows that stand on an empty day of the series at nearly its price: the first one after a change of price. */
function adoptStrays(stream: Stream, { rows, streams, pool }: Strays): Stream {
  const strays = leftOver(rows, streams);
  if (strays.length === 0 || strays.length > MAX_STRAYS || stream.fit.schedule.frequency === 'irregular') {
    return stream;
  }
  const rhythm = rhythmOf(stream.fit.schedule);
  const period = periodDaysOf(stream.fit.schedule);
  const taken = new Set(stream.fit.matches.map((match) => match.nominal));
  const reach = { from: firstDay(stream) - 1.5 * period, to: (stream.rows.at(-1)?.day ?? 0) + 1.5 * period };
  const fitting = strays.filter((row) => {
    const { nominal, deviation } = nearestDay(rhythm, row.day);
    const isNear = Math.abs(deviation) <= Math.max(2, stream.fit.spread) && !taken.has(nominal);
    return isNear && row.day >= reach.from && row.day <= reach.to && isNearPrice(row, stream);
  });
  if (fitting.length === 0) return stream;
  const all = [...stream.rows, ...fitting].sort((left, right) => left.day - right.day);
  const wider = judgeStream(all, Math.max(pool, all.length));
  return wider !== null && wider.rows.length > stream.rows.length && wider.bits >= stream.bits - 0.5
    ? wider
    : stream;
}

function isNearPrice(row: StreamRow, { pattern }: Stream): boolean {
  const [own, price] = [
    magnitude(row),
    pattern.expectedMinor < 0n ? -pattern.expectedMinor : pattern.expectedMinor,
  ];
  return own * 4n >= price * 3n && own * 3n <= price * 4n;
}

function firstDay(stream: Stream): number {
  return stream.rows[0]?.day ?? 0;
}

function magnitude(row: StreamRow): bigint {
  return row.amountMinor < 0n ? -row.amountMinor : row.amountMinor;
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
