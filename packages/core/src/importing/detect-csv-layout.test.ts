import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMinor, parseCurrency } from '../money/index.ts';
import type { CsvLayout } from './csv-layout.ts';
import { firstRowRecord } from './csv-mapping.ts';
import { detectCsvLayout } from './detect-csv-layout.ts';
import { readCsvRow } from './read-csv-row.ts';

const EUR = parseCurrency('EUR');

/** A table written with bars: "Date|Text|Amount" per line. */
function table(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split('|'));
}

/** What the proposed mapping makes of the file: "date amount description" per row. */
function rows(records: string[][], layout: CsvLayout): string[] {
  return records.slice(firstRowRecord(layout.mapping)).flatMap((record, index) => {
    const reading = readCsvRow(record, index + 1, { mapping: layout.mapping, currency: EUR });
    if (!reading.ok) return reading.kind === 'invalid' ? [`invalid: ${reading.reason}`] : [];
    const { date, amountMinor, currency, description } = reading.row;
    return [`${date} ${formatMinor(amountMinor, currency)} ${description}`];
  });
}

function detect(text: string): { layout: CsvLayout; read: string[] } {
  const records = table(text);
  const layout = detectCsvLayout(records);
  return { layout, read: rows(records, layout) };
}

function roles(layout: CsvLayout): string {
  return layout.mapping.columns.join(' ');
}

