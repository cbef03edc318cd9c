import type { Payee } from '@fintrack/contract';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { NameListPage } from '@/components/name-list/name-list-page.tsx';
import { NameListSkeleton } from '@/components/name-list/name-list-skeleton.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { TableFormRow } from '@/components/table.tsx';
import { type LoadedPayees, loadPayees } from '@/features/payees/load-payees.ts';
import {
  AddPayeeForm,
  DeletePayeeForm,
  EditPayeeForm,
  MergePayeesForm,
} from '@/features/payees/payee-forms.tsx';
import { PayeeTable } from '@/features/payees/payee-table.tsx';
import { type NameList, readNameList } from '@/lib/name-list.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Payees' };

export default function PayeesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<NameListSkeleton title="Payees" />}>
      <Payees searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Payees({ searchParams }: { searchParams: SearchParams }) {
  const view = readNameList('/payees', await searchParams);
  const [{ canWrite }, loaded] = await Promise.all([pageSession(), loadPayees(view)]);
  const { payees, total, nextCursor, categories, categoryOptions, selected } = loaded;
  return (
    <NameListPage
      {...{ view, total, nextCursor, canWrite }}
      title="Payees"
      singular="payee"
      plural="payees"
      count={payees.length}
      nothing="There are no payees yet. They come with the first rows that name one."
      above={
        <>
          <ChangeNotice
            changeSetId={await readParam(searchParams, 'changed')}
            kept={await readParam(searchParams, 'kept')}
          />
          {canWrite && view.open?.form === 'add' ? (
            <AddPayeeForm view={view} categories={categoryOptions} />
          ) : null}
          {canWrite && selected.length > 1 ? <MergePayeesForm payees={selected} view={view} /> : null}
        </>
      }
    >
      <PayeeTable
        {...{ payees, view, categories, canWrite }}
        formOf={(payee) => (canWrite ? formAt(payee, view, loaded) : null)}
      />
    </NameListPage>
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
