import type { CsvMappingWire } from '@fintrack/contract';
import { describe, expect, it } from 'vitest';
import { readAnswers, readMappingForm, signName } from './read-mapping-form.ts';

const MAPPING: CsvMappingWire = {
  version: 1,
  delimiter: ',',
  preambleRecords: 0,
  hasHeader: true,
  header: ['Day', 'Text', 'Value'],
  columns: ['date', 'description', 'amount'],
  dateOrder: 'mdy',
  decimalMark: '.',
  sign: { kind: 'signed' },
  currency: null,
  pendingStates: [],
  skippedStates: [],
  onlyAccount: null,
};

describe('readMappingForm', () => {
  it('keeps only what says something new', () => {
    expect(read({ dateOrder: 'dmy', decimalMark: '.', sign: 'signed', hasHeader: 'true' })).toEqual({
      dateOrder: 'dmy',
    });
    expect(read({})).toEqual({});
  });

  it('counts an answer even where it is as guessed', () => {
    expect(read({ answers: '1', sign: 'signed' })).toEqual({ sign: { kind: 'signed' } });
  });

  it('reads the roles of all columns, or gives one column a role', () => {
    expect(read({ 'column-0': 'date', 'column-1': 'payee', 'column-2': 'amount' })).toEqual({
      columns: ['date', 'payee', 'amount'],
    });
    expect(read({ answers: '1', assignRole: 'payee', assignColumn: '1' })).toEqual({
      columns: ['date', 'payee', 'amount'],
    });
  });

  it('has the columns detected anew under another delimiter', () => {
    expect(read({ delimiter: ';', 'column-0': 'ignore', dateOrder: 'ymd' })).toEqual({ delimiter: ';' });
    expect(read({ delimiter: '\t' })).toEqual({ delimiter: '\t' });
  });

  it('reads the ways to tell in from out', () => {
    expect(read({ sign: 'debitCredit negative' })).toEqual({
      sign: { kind: 'debitCredit', debitIs: 'negative' },
    });
    expect(read({ sign: 'flag ignore', flagOut: 'D, Debit', flagIn: 'C' })).toEqual({
      sign: { kind: 'flag', out: ['D', 'Debit'], in: ['C'], minus: 'ignore' },
    });
  });

  it('names a convention as the form does', () => {
    expect(signName({ kind: 'flag', out: [], in: [], minus: 'reverse' })).toBe('flag reverse');
    expect(signName({ kind: 'inverted' })).toBe('inverted');
  });
});

describe('readAnswers', () => {
  it('reads the answer to a question about a file without columns', () => {
    expect(readAnswers(formOf({ answers: '1', dateOrder: 'dmy' }))).toEqual({ dateOrder: 'dmy' });
    expect(readAnswers(formOf({ answers: '1', decimalMark: ',' }))).toEqual({ decimalMark: ',' });
  });

  it('reads nothing that was not asked', () => {
    expect(readAnswers(formOf({ dateOrder: 'dmy' }))).toEqual({});
    expect(readAnswers(formOf({ answers: '1', dateOrder: 'ask', delimiter: ';' }))).toEqual({});
  });
});

function read(fields: Record<string, string>) {
  return readMappingForm(formOf(fields), MAPPING);
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
