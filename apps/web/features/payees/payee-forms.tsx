'use client';

import type { Payee } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import type { SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { countOf } from '@/lib/count-of.ts';
import { FORM_ID, listQuery, type NameList, nameListHref } from '@/lib/name-list.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addPayee, removePayee, savePayee } from './actions.ts';
import { PayeeFields } from './payee-fields.tsx';
import { PayeeUse } from './payee-use.tsx';
import styles from './payees.module.css';

interface PayeeFormProps {
  view: NameList;
  categories: readonly SelectOption[];
}

export function AddPayeeForm({ view, categories }: PayeeFormProps) {
  const control = useFormAction(addPayee);
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label="New payee">
      <ProblemMessage problem={control.problem} />
      <PayeeFields
        control={control}
        categories={categories}
        initial={{ name: '', defaultCategoryId: '', aliases: [] }}
        back={listQuery(view)}
      />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={control.isPending}>
          Add payee
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}

export function EditPayeeForm({ payee, view, categories }: PayeeFormProps & { payee: Payee }) {
  const control = useFormAction(savePayee);
  const { id, name, defaultCategoryId, aliases, version } = payee;
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label={`Edit ${name}`}>
      <ProblemMessage problem={control.problem} />
      <PayeeUse payee={payee} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <PayeeFields
        control={control}
        categories={categories}
        initial={{ name, defaultCategoryId: defaultCategoryId ?? '', aliases }}
        back={listQuery(view)}
      />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={control.isPending}>
          Save
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Cancel
        </LinkButton>
        <span className={styles.spread} />
        <LinkButton href={nameListHref(view, { delete: id })} look="danger" scroll={false}>
          Delete
        </LinkButton>
      </div>
    </form>
  );
}

/** Says in numbers what a payee leaves behind. */
export function DeletePayeeForm({ payee, view }: { payee: Payee; view: NameList }) {
  const control = useFormAction(removePayee);
  const { id, name, transactionCount } = payee;
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label={`Delete ${name}`}>
      <ProblemMessage problem={control.problem} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="back" value={listQuery(view)} />
      <p>
        {transactionCount === 0
          ? `No transaction names “${name}”.`
          : `${countOf(transactionCount, 'transaction stays', 'transactions stay')}, without a payee.`}
      </p>
      <div className={styles.buttons}>
        <Button type="submit" look="danger" isPending={control.isPending}>
          Delete “{name}”
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Keep it
        </LinkButton>
      </div>
    </form>
  );
}
