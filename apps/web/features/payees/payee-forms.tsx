'use client';

import type { Payee } from '@fintrack/contract';
import { DeleteNameForm } from '@/components/name-list/delete-name-form.tsx';
import { MergeNamesForm } from '@/components/name-list/merge-names-form.tsx';
import { PanelForm } from '@/components/name-list/panel-form.tsx';
import type { SelectOption } from '@/components/native-select.tsx';
import { countOf } from '@/lib/count-of.ts';
import type { NameList } from '@/lib/name-list.ts';
import { baseOf } from '@/lib/save-merging.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addPayee, mergeSelected, removePayee, savePayee } from './actions.ts';
import { payeeTexts } from './merge-payee.ts';
import { PayeeFields } from './payee-fields.tsx';
import { PayeeUse } from './payee-use.tsx';

interface PayeeFormProps {
  view: NameList;
  categories: readonly SelectOption[];
}

export function AddPayeeForm({ view, categories }: PayeeFormProps) {
  const control = useFormAction(addPayee);
  return (
    <PanelForm control={control} view={view} label="New payee" submit="Add payee">
      <PayeeFields
        control={control}
        categories={categories}
        initial={{ name: '', defaultCategoryId: '', aliases: [] }}
      />
    </PanelForm>
  );
}

export function EditPayeeForm({ payee, view, categories }: PayeeFormProps & { payee: Payee }) {
  const control = useFormAction(savePayee);
  const { id, name, defaultCategoryId, aliases, version } = payee;
  return (
    <PanelForm control={control} view={view} label={`Edit ${name}`} submit="Save" deleteId={id}>
      <PayeeUse payee={payee} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={control.valueOf('version', String(version))} />
      <input type="hidden" name="base" value={control.valueOf('base', baseOf(payeeTexts(payee)))} />
      <PayeeFields
        control={control}
        categories={categories}
        initial={{ name, defaultCategoryId: defaultCategoryId ?? '', aliases }}
      />
    </PanelForm>
  );
}

/** Says in numbers what a payee leaves behind. */
export function DeletePayeeForm({ payee, view }: { payee: Payee; view: NameList }) {
  const { name, transactionCount } = payee;
  return (
    <DeleteNameForm item={payee} view={view} action={removePayee}>
      {transactionCount === 0
        ? `No transaction names “${name}”.`
        : `${countOf(transactionCount, 'transaction stays', 'transactions stay')}, without a payee.`}
    </DeleteNameForm>
  );
}

/** Says in numbers what merging does, and asks which name stays. */
export function MergePayeesForm({ payees, view }: { payees: readonly Payee[]; view: NameList }) {
  const rows = payees.reduce((sum, { transactionCount }) => sum + transactionCount, 0);
  return (
    <MergeNamesForm items={payees} view={view} singular="payee" plural="payees" action={mergeSelected}>
      {countOf(payees.length, 'payee', 'payees')} with {countOf(rows, 'transaction', 'transactions')} become
      one. The other names keep leading to it, when rows are entered or imported under them.
    </MergeNamesForm>
  );
}
