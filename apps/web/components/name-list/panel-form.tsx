'use client';

import type { ReactNode } from 'react';
import { FORM_ID, listQuery, type NameList, nameListHref } from '@/lib/name-list.ts';
import type { FormControl } from '@/lib/use-form-action.ts';
import { Button } from '../button.tsx';
import { ConflictFields } from '../conflict-fields.tsx';
import { LinkButton } from '../link-button.tsx';
import { ProblemMessage } from '../problem-message.tsx';
import styles from './name-list.module.css';

export interface PanelFormProps {
  control: FormControl;
  /** The list that the form came from and goes back to. */
  view: NameList;
  /** What the form is called. */
  label: string;
  submit: string;
  look?: 'primary' | 'danger';
  cancel?: string;
  /** Of what there is already: leads to deleting it. */
  deleteId?: string;
  children: ReactNode;
}

/** A form that opens in a list of named things: what is wrong, its fields, its buttons. */
export function PanelForm(props: PanelFormProps) {
  const { control, view, label, submit, look = 'primary', cancel = 'Cancel', deleteId, children } = props;
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label={label}>
      <ProblemMessage problem={control.problem} />
      <ConflictFields problem={control.problem} />
      <input type="hidden" name="back" value={listQuery(view)} />
      {children}
      <div className={styles.buttons}>
        <Button type="submit" look={look} isPending={control.isPending}>
          {submit}
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          {cancel}
        </LinkButton>
        {deleteId === undefined ? null : (
          <>
            <span className={styles.spread} />
            <LinkButton href={nameListHref(view, { delete: deleteId })} look="danger" scroll={false}>
              Delete
            </LinkButton>
          </>
        )}
      </div>
    </form>
  );
}
