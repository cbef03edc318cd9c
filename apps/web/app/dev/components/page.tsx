import { parseCalendarDate } from '@fintrack/core/dates';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AppProviders } from '@/components/app-providers.tsx';
import { AppFrame } from '@/components/frame/app-frame.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { ChartSamples } from './chart-samples.tsx';
import { FieldSamples } from './field-samples.tsx';
import { OverlaySamples } from './overlay-samples.tsx';
import { RAIL_ACCOUNTS } from './sample-data.ts';
import styles from './samples.module.css';
import { StateSamples } from './state-samples.tsx';
import { TableSamples } from './table-samples.tsx';

export const metadata: Metadata = { title: 'Components' };

/** Every component with believable data, for the people who build with them. Not part of a production build. */
export default function ComponentsPage() {
  if (process.env.NODE_ENV === 'production') notFound();
  return (
    <AppProviders locale="en-US" currency="USD" today={parseCalendarDate('2026-03-12')}>
      <AppFrame tenantName="The Okafor household" accounts={RAIL_ACCOUNTS}>
        <PageHeader title="Components" detail="for development" />
        <div className={styles.page}>
          <ChartSamples />
          <TableSamples />
          <OverlaySamples />
          <FieldSamples />
          <StateSamples />
        </div>
      </AppFrame>
    </AppProviders>
  );
}
