import { getFxGain } from '@fintrack/contract';
import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { Section } from '@/components/section.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import styles from './currencies.module.css';
import { FxGainTable } from './fx-gain-table.tsx';
import { FxTransferTable } from './fx-transfer-table.tsx';
import { setRateHref } from './hrefs.ts';

export interface FxGainSectionProps {
  year: number;
  today: CalendarDate;
  locale: string;
}

/** What holding other currencies gained or lost in a year. */
export async function FxGainSection({ year, today, locale }: FxGainSectionProps) {
  const api = await serverApi();
  const thisYear = Number(today.slice(0, 4));
  const to = year === thisYear ? today : parseCalendarDate(`${year}-12-31`);
  const { data: report } = await api.call(getFxGain, { query: { from: `${year}-01-01`, to } });
  const unknown = report.accounts.flatMap((account) => account.unknown)[0];
  return (
    <Section
      title={`Gain from exchange rates in ${year}`}
      description="Opening balance, what went in and out, and closing balance, each at the rate of its day. What is left is the gain."
      action={<YearPicker year={year} thisYear={thisYear} />}
    >
      {report.accounts.length === 0 ? (
        <p className={styles.note}>No account in another currency held anything in {year}.</p>
      ) : (
        <>
          <FxGainTable report={report} />
          {unknown === undefined ? null : (
            <FormMessage tone="warning">
              <p>
                Some gains are not known. {unknown.reason}{' '}
                <Link href={setRateHref(unknown.from, unknown.date)}>Set a rate</Link>
              </p>
            </FormMessage>
          )}
          <p className={styles.note}>
            In all <Amount value={report.gain} currency={report.baseCurrency} sign="always" tone="flow" />
            {report.isComplete ? '.' : ', without the accounts whose gain is not known.'}
          </p>
        </>
      )}
      {report.transfers.length === 0 ? null : (
        <FxTransferTable transfers={report.transfers} locale={locale} />
      )}
    </Section>
  );
}

function YearPicker({ year, thisYear }: { year: number; thisYear: number }) {
  return (
    <nav aria-label="Year of the gain" className={styles.currencies}>
      {[thisYear - 2, thisYear - 1, thisYear].map((each) => (
        <LinkButton
          key={each}
          href={`/currencies?year=${each}`}
          small
          scroll={false}
          look={each === year ? 'secondary' : 'quiet'}
          aria-current={each === year ? 'true' : undefined}
        >
          {each}
        </LinkButton>
      ))}
    </nav>
  );
}
