'use server';

import {
  accountType,
  createAccount,
  createAnchor,
  deleteAccount,
  deleteAnchor,
  updateAccount,
} from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { readAmountField } from '@/lib/read-amount-field.ts';
import { saveMerging } from '@/lib/save-merging.ts';
import { pageSession } from '@/lib/session.ts';
import { accountMerging } from './merge-account.ts';

/** Adds an account, if wanted with what the bank says it holds. */
export async function addAccount(_before: FormState, form: FormData): Promise<FormState> {
  const { locale } = await pageSession();
  const amounts = readAmounts(form, textOf(form, 'currency'), locale);
  if (amounts.fieldErrors !== null) return formProblem(form, amounts.fieldErrors);
  return runForm(form, async () => {
    const api = await serverApi();
    const { openingBalance, creditLimit } = amounts;
    const body = {
      ...fieldsOf(form),
      creditLimit,
      ...(openingBalance === null
        ? {}
        : { openingBalance, openingDate: optionalTextOf(form, 'openingDate') }),
    };
    const { data, changeSetId } = await api.call(createAccount, { body });
    return done(`/accounts/${data.id}`, changeSetId);
  });
}

/** Saves what the account's page for editing says. */
export async function saveAccount(_before: FormState, form: FormData): Promise<FormState> {
  const accountId = textOf(form, 'accountId');
  const { locale } = await pageSession();
  const amounts = readAmounts(form, textOf(form, 'currency'), locale);
  if (amounts.fieldErrors !== null) return formProblem(form, amounts.fieldErrors);
  const merging = accountMerging(locale, async (merged, kept) => {
    const api = await serverApi();
    const limit = readAmountField(merged, 'creditLimit', { currency: textOf(merged, 'currency'), locale });
    const { changeSetId } = await api.call(updateAccount, {
      params: { accountId },
      body: {
        ...fieldsOf(merged),
        creditLimit: limit.decimal,
        isHidden: merged.has('isHidden'),
        version: textOf(merged, 'version'),
      },
    });
    return done(`/accounts/${accountId}`, changeSetId, kept);
  });
  return runForm(form, () => saveMerging(form, merging));
}

/** Says what the bank says at the end of a day. */
export async function addAnchor(_before: FormState, form: FormData): Promise<FormState> {
  const accountId = textOf(form, 'accountId');
  const { locale } = await pageSession();
  const reading = readAmountField(form, 'balance', { currency: textOf(form, 'currency'), locale });
  if (reading.decimal === null)
    return formProblem(form, { balance: reading.problem ?? 'Write what the bank says.' });
  const balance = reading.decimal;
  return runForm(form, async () => {
    const api = await serverApi();
    const description = optionalTextOf(form, 'description') ?? null;
    const { changeSetId } = await api.call(createAnchor, {
      params: { accountId },
      body: { balance, date: optionalTextOf(form, 'date'), description },
    });
    return done(`/accounts/${accountId}`, changeSetId);
  });
}

/** Takes an anchor back. */
export async function removeAnchor(_before: FormState, form: FormData): Promise<FormState> {
  const accountId = textOf(form, 'accountId');
  return runForm(form, async () => {
    const api = await serverApi();
    const params = { accountId, anchorId: textOf(form, 'anchorId') };
    const { data } = await api.call(deleteAnchor, { params });
    return done(`/accounts/${accountId}`, data.changeSetId);
  });
}

/** Archives an account, or opens an archived one again. */
export async function archiveAccount(_before: FormState, form: FormData): Promise<FormState> {
  const accountId = textOf(form, 'accountId');
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateAccount, {
      params: { accountId },
      body: { isArchived: textOf(form, 'isArchived') === 'true', version: textOf(form, 'version') },
    });
    return done(`/accounts/${accountId}`, changeSetId);
  });
}

/** Deletes an account with all its rows. */
export async function removeAccount(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteAccount, {
      params: { accountId: textOf(form, 'accountId') },
      query: { force: 'true' },
    });
    return done('/accounts', data.changeSetId);
  });
}

function fieldsOf(form: FormData) {
  return {
    name: textOf(form, 'name'),
    type: accountType.catch('checking').parse(textOf(form, 'type')),
    currency: textOf(form, 'currency'),
    institutionName: optionalTextOf(form, 'institutionName') ?? null,
    accountNumberLast4: optionalTextOf(form, 'accountNumberLast4') ?? null,
  };
}

type Amounts =
  | { readonly fieldErrors: Record<string, string> }
  | {
      readonly fieldErrors: null;
      readonly creditLimit: string | null;
      readonly openingBalance: string | null;
    };

function readAmounts(form: FormData, currency: string, locale: string): Amounts {
  const limit = readAmountField(form, 'creditLimit', { currency, locale });
  const opening = readAmountField(form, 'openingBalance', { currency, locale });
  if (limit.problem === null && opening.problem === null) {
    return { fieldErrors: null, creditLimit: limit.decimal, openingBalance: opening.decimal };
  }
  return {
    fieldErrors: {
      ...(limit.problem === null ? {} : { creditLimit: limit.problem }),
      ...(opening.problem === null ? {} : { openingBalance: opening.problem }),
    },
  };
}

function done(path: string, changeSetId: string | null, kept: string | null = null): never {
  revalidatePath('/', 'layout');
  if (changeSetId === null) redirect(path);
  const query = new URLSearchParams({ changed: changeSetId, ...(kept === null ? {} : { kept }) });
  redirect(`${path}?${query.toString()}`);
}
