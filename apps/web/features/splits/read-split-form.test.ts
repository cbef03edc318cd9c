import { describe, expect, it } from 'vitest';
import { partsOf, readSplitForm, readWhole, renumbered } from './read-split-form.ts';

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

const CONTEXT = { currency: 'EUR', locale: 'de-DE', isOut: true };

describe('renumbered', () => {
  it('closes the gaps of parts that were left empty, in the order of their numbers', () => {
    const form = renumbered(
      formOf({
        version: '3',
        'splits.0.amount': '6',
        'splits.1.amount': '',
        'splits.1.categoryId': '',
        'splits.10.amount': '3',
        'splits.10.notes': 'bread',
        'splits.2.amount': '1',
      }),
    );
    expect(form.get('version')).toBe('3');
    expect(partsOf(form).map(({ amount, notes }) => [amount, notes])).toEqual([
      ['6', ''],
      ['1', ''],
      ['3', 'bread'],
    ]);
    expect(form.get('splits.2.amount')).toBe('3');
    expect(form.has('splits.10.amount')).toBe(false);
  });
});

describe('readSplitForm', () => {
  it('gives parts the sign of the whole; one that was typed with a minus gives back', () => {
    const form = formOf({
      'splits.0.amount': '10,25',
      'splits.0.categoryId': 'c1',
      'splits.0.id': 'p1',
      'splits.1.amount': '-0,25',
      'splits.1.notes': 'deposit',
    });
    expect(readSplitForm(form, CONTEXT)).toEqual({
      parts: [
        { id: 'p1', amount: '-10.25', categoryId: 'c1', notes: null },
        { amount: '0.25', categoryId: null, notes: 'deposit' },
      ],
      fieldErrors: {},
    });
    expect(readSplitForm(form, { ...CONTEXT, isOut: false }).parts[0]?.amount).toBe('10.25');
  });

  it('works sums out, and says beside the field what is no amount', () => {
    const form = formOf({
      'splits.0.amount': '2*3+1',
      'splits.1.amount': 'many',
      'splits.2.notes': 'x',
      'splits.2.amount': '',
    });
    const reading = readSplitForm(form, CONTEXT);
    expect(reading.parts[0]?.amount).toBe('-7.00');
    expect(Object.keys(reading.fieldErrors)).toEqual(['splits.1.amount', 'splits.2.amount']);
    expect(reading.fieldErrors['splits.2.amount']).toBe('Write an amount.');
  });
});

describe('readWhole', () => {
  it('has the sign of the whole, and is nothing when it was left empty', () => {
    expect(readWhole(formOf({ amount: '12' }), CONTEXT)).toEqual({ decimal: '-12.00', problem: null });
    expect(readWhole(formOf({ amount: '' }), CONTEXT)).toBeNull();
  });
});
