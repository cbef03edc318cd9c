import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectDelimiter } from './detect-delimiter.ts';
import { detectFormat } from './detect-format.ts';
import { ofxDeclaredEncoding } from './ofx-encoding.ts';

describe('detectDelimiter', () => {
  it.each([
    ['commas', 'Date,Text,Amount\n2026-01-01,a,1.00\n2026-01-02,b,2.00\n', ','],
    [
      'semicolons beside decimal commas',
      'Datum;Text;Betrag\n01.01.2026;a;-1,00\n02.01.2026;b, c;-2,00\n',
      ';',
    ],
    ['tabs', 'Date\tText\tAmount\n2026-01-01\ta, b\t1,00\n', '\t'],
    ['bars', 'Date|Text|Amount\n2026-01-01|a|1.00\n', '|'],
    [
      'quoted delimiters and line breaks',
      '"Date";"Text";"Amount"\n"2026-01-01";"a, b, c,\n d, e";"1"\n"2026-01-02";"x";"2"\n',
      ';',
    ],
    ['a quote inside a cell', 'Date,Text,Amount\n2026-01-01,5" pipe,1.00\n2026-01-02,x,2.00\n', ','],
    [
      'a preamble of another shape',
      'Account: 1; 2\nFrom: x\nDate,Text,Amount\n2026-01-01,a,1\n2026-01-02,b,2\n2026-01-03,c,2\n',
      ',',
    ],
    ['a first line that names it', 'sep=;\nDate;Text\n', ';'],
  ])('finds %s', (_, text, expected) => {
    expect(detectDelimiter(text).delimiter).toBe(expected);
  });

  it('says with what confidence', () => {
    expect(detectDelimiter('a,b\nc,d\ne\nf,g\n')).toEqual({
      delimiter: ',',
      confidence: 0.75,
      evidence: '3 of 4 lines have 2 cells parted by commas.',
    });
    expect(detectDelimiter('one column\nonly\n').confidence).toBe(0);
  });

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a",;\t|\n\r') }), (text) => {
        expect([',', ';', '\t', '|']).toContain(detectDelimiter(text).delimiter);
      }),
    );
  });
});

