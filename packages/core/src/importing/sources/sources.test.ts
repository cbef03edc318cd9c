import { describe, expect, it } from 'vitest';
import { parseCurrency } from '../../money/index.ts';
import { type CsvMapping, firstRowRecord } from '../csv-mapping.ts';
import { detectCsvLayout } from '../detect-csv-layout.ts';
import { openCsvLines, openCsvScan } from '../open-csv-lines.ts';
import type { LineReading } from './csv-source.ts';

const EUR = parseCurrency('EUR');

/** Cells parted by commas; quotes only where a cell begins with one. */
function records(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((cell) => cell[1] ?? cell[2] ?? ''),
    );
}

interface Read {
  readonly mapping: CsvMapping;
  readonly lines: readonly LineReading[];
  readonly questions: readonly string[];
}

/** Reads a file as the program does: detected, looked through where needed, line by line. */
function read(text: string, answers: Partial<CsvMapping> = {}): Read {
  const all = records(text);
  const layout = detectCsvLayout(all, EUR);
  const mapping = { ...layout.mapping, ...answers };
  const currencyOf = () => EUR;
  const first = firstRowRecord(mapping);
  const scan = openCsvScan(mapping, { currencyOf });
  for (const [index, cells] of all.entries()) if (index >= first) scan?.push(cells, index + 1);
  const reader = openCsvLines(mapping, { currencyOf, facts: scan?.finish() });
  const lines = all.flatMap((cells, index) => (index < first ? [] : reader.push(cells, index + 1)));
  return {
    mapping,
    lines: [...lines, ...reader.end()],
    questions: layout.questions.map((question) => question.field),
  };
}

/** "line account date amount currency": what matters of the rows; reasons for the others. */
function told({ lines }: Read): string[] {
  return lines.map(({ line, account, reading }) =>
    reading.ok
      ? `${line} ${account || '-'} ${reading.row.date} ${reading.row.amountMinor} ${reading.row.currency}`
      : `${line} ${reading.kind}: ${reading.reason}`,
  );
}

function rowAt(found: Read, line: number): Extract<LineReading['reading'], { ok: true }>['row'] {
  const reading = found.lines.find((each) => each.line === line)?.reading;
  if (!reading?.ok) throw new Error(`Line ${line} is no row.`);
  return reading.row;
}

describe('PayPal', () => {
  const HEADER =
    'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,Reference Txn ID,Balance,Balance Impact';

  it('makes one row of a payment and its conversion, and keeps what fills the balance', () => {
    const found = read(`${HEADER}
15/01/2026,10:00:00,CET,Shop Inc,Express Checkout Payment,Completed,USD,-10.00,0.00,-10.00,me,shop,TX1,,-10.00,Debit
15/01/2026,10:00:00,CET,,Bank Deposit to PP Account,Pending,EUR,9.20,0.00,9.20,,,TX2,TX1,9.20,Credit
15/01/2026,10:00:00,CET,,General Currency Conversion,Completed,EUR,-9.20,0.00,-9.20,,,TX3,TX1,0.00,Debit
15/01/2026,10:00:00,CET,,General Currency Conversion,Completed,USD,10.00,0.00,10.00,,,TX4,TX1,0.00,Credit
16/01/2026,09:00:00,CET,Jane Doe,Mobile Payment,Completed,EUR,100.00,-2.50,97.50,jane,me,TX5,,97.50,Credit
16/01/2026,09:30:00,CET,Hotel,General Authorization,Pending,EUR,-50.00,0.00,-50.00,me,hotel,TX6,,97.50,Memo`);
    expect(found.mapping.source).toBe('paypal');
    expect(found.questions).toEqual([]);
    expect(told(found)).toEqual([
      '2 EUR 2026-01-15 -920 EUR',
      '3 EUR 2026-01-15 920 EUR',
      '4 skip: The line converts the currency of the payment TX1, and is part of its row.',
      '5 skip: The line converts the currency of the payment TX1, and is part of its row.',
      '6 EUR 2026-01-16 9750 EUR',
      '7 skip: PayPal marks the line as a memo: it does not change the balance.',
    ]);
    expect(rowAt(found, 2)).toMatchObject({
      payee: 'Shop Inc',
      externalId: 'TX1',
      remarks: ['Paid as -10.00 USD, converted in lines 4 and 5.'],
    });
    expect(rowAt(found, 3).state).toBe('pending');
  });

  it('leaves a conversion alone that does not balance a payment out', () => {
    const found = read(`${HEADER}
15/01/2026,10:00:00,CET,Shop,Payment,Completed,USD,-10.00,0.00,-10.00,,,TX1,,-10.00,Debit
15/01/2026,10:00:00,CET,,General Currency Conversion,Completed,USD,4.00,0.00,4.00,,,TX3,TX1,-6.00,Credit
15/01/2026,10:00:00,CET,,General Currency Conversion,Completed,EUR,-3.50,0.00,-3.50,,,TX4,TX1,-3.50,Debit`);
    expect(told(found)).toEqual([
      '2 USD 2026-01-15 -1000 USD',
      '3 USD 2026-01-15 400 USD',
      '4 EUR 2026-01-15 -350 EUR',
    ]);
  });

  it('reads the German export', () => {
    const found = read(
      `Datum,Uhrzeit,Zeitzone,Beschreibung,Währung,Brutto,Entgelt,Netto,Guthaben,Transaktionscode,Name,Zugehöriger Transaktionscode
13.01.2026,10:00:00,CET,Zahlung,USD,"-1.010,00","0,00","-1.010,00","-1.010,00",A1,Laden,
13.01.2026,10:00:00,CET,Allgemeine Währungsumrechnung,EUR,"-920,50","0,00","-920,50","79,50",A2,,A1
13.01.2026,10:00:00,CET,Allgemeine Währungsumrechnung,USD,"1.010,00","0,00","1.010,00","0,00",A3,,A1`,
    );
    expect(found.mapping.source).toBe('paypal');
    expect(told(found)[0]).toBe('2 EUR 2026-01-13 -92050 EUR');
    expect(rowAt(found, 2)).toMatchObject({ payee: 'Laden', balanceMinor: 7950n });
  });
});

