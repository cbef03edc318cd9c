import { cpus, totalmem } from 'node:os';
import type { BalanceFigures } from './measure-balance.ts';
import type { BulkFigures } from './measure-bulk.ts';
import type { ImportFigures } from './measure-import.ts';
import type { ListFigures } from './measure-list.ts';
import type { HealthFigures, MixedFigures } from './measure-mixed.ts';
import type { Answered, ScaleFigures } from './measure-scale.ts';
import type { SearchFigures } from './measure-search.ts';
import type { TotalsFigures } from './measure-totals.ts';
import type { WriteFigures } from './measure-writes.ts';

export function printMachine(): void {
  console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`);
}

/** Figures as Markdown, a function a kind. */
export const tables = {
  list: (figures: readonly ListFigures[]): void =>
    print(
      ['rows', 'FinTrack, list of 50', 'p50', 'bare Hono + pg', 'p50', 'ratio'],
      figures.map(({ rows, finTrack, bare, ratio }) => [
        whole(rows),
        `${whole(finTrack.requestsPerSecond)}/s`,
        ms(finTrack.p50Ms),
        `${whole(bare.requestsPerSecond)}/s`,
        ms(bare.p50Ms),
        ratio.toFixed(2),
      ]),
    ),
  balance: (figures: readonly BalanceFigures[]): void =>
    print(
      ['rows', 'balance at a date', 'summary of 8 accounts', 'summing the rows', 'ratio'],
      figures.map(({ rows, requestMs, summaryMs, fromRowsMs }) => [
        whole(rows),
        ms(requestMs),
        ms(summaryMs),
        ms(fromRowsMs),
        (requestMs / fromRowsMs).toFixed(2),
      ]),
    ),
  scale: (figures: readonly ScaleFigures[]): void => {
    const questions = [...(figures[0]?.requests ?? []), ...(figures[0]?.statements ?? [])];
    print(
      ['question, p50 (p95)', ...figures.map(({ rows }) => whole(rows)), 'last over first'],
      questions.map(({ name }) => {
        const answers = figures.map((one) => find(one, name));
        const [first, last] = [answers[0], answers.at(-1)];
        return [
          name,
          ...answers.map((answer) => (answer ? `${ms(answer.p50Ms)} (${ms(answer.p95Ms)})` : '')),
          first && last ? (last.p50Ms / first.p50Ms).toFixed(2) : '',
        ];
      }),
    );
  },
  search: (figures: readonly SearchFigures[]): void =>
    print(
      ['search, p50 (p95)', ...figures.map(({ rows }) => whole(rows))],
      [
        ...(figures[0]?.requests ?? []).map(({ name }) => [
          name,
          ...figures.map(({ requests }) => {
            const one = requests.find((request) => request.name === name);
            if (!one) return '';
            const rows = `${one.found} rows${one.isPartial ? ', more to come' : ''}`;
            return `${ms(one.p50Ms)} (${ms(one.p95Ms)}), ${rows}`;
          }),
        ]),
        [
          'five rows by ILIKE, a scan',
          ...figures.map(({ naiveMs }) => (naiveMs === null ? 'not tried' : ms(naiveMs))),
        ],
      ],
    ),
  searchCost: (figures: readonly SearchFigures[]): void =>
    print(
      ['rows in the tenant', 'rows added', 'with index and vocabulary', 'without', 'ratio'],
      figures.map(({ rows, cost }) => [
        whole(rows),
        whole(cost.rows),
        seconds(cost.withSeconds),
        seconds(cost.withoutSeconds),
        (cost.withSeconds / cost.withoutSeconds).toFixed(2),
      ]),
    ),
  writes: (figures: readonly WriteFigures[]): void =>
    print(
      ['rows', 'create', 'change', 'delete', 'bare INSERT', 'ratios'],
      figures.map(({ rows, createMs, updateMs, deleteMs, bareInsertMs }) => [
        whole(rows),
        ms(createMs),
        ms(updateMs),
        ms(deleteMs),
        ms(bareInsertMs),
        [createMs, updateMs, deleteMs].map((value) => (value / bareInsertMs).toFixed(2)).join(', '),
      ]),
    ),
  bulk: (figures: readonly BulkFigures[]): void =>
    print(
      ['rows in the tenant', 'rows a request', 'create', 'categorise', 'tag', 'delete'],
      figures.map((one) => [
        whole(one.rows),
        whole(one.touched),
        seconds(one.createSeconds),
        seconds(one.categoriseSeconds),
        seconds(one.tagSeconds),
        seconds(one.deleteSeconds),
      ]),
    ),
  totals: (figures: readonly TotalsFigures[]): void =>
    print(
      ['rows added', 'with totals', 'without', 'share'],
      figures.map((one) => [
        whole(one.rows),
        seconds(one.withSeconds),
        seconds(one.withoutSeconds),
        `${(one.share * 100).toFixed(0)} %`,
      ]),
    ),
  health: (figures: readonly HealthFigures[]): void =>
    print(
      ['rows', 'meanwhile', 'it took', 'health checks', 'p50', 'p95', 'worst'],
      figures.map((one) => [
        whole(one.rows),
        one.work,
        seconds(one.workSeconds),
        whole(one.checks),
        ms(one.p50Ms),
        ms(one.p95Ms),
        ms(one.worstMs),
      ]),
    ),
  mixed: (figures: readonly MixedFigures[]): void =>
    print(
      [
        'rows',
        'connections',
        'sent',
        'answered',
        'p50',
        'p95',
        'p99',
        'failures',
        'at most',
        'bare',
        'ratio',
      ],
      figures.map((one) => [
        whole(one.rows),
        whole(one.connections),
        `${whole(one.wantedPerSecond)}/s`,
        `${whole(one.answeredPerSecond)}/s`,
        ms(one.p50Ms),
        ms(one.p95Ms),
        ms(one.p99Ms),
        whole(one.failures),
        `${whole(one.mostPerSecond)}/s`,
        `${whole(one.bareMostPerSecond)}/s`,
        (one.mostPerSecond / one.bareMostPerSecond).toFixed(2),
      ]),
    ),
  import: (figures: readonly ImportFigures[]): void =>
    print(
      [
        'CSV rows',
        'preview',
        'commit',
        'together',
        'bare COPY',
        'ratio',
        'peak memory',
        'loop stood still',
        'of an idle process beside it',
        'health check',
      ],
      figures.map((one) => [
        whole(one.rows),
        seconds(one.previewSeconds),
        seconds(one.commitSeconds),
        `${whole(one.rowsPerSecond)} rows/s`,
        `${whole(one.copyRowsPerSecond)} rows/s`,
        (one.rowsPerSecond / one.copyRowsPerSecond).toFixed(2),
        `${one.peakMemoryMiB} MiB`,
        `${ms(one.loop.maxMs)}, p99 ${ms(one.loop.p99Ms)}`,
        `${ms(one.idleLoop.maxMs)}, p99 ${ms(one.idleLoop.p99Ms)}`,
        ms(one.healthMaxMs),
      ]),
    ),
} as const;

function find(figures: ScaleFigures, name: string): Answered | undefined {
  return [...figures.requests, ...figures.statements].find((answer) => answer.name === name);
}

function print(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log(`\n${[row(head), row(head.map(() => '---:')), ...lines.map(row)].join('\n')}`);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
