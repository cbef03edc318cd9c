import type { CategoriserMonth } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { LineChart } from '@/components/charts/line-chart.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { Section } from '@/components/section.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { percentFormatter } from './percent.ts';

export interface MonthSectionProps {
  months: readonly CategoriserMonth[];
  total: Omit<CategoriserMonth, 'month'>;
  locale: string;
}

/** What became of the categories that were set by themselves, month by month. */
export function MonthSection({ months, total, locale }: MonthSectionProps) {
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <Section
      title="Month by month"
      description="Of the categories that it set by itself at imports: how many you left as they were. A month with fewer than ten is too little to say."
    >
      {months.length === 0 ? (
        <EmptyState sentence="It has set no category yet. Import a bank file, and see here how it does." />
      ) : (
        <>
          <AccuracyLine months={months} locale={locale} />
          <Table
            caption="Categories set by themselves, by month"
            head={HEAD.map((title, index) => (
              <TableHead key={title} figure={index > 1}>
                {title}
              </TableHead>
            ))}
          >
            {months.map((month) => (
              <MonthRow
                key={month.month}
                label={monthName.format(new Date(`${month.month}-01`))}
                month={month}
                locale={locale}
              />
            ))}
            <MonthRow label="All of these" month={total} locale={locale} isTotal />
          </Table>
        </>
      )}
    </Section>
  );
}

const HEAD = ['Month', 'Stood, of those it set', 'Corrected', 'Left to you', 'Share it set', 'Right'];

interface MonthRowProps {
  label: string;
  month: Omit<CategoriserMonth, 'month'>;
  locale: string;
  isTotal?: boolean;
}

function MonthRow({ label, month, locale, isTotal = false }: MonthRowProps) {
  const percent = percentFormatter(locale);
  const { committed, stood, corrected, left, accuracy, coverage } = month;
  return (
    <TableRow kind={isTotal ? 'total' : 'row'}>
      <TableCell phone="title">{label}</TableCell>
      <TableCell phone="detail">
        {stood} of {committed}
      </TableCell>
      <TableCell figure>{corrected}</TableCell>
      <TableCell figure>{left}</TableCell>
      <TableCell figure>{coverage === null ? '' : percent(coverage)}</TableCell>
      <TableCell figure phone="figure">
        {accuracy === null ? 'too few' : percent(accuracy)}
      </TableCell>
    </TableRow>
  );
}

/** Only months that say something; a line of one point is none. */
function AccuracyLine({ months, locale }: Pick<MonthSectionProps, 'months' | 'locale'>) {
  const percent = percentFormatter(locale);
  const points = months.flatMap(({ month, accuracy }) =>
    accuracy === null ? [] : [{ date: parseCalendarDate(`${month}-01`), value: String(accuracy) }],
  );
  if (points.length < 2) return null;
  return (
    <LineChart
      title="Right, of what it set by itself"
      points={points}
      currency="XXX"
      locale={locale}
      height={160}
      shape="line"
      valueLabel="Right"
      figureText={(value) => percent(Number(value))}
    />
  );
}