describe('Revolut', () => {
  it('takes the fee off, keeps pending rows pending, drops reverted ones, and parts currencies and pockets', () => {
    const found = read(`Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
CARD_PAYMENT,Current,2026-01-30 18:22:10,2026-01-31 09:00:00,Bar,-10.00,0.00,EUR,COMPLETED,490.00
ATM,Current,2026-02-01 11:00:00,2026-02-01 11:00:05,Cash,-100.00,2.00,EUR,COMPLETED,388.00
CARD_PAYMENT,Current,2026-02-02 12:00:00,,Deposit,-200.00,0.00,EUR,PENDING,
CARD_PAYMENT,Current,2026-02-02 13:00:00,,Shop,-30.00,0.00,EUR,REVERTED,
TRANSFER,Savings,2026-02-03 08:00:00,2026-02-03 08:00:01,To pocket,50.00,0.00,EUR,COMPLETED,50.00
EXCHANGE,Current,2026-02-03 08:00:00,2026-02-03 08:00:01,Exchanged,20.00,0.00,USD,COMPLETED,20.00`);
    expect(found.mapping.source).toBe('revolut');
    expect(told(found)).toEqual([
      '2 EUR 2026-01-30 -1000 EUR',
      '3 EUR 2026-02-01 -10200 EUR',
      '4 EUR 2026-02-02 -20000 EUR',
      '5 skip: The bank marks the line as "REVERTED", so no money moved.',
      '6 Savings EUR 2026-02-03 5000 EUR',
      '7 USD 2026-02-03 2000 USD',
    ]);
    expect(rowAt(found, 4).state).toBe('pending');
  });
});

describe('Wise', () => {
  it('does not take the fees off twice, and finds the payee in whichever column has one', () => {
    const found =
      read(`TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Exchange From,Exchange To,Exchange Rate,Payer Name,Payee Name,Payee Account Number,Merchant,Card Last Four Digits,Total fees
CARD-1,03-02-2026,-12.40,EUR,Card transaction,,87.60,,,,,,,Bakery,1234,0.40
TRANSFER-2,05-02-2026,50.00,EUR,Received money,INV 7,137.60,,,,Jane Doe,,,,,0.00`);
    expect(found.mapping.source).toBe('wise');
    expect(told(found)).toEqual(['2 EUR 2026-02-03 -1240 EUR', '3 EUR 2026-02-05 5000 EUR']);
    expect([rowAt(found, 2).payee, rowAt(found, 3).payee]).toEqual(['Bakery', 'Jane Doe']);
    expect(rowAt(found, 3)).toMatchObject({ externalId: 'TRANSFER-2', notes: 'INV 7', balanceMinor: 13760n });
  });
});

