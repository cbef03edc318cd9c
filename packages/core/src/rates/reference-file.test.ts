import { describe, expect, it } from 'vitest';
import { formatRate, ReferenceFileError, readReferenceCsv } from './index.ts';

const rows = (text: string) =>
  readReferenceCsv(text).quotes.map(({ date, quote, rate }) => `${date} ${quote} ${formatRate(rate)}`);

describe('the CSV of euro reference rates', () => {
  it('reads a history: a line a day, N/A and empty where there is no rate, a comma at the end', () => {
    const text = 'Date,USD,JPY,CYP,\r\n2026-11-20,1.0823,161.35,N/A,\r\n2026-11-19,,160.9,N/A,\r\n\r\n';
    expect(rows(text)).toEqual(['2026-11-20 USD 1.0823', '2026-11-20 JPY 161.35', '2026-11-19 JPY 160.9']);
  });

  it('reads the daily file, with its spaces and its written date', () => {
    expect(rows('\uFEFFDate, USD, JPY, \n20 November 2026, 1.0823, 161.35, \n')).toEqual([
      '2026-11-20 USD 1.0823',
      '2026-11-20 JPY 161.35',
    ]);
  });

  it('keeps the rates of currencies that the euro has replaced, and says which others it leaves out', () => {
    const read = readReferenceCsv('Date,USD,TRL,CYP\n2001-01-02,0.9423,631000,0.57\n');
    expect(read.quotes.map(({ quote }) => quote).sort()).toEqual(['CYP', 'USD']);
    expect(read.leftOut).toEqual(['TRL']);
  });

  it.each([
    ['', 'Line 1'],
    ['<html>', 'Line 1'],
    ['Datum,USD\n2026-11-20,1.08', 'Line 1'],
    ['Date,USD\n20.11.2026,1.08', 'Line 2: "20.11.2026" is not a date.'],
    ['Date,USD\n2026-11-31,1.08', 'Line 2: "2026-11-31" is not a date.'],
    ['Date,USD\n2026-11-20,1.08\n2026-11-19,one', 'Line 3: "one" is not a rate.'],
    ['Date,USD\n2026-11-20,-1.08', 'Line 2: "-1.08" is not a rate.'],
    ['Date,USD\n2026-11-20,0', 'Line 2: A rate is above zero.'],
    ['Date,USD\n2026-11-20,N/A', 'There is no rate in it.'],
  ])('refuses %j and says where', (text, message) => {
    expect(() => readReferenceCsv(text)).toThrow(ReferenceFileError);
    expect(() => readReferenceCsv(text)).toThrow(message);
  });
});