describe('detectFormat', () => {
  it.each([
    ['Date,Amount\n2026-01-01,5\n', 'a.csv', 'csv'],
    ['\u00EF\u00BB\u00BFDate;Betrag\n', 'a.txt', 'csv'],
    ['\u00FF\u00FED\0a\0t\0e\0,\0A\0', 'a.csv', 'csv'],
    ['D\0a\0t\0e\0,\0A\0m\0o\0u\0n\0t\0', 'a.csv', 'csv'],
    ['\r\nOFXHEADER:100\r\nDATA:OFXSGML\r\n', 'x', 'ofx'],
    ['<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?>\n<OFX>', 'x.xml', 'ofx'],
    ['OFXHEADER:100\n<OFX>', 'x.QFX', 'qfx'],
    ['OFXHEADER:100\n<OFX><INTU.BID>123', 'x.ofx', 'qfx'],
    ['!Type:Bank\nD1/1/26\n', 'a.qif', 'qif'],
    ['!Account\nNCurrent\n^\n\u001A', 'a.txt', 'qif'],
    ['D31/01/2026\nT-1.00\nPShop\n^\n', 'a.qif', 'qif'],
    [':20:STARTUMS\r\n:25:10020030/1234567\r\n:28C:0\r\n', 'a.csv', 'mt940'],
    ['BANKNL2A\n940\nBANKNL2A\n:20:X\n:25:NL28BANK0000000002 EUR\n:28:00001\n', 'a.sta', 'mt940'],
    ['\u0001{1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\n', 'a.sta', 'mt940'],
    ['{1:F01BANKDEFFAXXX0000000000}{2:O942', 'a.txt', 'mt940'],
    [
      '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">',
      'a.xml',
      'camt',
    ],
    ['<ns2:Document xmlns:ns2="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">', 'a.xml', 'camt'],
    ['<?xml version="1.0"?>\n<Document><BkToCstmrAcctRpt>', 'a.xml', 'camt'],
  ])('%j is %s', (head, name, expected) => {
    expect(detectFormat(head, name)).toMatchObject({ format: expected });
  });

  it('says how sure it is and why', () => {
    expect(detectFormat(':20:STARTUMS\n:25:10020030/1234567\n:28C:0\n', 'a.txt')).toEqual({
      format: 'mt940',
      confidence: 0.97,
      evidence: 'Lines begin with ":20:" and ":25:", as the fields of MT940 do.',
    });
    expect(detectFormat(':20:A\n:25:1\n:28C:0\n:34F:EUR0,\n', 'a.txt')).toMatchObject({
      evidence: 'Lines begin with ":20:" and ":25:", as the fields of MT942 do.',
    });
    expect(detectFormat('Date,Amount\n2026-01-01,5\n', 'a.csv')).toEqual({
      format: 'csv',
      confidence: 0.6,
      evidence: 'No other format is recognised, so the lines are read as rows of cells.',
    });
    expect(detectFormat('!Type:Bank\n', 'a.csv')).toMatchObject({
      evidence: 'The file begins with "!Type:Bank".',
    });
    const camt = detectFormat('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.10">', 'a.xml');
    expect(camt).toMatchObject({ evidence: 'The file says that it is camt.053.001.10.' });
  });

  it.each([
    ['', 'an empty file'],
    ['PK\u0003\u0004rest', 'an Excel workbook or ZIP archive'],
    ['\u00D0\u00CF\u0011\u00E0', 'an old Excel workbook'],
    ['%PDF-1.7', 'a PDF'],
    [
      '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">',
      'an ISO 20022 message (pain.001.001.03)',
    ],
    ['<!DOCTYPE html><html><body>Please sign in', 'a web page'],
    ['<?xml version="1.0"?><other/>', 'an XML file'],
    ['{"transactions": []}', 'a JSON file'],
    ['\u0000\u0001\u0002\u0003binary', 'a binary file'],
  ])('%j is %s, with what to do about it', (head, name) => {
    const found = detectFormat(head, 'statement.csv');
    expect(found).toMatchObject({ format: 'unsupported', name });
    expect(found.format === 'unsupported' && found.reason).toMatch(/\.$/);
  });

  it('answers for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, name) => {
        const head = String.fromCharCode(...bytes);
        expect(['csv', 'ofx', 'qfx', 'qif', 'mt940', 'camt', 'unsupported']).toContain(
          detectFormat(head, name).format,
        );
      }),
    );
  });
});

describe('ofxDeclaredEncoding', () => {
  it.each([
    ['OFXHEADER:100\nENCODING:USASCII\nCHARSET:1252\n', 'windows-1252', true],
    ['OFXHEADER:100\nENCODING:USASCII\nCHARSET:1251\n', 'windows-1251', true],
    ['OFXHEADER:100\nENCODING:USASCII\nCHARSET:NONE\n', 'windows-1252', true],
    ['OFXHEADER:100\nENCODING:UTF-8\nCHARSET:NONE\n', 'utf-8', true],
    ['OFXHEADER:100\nENCODING:UNICODE\nCHARSET:NONE\n', 'utf-8', true],
    ['OFXHEADER:100\nENCODING:USASCII\nCHARSET:ISO-8859-1\n', 'iso-8859-1', true],
    ['OFXHEADER:100\nENCODING:USASCII\nCHARSET:8859-15\n', 'iso-8859-15', true],
    [
      'OFXHEADER:100DATA:OFXSGMLVERSION:102SECURITY:NONEENCODING:USASCIICHARSET:1252COMPRESSION:NONE',
      'windows-1252',
      true,
    ],
    ['<?xml version="1.0" encoding="UTF-8" standalone="no"?>', 'utf-8', true],
    ["<?xml version='1.0' encoding='ISO-8859-1'?>", 'iso-8859-1', true],
    ['<?xml version="1.0" encoding="US-ASCII"?>', 'windows-1252', true],
    ['<?xml version="1.0" encoding="utf-16"?>', 'utf-16', false],
  ])('%j', (header, name, plausible) => {
    expect(ofxDeclaredEncoding(header)).toEqual({ name, plausible });
  });

  it('believes UTF-16 in a file of two-byte characters', () => {
    const wide = [...'<?xml version="1.0" encoding="utf-16"?>'].map((character) => `${character}\0`).join('');
    expect(ofxDeclaredEncoding(wide)).toEqual({ name: 'utf-16', plausible: true });
  });

  it('is null where nothing is declared', () => {
    expect(ofxDeclaredEncoding('<OFX>')).toBeNull();
  });
});
