import { Readable } from 'node:stream';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { FileRefusal } from './file-refusal.ts';
import { readCamtBytes } from './read-camt-file.ts';

const SMALL = `<?xml version="1.0" encoding="ISO-8859-1"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-31</Dt></BookgDt>
<NtryDtls><TxDtls><RltdPties><Cdtr><Nm>M\u00FCller &amp; S\u00F6hne</Nm></Cdtr></RltdPties><RmtInf><Ustrd><![CDATA[5 < 6]]></Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>
`;

async function read(content: string | Buffer, encoding = 'utf-8', chunk = 7) {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) =>
    bytes.subarray(index * chunk, (index + 1) * chunk),
  );
  return readCamtBytes(Readable.from(chunks), encoding);
}

async function rowsOf(content: string | Buffer, encoding = 'utf-8') {
  const reading = await read(content, encoding);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.statements.flatMap((statement) => statement.entries);
}

async function refusalOf(content: string): Promise<{ line: number | null; reason: string }> {
  const reading = await read(content, 'utf-8', 65_536).catch((error: unknown) => error);
  if (reading instanceof FileRefusal) return { line: reading.line, reason: reading.message };
  throw new Error(`It was not refused: ${JSON.stringify(reading)?.slice(0, 200)}`);
}

describe('readCamtBytes', () => {
  it.each([
    ['utf-8', 'utf-8'],
    ['iso-8859-1', 'iso-8859-1'],
    ['utf-16le', 'utf-16le'],
  ])('field note 20: CAMT with umlauts: reads %s cut anywhere', async (_, encoding) => {
    const rows = await rowsOf(iconv.encode(SMALL, encoding, { addBOM: encoding === 'utf-16le' }), encoding);
    expect(rows).toMatchObject([
      {
        line: 4,
        reading: {
          ok: true,
          row: { payee: 'M\u00FCller & S\u00F6hne', notes: '5 < 6', amountMinor: -1250n },
        },
      },
    ]);
  });

  it('declares no entities: a billion laughs are refused before the first', async () => {
    const entities = Array.from(
      { length: 10 },
      (_, depth) => `<!ENTITY l${depth + 1} "${`&l${depth};`.repeat(10)}">`,
    );
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY l0 "ha">${entities.join('')}]>\n<Document><Stmt>&l10;</Stmt></Document>`;
    expect(await refusalOf(bomb)).toEqual({
      line: 2,
      reason: 'The file declares a document type or entities, which FinTrack does not read.',
    });
  });

  it('opens nothing else: an external entity is refused', async () => {
    const external =
      '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<Document><Stmt>&x;</Stmt></Document>';
    expect((await refusalOf(external)).reason).toContain('document type');
    expect((await refusalOf('<Document><Stmt>&x;</Stmt></Document>')).reason).toContain(
      'The XML is broken here',
    );
  });

  it.each([
    ['cut off', SMALL.slice(0, SMALL.indexOf('</Stmt>')), 'unclosed root tag'],
    ['with a wrong end tag', SMALL.replace('</Ntry>', '</Entry>'), 'unexpected close tag'],
    ['with an attribute twice open', SMALL.replace('Ccy="EUR"', 'Ccy="EUR'), 'the XML is broken here'],
    ['nested without end', '<a>'.repeat(100_000), 'nested deeper'],
    ['with a name without end', `<${'a'.repeat(200_000)}`, 'the XML is broken here'],
  ])('refuses a file %s, with the line', async (_, content, words) => {
    const refusal = await refusalOf(content).catch(async () => {
      const reading = await read(content, 'utf-8', 65_536);
      return reading.ok ? { line: null, reason: '' } : { line: reading.line, reason: reading.reason };
    });
    expect(refusal.reason.toLowerCase()).toContain(words.toLowerCase());
    expect(refusal.line).toBeGreaterThan(0);
  });

  it('refuses a file that is cut anywhere', async () => {
    const end = SMALL.trimEnd().length;
    expect.assertions(end);
    for (let length = 0; length < end; length += 1) {
      const reading = await read(SMALL.slice(0, length), 'utf-8', 65_536).catch((error: unknown) => error);
      expect(reading instanceof FileRefusal ? { ok: false } : reading).toMatchObject({ ok: false });
    }
  });

  it('never fails but by refusing, whatever is done to the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(SMALL.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        async (at, put) => {
          const bytes = Buffer.from(SMALL);
          bytes.set(put.subarray(0, bytes.length - at), at);
          const reading = await read(bytes, 'utf-8', 65_536).catch((error: unknown) => error);
          if (reading instanceof Error) expect(reading).toBeInstanceOf(FileRefusal);
        },
      ),
      { numRuns: 300 },
    );
  });
});
