import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { EncodingProbe } from './text-encoding.ts';

function encodingOf(bytes: Buffer, format: 'csv' | 'ofx' = 'csv', chunkSize = 3): string {
  const probe = new EncodingProbe();
  for (let at = 0; at < bytes.length; at += chunkSize) probe.push(bytes.subarray(at, at + chunkSize));
  return probe.encoding(format);
}

const GERMAN = 'Buchungstag;Verwendungszweck;Betrag\n02.01.2026;Bäckerei Müller für Brötchen;-3,20\n';
const RUSSIAN = 'Дата;Описание;Сумма\n02.01.2026;Оплата покупки в магазине Пятёрочка, спасибо;-320,00\n';

describe('EncodingProbe', () => {
  it('takes valid UTF-8 as such, also where a chunk cuts a letter', () => {
    expect(encodingOf(Buffer.from(GERMAN))).toBe('utf-8');
    expect(encodingOf(Buffer.from('date,amount\n'))).toBe('ascii');
  });

  it('does not take a letter that is cut at the end for UTF-8', () => {
    expect(encodingOf(Buffer.from('bezahlter Betrag ä').subarray(0, -1), 'csv', 65_536)).toBe('windows-1252');
  });

  it('knows UTF-16 by its mark and without', () => {
    expect(encodingOf(Buffer.from(`\uFEFF${GERMAN}`, 'utf16le'))).toBe('utf-16le');
    expect(encodingOf(Buffer.from(GERMAN, 'utf16le'))).toBe('utf-16le');
    expect(encodingOf(Buffer.from(GERMAN, 'utf16le').swap16())).toBe('utf-16be');
  });

  it('knows Windows-1252 and Windows-1251', () => {
    expect(encodingOf(iconv.encode(GERMAN, 'windows-1252'))).toBe('windows-1252');
    expect(encodingOf(iconv.encode(RUSSIAN, 'windows-1251'), 'csv', 65_536)).toBe('windows-1251');
  });

  it('says how sure it is and why, and says the same when it is asked again', () => {
    const probe = new EncodingProbe();
    probe.push(Buffer.from('bezahlter Betrag ä').subarray(0, -1));
    const finding = {
      encoding: 'windows-1252',
      confidence: 0.7,
      evidence: 'The bytes are no UTF-8, and Western letters are the likeliest.',
    };
    expect([probe.explain('csv'), probe.explain('csv')]).toEqual([finding, finding]);
  });

  it('looks at bytes far behind the head', () => {
    const head = Buffer.alloc(200_000, 'x,1\n');
    expect(encodingOf(Buffer.concat([head, iconv.encode('Müller', 'windows-1252')]), 'csv', 65_536)).toBe(
      'windows-1252',
    );
  });

  it('believes what an OFX file declares where its bytes allow it', () => {
    const header = 'OFXHEADER:100\nENCODING:USASCII\nCHARSET:1250\n\n<OFX><NAME>';
    expect(encodingOf(iconv.encode(`${header}Łódź`, 'windows-1250'), 'ofx')).toBe('windows-1250');
    expect(encodingOf(Buffer.from(`${header}Łódź`), 'ofx')).toBe('utf-8');
  });
});
