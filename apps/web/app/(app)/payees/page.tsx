import type { Payee } from '@fintrack/contract';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Button } from '@/components/button.tsx';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { TableFormRow } from '@/components/table.tsx';
import { TextField } from '@/components/text-field.tsx';
import { type LoadedPayees, loadPayees } from '@/features/payees/load-payees.ts';
import { MergeForm } from '@/features/payees/merge-form.tsx';
import { AddPayeeForm, DeletePayeeForm, EditPayeeForm } from '@/features/payees/payee-forms.tsx';
import { PayeeTable } from '@/features/payees/payee-table.tsx';
import styles from '@/features/payees/payees.module.css';
import { PayeesSkeleton } from '@/features/payees/payees-skeleton.tsx';
import { type NameList, nameListHref, readNameList } from '@/lib/name-list.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Payees' };

export default function PayeesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<PayeesSkeleton />}>
      <Payees searchParams={searchParams} />
    </PageBoundary>
  );
}

const SELECTION_FORM = 'selection';

async function Payees({ searchParams }: { searchParams: SearchParams }) {
  const view = readNameList('/payees', await searchParams);
  const [{ canWrite }, loaded] = await Promise.all([pageSession(), loadPayees(view)]);
  const { payees, total, nextCursor, categories, categoryOptions, selected } = loaded;
  return (
    <>
      <PageHeader title="Payees" detail={total} actions={canWrite ? <AddLink view={view} /> : null} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {canWrite && view.open?.form === 'add' ? (
          <AddPayeeForm view={view} categories={categoryOptions} />
        ) : null}
        {canWrite && selected.length > 1 ? <MergeForm payees={selected} view={view} /> : null}
        <Bar view={view} canMerge={canWrite && payees.length > 1} />
        {payees.length === 0 ? (
          <Nothing isSearch={view.q !== undefined} />
        ) : (
          <PayeeTable
            payees={payees}
            view={view}
            categories={categories}
            canWrite={canWrite}
            selectionFormId={SELECTION_FORM}
            formOf={(payee) => (canWrite ? formAt(payee, view, loaded) : null)}
          />
        )}
        {nextCursor === null ? null : (
          <p>
            <LinkButton href={nameListHref(view, { cursor: nextCursor })}>More payees</LinkButton>
          </p>
        )}
      </div>
    </>
  );
}

function AddLink({ view }: { view: NameList }) {
  return (
    <LinkButton href={nameListHref(view, { add: 'payee' })} scroll={false}>
      <Plus aria-hidden="true" />
      New payee
    </LinkButton>
  );
}

/** Search, and merging those that are ticked: plain forms that lead back here. */
function Bar({ view, canMerge }: { view: NameList; canMerge: boolean }) {
  return (
    <div className={styles.bar}>
      <form action={view.path} className={styles.search} role="search">
        {view.sort === 'name' ? null : <input type="hidden" name="sort" value={view.sort} />}
        <TextField
          key={view.q}
          type="search"
          label="Search payees"
          hideLabel
          placeholder="Search payees"
          name="q"
          defaultValue={view.q}
        />
        <Button type="submit">Search</Button>
      </form>
      {canMerge ? (
        <form action={view.path} id={SELECTION_FORM} aria-label="Selected payees">
          {view.q === undefined ? null : <input type="hidden" name="q" value={view.q} />}
          {view.sort === 'name' ? null : <input type="hidden" name="sort" value={view.sort} />}
          <Button type="submit">Merge selected</Button>
        </form>
      ) : null}
    </div>
  );
}

function formAt(payee: Payee, view: NameList, { categoryOptions }: LoadedPayees): ReactNode {
  if (view.open?.id !== payee.id) return null;
  return (
    <TableFormRow columns={6}>
      {view.open.form === 'delete' ? (
        <DeletePayeeForm payee={payee} view={view} />
      ) : (
        <EditPayeeForm payee={payee} view={view} categories={categoryOptions} />
      )}
    </TableFormRow>
  );
}

function Nothing({ isSearch }: { isSearch: boolean }) {
  if (!isSearch) {
    return <EmptyState sentence="There are no payees yet. They come with the first rows that name one." />;
  }
  return (
    <EmptyState
      sentence="No payee has this in its name."
      action={<LinkButton href="/payees">Show all payees</LinkButton>}
    />
  );
}
