import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areNumberedOtherwise, areToldAlike, chequeNumber, textLikeness } from './text-likeness.ts';

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
    ['what kind of place it is says little', 'BARBER SHOP', 'WINE BAR', 15],
    ['two kinds of place of one name', 'RESTAURANT KRONE', 'KRONE PARKHAUS', 15],
    ['two bills of one company', 'STADTWERKE BONN STROM', 'STADTWERKE BONN WASSER', 15],
    ['a house and its restaurant', 'HOTEL KRONE', 'RESTAURANT KRONE', 77],
    ['cash machines in two words', 'GELDAUTOMAT LEEDS', 'CASH WITHDRAWAL LEEDS', 100],
    ['one name in two towns', 'NOVOTEL PARIS', 'NOVOTEL MARSEILLE', 55],
    ['two names in one town', 'LONDON TAXIS', 'LONDON THEATRE TICKETS', 15],
    ['a town that is the name', 'CAFE ROMA', 'CAFE NERO', 17],
    ['one first name', 'TRANSFER JOHN SMITH', 'TRANSFER JOHN BAKER', 40],
    ['each names what the other does not', 'UBER *TRIP', 'UBER *EATS', 38],
    ['a chain of letters and its words', 'TFL TRAVEL CH', 'TRANSPORT FOR LONDON TRAVEL CHARGE', 95],
    ['a card that is a company', 'AMEX AUTOPAY', 'AMERICAN EXPRESS AUTOPAY 2601', 100],
    ['vowels left out', 'PIZZA DLVRY', 'PIZZA DELIVERY 221', 85],
    ['a letter left out', 'STARBCKS 221', 'STARBUCKS 221 RENO NV', 71],
    ['the end of a field', 'THE COFFEE BEAN & TEA LEA', 'Coffee Bean and Tea Leaf #119', 95],
    ['a field that ends in a letter', 'BOULANGERIE P', 'BOULANGERIE PAUL', 95],
    ['names glued', 'TOTAL ENERGIES DAC', 'TOTALENERGIES RELAIS', 92],
    ['letters lost', 'CAF? M?LLER', 'CAFÉ MÜLLER', 100],
    ['UTF-8 read as another set', 'BÃ¤ckerei GrÃ¼n', 'BAECKEREI GRUEN', 100],
    ['a letter written as two', 'RØDE KORS AARHUS', 'ROEDE KORS ÅRHUS', 100],
    ['no dot on an i', 'İSTİKLAL KİTABEVİ', 'ISTIKLAL KITABEVI', 100],
    ['the mark of a card processor', 'BCK*DE KOFFIEBAR', 'CCV*DE KOFFIEBAR UTRECHT', 95],
    ['a reference that both bear', 'LASTSCHRIFT MREF 88123412', 'SEPA DD MREF 88123412 STADTREINIGUNG', 85],
    ['a date is no reference', 'LASTSCHRIFT 20260105', 'STADTREINIGUNG 20260105', null],
    ['a seller that carries money, too', 'GOOGLE *SERVICES', 'APPLE.COM/BILL', 5],
    ['the same without a name', 'CARD PAYMENT', 'Card  payment', null],
  ])('%s', (...[, left, right, likeness]) => {
    expect(textLikeness(left, right)).toBe(likeness);
  });

  it('what each adds to a name speaks against it, unless a terminal and a bank may have added it', () => {
    expect(textLikeness('SNCF BILLETTERIE', 'SNCF VOYAGEURS')).toBe(23);
    expect(textLikeness('SNCF BILLETTERIE', 'SNCF VOYAGEURS', true)).toBe(31);
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
    ['KAUFLAND 1123', 'KAUFLAND 04 JAN', false],
  ])('"%s" and "%s" number a word otherwise: %s', (left, right, isOther) => {
    expect(areNumberedOtherwise(left, right)).toBe(isOther);
  });

  it.each([
    ['IKEA RATE 1', 'IKEA RATE 2', true],
    ['HOSTING GMBH RG 1001', 'HOSTING GMBH RG 1002', true],
    ['ZELLE TO A SMITH', 'ZELLE TO B SMITH', true],
    ['VEREIN BEITRAG JAN', 'VEREIN BEITRAG FEB', true],
    ['REWE BERLIN', 'REWE HAMBURG', true],
    ['LIDL 0733', 'LIDL 733', false],
    ['IKEA HAMBURG', 'IKEA DEUTSCHLAND', false],
    ['KARTENZAHLUNG REWE', 'LASTSCHRIFT REWE', false],
    ['HAUSVERWALTUNG MEI', 'HAUSVERWALTUNG MEIER', false],
    ['PIZZA DLVRY', 'PIZZA DELIVERY', false],
    ['REWE CITY', 'REWE CITY KOELN', false],
  ])('"%s" and "%s" are told alike of two things: %s', (left, right, isOther) => {
    expect(areToldAlike(left, right, false)).toBe(isOther);
  });

  it('of a pending payment and its posting, the number of the telling may differ', () => {
    expect(areToldAlike('POS 4711 REWE', 'POS 8812 REWE', true)).toBe(false);
    expect(areToldAlike('POS 4711 REWE', 'POS 8812 REWE', false)).toBe(true);
  });
});