describe('detectCsvLayout', () => {
  it('reads a plain English file and explains itself', () => {
    const { layout, read } = detect(`
      Date|Description|Amount
      25/05/2026|Salary|1900.00
      24/05/2026|Grocer|-12.40
      03/05/2026|Rent|-800.00`);
    expect(read).toEqual([
      '2026-05-25 1900.00 Salary',
      '2026-05-24 -12.40 Grocer',
      '2026-05-03 -800.00 Rent',
    ]);
    expect(layout.questions).toEqual([]);
    expect(layout.rowOrder).toBe('newestFirst');
    expect(layout.guesses.find((guess) => guess.field === 'dateOrder')?.evidence).toBe(
      '3 of 3 dates read as day/month/year; 25/05/2026 cannot be month/day.',
    );
  });

  it.each([
    [
      'German',
      'Buchungstag|Valuta|Verwendungszweck|Empfänger|Betrag (EUR)|Saldo',
      'date valueDate description payee amount balance',
    ],
    [
      'Dutch',
      'Boekdatum|Rentedatum|Omschrijving|Naam tegenpartij|Bedrag|Saldo',
      'date valueDate description payee amount balance',
    ],
    [
      'French',
      'Date opération|Date valeur|Libellé|Bénéficiaire|Montant|Solde',
      'date valueDate description payee amount balance',
    ],
    [
      'Spanish',
      'Fecha operación|Fecha valor|Concepto|Beneficiario|Importe|Saldo',
      'date valueDate description payee amount balance',
    ],
    [
      'Italian',
      'Data operazione|Data valuta|Descrizione|Controparte|Importo|Saldo',
      'date valueDate description payee amount balance',
    ],
    [
      'Portuguese',
      'Data movimento|Data valor|Descrição|Destinatário|Montante|Saldo',
      'date valueDate description payee amount balance',
    ],
  ])('knows %s headings', (_, header, expected) => {
    const { layout } = detect(`${header}
      14.03.2026|15.03.2026|Invoice 12|Florist|-20,00|80,00
      15.03.2026|15.03.2026|Invoice 13|Florist|-30,00|50,00`);
    expect(roles(layout)).toBe(expected);
    expect(layout.balanceProof).toEqual({ order: 'oldestFirst', checked: 1, agreed: 1 });
  });

  it('asks where day and month cannot be told apart', () => {
    const { layout } = detect(`
      Date|Description|Amount
      01/02/2026|Gym|-25.00`);
    expect(layout.mapping.dateOrder).toBe('ask');
    expect(layout.questions).toEqual([
      {
        field: 'dateOrder',
        ask: true,
        text: 'Is 01/02/2026 1 February 2026 or 2 January 2026?',
        options: [
          { value: 'dmy', label: 'Day first: 2026-02-01' },
          { value: 'mdy', label: 'Month first: 2026-01-02' },
        ],
        suggested: null,
      },
    ]);
    expect(layout.confidence).toBe(0);
  });

  it('suggests the order that keeps a statement together, and still asks', () => {
    const { layout } = detect(`
      Date|Description|Amount
      04/09/2026|a|-1.00
      04/03/2026|b|-2.00
      04/01/2026|c|-3.00`);
    expect(layout.questions.map((question) => [question.field, question.suggested])).toEqual([
      ['dateOrder', 'mdy'],
    ]);
  });

  it('tells day and month by the order of the rows', () => {
    const { layout } = detect(`
      Date|Description|Amount
      05/11/2025|a|-1.00
      02/12/2025|b|-1.00
      09/12/2025|c|-1.00
      03/01/2026|d|-1.00
      01/02/2026|e|-1.00`);
    expect(layout.mapping.dateOrder).toBe('dmy');
    expect(layout.guesses.find((guess) => guess.field === 'dateOrder')?.confidence).toBe(0.8);
  });

  it('skips a preamble with dates and amounts of its own, and totals behind the rows', () => {
    const { layout, read } = detect(`
      Description||Summary Amt.
      Beginning balance as of 01/01/2026||100.00
      Total debits||-30.00
      Date|Description|Amount|Running Bal.
      01/01/2026|Beginning balance as of 01/01/2026||100.00
      01/13/2026|Books|-10.00|90.00
      01/14/2026|Shoes|-20.00|70.00
      Total|||70.00`);
    expect(read).toEqual(['2026-01-13 -10.00 Books', '2026-01-14 -20.00 Shoes']);
    expect(layout.mapping.preambleRecords).toBe(3);
    expect(layout.trailingRecords).toBe(1);
  });

  it('works without a header', () => {
    const { layout, read } = detect(`
      01/13/2026|-15.49|*||STREAMING SERVICE 4711
      01/12/2026|-42.10|*||SUPERMARKET
      01/02/2026|3200.00|*||PAYROLL`);
    expect(layout.mapping.hasHeader).toBe(false);
    expect(read).toEqual([
      '2026-01-13 -15.49 STREAMING SERVICE 4711',
      '2026-01-12 -42.10 SUPERMARKET',
      '2026-01-02 3200.00 PAYROLL',
    ]);
  });

  it('without a header, the balance tells which of two numbers is the amount', () => {
    const { layout, read } = detect(`
      2026-01-01|Opening shop|100.00|-5.00
      2026-01-02|Baker|93.00|-7.00
      2026-01-03|Brewer|95.50|2.50`);
    expect(roles(layout)).toBe('date description balance amount');
    expect(read).toEqual([
      '2026-01-01 -5.00 Opening shop',
      '2026-01-02 -7.00 Baker',
      '2026-01-03 2.50 Brewer',
    ]);
  });

  it('without a header, the balance tells debit from credit', () => {
    const { read } = detect(`
      2026-01-01|Wages|50.00||150.00
      2026-01-02|Baker||7.00|143.00
      2026-01-03|Brewer||3.00|140.00`);
    expect(read).toEqual(['2026-01-01 50.00 Wages', '2026-01-02 -7.00 Baker', '2026-01-03 -3.00 Brewer']);
  });

  it('reads a header in a language that it does not know', () => {
    const { layout, read } = detect(`
      Kuupäev kanne|Selgitus|Maksmine
      2026-01-01|Pood|-5,00
      2026-01-02|Palk|900,00`);
    expect(layout.mapping.hasHeader).toBe(true);
    expect(read).toEqual(['2026-01-01 -5.00 Pood', '2026-01-02 900.00 Palk']);
  });

  it('reads debit and credit columns with the newest row first, and proves them by the balance', () => {
    const { layout, read } = detect(`
      Transaction Date|Sort Code|Transaction Description|Debit Amount|Credit Amount|Balance|
      25/03/2026|'10-20-30|WAGES||500.00|560.00|
      24/03/2026|'10-20-30|CAFE|3.50||60.00|
      23/03/2026|'10-20-30|BOOKS|36.50||63.50|`);
    expect(read).toEqual(['2026-03-25 500.00 WAGES', '2026-03-24 -3.50 CAFE', '2026-03-23 -36.50 BOOKS']);
    expect(layout.balanceProof).toEqual({ order: 'newestFirst', checked: 2, agreed: 2 });
    expect(layout.guesses.find((guess) => guess.field === 'sign')?.confidence).toBe(0.99);
  });

  it('reads money out that is written with a minus in its own column', () => {
    const { read } = detect(`
      Date|Description|Paid out|Paid in
      25 Mar 2026|Cafe|-£3.50|
      24 Mar 2026|Wages||£500.00`);
    expect(read).toEqual(['2026-03-25 -3.50 Cafe', '2026-03-24 500.00 Wages']);
  });

  it('reads unsigned amounts with a direction column', () => {
    const { layout, read } = detect(`
      Datum|Naam / Omschrijving|Af Bij|Bedrag (EUR)|Mededelingen
      20260131|Energie|Af|85,50|Termijn
      20260125|Werkgever|Bij|2.500,00|Salaris`);
    expect(read).toEqual(['2026-01-31 -85.50 Termijn', '2026-01-25 2500.00 Salaris']);
    expect(layout.mapping.sign).toEqual({ kind: 'flag', out: ['Af'], in: ['Bij'], minus: 'ignore' });
    expect(layout.mapping.currency).toBe('EUR');
  });

  it('a direction column that repeats the signs is not used', () => {
    const { layout, read } = detect(`
      Details|Posting Date|Description|Amount
      DEBIT|03/25/2026|Cafe|-3.50
      CREDIT|03/24/2026|Wages|500.00`);
    expect(layout.mapping.sign).toEqual({ kind: 'signed' });
    expect(read).toEqual(['2026-03-25 -3.50 Cafe', '2026-03-24 500.00 Wages']);
  });

  it('the balance overrules signs that are the wrong way round', () => {
    const { layout, read } = detect(`
      Date|Label|Amount|D/C|Balance
      2026-01-01|Supplier|30.00|D|70.00
      2026-01-02|Customer|-40.00|C|110.00
      2026-01-03|Refund to customer|-5.00|D|105.00`);
    expect(read).toEqual([
      '2026-01-01 -30.00 Supplier',
      '2026-01-02 40.00 Customer',
      '2026-01-03 -5.00 Refund to customer',
    ]);
    expect(layout.balanceProof?.agreed).toBe(2);
  });

  it('asks when a card lists charges as positive and payments as negative', () => {
    const { layout, read } = detect(`
      Trans. Date|Description|Amount|Category
      2026-03-25|BOOKSHOP|15.49|Services
      2026-03-24|CAFE|4.00|Restaurants
      2026-03-23|ONLINE PAYMENT - THANK YOU|-300.00|Payments and Credits`);
    expect(layout.questions.map((question) => [question.field, question.suggested])).toEqual([
      ['sign', 'inverted'],
    ]);
    expect(layout.confidence).toBeLessThan(0.5);
    expect(read[0]).toBe('2026-03-25 -15.49 BOOKSHOP');
  });

  it('does not ask when a card lists charges as negative and payments as positive', () => {
    const { layout } = detect(`
      Transaction Date|Description|Amount
      2026-03-25|BOOKSHOP|-15.49
      2026-03-23|AUTOMATIC PAYMENT - THANK YOU|300.00`);
    expect(layout.questions).toEqual([]);
    expect(layout.mapping.sign).toEqual({ kind: 'signed' });
  });

  it('asks when all amounts are positive', () => {
    const { layout } = detect(`
      Date|Description|Amount
      2026-03-25|BOOKSHOP|15.49
      2026-03-23|CAFE|3.00`);
    expect(layout.questions.map((question) => question.field)).toEqual(['sign']);
  });

  it('takes the fee off where the balance says so, and only there', () => {
    const file = (balance: string) => `
      Started Date|Completed Date|Description|Amount|Fee|Currency|State|Balance
      2026-01-30 18:22:10|2026-01-31 09:00:00|Cafe|-10.00|0.00|EUR|COMPLETED|490.00
      2026-02-01 11:00:00|2026-02-01 11:00:05|Cash|-100.00|2.00|EUR|COMPLETED|${balance}
      2026-02-02 12:00:00||Hotel|-200.00|0.00|EUR|PENDING|190.00
      2026-02-02 13:00:00||Shop|-30.00|0.00|EUR|REVERTED|390.00`;
    expect(detect(file('388.00')).read[1]).toBe('2026-02-01 -102.00 Cash');
    expect(detect(file('390.00')).read[1]).toBe('2026-02-01 -100.00 Cash');
    expect(detect(file('388.00')).read).toHaveLength(3);
  });

  it('tells amounts in a foreign currency from those of the account', () => {
    const { layout } = detect(`
      Datum|Empfänger|Kontonummer|Verwendungszweck|Betrag (EUR)|Betrag (Fremdwährung)|Fremdwährung|Wechselkurs
      2026-01-01|Shop|DE123|Games|-59.99|-65.00|USD|1.08`);
    expect(roles(layout)).toBe('date payee ignore description amount ignore ignore ignore');
    expect(layout.mapping.currency).toBe('EUR');
  });

  it('reads app exports: outflow and inflow, and a type column beside positive amounts', () => {
    const register = detect(`
      Account|Flag|Date|Payee|Category Group/Category|Category Group|Category|Memo|Outflow|Inflow|Cleared
      Main||13/01/2026|Starting Balance|Inflow: Ready|Inflow|Ready||$0.00|$1,000.00|Reconciled
      Card|Red|14/01/2026|Cafe|Every: Day|Every|Day|latte|$4.25|$0.00|Uncleared`);
    expect(register.read).toEqual(['2026-01-13 1000.00 Starting Balance', '2026-01-14 -4.25 Cafe']);
    expect(register.layout.accounts).toEqual(['Main', 'Card']);
    const tidied = detect(`
      Date|Description|Original Description|Amount|Transaction Type|Category|Account Name|Labels|Notes
      1/13/2026|Pizza|PIZZA #42|23.40|debit|Food|Main||
      1/14/2026|Wages|WAGES DEP|1500.00|credit|Pay|Main||`);
    expect(tidied.read).toEqual(['2026-01-13 -23.40 PIZZA #42', '2026-01-14 1500.00 WAGES DEP']);
  });

  it('takes a reference for an id only when it is one', () => {
    const words = detect(`
      Date|Counter Party|Reference|Amount
      2026-01-13|Shop|weekly groceries|-5.00
      2026-01-14|Shop|more groceries|-6.00`);
    expect(roles(words.layout)).toBe('date payee description amount');
    const ids = detect(`
      Date|Description|Reference|Amount
      2026-01-13|Shop|TX000813|-5.00
      2026-01-14|Shop|TX000814|-6.00`);
    expect(roles(ids.layout)).toBe('date description externalId amount');
  });

  it.each([
    ['1.234,56', ',', 0.98],
    ['85,50', ',', 0.98],
    ["1'234.56", '.', 0.98],
    ['1,234.56', '.', 0.98],
    ['1234', '.', 0.9],
  ])('finds the decimal mark of %s', (amount, mark, confidence) => {
    const { layout } = detect(`
      Date|Description|Amount
      2026-01-13|a|-${amount}
      2026-01-14|b|12`);
    expect(layout.mapping.decimalMark).toBe(mark);
    expect(layout.guesses.find((guess) => guess.field === 'decimalMark')?.confidence).toBe(confidence);
  });

  it('asks whether 1,234 is a thousand, unless the currency decides', () => {
    const records = table(`
      Date|Description|Amount
      2026-01-13|a|-1,234`);
    expect(detectCsvLayout(records).questions.map((question) => question.field)).toEqual(['decimalMark']);
    expect(detectCsvLayout(records, EUR).mapping.decimalMark).toBe('.');
    expect(detectCsvLayout(records, parseCurrency('KWD')).mapping.decimalMark).toBe('ask');
  });

  it('asks for date and amount where it finds none', () => {
    const { layout } = detect(`
      Colour|Size
      red|large`);
    expect(layout.questions.map((question) => question.field)).toEqual(['date', 'amount']);
    expect(layout.confidence).toBe(0);
  });

  it('the mapping is plain JSON', () => {
    const { layout } = detect(`
      Date|Description|Amount
      2026-01-13|a|-1.00`);
    expect(JSON.parse(JSON.stringify(layout.mapping))).toEqual(layout.mapping);
  });
});

