'use server';

import { type Mend, mendBalance } from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, runForm, textOf } from '@/lib/form-action.ts';

/** Does what a suspect proposes; for a page without JavaScript. */
export async function mendDrift(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const mend = mendBalance.body.shape.mend.parse(JSON.parse(textOf(form, 'mend')));
    return send(form, mend);
  });
}

/** Books the difference as a row that says what it is. */
export async function adjustDrift(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, () =>
    send(form, {
      kind: 'adjustment',
      amount: textOf(form, 'drift'),
      categoryId: z.uuid().catch('').parse(textOf(form, 'categoryId')),
      description: textOf(form, 'description'),
    }),
  );
}

async function send(form: FormData, mend: Mend): Promise<FormState> {
  const api = await serverApi();
  const { data } = await api.call(mendBalance, {
    body: {
      accountId: textOf(form, 'accountId'),
      to: textOf(form, 'to'),
      drift: textOf(form, 'drift'),
      mend,
    },
  });
  revalidatePath('/', 'layout');
  redirect(`/checks?changed=${data.changeSetId}`);
}
