import { ApiError } from '@fintrack/contract/client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FormState, textOf } from './form-action.ts';
import { baseOf, type FormTexts, type MergingForm, saveMerging } from './save-merging.ts';

const row = z.object({ name: z.string(), notes: z.string().nullable(), version: z.int() });
type Row = z.infer<typeof row>;

const base: FormTexts = { name: 'Giro', notes: '' };

/** An API that holds one row, and a form of it. */
function open(stored: Row) {
  let current = stored;
  const heard: (string | null)[] = [];
  const send = async (form: FormData, kept: string | null): Promise<FormState> => {
    if (form.get('version') !== String(current.version)) throw stale(current);
    current = {
      name: textOf(form, 'name'),
      notes: textOf(form, 'notes'),
      version: current.version + 1,
    };
    heard.push(kept);
    return { ok: true };
  };
  const merging: MergingForm = {
    fields: [
      { name: 'name', label: 'Name', keys: ['name'] },
      { name: 'notes', label: 'Notes', keys: ['notes'] },
    ],
    read: (form) => ({ name: textOf(form, 'name'), notes: textOf(form, 'notes') }),
    textsOf: (given) => {
      const { name, notes } = row.parse(given);
      return { name, notes: notes ?? '' };
    },
    write: (form, texts) => {
      for (const [name, text] of Object.entries(texts)) form.set(name, text);
    },
    show: async (name, texts) => texts[name] || 'Empty',
    send,
  };
  return { merging, heard, current: () => current };
}

function stale(current: Row): ApiError {
  return new ApiError(409, {
    success: false,
    error: 'Stale',
    message: 'Somebody changed it meanwhile.',
    code: 'STALE_VERSION',
    details: { current, changedBy: { name: 'Anna', at: '2026-03-01T12:00:00.000Z' } },
    errorId: 'x',
  });
}

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, text] of Object.entries({ ...base, base: baseOf(base), version: '1', ...values })) {
    form.set(name, text);
  }
  return form;
}

describe('a form whose row nobody else changed', () => {
  it('is saved as it is', async () => {
    const { merging, heard, current } = open({ name: 'Giro', notes: null, version: 1 });
    expect(await saveMerging(formOf({ name: 'Main' }), merging)).toEqual({ ok: true });
    expect(current()).toEqual({ name: 'Main', notes: '', version: 2 });
    expect(heard).toEqual([null]);
  });
});

describe('a form whose row somebody else changed', () => {
  it('elsewhere: is saved with both, and tells what is kept', async () => {
    const { merging, heard, current } = open({ name: 'Giro', notes: 'theirs', version: 4 });
    expect(await saveMerging(formOf({ name: 'Main' }), merging)).toEqual({ ok: true });
    expect(current()).toEqual({ name: 'Main', notes: 'theirs', version: 5 });
    expect(heard).toEqual(['Notes']);
  });

  it('at the same place: comes back with both, with what was typed, and with the version that is there', async () => {
    const { merging, current } = open({ name: 'Savings', notes: 'theirs', version: 4 });
    const state = await saveMerging(formOf({ name: 'Main' }), merging);
    expect(state).toMatchObject({
      ok: false,
      code: 'STALE_VERSION',
      message: 'Anna changed the same meanwhile. Choose what to keep, then save.',
      conflict: {
        changedBy: 'Anna',
        fields: [{ name: 'name', label: 'Name', before: 'Giro', mine: 'Main', theirs: 'Savings' }],
      },
      values: { name: 'Main', notes: 'theirs', version: '4', base: '{"name":"Savings","notes":"theirs"}' },
    });
    expect(current().version).toBe(4);
  });

  it.each([
    ['mine', 'Main'],
    ['theirs', 'Savings'],
  ])('sent again with the choice %s: is saved with it', async (choice, name) => {
    const { merging, current } = open({ name: 'Savings', notes: 'theirs', version: 4 });
    const state = await saveMerging(formOf({ name: 'Main' }), merging);
    if (state?.ok !== false) throw new Error('It was not refused.');
    const again = formOf({ ...state.values, 'keep.name': choice });
    expect(await saveMerging(again, merging)).toEqual({ ok: true });
    expect(current()).toEqual({ name, notes: 'theirs', version: 5 });
  });

  it('again while it is being asked about: asks again', async () => {
    const { merging } = open({ name: 'Third', notes: null, version: 5 });
    const again = formOf({
      name: 'Main',
      version: '4',
      base: baseOf({ name: 'Savings', notes: '' }),
      'keep.name': 'mine',
    });
    expect(await saveMerging(again, merging)).toMatchObject({
      conflict: { fields: [{ before: 'Savings', mine: 'Main', theirs: 'Third' }] },
    });
  });
});

describe('any other refusal', () => {
  it('goes on up', async () => {
    const { merging } = open({ name: 'Giro', notes: null, version: 1 });
    const broken = { ...merging, send: () => Promise.reject(new Error('no')) };
    await expect(saveMerging(formOf({}), broken)).rejects.toThrow('no');
  });

  it('goes on up, too, from a form that brings no base along', async () => {
    const { merging } = open({ name: 'Giro', notes: null, version: 2 });
    await expect(saveMerging(formOf({ base: '' }), merging)).rejects.toThrow(
      'Somebody changed it meanwhile.',
    );
  });
});
