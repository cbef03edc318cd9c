'use server';

import { sealAudit } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, runForm } from '@/lib/form-action.ts';

/** Seals what is written so far. */
export async function sealNow(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(sealAudit, {});
    refresh();
    const rows = data.sealedRows === 1 ? 'One row was' : `${data.sealedRows} rows were`;
    return {
      ok: true,
      message: data.sealedRows === 0 ? 'Everything was sealed already.' : `${rows} sealed.`,
    };
  });
}
