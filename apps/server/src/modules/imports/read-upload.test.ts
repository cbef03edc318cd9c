import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readUpload } from '../../testing/read-upload.ts';

/** "line date amount text", or "line fate" for what is no row. */
async function told(content: string | Buffer, name = 'statement.csv'): Promise<string[]> {
  const reading = await readUpload(Buffer.from(content), name);
  if (!reading.ok) return [`refused: ${reading.reason}`];
  return reading.files.flatMap(({ rows }) =>
    rows.map((row) =>
      row.fate === 'new'
        ? `${row.line} ${row.date} ${row.amountMinor} ${row.description}`
        : `${row.line} ${row.fate}`,
    ),
  );
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const GERMAN = lines(
  'Kontonummer;12345678;;',
  'Zeitraum;01.01.2026 - 31.01.2026;;',
  '',
  'Buchungstag;Wertstellung;Verwendungszweck;Betrag',
  '02.01.2026;02.01.2026;Bäckerei Müller;-1.003,20',
  '13.01.2026;13.01.2026;Grüße aus Łódź;12,00',
);
const GERMAN_ROWS = ['5 2026-01-02 -100320 Bäckerei Müller', '6 2026-01-13 1200 Grüße aus Łódź'];

describe('a table is read as its bank meant it', () => {
  it.each<[string, string | Buffer, readonly string[]]>([
    ['field note 20: UTF-16 with its mark', iconv.encode(GERMAN, 'utf-16le', { addBOM: true }), GERMAN_ROWS],
    [
      'field note 20: UTF-16 without its mark, the other way round',
      iconv.encode(GERMAN, 'utf-16be'),
      GERMAN_ROWS,
    ],
    ['field note 20: UTF-8 with its mark', `\uFEFF${GERMAN}`, GERMAN_ROWS],
    [
      'field note 20: Windows-1252',
      iconv.encode(GERMAN.replace(' aus Łódź', ' für €'), 'windows-1252'),
      ['5 2026-01-02 -100320 Bäckerei Müller', '6 2026-01-13 1200 Grüße für €'],
    ],
    [
      'field note 20: Windows-1251',
      iconv.encode(
        lines(
          'Дата;Описание операции по счёту;Сумма',
          '14.01.2026;Оплата покупки в магазине Пятёрочка, спасибо за покупку;-1 320,50',
          '15.01.2026;Зачисление заработной платы за январь от работодателя;90 000,00',
        ),
        'windows-1251',
      ),
      [
        '2 2026-01-14 -132050 Оплата покупки в магазине Пятёрочка, спасибо за покупку',
        '3 2026-01-15 9000000 Зачисление заработной платы за январь от работодателя',
      ],
    ],
    [
      'field note 20: 1.234,56',
      lines('Date;Text;Amount', '14.01.2026;A;-1.234,56', '15.01.2026;B;2.000,00'),
      ['2 2026-01-14 -123456 A', '3 2026-01-15 200000 B'],
    ],
    [
      "field note 20: 1'234.56",
      lines('Date;Text;Amount', "14.01.2026;A;-1'234.56", '15.01.2026;B;12’000.05'),
      ['2 2026-01-14 -123456 A', '3 2026-01-15 1200005 B'],
    ],
    [
      'field note 20: (12.00) and 12.00-',
      lines('Date,Text,Amount', '2026-01-14,A,(12.00)', '2026-01-15,B,7.50-', '2026-01-16,C,1.00'),
      ['2 2026-01-14 -1200 A', '3 2026-01-15 -750 B', '4 2026-01-16 100 C'],
    ],
    [
      'field note 20: Sept, and months in other languages',
      lines('Date,Text,Amount', '1 Sept 2026,A,-1.00', '2 Oktober 2026,B,-2.00', '3. Dez. 2026,C,-3.00'),
      ['2 2026-09-01 -100 A', '3 2026-10-02 -200 B', '4 2026-12-03 -300 C'],
    ],
    [
      'field note 20: DD/MM where one date decides',
      lines('Date,Text,Amount', '03/04/2026,A,-1.00', '25/04/2026,B,-2.00'),
      ['2 2026-04-03 -100 A', '3 2026-04-25 -200 B'],
    ],
    [
      'field note 20: MM/DD where one date decides',
      lines('Date,Text,Amount', '03/04/2026,A,-1.00', '04/25/2026,B,-2.00'),
      ['2 2026-03-04 -100 A', '3 2026-04-25 -200 B'],
    ],
    [
      'field note 20: debit and credit columns',
      lines('Date,Text,Paid out,Paid in', '2026-01-14,A,12.00,', '2026-01-15,B,,7.50'),
      ['2 2026-01-14 -1200 A', '3 2026-01-15 750 B'],
    ],
    [
      'field note 20: preamble lines, balance rows and trailing totals',
      lines(
        'Account,Main ****1234',
        'Opening balance as of 01/01/2026,,100.00',
        '',
        'Date,Description,Amount,Balance',
        '01/13/2026,Beginning balance as of 01/13/2026,,100.00',
        '01/14/2026,Coffee,-3.20,96.80',
        '01/15/2026,TOTAL ENERGIES 4711,-40.00,56.80',
        'Total,,-43.20,',
        'Closing balance,,,56.80',
      ),
      ['5 skip', '6 2026-01-14 -320 Coffee', '7 2026-01-15 -4000 TOTAL ENERGIES 4711', '8 skip', '9 skip'],
    ],
    [
      'field note 20: quoted line breaks',
      lines('Date,Text,Amount', '2026-01-14,"Two', 'lines, and a ""quote""",-1.00', '2026-01-15,B,-2.00'),
      ['2 2026-01-14 -100 Two lines, and a "quote"', '4 2026-01-15 -200 B'],
    ],
    [
      'field note 20: card charges that are positive are told by the balance',
      lines(
        'Date,Text,Amount,Balance',
        '2026-01-14,A,12.00,88.00',
        '2026-01-15,B,8.00,80.00',
        '2026-01-16,C,-20.00,100.00',
      ),
      ['2 2026-01-14 -1200 A', '3 2026-01-15 -800 B', '4 2026-01-16 2000 C'],
    ],
  ])('%s', async (_, content, rows) => {
    expect(await told(content)).toEqual(rows);
  });

  it('field note 20: DD/MM and MM/DD in doubt is asked, and no row is read until then', async () => {
    const content = lines('Date,Text,Amount', '01/02/2026,A,-1.00', '03/02/2026,B,-2.00');
    const reading = await readUpload(Buffer.from(content), 'a.csv');
    expect(reading).toMatchObject({ ok: true, files: [{ questions: ['dateOrder'] }] });
    expect(await told(content)).toEqual(['2 invalid', '3 invalid']);
  });
});

describe('a table of a web page that a bank calls Excel', () => {
  const page = (rows: string): string =>
    `<html><head><meta charset="utf-8"><style>td{mso-number-format:"0.00"}</style></head><body><table><tr><td>Logo</td></tr></table><table border=1>${rows}</table><script>alert(1)</script></body></html>`;

  it.each<[string, string, string[]]>([
    [
      'cells are closed',
      page(
        '<tr><th>Date</th><th>Text</th><th>Amount</th></tr><tr><td>14.01.2026</td><td>Caf&eacute;&nbsp;<b>Luna</b><br>Berlin</td><td>-1.234,50</td></tr><tr><td>15.01.2026</td><td>Tea &amp; cake, "hot"</td><td>-3,20</td></tr>',
      ),
      ['2 2026-01-14 -123450 Café Luna Berlin', '3 2026-01-15 -320 Tea & cake, "hot"'],
    ],
    [
      'cells and rows are left open, and one is wide',
      page('<tr><td>Date<td>Text<td><td>Amount<tr><td>2026-01-14<td colspan=2>Bakery<td>-2.50'),
      ['2 2026-01-14 -250 Bakery'],
    ],
    [
      'a page of tables, one inside of the other',
      `<!DOCTYPE html><body><table><tr><td><table><tr><td>Date</td><td>Text</td><td>Amount</td></tr><tr><td>2026-01-14</td><td>Bakery</td><td>-2.50</td></tr></table></td></tr></table>`,
      ['2 2026-01-14 -250 Bakery'],
    ],
  ])('%s', async (_, content, rows) => {
    expect(await told(content)).toEqual(rows);
  });

  it('in the letters that the page names', async () => {
    const content = iconv.encode(
      page('<tr><td>Date<td>Text<td>Amount<tr><td>2026-01-14<td>Жить<td>-2.50').replace(
        'utf-8',
        'windows-1251',
      ),
      'windows-1251',
    );
    expect(await told(content)).toEqual(['2 2026-01-14 -250 Жить']);
  });

  it.each([
    [
      'hundreds of thousands of elements inside of one another',
      `<html><table><tr><td>${'<b>'.repeat(300_000)}${'</i>'.repeat(300_000)}`,
      'The page is nested too deep. Save its table as CSV, and import that.',
    ],
    [
      'a row of more cells than a statement has',
      `<html><table><tr>${'<td>x'.repeat(2000)}</table>`,
      'The table has too many cells. Save it as CSV, and import that.',
    ],
  ])('%s is refused', async (_, content, reason) => {
    expect(await told(content)).toEqual([`refused: ${reason}`]);
  });
});

describe('hostile files are refused with a reason', () => {
  it.each<[string, string | Buffer, string]>([
    ['nothing but spaces', ' \n \n', 'The file is empty. Download it again.'],
    [
      'a picture called CSV',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'An image cannot be read. Download the statement from your bank as CSV or OFX instead.',
    ],
    [
      'a thousand columns',
      `Date,Amount${',x'.repeat(1000)}\n2026-01-01,1${',x'.repeat(1000)}\n`,
      'The line has more than 500 columns. Leave out those that are not needed.',
    ],
    [
      'one line of a megabyte',
      `Date,Amount\n${'x'.repeat(1_000_000)}\n`,
      'The line is longer than any statement has. Download the file again as CSV.',
    ],
    [
      'a web page',
      '<!DOCTYPE html><html><body>Sign in</body></html>',
      'The bank sent a web page, perhaps because its session had ended. Sign in there and download the file again. If it shows a table, open it in a spreadsheet, save it as CSV or XLSX, and import that.',
    ],
    [
      'deeply nested JSON',
      `[{"a":${'['.repeat(50_000)}`,
      'FinTrack cannot read JSON statements. Download the statement from your bank as CSV or OFX instead.',
    ],
  ])('%s', async (_, content, reason) => {
    expect(await told(content)).toEqual([`refused: ${reason}`]);
  });

  it('letters that are none, and zero bytes, do not reach the rows', async () => {
    const content = iconv.encode(lines('Date,Text,Amount', '2026-01-14,a\uD800b\u202Ec,-1.00'), 'utf-16le', {
      addBOM: true,
    });
    expect(await told(content)).toEqual(['2 2026-01-14 -100 a\uFFFDbc']);
  });

  it('a column of other people for the account names thousands: the file can still be read another way', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `2026-01-14,A,-1.00,Person ${index}`);
    const [first, ...others] = await told(lines('Date,Text,Amount,Account', ...rows));
    expect(first).toBe('2 2026-01-14 -100 A');
    expect(others.filter((each) => each.endsWith('invalid'))).toHaveLength(100);
  });
});
