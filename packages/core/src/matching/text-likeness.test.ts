import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areNumberedOtherwise, chequeNumber, textLikeness } from './text-likeness.ts';

describe('textLikeness', () => {
  it.each([
    ['SQ *CAFE LUNA', 'Cafe Luna Berlin DE'],
    ['POS 4711 REWE SAGT DANKE 12.03', 'REWE SAGT DANKE'],
    ['AMZN Mktp US*2K4L83', 'AMZN MKTP'],
    ['KARTENZAHLUNG EDEKA MÜLLER', 'EDEKA MUELLER//BERLIN'],
    ['STARBUCKS STORE 08842 SEATTLE WA', 'Starbucks'],
    ['SPOTIFY P1A2B3C4', 'Spotify AB'],
    ['BLUE BOTTLE COFFEE', 'BLUEBOTTLE COFFEE'],
    ['Überweisung an Hausverwaltung Meier', 'HAUSVERWALTUNG MEI'],
  ])('calls "%s" and "%s" alike', (left, right) => {
    expect(textLikeness(left, right)).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['REWE SAGT DANKE', 'SHELL TANKSTELLE'],
    ['Card purchase 4711 Bakery', 'Card purchase 4711 Pharmacy'],
    ['NETFLIX.COM', 'SPOTIFY AB'],
    ['ALDI SUED', 'LIDL DIENSTLEISTUNG'],
  ])('does not call "%s" and "%s" alike', (left, right) => {
    expect(textLikeness(left, right)).toBeLessThan(25);
  });

  it.each([
    ['two shops behind one service', 'PAYPAL *NINTENDO', 'PAYPAL *HUMBLEBUNDLE', 0],
    ['a service and a shop cannot be compared', 'KLARNA BANK AB', 'HUMBLE BUNDLE', null],
    ['two scripts cannot be compared', 'YANDEX TAXI', 'ЯНДЕКС ТАКСИ', null],
    ['an umlaut written out', 'MÜNCHNER STUBN', 'MUENCHNER STUBN', 100],
    ['points in a name', 'E.ON ENERGIE', 'EON ENERGIE DEUTSCHLAND', 100],
    ['what kind of place it is says little', 'BARBER SHOP', 'WINE BAR', 0],
    ['two kinds of place of one name', 'RESTAURANT KRONE', 'KRONE PARKHAUS', 70],
  ])('%s', (...[, left, right, likeness]) => {
    expect(textLikeness(left, right)).toBe(likeness);
  });

  it('numbers, dates and words for the kind of payment are no name', () => {
    expect(textLikeness('POS 4711 12.03.2026 14:05', 'Rewe')).toBeNull();
    expect(textLikeness('PARKHAUS 1 TICKET 123', 'PARKHAUS 1 TICKET 124')).toBe(100);
  });

  it('does not depend on the side, the case or the order of words, and is 100 for a text and itself', () => {
    const words = fc.array(fc.constantFrom('cafe', 'luna', 'rewe', 'berlin', '4711', 'pos', 'müller'), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [one, other] = [left.join(' '), right.join(' ')];
        const likeness = textLikeness(one, other);
        expect(textLikeness(other, one)).toBe(likeness);
        expect(textLikeness(one.toUpperCase(), other)).toBe(likeness);
        if (likeness !== null) {
          expect(likeness).toBeGreaterThanOrEqual(0);
          expect(likeness).toBeLessThanOrEqual(100);
        }
        const same = textLikeness(one, one);
        expect(same === null || same === 100).toBe(true);
      }),
    );
  });
});

describe('numbers that tell rows apart', () => {
  it.each([
    ['CHECK #1041', '1041'],
    ['CHQ 000311', '311'],
    ['Cheque paid 77', '77'],
    ['CHECKCARD 0912 STARBUCKS', null],
    ['CHECK-IN HOTEL 4711', null],
    ['REWE 4711', null],
  ])('the cheque of "%s" is %s', (text, number) => {
    expect(chequeNumber(text)).toBe(number);
  });

  it.each([
    ['RENT FLAT 3', 'RENT FLAT 4', true],
    ['RENT FLAT 3', 'RENT FLAT 03 JANUARY', false],
    ['REF 88', 'REF 99', false],
    ['INVOICE 881234', 'INVOICE 991234', false],
  ])('"%s" and "%s" number a word otherwise: %s', (left, right, isOther) => {
    expect(areNumberedOtherwise(left, right)).toBe(isOther);
  });
});