describe('the history of Wise', () => {
  const HEADER =
    'ID,Status,Direction,Created on,Finished on,Source fee amount,Source fee currency,Target fee amount,Target fee currency,Source name,Source amount (after fees),Source currency,Target name,Target amount (after fees),Target currency,Exchange rate,Reference,Batch,Created by,Category,Note';

  it('takes the fee from what leaves, and gives a conversion both its sides', () => {
    const found = read(`${HEADER}
TRANSFER-1,COMPLETED,OUT,2026-01-05 10:00:00,2026-01-06 10:00:00,1.50,EUR,,,Me,98.50,EUR,Landlord,98.50,EUR,1.0,Rent,,Me,,
TRANSFER-2,COMPLETED,IN,2026-01-07 10:00:00,2026-01-07 10:00:00,0.00,USD,,,Client,500.00,USD,Me,500.00,USD,1.0,Invoice 7,,,,
BALANCE-3,COMPLETED,NEUTRAL,2026-01-08 10:00:00,2026-01-08 10:00:00,0.40,EUR,,,Me,99.60,EUR,Me,108.20,USD,1.086,,,Me,,
TRANSFER-4,CANCELLED,OUT,2026-01-09 10:00:00,,0.00,EUR,,,Me,5.00,EUR,X,5.00,EUR,1.0,,,Me,,
TRANSFER-5,REFUNDED,OUT,2026-01-10 10:00:00,,0.00,EUR,,,Me,5.00,EUR,X,5.00,EUR,1.0,,,Me,,`);
    expect(found.mapping.source).toBe('wise');
    expect(told(found)).toEqual([
      '2 EUR 2026-01-05 -10000 EUR',
      '3 USD 2026-01-07 50000 USD',
      '4 EUR 2026-01-08 -10000 EUR',
      '4 USD 2026-01-08 10820 USD',
      '5 skip: The bank marks the line as "CANCELLED", so no money moved.',
      '6 skip: Wise gave the money back, so none moved.',
    ]);
    expect([rowAt(found, 2).payee, rowAt(found, 3).payee]).toEqual(['Landlord', 'Client']);
  });
});

describe('N26, Monzo, Starling, Lloyds, Chase', () => {
  it.each([
    [
      'n26',
      'Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Account Name,Amount (EUR),Original Amount,Original Currency,Exchange Rate\n2026-02-01,2026-02-02,Cafe,,MasterCard Payment,,Main Account,-4.50,-4.50,EUR,1',
      '2 Main Account 2026-02-01 -450 EUR',
    ],
    [
      'monzo',
      'Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In\ntx_1,01/02/2026,12:00:00,Card payment,Tesco,x,Groceries,-10.25,GBP,-10.25,GBP,weekly #food #home,,,TESCO STORES,,-10.25,',
      '2 - 2026-02-01 -1025 GBP',
    ],
    [
      'starling',
      'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes\n03/06/2026,Netflix,NETFLIX.COM,CARD,-10.99,1210.44,ENTERTAINMENT,',
      '2 - 2026-06-03 -1099 GBP',
    ],
    [
      'lloyds',
      "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n07/04/2026,DEB,'30-00-00,12345678,SHOP,10.99,,1502.10",
      '2 12345678 2026-04-07 -1099 EUR',
    ],
    [
      'chase',
      'Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n04/09/2026,04/10/2026,COSTCO,Shopping,Sale,-4.56,',
      '2 - 2026-04-09 -456 EUR',
    ],
  ])('%s is known by its header, so that no date is in doubt', (source, text, row) => {
    const found = read(text);
    expect(found.mapping.source).toBe(source);
    expect(found.questions).toEqual([]);
    expect(told(found)).toEqual([row]);
    if (source === 'monzo') expect(rowAt(found, 2).tags).toEqual(['food', 'home']);
  });
});

describe('Mint', () => {
  it('takes category, labels, notes and account over', () => {
    const found =
      read(`Date,Description,Original Description,Amount,Transaction Type,Category,Account Name,Labels,Notes
8/03/2025,Pizza,PIZZA #42,23.40,debit,Restaurants,Checking,"Date night, Shared",good
8/04/2025,Books,BOOKS ONLINE,12.00,credit,Uncategorized,Visa,,`);
    expect(found.mapping.source).toBe('mint');
    expect(told(found)).toEqual(['2 Checking 2025-08-03 -2340 EUR', '3 Visa 2025-08-04 1200 EUR']);
    expect(rowAt(found, 2)).toMatchObject({
      payee: 'Pizza',
      description: 'PIZZA #42',
      category: 'Restaurants',
      tags: ['Date night', 'Shared'],
      notes: 'good',
    });
    expect(rowAt(found, 3)).not.toHaveProperty('category');
  });
});

