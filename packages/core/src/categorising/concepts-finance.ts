import type { Concept } from './concept.ts';

/** Money that comes in, and what goes to banks, offices and the running of a business. */
export const FINANCE_CONCEPTS: readonly Concept[] = [
  {
    id: 'earnings',
    kind: 'income',
    isVague: true,
    names:
      'income, einkommen, einnahmen, revenus, ingresos, entrate, inkomen, dochody, inkomst, доходы, earnings, other income',
    words:
      'deposit, mobile deposit, check deposit, cheque deposit, atm deposit, edeposit, mobile check deposit, payment received, gutschrift, virement recu, incoming',
    mcc: '',
  },
  {
    id: 'salary',
    kind: 'income',
    within: 'earnings',
    names:
      'salary, salaries, wages, paycheck, gehalt, lohn, lohn und gehalt, salaire, sueldo, nomina, stipendio, salaris, loon, wynagrodzenie, lon, зарплата, wages and salaries, bonus',
    words:
      'salary, payroll, wages, wage, gehalt, lohn, lohn gehalt, bezuge, salaire, paie, nomina, sueldo, stipendio, salaris, loon, wynagrodzenie, lon, direct dep, dir dep, direct deposit, paycheck, biweekly paycheck, gusto pay, adp payroll, employer, зарплата, аванс, bonus, pension, rente, retirement, ssa treas, social security',
    mcc: '',
  },
  {
    id: 'interest',
    kind: 'income',
    isVague: true,
    within: 'earnings',
    names:
      'interest and dividends, interest, dividends, zinsen, zinsen und dividenden, interets, intereses, interessi, rente, dividende, проценты',
    words:
      'interest, interest paid, interest credit, int pymt, zinsen, habenzinsen, zinsgutschrift, interets, intereses, interessi, dividend, dividends, dividende, ausschuttung, coupon, cashback, cash back, reward, rewards',
    mcc: '',
  },
  {
    id: 'benefits',
    kind: 'income',
    within: 'earnings',
    names:
      'child benefit, benefits, grants, grants and subsidies, kindergeld, elterngeld, allocations, allocations familiales, prestaciones, toeslagen, subsidies',
    words:
      'kindergeld, familienkasse, elterngeld, arbeitslosengeld, bundesagentur fur arbeit, bafog, wohngeld, caf, allocation, allocations, pole emploi, sepe, toeslag, belastingdienst toeslagen, svb, universal credit, child benefit, dwp, unemployment, stimulus, forsakringskassan, zus swiadczenie, grant',
    mcc: '',
  },
  {
    id: 'tax-refund',
    kind: 'income',
    within: 'earnings',
    names:
      'tax refund, tax refunds, steuererstattung, remboursement impots, devolucion, belastingteruggave, rimborso',
    words:
      'tax refund, irs treas, tax ref, steuererstattung, finanzamt, hmrc refund, dgfip, agencia tributaria, belastingdienst, state tax refund',
    mcc: '',
  },
  {
    id: 'gifts-received',
    kind: 'income',
    within: 'earnings',
    names: 'gifts received, gift received, geschenke erhalten, gifts, gift',
    words: 'birthday, gift, geschenk, cadeau',
    mcc: '',
  },
  {
    id: 'sales',
    kind: 'income',
    isVague: true,
    within: 'earnings',
    names:
      'sales, client work, projects, services, products, online sales, umsatz, erlose, umsatzerlose, ventes, ventas, vendite, omzet, sprzedaz, business income, freelance',
    words:
      'invoice, rechnung, honorar, facture, factura, fattura, faktura, stripe, stripe payout, square inc, shopify payout, paypal transfer, sumup, izettle, mollie, adyen, payout, retainer, project, consulting fee, gig, upwork, fiverr, etsy payout, ebay payout, royalties, royalty',
    mcc: '',
  },
  {
    id: 'transfers-in',
    kind: 'income',
    isVague: true,
    names:
      'transfer, transfers, money transfer, bank transfers, umbuchung, virement, transferencia, trasferimento, overboeking, credit card payment',
    words:
      'transfer, transfer from, umbuchung, ubertrag, virement, transferencia, zelle, venmo, cash app, wise, revolut, from savings, credit card payment, payment thank you, online payment, autopay',
    mcc: '',
  },
  {
    id: 'finance',
    kind: 'expense',
    isVague: true,
    names:
      'finance, finances, financial, finanzen, bank and finance, finanza, financien, finanse, fees, fees & charges, финансы',
    words: 'bank, sparkasse, volksbank',
    mcc: '6012',
  },
  {
    id: 'bank-fees',
    kind: 'expense',
    within: 'finance',
    names:
      'bank fees, bank fee, fees, bank charges, kontogebuhren, bankgebuhren, frais bancaires, comisiones, commissioni bancarie, bankkosten, card processing, payment processing, комиссии',
    words:
      'fee, fees, service charge, monthly service charge, maintenance fee, overdraft, nsf, atm fee, foreign transaction fee, transaction fee, wire fee, late fee, annual fee, kontofuhrung, kontofuhrungsgebuhr, entgelt, entgeltabschluss, rechnungsabschluss, gebuhr, gebuhren, kartenentgelt, frais, frais bancaires, cotisation carte, agios, comision, comisiones, canone, commissioni, imposta di bollo, bankkosten, pakketkosten, oplata, prowizja, avgift, комиссия, stripe fee, paypal fee, sumup fee',
    mcc: '',
  },
  {
    id: 'cash',
    kind: 'expense',
    isVague: true,
    names:
      'cash, atm, cash & atm, bargeld, especes, efectivo, contanti, contant, gotowka, kontanter, наличные, petty cash, withdrawals',
    words:
      'atm, cash withdrawal, atm withdrawal, bargeld, bargeldauszahlung, geldautomat, geldausgabe, retrait, retrait dab, dab, cajero, reintegro, prelievo, bancomat, geldmaat, geldopname, wyplata, bankomat, uttag, cash, cardtronics, cashpoint, выдача наличных',
    mcc: '6010 6011',
  },
  {
    id: 'loans',
    kind: 'expense',
    isVague: true,
    within: 'finance',
    names:
      'loan interest, loans, loan, kredit, kredite, pret, prestamos, prestiti, leningen, pozyczki, кредиты, credit card payment, loan payment',
    words:
      'loan, loans, kredit, darlehen, ratenzahlung, rate, tilgung, pret, prestamo, prestito, lening, student loan, navient, nelnet, great lakes, sallie mae, mohela, sofi, lendingclub, upstart, affirm, klarna, afterpay, quadpay, zip co, payday, car loan, auto loan, ally financial, toyota financial, honda finance, ford credit, gm financial, capital one auto, santander consumer, targobank kredit, credit card payment, card payment thank, creditcard, credit crd, barclaycard, citi card, chase credit, capital one mobile, discover e payment, amex epayment, american express, autopay, epay, epayment, storecard, store card, payment thank you, thank you mobile, emi, bajaj finance, кредит',
    mcc: '',
  },
  {
    id: 'insurance',
    kind: 'expense',
    within: 'finance',
    names:
      'insurance, home insurance, life insurance, versicherung, versicherungen, assurance, assurances, seguros, assicurazione, verzekering, ubezpieczenie, forsakring, liability insurance, liability, property insurance, страхование, insurance and pension',
    words:
      'insurance, versicherung, assurance, seguro, seguros, assicurazione, verzekering, ubezpieczenie, forsakring, allianz, axa, ergo, debeka, signal iduna, hannoversche, cosmosdirekt, gothaer, generali, zurich, provinzial, devk, r v versicherung, wgv, maif, macif, matmut, mapfre, mutua madrilena, unipol, aviva, direct line, legal general, prudential, metlife, new york life, northwestern mutual, liberty mutual, nationwide ins, lemonade, travelers, usaa insurance, lic of india, hdfc life, sbi life, haftpflicht, hausrat, life insurance, ing verzekeren, pzu, folksam',
    mcc: '6300 5960',
  },
  {
    id: 'taxes',
    kind: 'expense',
    within: 'finance',
    names:
      'taxes, tax, income tax, property tax, steuern, steuer, impots, impuestos, tasse, belasting, belastingen, podatki, skatt, налоги, corporate tax, value added tax, government, government & tax, taxes and duties, social contributions',
    words:
      'irs, usataxpymt, tax, taxes, franchise tax, tax board, finanzamt, einkommensteuer, umsatzsteuer, gewerbesteuer, grundsteuer, steuer, bundeskasse, stadtkasse, hmrc, council tax, impots, dgfip, tresor public, urssaf, hacienda, agencia tributaria, aeat, agenzia entrate, f24, belastingdienst, gemeente, urzad skarbowy, zus, skatteverket, skat, gst payment, income tax, customs, zoll, court, fine, bussgeld, passport, visa application, налог, фнс, штраф',
    mcc: '9311 9211 9222 9399',
  },
  {
    id: 'investment',
    kind: 'expense',
    isVague: true,
    within: 'finance',
    names:
      'investment, investments, investing, savings, sparen, geldanlage, epargne, inversiones, investimenti, beleggen, ahorro, risparmio, oszczednosci, inwestycje, sparande, investice, befektetes, mutual fund, stocks, shares, retirement, инвестиции, інвестиції, сбережения, заощадження',
    words:
      'vanguard, fidelity, charles schwab, schwab, etrade, e trade, robinhood, td ameritrade, betterment, wealthfront, acorns, stash, coinbase, binance, kraken, bitpanda, crypto, trade republic, scalable capital, comdirect, flatex, degiro, etoro, interactive brokers, hargreaves lansdown, freetrade, trading 212, zerodha, groww, upstox, mutual fund, sip, ppf, fixed deposit, recurring deposit, shares, share dealings, sparplan, bausparkasse, bauspar, riester, pension contribution, savings, ira, 401k',
    mcc: '6211 6051',
  },
  {
    id: 'transfers-out',
    kind: 'expense',
    isVague: true,
    names:
      'transfer, transfers, money transfer, money transfers, bank transfers, bank transfer, umbuchung, umbuchungen, virement, virements, transferencias, trasferimenti, overboekingen, przelewy, overforingar, prevody, переводы, перекази, own accounts',
    words:
      'transfer to, transfer, online transfer, online transfer to, transfer debit, umbuchung, virement, traspaso, giroconto, przelew, przelew wlasny, overforing, swish, mobilepay, vipps, blik, bizum, twint, zelle, zelle payment, zelle payment to, zelle to, venmo, venmo payment, cash app, cashapp, square cash, sqc, apple cash, google pay to, western union, moneygram, remitly, xoom, worldremit, wise, transferwise, revolut, paysend, ria money, n26, monzo, starling, paypal transfer, paypal inst xfer, inst xfer, xfer, xfer to, trnsfr, ext trnsfr, wire type, wire transfer, outgoing wire, money order, imps, neft, rtgs, upi, paytm wallet, phonepe, gpay, savings transfer, internal transfer, own account, eigenes konto, перевод, переказ, перевод на карту, переказ на картку',
    mcc: '4829 6538 6540 6012',
  },
  {
    id: 'domestic-help',
    kind: 'expense',
    within: 'housing',
    names:
      'maid, cook, domestic help, household help, housekeeping, haushaltshilfe, putzfrau, reinigungskraft, femme de menage, empleada del hogar, colf, huishoudelijke hulp, sprzatanie, staff at home, cleaning service',
    words:
      'maid, maid salary, cook, cook salary, bai, kamwali, domestic help, house help, househelp, housekeeper, haushaltshilfe, putzhilfe, putzfrau, femme de menage, aide menagere, empleada del hogar, limpiadora, colf, badante, diarista, faxineira, schoonmaakster, huishoudhulp, sprzataczka, pomoc domowa, stadning, stadhjalp, rengoringshjelp, siivous, uklid, takaritono, temizlikci, уборка, прибирання, домработница, watchman, driver salary, gardener salary, minijob haushalt',
    mcc: '',
  },
  {
    id: 'software',
    kind: 'expense',
    within: 'office',
    names:
      'software, software and services, hosting and domains, cloud services, website, website and shop, web hosting',
    words:
      'adobe, microsoft, msft, office 365, google workspace, google gsuite, google cloud, google storage, google one, icloud, dropbox, slack, zoom, zoom us, notion, atlassian, github, gitlab, jetbrains, figma, canva, openai, chatgpt, anthropic, aws, amazon web services, azure, digitalocean, digital ocean, heroku, netlify, vercel, cloudflare, hetzner, ovh, strato, ionos, 1 1 ionos, namecheap, godaddy, squarespace, wix, wordpress, mailchimp, hubspot, salesforce, intuit, quickbooks, xero, freshbooks, lexoffice, datev, sevdesk, 1password, lastpass, nordvpn, expressvpn, mcafee, norton, software, hosting, domain',
    mcc: '7372 5734 7379 4816',
  },
  {
    id: 'office',
    kind: 'expense',
    isVague: true,
    names:
      'office, office supplies, office and technology, workplace, burobedarf, buro, fournitures, oficina, cancelleria, kantoor, postage, business services, printed matter',
    words:
      'staples, office depot, officemax, viking direkt, bottcher ag, bueromarkt, bruneau, ryman, office supplies, burobedarf, papier, usps, ups store, fedex, dhl, deutsche post, hermes paket, dpd, gls, royal mail, la poste, correos, poste italiane, postnl, poczta polska, inpost, postage, porto, post office, coworking, wework, regus, mindspace, vistaprint, flyeralarm, printing, copy shop',
    mcc: '5111 5943 9402 4215 7338 7333 5021',
  },
  {
    id: 'marketing',
    kind: 'expense',
    names:
      'marketing, advertising, werbung, publicite, publicidad, pubblicita, reclame, trade fairs, events, реклама',
    words:
      'google ads, google adwords, adwords, facebk ads, facebk, facebook ads, meta platforms, linkedin ads, twitter ads, bing ads, yelp ads, advertising, werbung, anzeige, messe, publicite',
    mcc: '7311 7312',
  },
  {
    id: 'professional',
    kind: 'expense',
    names:
      'professional services, accounting, legal, accounting and audit, consulting, subcontractors, steuerberatung, rechtsberatung, honoraires, business services, general services',
    words:
      'steuerberater, steuerberatung, accountant, accounting, bookkeeping, rechtsanwalt, kanzlei, lawyer, attorney, law office, legal, solicitor, notar, notaire, notary, avocat, abogado, gestoria, commercialista, boekhouder, consulting, freelancer, subcontractor, h r block, turbotax',
    mcc: '8111 8931 7392 8999 7276',
  },
  {
    id: 'goods',
    kind: 'expense',
    isVague: true,
    names:
      'goods and materials, cost of goods sold, materials, wareneinkauf, waren, achats marchandises, inventory, packaging, inbound freight',
    words:
      'wholesale, grosshandel, metro cash carry, metro ag, selgros, makro, booker, alibaba supplier, freight, spedition, packaging, verpackung, raw material',
    mcc: '5039 5047 5072 5074 5085 5131 5137 5139 5169 5172 5198 5199',
  },
  {
    id: 'staff',
    kind: 'expense',
    isVague: true,
    names:
      'wages and salaries, staff, payroll, personal, personalkosten, lohne und gehalter, salaires, payroll taxes, benefits',
    words:
      'salary to, wages, payroll run, lohnzahlung, gehaltszahlung, lohnsteuer, sozialversicherung, knappschaft, minijob zentrale, salaires, nominas, gusto tax',
    mcc: '',
  },
];
