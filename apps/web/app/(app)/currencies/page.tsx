import { listExchangeRates, listPinnedRates, listRateSources } from '@fintrack/contract';
import { isCalendarDate } from '@fintrack/core/dates';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import styles from '@/features/currencies/currencies.module.css';
import { CurrenciesSkeleton } from '@/features/currencies/currencies-skeleton.tsx';
import { FxGainSection } from '@/features/currencies/fx-gain-section.tsx';
import { PinnedRates } from '@/features/currencies/pinned-rates.tsx';
import { RateHistory } from '@/features/currencies/rate-history.tsx';
import { RateSources } from '@/features/currencies/rate-sources.tsx';
import { RateTable } from '@/features/currencies/rate-table.tsx';
import { SetRateForm } from '@/features/currencies/set-rate-form.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { currencyOptions } from '@/lib/currency-options.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { type PageSession, pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Currencies' };

export default function CurrenciesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<CurrenciesSkeleton />}>
      <Currencies searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Currencies({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const [session, { data }, pinned, { data: sources }] = await Promise.all([
    pageSession(),
    api.call(listExchangeRates, {}),
    api.call(listPinnedRates, { query: { limit: 10 } }),
    api.call(listRateSources, {}),
  ]);
  const { locale, timezone, canWrite, canManage, today } = session;
  const currencies = data.rates.map(({ currency }) => currency);
  const [first] = currencies;
  const asked = await readParam(searchParams, 'currency');
  const shown = currencies.find((currency) => currency === asked) ?? first;
  return (
    <>
      <PageHeader title="Currencies" actions={canWrite ? <SetLink /> : null} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        <OpenForm searchParams={searchParams} session={session} base={data.base} />
        {shown === undefined ? (
          <EmptyState
            sentence={`All your accounts are in ${data.base}. Rates show here when one is in another currency.`}
          />
        ) : (
          <>
            <Section title={`Rates to ${data.base}`}>
              <RateTable base={data.base} rates={data.rates} locale={locale} canWrite={canWrite} />
            </Section>
            <RateHistory {...{ base: data.base, currencies, today, locale }} currency={shown} />
            <FxGainSection year={await readYear(searchParams, today)} today={today} locale={locale} />
          </>
        )}
        <PinnedRates
          rates={pinned.data}
          total={pinned.pagination?.total ?? pinned.data.length}
          locale={locale}
          canWrite={canWrite}
        />
        {shown === undefined ? null : <RateSources {...{ sources, locale, timezone, canManage }} />}
      </div>
    </>
  );
}

function SetLink() {
  return (
    <LinkButton href="/currencies?set=new" scroll={false}>
      <Plus aria-hidden="true" />
      Set a rate
    </LinkButton>
  );
}

interface OpenFormProps {
  searchParams: SearchParams;
  session: PageSession;
  base: string;
}

async function OpenForm({ searchParams, session, base }: OpenFormProps) {
  const set = await readParam(searchParams, 'set');
  const date = await readParam(searchParams, 'date');
  if (set === undefined || !session.canWrite) return null;
  return (
    <Section title="Set a rate">
      <SetRateForm
        key={`${set} ${date}`}
        currency={set === 'new' ? '' : set}
        base={base}
        date={date !== undefined && isCalendarDate(date) ? date : session.today}
        currencies={currencyOptions()}
      />
    </Section>
  );
}

async function readYear(searchParams: SearchParams, today: string): Promise<number> {
  const year = Number(await readParam(searchParams, 'year'));
  const thisYear = Number(today.slice(0, 4));
  return Number.isInteger(year) && year >= 1970 && year <= thisYear ? year : thisYear;
}
