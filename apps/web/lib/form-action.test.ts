import type { ErrorCode } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { describe, expect, it } from 'vitest';
import { runForm } from './form-action.ts';

describe('runForm', () => {
  it('answers what the work answers', async () => {
    expect(await runForm(new FormData(), async () => ({ ok: true, message: 'Saved.' }))).toEqual({
      ok: true,
      message: 'Saved.',
    });
  });

  it('puts a problem beside its field and keeps what was typed, passwords aside', async () => {
    const form = formOf({ email: 'ada@', password: 'secret', $ACTION_ID: 'x' });
    const details = [
      { path: 'email', message: 'This is not an e-mail address.' },
      { path: 'email', message: 'A second one.' },
    ];
    expect(await runForm(form, () => refuseWith('VALIDATION_FAILED', details))).toEqual({
      ok: false,
      message: null,
      fieldErrors: { email: 'This is not an e-mail address.' },
      obstacles: [],
      code: 'VALIDATION_FAILED',
      errorId: null,
      values: { email: 'ada@' },
    });
  });

  it('says it at the form where no field stands for it', async () => {
    const details = [{ path: 'timezone', message: 'This is not a time zone.' }];
    const state = await runForm(formOf({ name: 'Ada' }), () => refuseWith('VALIDATION_FAILED', details));
    expect(state).toMatchObject({ ok: false, message: 'What is wrong.', values: { name: 'Ada' } });
  });

  it('names what stands in the way', async () => {
    const details = [{ resourceType: 'category', resourceId: 'c1', summary: 'Food', changedBy: 'cs1' }];
    const state = await runForm(new FormData(), () => refuseWith('NOT_REVERTIBLE', details));
    expect(state).toMatchObject({
      message: 'What is wrong.',
      obstacles: [{ text: 'Category “Food”', changeSetId: 'cs1' }],
      fieldErrors: {},
    });
  });

  it('tells the error id of a fault', async () => {
    const state = await runForm(new FormData(), () => refuseWith('INTERNAL', undefined));
    expect(state).toMatchObject({ message: 'What is wrong.', errorId: 'e1', fieldErrors: {} });
  });

  it('lets everything else through, redirects among it', async () => {
    const work = () => Promise.reject(new Error('NEXT_REDIRECT'));
    await expect(runForm(new FormData(), work)).rejects.toThrow('NEXT_REDIRECT');
  });
});

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

function refuseWith(code: ErrorCode, details: unknown): Promise<never> {
  const envelope = {
    success: false,
    error: 'Title',
    message: 'What is wrong.',
    code,
    details,
    errorId: 'e1',
  } as const;
  return Promise.reject(new ApiError(422, envelope));
}