describe('laws of detection', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom(
      '',
      'Date',
      'Amount',
      'Balance',
      'Fee',
      'D',
      'C',
      '01/02/2026',
      '2026-01-13',
      '-1,234.56',
      '1.234,56',
      'Total',
    ),
  );

  it('any records give a layout with which every record is read or refused', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }), (records) => {
        const layout = detectCsvLayout(records);
        expect(layout.confidence).toBeGreaterThanOrEqual(0);
        expect(layout.confidence).toBeLessThanOrEqual(1);
        for (const [index, record] of records.entries()) {
          const reading = readCsvRow(record, index + 1, { mapping: layout.mapping, currency: EUR });
          if (!reading.ok) expect(reading.reason).not.toBe('');
        }
      }),
    );
  });

  it('written statements are read back: any signs, any of the common forms, with a balance to prove them', () => {
    const amounts = fc.array(fc.bigInt({ min: -999_999n, max: 999_999n }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(
        amounts,
        fc.boolean(),
        fc.constantFrom('signed', 'columns', 'flag'),
        (list, newestFirst, form) => {
          let balance = 5000n;
          const written = list.map((amount, index) => {
            balance += amount;
            const magnitude = formatMinor(amount < 0n ? -amount : amount, EUR);
            const out = amount < 0n;
            const money = {
              signed: [formatMinor(amount, EUR)],
              columns: out ? [magnitude, ''] : ['', magnitude],
              flag: [magnitude, out ? 'Debit' : 'Credit'],
            }[form];
            return [`2026-01-${String(index + 10)}`, `Shop ${index}`, ...money, formatMinor(balance, EUR)];
          });
          const header = {
            signed: ['Amount'],
            columns: ['Debit', 'Credit'],
            flag: ['Amount', 'Debit/Credit'],
          }[form];
          const body = newestFirst ? [...written].reverse() : written;
          const records = [['Date', 'Description', ...header, 'Balance'], ...body];
          const { mapping } = detectCsvLayout(records);
          const read = body.map((record) => readCsvRow(record, 1, { mapping, currency: EUR }));
          const expected = newestFirst ? [...list].reverse() : list;
          expect(read.map((reading) => (reading.ok ? reading.row.amountMinor : reading.reason))).toEqual(
            expected,
          );
        },
      ),
    );
  });
});

describe('lines that are no transactions', () => {
  it('are told by their words, among the rows and below them', () => {
    const { layout } = detect(
      `Date|Text|Amount|Balance
       2026-01-13|Beginning balance||100.00
       2026-01-14|Coffee|-3.20|96.80
       Total||-3.20|
       Closing balance|||96.80`,
    );
    expect(layout.guesses.filter((guess) => guess.field === 'leftOut')).toEqual([
      {
        field: 'leftOut',
        confidence: 0.9,
        evidence:
          '3 lines are left out as balances, totals or lines that move no money ("Beginning balance", "Total", "Closing balance").',
      },
    ]);
  });

  it('are not mentioned where there are none', () => {
    const { layout } = detect('Date|Text|Amount\n2026-01-14|Coffee|-3.20');
    expect(layout.guesses.map((guess) => guess.field)).not.toContain('leftOut');
  });
});
