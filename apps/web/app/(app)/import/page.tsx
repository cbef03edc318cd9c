import { listAccounts, listImports } from '@fintrack/contract';
import type { Metadata } from 'next';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { ImportList } from '@/features/imports/import-list.tsx';
import styles from '@/features/imports/imports.module.css';
import { UploadForm } from '@/features/imports/upload-form.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportPage({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const cursor = await readParam(searchParams, 'cursor');
  const [{ canWrite, locale, timezone }, { data: accounts }, { data: imports, pagination }] =
    await Promise.all([
      pageSession(),
      api.call(listAccounts, {}),
      api.call(listImports, { query: { limit: 20, cursor } }),
    ]);
  const nextCursor = pagination?.nextCursor ?? null;
  return (
    <>
      <PageHeader title="Import" actions={<LinkButton href="/export">Export</LinkButton>} />
      <div className={styles.page}>
        {canWrite ? (
          <UploadForm
            accounts={accounts.map(({ id, name, currency }) => ({ value: id, label: name, group: currency }))}
            accountId={(await readParam(searchParams, 'accountId')) ?? ''}
          />
        ) : null}
        {imports.length === 0 ? null : (
          <Section title="Earlier files">
            <ImportList {...{ imports, locale, timezone }} />
            {nextCursor === null ? null : (
              <div>
                <LinkButton href={`/import?${new URLSearchParams({ cursor: nextCursor }).toString()}`}>
                  Older
                </LinkButton>
              </div>
            )}
          </Section>
        )}
      </div>
    </>
  );
}
