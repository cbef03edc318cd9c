import type { RateSourceState } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { Day } from '@/components/day.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { Section } from '@/components/section.tsx';
import { momentFormatter } from '@/lib/format-moment.ts';
import { AskForRatesForm } from './ask-for-rates-form.tsx';
import styles from './currencies.module.css';
import { UploadRatesForm } from './upload-rates-form.tsx';

export interface RateSourcesProps {
  sources: readonly RateSourceState[];
  locale: string;
  timezone: string;
  canManage: boolean;
}

/** Where published rates come from, how far they reach and how the last fetch went. */
export function RateSources({ sources, locale, timezone, canManage }: RateSourcesProps) {
  const isFetched = sources.some((source) => source.isFetched);
  return (
    <Section title="Where rates come from">
      <div className={styles.sources}>
        {sources.map((source) => (
          <Source key={source.source} source={source} moment={momentFormatter({ locale, timezone })} />
        ))}
        {canManage && isFetched ? <AskForRatesForm /> : null}
      </div>
      {canManage ? <UploadRatesForm /> : null}
    </Section>
  );
}

function Source({ source, moment }: { source: RateSourceState; moment: (at: string) => string }) {
  const { name, firstDate, lastDate, isFetched, lastSuccessAt, lastAttemptAt, lastError } = source;
  return (
    <div className={styles.source}>
      <strong>{name}</strong>
      <span className={styles.note}>
        {firstDate === null || lastDate === null ? (
          'No rates yet.'
        ) : (
          <>
            From <Day date={parseCalendarDate(firstDate)} format="full" /> to{' '}
            <Day date={parseCalendarDate(lastDate)} format="full" />.
          </>
        )}{' '}
        {isFetched ? 'Asked every day.' : 'Not asked for new ones on this server.'}{' '}
        {lastSuccessAt === null ? null : `Last answer ${moment(lastSuccessAt)}.`}
      </span>
      {lastError === null || lastAttemptAt === null ? null : (
        <FormMessage tone="warning">
          <p>
            The last attempt, {moment(lastAttemptAt)}, failed: {lastError} It is tried again by itself.
          </p>
        </FormMessage>
      )}
    </div>
  );
}
