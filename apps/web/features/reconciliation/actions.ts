'use server';

import {
  cancelReconciliation,
  createReconciliation,
  finishReconciliation,
  tickReconciliationRows,
  unlockReconciliation,
} from '@fintrack/contract';
import type { ApiClient } from '@fintrack/contract/client';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { readAmountField } from '@/lib/read-amount-field.ts';
import { pageSession } from '@/lib/session.ts';
import { loadStatement } from './load-statement.ts';

/** Begins to compare an account with a statement. */
export async function beginReconciliation(_before: FormState, form: FormData): Promise<FormState> {
  const accountId = textOf(form, 'accountId');
  const { locale } = await pageSession();
  const currency = textOf(form, 'currency');
  const closing = readAmountField(form, 'closingBalance', { currency, locale });
  const opening = readAmountField(form, 'openingBalance', { currency, locale });
  if (closing.decimal === null || opening.problem !== null) {
    return formProblem(form, {
      ...(closing.decimal === null
        ? { closingBalance: closing.problem ?? 'Write what the statement ends with.' }
        : {}),
      ...(opening.problem === null ? {} : { openingBalance: opening.problem }),
    });
  }
  const body = {
    statementDate: textOf(form, 'statementDate'),
    closingBalance: closing.decimal,
    ...(opening.decimal === null ? {} : { openingBalance: opening.decimal }),
    openingDate: optionalTextOf(form, 'openingDate'),
  };
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(createReconciliation, { params: { accountId }, body });
    return done(placeOf(accountId), null);
  });
}

/** Saves the ticks of the page, and finishes when that button was pressed. */
export async function saveStatement(_before: FormState, form: FormData): Promise<FormState> {
  const params = paramsOf(form);
  return runForm(form, async () => {
    const api = await serverApi();
    await saveTicks(api, params, form);
    if (textOf(form, 'intent') !== 'finish') return done(placeOf(params.accountId), null);
    const { data } = await api.call(finishReconciliation, { params });
    return done(placeOf(params.accountId), data.changeSetId);
  });
}

/** A box that is not ticked is not sent, so what was shown is read again. */
async function saveTicks(api: ApiClient, params: Params, form: FormData): Promise<void> {
  const ticked = new Set(form.getAll('tick'));
  const { data } = await loadStatement(api, params);
  const changed = data.rows.filter((row) => row.isTicked !== ticked.has(row.id));
  if (changed.length === 0) return;
  const idsOf = (isTicked: boolean) =>
    changed.filter((row) => row.isTicked === isTicked).map((row) => row.id);
  await api.call(tickReconciliationRows, { params, body: { tick: idsOf(false), untick: idsOf(true) } });
}

/** Gives the open statement up. */
export async function cancelStatement(_before: FormState, form: FormData): Promise<FormState> {
  const params = paramsOf(form);
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(cancelReconciliation, { params });
    return done(placeOf(params.accountId), data.changeSetId);
  });
}

/** Frees the rows of a finished statement. */
export async function unlockStatement(_before: FormState, form: FormData): Promise<FormState> {
  const params = paramsOf(form);
  return runForm(form, async () => {
    const api = await serverApi();
    const body = { reason: textOf(form, 'reason') };
    const { data } = await api.call(unlockReconciliation, { params, body });
    return done(placeOf(params.accountId), data.changeSetId);
  });
}

interface Params {
  readonly accountId: string;
  readonly reconciliationId: string;
}

function paramsOf(form: FormData): Params {
  return { accountId: textOf(form, 'accountId'), reconciliationId: textOf(form, 'reconciliationId') };
}

function placeOf(accountId: string): string {
  return `/accounts/${accountId}/reconcile`;
}

function done(path: string, changeSetId: string | null): never {
  revalidatePath('/', 'layout');
  redirect(changeSetId === null ? path : `${path}?changed=${changeSetId}`);
}
