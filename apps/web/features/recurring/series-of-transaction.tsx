import { listRecurring } from '@fintrack/contract';
import Link from 'next/link';
import { Chip } from '@/components/chip.tsx';
import { Section } from '@/components/section.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { seriesHref } from './hrefs.ts';

/** Which series a transaction belongs to; nothing where it belongs to none. */
export async function SeriesOfTransaction({ transactionId }: { transactionId: string }) {
  const api = await serverApi();
  const { data } = await api.call(listRecurring, { query: { transactionId, limit: 1 } });
  const [series] = data.filter(({ state }) => state !== 'dismissed');
  if (!series) return null;
  return (
    <Section title="Recurring">
      <p>
        Part of <Link href={seriesHref(series.id)}>{series.name}</Link>, {series.rhythm}.{' '}
        {series.state === 'proposed' ? <Chip>Proposed</Chip> : null}
      </p>
    </Section>
  );
}
