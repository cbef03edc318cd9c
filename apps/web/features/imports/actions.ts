'use server';

import {
  accountType,
  commitImport,
  createAccount,
  createImport,
  decideImportRows,
  deleteImport,
  getImport,
  replayImport,
  revertImport,
  rowDecision,
  rowFate,
  stopImportReplay,
  undecidedRows,
  updateImportMapping,
  updateImportRow,
} from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { readAmountField } from '@/lib/read-amount-field.ts';
import { pageSession } from '@/lib/session.ts';
import { readAnswers, readMappingForm } from './read-mapping-form.ts';
import { readReplay } from './read-replay.ts';

/** Takes a file where JavaScript is off; with it the browser sends the file to the API itself. */
export async function uploadFile(_before: FormState, form: FormData): Promise<FormState> {
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return formProblem(form, { file: 'Choose a file first.' });
  const accountId = textOf(form, 'accountId');
  const upload = new FormData();
  if (accountId !== '' && accountId !== 'new') upload.set('accountId', accountId);
  upload.set('file', file, file.name);
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(createImport, { form: upload });
    return redirect(accountId === 'new' ? `/import/${data.id}?account=new` : `/import/${data.id}`);
  });
}

/** Changes the reading of a file, or answers a question about it. */
export async function changeReading(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    const api = await serverApi();
    const { data: before } = await api.call(getImport, { params: { importId } });
    const mapping = before.mapping === null ? readAnswers(form) : readMappingForm(form, before.mapping);
    const closing = form.has('closing') ? { useClosingBalance: form.has('useClosingBalance') } : {};
    const isChanged = Object.keys(mapping).length > 0 || 'useClosingBalance' in closing;
    if (isChanged) {
      const body = { ...closing, ...(Object.keys(mapping).length === 0 ? {} : { mapping }) };
      await api.call(updateImportMapping, {
        params: { importId },
        body: { ...body, version: textOf(form, 'version') },
      });
    }
    return back(form, importId);
  });
}

/** Says where the rows of a statement go. */
export async function chooseAccount(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  const accountId = textOf(form, 'accountId');
  if (accountId === '') return formProblem(form, { accountId: 'Choose an account.' });
  return runForm(form, async () => {
    await putAccount(form, accountId);
    return back(form, importId);
  });
}

/** Adds an account for the rows of a statement. */
export async function addStatementAccount(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    const api = await serverApi();
    const body = {
      name: textOf(form, 'name'),
      type: accountType.catch('checking').parse(textOf(form, 'type')),
      currency: textOf(form, 'currency'),
    };
    const { data } = await api.call(createAccount, { body });
    await putAccount(form, data.id);
    return back(form, importId);
  });
}

/** Adds a row although it looks like another one, leaves it out, or lets FinTrack decide again; corrects it too. */
export async function changeRow(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  const decision = textOf(form, 'decision');
  const { locale } = await pageSession();
  const amount = readAmountField(form, 'amount', { currency: textOf(form, 'currency'), locale });
  if (amount.problem !== null) return formProblem(form, { amount: amount.problem });
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(updateImportRow, {
      params: { importId, rowNumber: textOf(form, 'rowNumber') },
      body: {
        ...(form.has('decision') ? { decision: rowDecision.nullable().catch(null).parse(decision) } : {}),
        date: optionalTextOf(form, 'date'),
        description: optionalTextOf(form, 'description'),
        ...(amount.decimal === null ? {} : { amount: amount.decimal }),
      },
    });
    return back(form, importId);
  });
}

/** One word on all rows of a fate. */
export async function decideAll(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(decideImportRows, {
      params: { importId },
      body: {
        fate: rowFate.parse(textOf(form, 'fate')),
        decision: rowDecision.nullable().catch(null).parse(textOf(form, 'decision')),
      },
    });
    return back(form, importId);
  });
}

/** Books the new rows in the background; `undecided` says what becomes of those that may be there already. */
export async function bookImport(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    const api = await serverApi();
    const undecided = undecidedRows.safeParse(textOf(form, 'undecided')).data;
    await api.call(commitImport, { params: { importId }, body: undecided ? { undecided } : {} });
    revalidatePath('/', 'layout');
    return redirect(`/import/${importId}`);
  });
}

/** Takes a booked import back; `force` leaves the rows that were edited since. */
export async function undoImport(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(revertImport, { params: { importId }, body: { force: form.has('force') } });
    revalidatePath('/', 'layout');
    return redirect(`/import/${importId}`);
  });
}

/** Makes the books as a replay has shown them. */
export async function applyReplay(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    const api = await serverApi();
    const { data: done } = await api.call(getImport, { params: { importId } });
    const body = { ...readReplay(new URLSearchParams(textOf(form, 'reading')), done), apply: true };
    const { data } = await api.call(replayImport, { params: { importId }, body });
    revalidatePath('/', 'layout');
    // A large file: its page waits, and then says what was changed.
    if (data.isRunning) return redirect(`/import/${importId}?replayed=1`);
    const query = data.changeSetId === null ? '' : `?changed=${data.changeSetId}`;
    return redirect(data.isApplied ? `/import/${importId}${query}` : `/import/${importId}/replay`);
  });
}

/** Stops reading a file again. */
export async function stopReplay(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    await forgetReplay(importId);
    return redirect(`/import/${importId}`);
  });
}

/** Reads a file again after that has failed. */
export async function retryReplay(_before: FormState, form: FormData): Promise<FormState> {
  const importId = textOf(form, 'importId');
  return runForm(form, async () => {
    await forgetReplay(importId);
    const reading = new URLSearchParams(textOf(form, 'reading'));
    return redirect(`/import/${importId}/replay?${reading.toString()}`);
  });
}

async function forgetReplay(importId: string): Promise<void> {
  const api = await serverApi();
  await api.call(stopImportReplay, { params: { importId } });
  revalidatePath('/', 'layout');
}

/** Throws a draft away, or cancels what is being read or booked. */
export async function discardImport(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(deleteImport, { params: { importId: textOf(form, 'importId') } });
    revalidatePath('/import');
    return redirect('/import');
  });
}

async function putAccount(form: FormData, accountId: string): Promise<void> {
  const api = await serverApi();
  const params = { importId: textOf(form, 'importId') };
  const { data: before } = await api.call(getImport, { params });
  const statementIndex = Number(textOf(form, 'statementIndex'));
  const body = { accounts: [{ statementIndex, accountId }], version: before.version };
  await api.call(updateImportMapping, { params, body });
}

/** The same page, as the rows now are; `view` keeps the filter of its rows. */
function back(form: FormData, importId: string): never {
  revalidatePath('/', 'layout');
  const view = textOf(form, 'view');
  redirect(/^\?[\w=&%-]*$/u.test(view) ? `/import/${importId}${view}` : `/import/${importId}`);
}