describe('Monarch', () => {
  it('takes the original statement for the bank line', () => {
    const found = read(`Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags
2026-01-02,Cafe,Coffee,Checking,SQ *CAFE 12,,-3.20,"Work,Team"`);
    expect(found.mapping.source).toBe('monarch');
    expect(rowAt(found, 2)).toMatchObject({
      description: 'SQ *CAFE 12',
      payee: 'Cafe',
      category: 'Coffee',
      tags: ['Work', 'Team'],
      amountMinor: -320n,
    });
  });
});

describe('YNAB', () => {
  const HEADER =
    '"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"';

  it('takes transfers, flags and splits over; income that waits has no category', () => {
    const found = read(`${HEADER}
"Checking","","01/13/2026","Starting Balance","Inflow: Ready to Assign","Inflow","Ready to Assign","","$0.00","$1,000.00","Reconciled"
"Checking","Red","01/14/2026","Store","Everyday: Food","Everyday","Food","Split (1/2) weekly","$60.00","$0.00","Cleared"
"Checking","Red","01/14/2026","Store","Everyday: Home","Everyday","Home","Split (2/2) ","$22.50","$0.00","Cleared"
"Checking","","01/15/2026","Transfer : Visa","","","","card","$200.00","$0.00","Cleared"
"Visa","","01/15/2026","Transfer : Checking","","","","card","$0.00","$200.00","Uncleared"`);
    expect(found.mapping.source).toBe('ynab');
    expect(told(found)).toEqual([
      '2 Checking 2026-01-13 100000 EUR',
      '3 Checking 2026-01-14 -8250 EUR',
      '4 skip: The line is a part of the split in line 3.',
      '5 Checking 2026-01-15 -20000 EUR',
      '6 Visa 2026-01-15 20000 EUR',
    ]);
    expect(rowAt(found, 2)).not.toHaveProperty('category');
    expect(rowAt(found, 3)).toMatchObject({
      payee: 'Store',
      splits: [
        { amountMinor: -6000n, category: 'Food', notes: 'weekly' },
        { amountMinor: -2250n, category: 'Home' },
      ],
    });
    expect(rowAt(found, 5)).toMatchObject({ transferAccount: 'Visa', notes: 'card' });
    expect(rowAt(found, 6)).toMatchObject({ transferAccount: 'Checking' });
  });

  it('keeps every part as a row of its own when one of them is missing', () => {
    const found = read(`${HEADER}
"Checking","","01/14/2026","Store","","","Food","Split (1/3)","$60.00","$0.00","Cleared"
"Checking","","01/14/2026","Store","","","Home","Split (2/3)","$22.50","$0.00","Cleared"
"Checking","","01/15/2026","Cafe","","","Food","","$3.00","$0.00","Cleared"`);
    expect(told(found)).toEqual([
      '2 Checking 2026-01-14 -6000 EUR',
      '3 Checking 2026-01-14 -2250 EUR',
      '4 Checking 2026-01-15 -300 EUR',
    ]);
  });
});

describe('Actual Budget', () => {
  const HEADER = 'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared';

  it('joins the parts of a split under their sum, and finds transfers by the names of the accounts', () => {
    const found = read(`${HEADER}
Checking,2026-01-02,Store,(SPLIT INTO 2) big shop,,0,-82.5,Cleared
Checking,2026-01-02,Store,(SPLIT 1 OF 2) food,Food,-60,0,Cleared
Checking,2026-01-02,Store,(SPLIT 2 OF 2) ,Home,-22.5,0,Cleared
Checking,2026-01-03,Savings,,,-50,0,Cleared
Savings,2026-01-03,Checking,,,50,0,Not cleared`);
    expect(found.mapping.source).toBe('actual');
    expect(told(found)).toEqual([
      '2 Checking 2026-01-02 -8250 EUR',
      '3 skip: The line is a part of the split in line 2.',
      '4 skip: The line is a part of the split in line 2.',
      '5 Checking 2026-01-03 -5000 EUR',
      '6 Savings 2026-01-03 5000 EUR',
    ]);
    expect(rowAt(found, 2)).toMatchObject({
      payee: 'Store',
      notes: 'big shop',
      splits: [
        { amountMinor: -6000n, category: 'Food', notes: 'food' },
        { amountMinor: -2250n, category: 'Home' },
      ],
    });
    expect(rowAt(found, 2).remarks).toEqual([]);
    expect(rowAt(found, 5)).toMatchObject({ transferAccount: 'Savings' });
  });

  it('takes the sum where parts are not in the file, and the parts where the sum is not told', () => {
    const found = read(`${HEADER}
Checking,2026-01-02,Store,(SPLIT INTO 2) alone,,0,-82.5,Cleared
Checking,2026-01-04,Shop,(SPLIT INTO 3) three,,0,-9,Cleared
Checking,2026-01-04,Shop,(SPLIT 1 OF 3) ,Food,-4,0,Cleared
Checking,2026-01-05,Cafe,,Food,-3,0,Cleared
Checking,2026-01-06,Shop,(SPLIT INTO 2) no sum,,0,,Cleared
Checking,2026-01-06,Shop,(SPLIT 2 OF 2) ,Food,-4,0,Cleared`);
    expect(told(found)).toEqual([
      '2 Checking 2026-01-02 -8250 EUR',
      '3 Checking 2026-01-04 -900 EUR',
      '4 skip: The line is a part of the split in line 3.',
      '5 Checking 2026-01-05 -300 EUR',
      '6 skip: The parts of this split are rows of their own.',
      '7 Checking 2026-01-06 -400 EUR',
    ]);
    expect(rowAt(found, 3).remarks).toEqual([
      'Parts of its split are missing in the file, so it is kept whole.',
    ]);
  });
});

