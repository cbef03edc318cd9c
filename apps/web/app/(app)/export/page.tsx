import { listAccounts } from '@fintrack/contract';
import type { Metadata } from 'next';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { CheckCommands } from '@/features/exports/check-commands.tsx';
import { exportProblem, readExportChoice } from '@/features/exports/export-address.ts';
import { ExportContents } from '@/features/exports/export-contents.tsx';
import { ExportForm } from '@/features/exports/export-form.tsx';
import styles from '@/features/exports/exports.module.css';
import { RowExportLinks } from '@/features/exports/row-export-links.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import type { SearchParams } from '@/lib/search-params.ts';

export const metadata: Metadata = { title: 'Export' };

export default async function ExportPage({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const { data: accounts } = await api.call(listAccounts, {
    query: { includeArchived: 'true', includeHidden: 'true' },
  });
  const choice = readExportChoice(queryOf(await searchParams));
  return (
    <>
      <PageHeader title="Export" />
      <div className={styles.page}>
        <Section
          title="Transactions as a table"
          description="All of them, with their splits, tags, transfers and ids. FinTrack reads the file again with nothing changed. For some of them, narrow the list of transactions and export it there."
        >
          <RowExportLinks filter={{}} label="Export all transactions" look="secondary" />
        </Section>
        <Section
          title="Books for a second accountant"
          description="The whole of your books as a text file that another accounting program reads. It comes to the same balances as FinTrack, on every day and to the last cent."
        >
          <ExportForm choice={choice} accounts={accounts} problem={exportProblem(choice)} />
        </Section>
        <Section title="What is in it">
          <ExportContents />
        </Section>
        <Section
          title="Check it yourself"
          description="Two commands are enough, with a program that is not ours."
        >
          <CheckCommands />
        </Section>
      </div>
    </>
  );
}

function queryOf(params: Awaited<SearchParams>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each])),
  );
}