describe('Firefly III', () => {
  const HEADER =
    'user_id,group_id,journal_id,created_at,updated_at,group_title,type,currency_code,amount,foreign_currency_code,foreign_amount,description,date,source_name,source_iban,source_type,destination_name,destination_iban,destination_type,reconciled,category,budget,bill,tags,notes';

  it('gives each own account its row: a transfer two, also across currencies', () => {
    const found = read(`${HEADER}
1,1,11,x,x,,Withdrawal,EUR,-12.50,,,Coffee,2026-01-02T00:00:00+01:00,Checking,,Asset account,Cafe,,Expense account,,Food,,,"a,b",nice
1,2,12,x,x,,Deposit,EUR,2500.00,,,Salary,2026-01-03T00:00:00+01:00,Acme,,Revenue account,Checking,,Asset account,,,,,,
1,3,13,x,x,,Transfer,EUR,100.00,USD,108.50,To dollars,2026-01-04T00:00:00+01:00,Checking,,Asset account,Dollars,,Asset account,,,,,,
1,4,14,x,x,,Opening balance,EUR,500.00,,,Initial,2026-01-01T00:00:00+01:00,Initial balance,,Initial balance account,Checking,,Asset account,,,,,,`);
    expect(found.mapping.source).toBe('firefly');
    expect(found.questions).toEqual([]);
    expect(told(found)).toEqual([
      '2 Checking 2026-01-02 -1250 EUR',
      '3 Checking 2026-01-03 250000 EUR',
      '4 Checking 2026-01-04 -10000 EUR',
      '4 Dollars 2026-01-04 10850 USD',
      '5 Checking 2026-01-01 50000 EUR',
    ]);
    expect(rowAt(found, 2)).toMatchObject({
      description: 'Coffee',
      payee: 'Cafe',
      category: 'Food',
      tags: ['a', 'b'],
      notes: 'nice',
      externalId: '11',
    });
    expect(rowAt(found, 4)).toMatchObject({ transferAccount: 'Dollars' });
  });

  it('makes a split of the journals of one group, and keeps entries out that touch no own account', () => {
    const found = read(`${HEADER}
1,1,11,x,x,Big shop,Withdrawal,EUR,-12.50,,,Bread,2026-01-02T00:00:00+01:00,Checking,,Asset account,Store,,Expense account,,Food,,,,
1,1,12,x,x,Big shop,Withdrawal,EUR,-7.50,,,Soap,2026-01-02T00:00:00+01:00,Checking,,Asset account,Store,,Expense account,,Home,,,,
1,2,13,x,x,,Withdrawal,EUR,-1.00,,,Odd,2026-01-03T00:00:00+01:00,A,,Cash account,B,,Expense account,,,,,,`);
    expect(told(found)).toEqual([
      '2 Checking 2026-01-02 -2000 EUR',
      '3 skip: The line is a part of the split in line 2.',
      '4 skip: The entry touches none of your own accounts.',
    ]);
    expect(rowAt(found, 2)).toMatchObject({
      description: 'Big shop',
      payee: 'Store',
      splits: [
        { amountMinor: -1250n, category: 'Food', notes: 'Bread' },
        { amountMinor: -750n, category: 'Home', notes: 'Soap' },
      ],
    });
  });
});
