/* Words as in concepts-words.ts, for money that comes in and for what goes to banks, offices and a business. */

/** By concept. */
export const MONEY_WORDS: Readonly<Record<string, string>> = {
  salary:
    'gehaltszahlung, lohnzahlung, bezuge gehalt, lohnabrechnung, besoldung, verdienst, vergutung, rentenzahlung, altersrente, deutsche rentenversicherung, virement salaire, traitement, remuneration, retraite, pension retraite, nominas, paga, pension jubilacion, accredito stipendio, pensione, inps, ordenado, vencimento, salario, pensao, aposentadoria, salarisbetaling, pensioen, aow, wyplata wynagrodzenia, pensja, premia, emerytura, renta zus, lon utbetalning, lonutbetaling, pensjon, palkka, elake, mzda, vyplata, duchod, fizetes, munkaber, nyugdij, maas, maas odemesi, emekli, заработная плата, заробітна плата, пенсия, пенсія, премия, премія, payroll dep, payroll deposit, pay roll, net pay, dirdep, direct deposit payroll, salary credit, sal credit, stipend, incentive, overtime, gratuity, commission, commissions, pension payment, annuity, va benefit, soc sec, ssi, provident fund withdrawal, allowance received',
  interest:
    'zinsertrag, zinsabschluss, kapitalertrag, dividendengutschrift, bonuszins, interets crediteurs, remuneration livret, dividendes, intereses abonados, dividendos, interessi attivi, dividendi, cedola, juros, rendimento, rente bijschrijving, odsetki, kapitalizacja odsetek, dywidenda, ranta, utdelning, rente innskudd, utbytte, udbytte, korko, osinko, urok, dividenda, kamat, osztalek, faiz, temettu, проценты по вкладу, відсотки, дивиденды, дивіденди, кэшбэк, кешбек, interest payment, interest credited, int credit, credit interest, savings interest, fd interest, dividend credit, cash rewards, reward redemption, rewards redemption, maturity, maturity amount, scratch card, gpay reward',
  benefits:
    'burgergeld, jobcenter, mutterschaftsgeld, krankengeld, jobcenter leistung, unterhaltsvorschuss, rsa, apl, prime activite, prestation, indemnites journalieres, cpam, france travail, subsidio, ayuda, beneficio social, assegno unico, naspi, indennita, bonus inps, seguranca social, abono familia, bolsa familia, uwv, kinderbijslag, zorgtoeslag, huurtoeslag, kindgebonden, zasilek, swiadczenie, swiadczenie wychowawcze, dodatek, barnbidrag, foraldrapenning, barnetrygd, bornepenge, su udbetaling, kela, lapsilisa, tuki, prispevek, podpora, csaladi potlek, segely, yardim, социальная выплата, соціальна виплата, пособие, допомога, субсидия, субсидія, stimulus payment, snap benefit, ebt, tax credits, pip payment, esa payment, jobseekers, scholarship, subsidy, relief payment, fema',
  'tax-refund':
    'steuerruckzahlung, einkommensteuererstattung, lohnsteuererstattung, restitution impot, devolucion hacienda, devolucion irpf, rimborso irpef, reembolso irs, restituicao, teruggaaf, teruggave inkomstenbelasting, zwrot podatku, nadplata podatku, skatteaterbaring, skattepenger, overskydende skat, veronpalautus, vratka dane, preplatek dane, adovisszaterites, vergi iadesi, возврат налога, повернення податку, налоговый вычет, income tax refund, it refund, fed tax refund, irs refund, franchise tax refund, tax rebate',
  sales:
    'honorarrechnung, kundenzahlung, zahlungseingang, rechnung bezahlt, auszahlung stripe, auszahlung paypal, reglement facture, paiement client, encaissement, cobro, cobro cliente, incasso fattura, pagamento fattura, recebimento, fatura recebida, factuurbetaling, zaplata za fakture, oplata faktury, fakturabetaling, betaling faktura, lasku maksu, uhrada faktury, szamla kiegyenlites, tahsilat, оплата по счету, оплата рахунку, merchant deposit, merchant settlement, settlement, square deposit, toast deposit, clover deposit, customer payment, invoice payment, client payment, sale proceeds, scrap, scrap sale, resale, rental income, rent received, lyft driver, uber driver, doordash pay',
  'gifts-received':
    'geldgeschenk, geburtstagsgeld, don recu, regalo recibido, regalo ricevuto, prezent pieniezny, подарок, подарунок, birthday money, wedding gift, from mom, from dad, from parents, from grandma, blessing',
  'transfers-in':
    'eigenubertrag, kontoubertrag, umbuchung von, virement interne, traspaso, giroconto, transferencia recebida, eigen rekening, spaarrekening, przelew wlasny, przelew przychodzacy, przelew srodkow, overforing, egen overforing, siirto, oma siirto, prevod, vlastni prevod, atvezetes, sajat atutalas, havale, virman, eft gelen, перевод, переказ, пополнение, поповнення, online transfer from, transfer credit, ext trnsfr, trnsfr, xfer from, incoming wire, wire in, wire transfer, account transfer, internal transfer, zelle from, zelle payment from, venmo cashout, venmo transfer, cash app transfer, paypal instant transfer, xoom, upi credit, imps, neft, refund of loan, mobilepay, swish, blik przelew, bizum recibido',
  'bank-fees':
    'depotentgelt, kontofuhrungsentgelt, auslandseinsatzentgelt, dispozinsen, sollzinsen, uberziehungszinsen, mahngebuhr, kartengebuhr, frais de tenue de compte, cotisation, commission intervention, interets debiteurs, frais virement, commission mouvement, comision mantenimiento, comision tarjeta, intereses deudores, spese tenuta conto, spese bancarie, spese conto, interessi passivi, comissao, manutencao conta, anuidade, imposto selo, tarifa bancaria, iof, kosten rekening, debetrente, rentekosten, oplata za karte, oplata za prowadzenie, prowizja bankowa, odsetki debetowe, kortavgift, arsavgift, bankavgift, gebyr, kortgebyr, palvelumaksu, pankkimaksu, poplatek, poplatky, vedeni uctu, dij, szamlavezetesi dij, tranzakcios dij, hesap isletim, masraf, комиссия банка, комісія, комісія банку, обслуживание счета, обслуговування рахунку, bank charge, bank charges, account fee, account charges, card fee, cash advance fee, overdraft fee, overdraft interest, interest charge, interest charged, purchase interest charge, finance charge, finance charges, returned item fee, nsf fee, insufficient funds, stop payment fee, foreign exchange fee, fx fee, currency conversion fee, wire transfer fee, service fee, monthly fee, transaction fees, minimum balance, minimum interest charge, paper statement, sms charges, sms alert, annual charges, debit card charges, amc charges, late payment fee, returned payment',
  cash: 'barabhebung, barauszahlung, bargeldabhebung, automat auszahlung, ga nr, retrait especes, retrait gab, distributeur, retirada cajero, retirada efectivo, disposicion efectivo, prelievo bancomat, prelievo contante, prelevamento, levantamento, levantamento multibanco, saque, saque caixa, opname geldautomaat, wyplata z bankomatu, wyplata gotowki, bankomatuttag, kontantuttag, minibankuttak, kontant udbetaling, haevning, kateisnosto, nosto automaatti, otto, vyber hotovosti, vyber z bankomatu, keszpenzfelvetel, atm felvetel, para cekme, nakit cekim, снятие наличных, зняття готівки, видача готівки, банкомат, atm wdl, atm wd, atm w d, cash wdl, cash wd, cash advance, cash out, cash machine, link atm, allpoint, moneypass, self cash, nfs cash, cash debit atm',
  loans:
    'kreditrate, darlehensrate, autokredit, studienkredit, bafog ruckzahlung, leasing, leasingrate, finanzierung, santander kredit, echeance pret, credit consommation, cofidis, cetelem, sofinco, younited, cuota prestamo, prestamo personal, financiera, rata prestito, rata mutuo, finanziaria, agos, findomestic, prestacao, financiamento, emprestimo, credito pessoal, aflossing, duo studieschuld, persoonlijke lening, rata kredytu, splata kredytu, pozyczka, provident, vivus, billan, avbetalning, csn, lan avdrag, laina, lainan lyhennys, splatka, splatka uveru, torleszto, hiteltorlesztes, kredi odemesi, taksit, погашение кредита, погашення кредиту, рассрочка, розстрочка, loan pmt, loan pymt, loan payment, loan pay, loanpymt, loan repayment, installment, instalment, installment loan, personal loan, title loan, payday loan, cash loan, mortgage loan servicing, student ln, student loans, dept education, dept of education, aidvantage, edfinancial, great lakes student, fedloan, nslds, auto finance, auto pay loan, car payment, credit acceptance, financial services loan, kia motors finance, hyundai motor finance, nissan motor acceptance, volkswagen credit, bmw financial, mercedes benz financial, carmax auto, westlake financial, exeter finance, onemain, onemain financial, world acceptance, oportun, prosper, best egg, marcus by goldman, upgrade inc, happy money, mariner finance, lendmark, check into cash, ace cash express, advance america, moneylion, earnin, brigit, dave inc, possible finance, sezzle, sunbit, care credit, carecredit, synchrony bank, syncb, comenity, credit one bank, merrick bank, line of credit, heloc, debt, lending, lender, loan servicing, financing, crd pmt, credit card pmt, card services payment, kreditkartenabrechnung, home loan emi',
  insurance:
    'versicherungsbeitrag, versicherungs ag, beitrag versicherung, lebensversicherung, rentenversicherung, rechtsschutz, unfallversicherung, wohngebaude, hundehaftpflicht, assurances, assurance vie, assurance habitation, gmf, maaf, groupama, mgen, allianz france, seguro hogar, seguro vida, aseguradora, axa seguros, generali seguros, assicurazioni, polizza, premio assicurazione, seguradora, apolice, fidelidade, tranquilidade, verzekeringen, nationale nederlanden, interpolis, centraal beheer, ohra, ubezpieczenia, polisa, skladka, warta, ergo hestia, forsakringar, lansforsakringar, trygg hansa, gjensidige, tryg, topdanmark, vakuutus, lahitapiola, pojisteni, pojistovna, kooperativa, biztositas, biztosito, sigorta, sigorta primi, страховка, страховая, страхування, росгосстрах, insurances, insur, ins prem, insurance prem, premium insurance, ins pymt, life ins, term life, term insurance, renters insurance, renters ins, home insurance, homeowners insurance, pet insurance, trupanion, dental insurance, mutual of omaha, transamerica, primerica, globe life, aflac, colonial life, guardian life, john hancock, lincoln financial, mass mutual, massmutual, pacific life, state farm life, foremost, amica, erie insurance, the hartford, hartford, farm bureau, american family, lic premium, lic, policy premium, policy, policybazaar, warranty, home warranty, extended warranty',
  taxes:
    'steuerzahlung, vorauszahlung, korperschaftsteuer, umsatzsteuervoranmeldung, hundesteuer stadt, gemeindekasse, landeskasse, amtsgericht, gerichtskasse, standesamt, burgeramt, prelevement impot, impot, taxe fonciere, taxe habitation, cfe, amende, trib public, mairie, prefecture, impuesto, ibi, ayuntamiento, multa, dgt, tasas, seguridad social, tgss, irpf, imposta, imu, bollo auto, multe, comune di, tributi, agenzia delle entrate, imposto, iva, iuc, irs pagamento, camara municipal, darf, iptu, ipva, receita federal, gemeentebelasting, inkomstenbelasting, waterschapsbelasting, cjib, boete, motorrijtuigenbelasting, podatek, podatek dochodowy, pit zaliczka, mandat, urzad miasta, urzad gminy, oplata skarbowa, skattekonto, skatteetaten, restskatt, vero, verohallinto, dan z prijmu, financni urad, pokuta, nav ado, adohivatal, onkormanyzat, birsag, vergi, vergi dairesi, trafik cezasi, belediye, налоги, податок, податки, гос пошлина, госпошлина, державне мито, штрафы, штрафи, єсв, tax payment, tax pymt, tax pmt, tax collector, tax office, tax commissioner, tax assessor, tax dept, dept of revenue, department of revenue, revenue service, ftb, franchise board, comptroller, treasurer, county treasurer, county clerk, county of, city of, town of, village of, borough council, secretary of state, dept of motor, dmv renewal, motor vehicle, motor vehicles, vehicle licensing, license renewal, licensing, permit, permits, municipal court, court clerk, circuit clerk, clerk of court, superior court, traffic fine, traffic violation, citation, us treasury, us customs, uscis, immigration, passports, social security admin, government services, govt, challan, stamp duty, property taxes, estimated tax, sales tax, quarterly tax, tds, self assessment, vat payment, business rates',
  investment:
    'wertpapierkauf, wertpapiere, fondssparplan, etf sparplan, etf, depot, aktienkauf, sparen, sparkonto, festgeld, tagesgeld, bausparvertrag, vermogenswirksame, versement livret, livret a, pea, assurance vie versement, bourse, boursorama bourse, fondo inversion, plan de pensiones, bolsa, ahorro, aportacion, compra titoli, fondo pensione, risparmio, buoni fruttiferi, deposito risparmio, poupanca, certificados aforro, ppr, fundo, aplicacao, tesouro direto, beleggingsrekening, sparen rekening, pensioensparen, brand new day, lokata, oszczednosci, fundusz, ike, ikze, xtb, obligacje, fonder, aktier, avanza, nordnet, isk, sparande, pensionssparande, saxo, rahasto, osake, saasto, sporeni, investice, podilovy fond, megtakaritas, befektetes, allampapir, yatirim, birikim, hisse, altin, инвестиции, інвестиції, вклад, депозит, акции, облигации, овдп, брокер, investments, brokerage, securities, stocks, stock purchase, bonds, treasury direct, treasurydirect, roth, roth ira, retirement contribution, deposit savings, savings deposit, savings transfer, to savings, rd installment, rd instalment, nps, nsc, kvp, public provident fund, equity fund, mutual funds, small cap, large cap, mid cap, index fund, gold, gold coin, sovereign gold, silver coin, bitcoin, ethereum, crypto com, webull, merrill, morgan stanley, edward jones, t rowe price, raymond james, ameriprise, primerica shareholder, sofi invest, tiaa, john hancock retirement, principal financial, tastytrade, nutmeg, moneybox, wealthify, vanguard uk, aj bell, kuvera, angel one, icici direct, smallcase, coin zerodha',
  software:
    'app abo, cloud speicher, softwarelizenz, hebergement web, nom de domaine, logiciel, licence logiciel, dominio, alojamiento web, programa informatico, licenza software, hosting dominio, alojamento web, softwarelicentie, webhosting, domeinnaam, licencja, oprogramowanie, domena, programvara, webbhotell, domene, ohjelmisto, webhotelli, licence, webhotel, szoftver, tarhely, yazilim, alan adi, хостинг, домен, лицензия, программное обеспечение, saas, app store, apps, cloud, cloud storage, backup, backblaze, antivirus, vpn, domains, domain name, license key, github copilot, cursor ai, midjourney, perplexity, claude ai, grammarly, evernote, todoist, trello, asana, monday com, airtable, zapier, calendly, docusign, linode, vultr, render com, fly io, supabase, mongodb, datadog, sentry io, twilio, sendgrid, postmark, fastmail, proton, protonmail, bitwarden, dashlane, surfshark, avast, kaspersky, malwarebytes, teamviewer, parallels, autodesk, affinity, envato, elementor, shopify, webflow, ghost pro, ynab, lunch money, quicken, gusto software, bill com, wave apps',
  office:
    'briefmarken, paketmarke, paket, versand, kopien, druckerei, copyshop, buromaterial, schreibwaren, timbres, colis, affranchissement, imprimerie, papeterie, chronopost, mondial relay, sellos, mensajeria, paqueteria, imprenta, papeleria, seur, mrw, francobolli, spedizione, corriere, tipografia, cartoleria, brt, selos, encomenda, ctt, grafica, papelaria, postzegels, pakket, drukkerij, kantoorartikelen, znaczki, przesylka, kurier, drukarnia, artykuly biurowe, frimarken, paket porto, postnord, kontorsmaterial, tryckeri, posten, bring, postimaksu, posti, paketti, postovne, ceska posta, zasilkovna, papirnictvi, belyeg, csomag, posta, irodaszer, nyomda, kargo, ptt, kirtasiye, почта, пошта, посылка, посилка, нова пошта, nova poshta, канцтовары, канцтовари, типография, stamps, stamp, shipping, courier, courier charges, parcel, postal, post, speed post, registered post, mailbox, mail boxes, ups, usps po, fedex office, packaging store, printers, print shop, toner, ink, ink cartridge, stamps com, pitney bowes, po box, notary public, self storage, public storage, extra space storage, cubesmart, uhaul, u haul, moving, movers, packers movers, storage unit',
  marketing:
    'werbeagentur, printwerbung, flyer, plakate, werbemittel, agence publicite, regie publicitaire, agencia publicidad, anuncios, agenzia pubblicita, inserzione, anuncio, reclamebureau, advertentie, reklama, agencja reklamowa, ogloszenie, annons, annonse, annonce, mainos, inzerce, hirdetes, reklam, реклама в интернете, продвижение, tiktok ads, pinterest ads, snapchat ads, amazon ads, microsoft ads, google adwords ads, advertisement, ads, trade show, exhibition stand, sponsorship, promotional, branding, seo, pr agency, billboard',
  professional:
    'steuerburo, buchhaltung, lohnburo, anwalt, anwaltskanzlei, notariat, unternehmensberatung, gutachter, expert comptable, comptable, cabinet avocat, huissier, conseil, asesoria, abogados, notaria, consultoria, contador, avvocato, notaio, studio legale, consulenza, ragioniere, advogado, notario cartorio, contabilidade, contabilista, advocaat, notaris, accountantskantoor, adviesbureau, ksiegowosc, biuro rachunkowe, adwokat, notariusz, kancelaria, radca prawny, revisor, redovisning, advokat, regnskap, tilitoimisto, asianajaja, ucetni, ucetnictvi, advokatni, notar urad, konyvelo, ugyved, kozjegyzo, muhasebe, avukat, noter, бухгалтер, юрист, адвокат, нотариус, нотаріус, cpa, tax prep, tax preparation, jackson hewitt, liberty tax, taxact, attorneys, lawyers, law firm, law offices, legal fees, legalzoom, paralegal, notary fees, consultants, advisors, advisory, architect, surveyor, engineering services, translation, recruiter, staffing, background check, security service, adt, adt security, ring protect, simplisafe, vivint, alarm, alarm services, brinks home, funeral, funeral home, cremation, dating, match com, tinder, bumble, daycare services, ancestry, credit report, experian, equifax, transunion, lifelock, credit karma, identity protection',
  staff:
    'lohn mitarbeiter, gehalt mitarbeiter, aushilfe, berufsgenossenschaft, salaire employe, cotisations sociales, nomina empleado, seguros sociales, stipendi dipendenti, contributi inps, ordenados, salarissen, loonheffing, wynagrodzenia pracownikow, skladki zus, loner, arbetsgivaravgift, lonninger, palkat, mzdy zamestnancu, berek, personel maaslari, зарплата сотрудникам, єсв за працівників, employee salary, staff salary, payroll service, adp tax, adp fees, paychex, gusto, employer contribution',
};

/** Ranges of merchant category codes (ISO 18245) that stand for one trade: first, last, concept. */
export const CODE_RANGES: readonly (readonly [first: number, last: number, concept: string])[] = [
  [742, 742, 'pets'],
  [1711, 1799, 'repairs'],
  [3000, 3350, 'flights'],
  [3351, 3441, 'taxi'],
  [3501, 3999, 'hotels'],
  [4011, 4011, 'transit'],
  [4119, 4119, 'health'],
  [4214, 4215, 'office'],
  [4225, 4225, 'office'],
  [4468, 4468, 'leisure'],
  [4723, 4723, 'travel'],
  [4813, 4815, 'mobile'],
  [4899, 4899, 'internet'],
  [5262, 5262, 'shopping'],
  [5309, 5331, 'shopping'],
  [5422, 5422, 'groceries'],
  [5440, 5499, 'food'],
  [5521, 5599, 'car-service'],
  [5611, 5699, 'clothing'],
  [5712, 5722, 'furniture'],
  [5811, 5812, 'restaurants'],
  [5931, 5933, 'shopping'],
  [5940, 5940, 'fitness'],
  [5944, 5944, 'clothing'],
  [5948, 5949, 'hobbies'],
  [5950, 5950, 'household-goods'],
  [5962, 5962, 'travel'],
  [5971, 5973, 'hobbies'],
  [5975, 5976, 'doctor'],
  [5978, 5978, 'office'],
  [5993, 5993, 'shopping'],
  [5994, 5994, 'films-music'],
  [5996, 5998, 'repairs'],
  [6010, 6011, 'cash'],
  [6300, 6399, 'insurance'],
  [6513, 6513, 'rent'],
  [7011, 7033, 'hotels'],
  [7210, 7230, 'personal-care'],
  [7251, 7251, 'clothing'],
  [7261, 7261, 'professional'],
  [7273, 7277, 'professional'],
  [7296, 7296, 'clothing'],
  [7299, 7299, 'personal-care'],
  [7321, 7321, 'professional'],
  [7361, 7361, 'professional'],
  [7393, 7393, 'professional'],
  [7395, 7395, 'hobbies'],
  [7512, 7519, 'taxi'],
  [7523, 7523, 'parking'],
  [7531, 7549, 'car-service'],
  [7622, 7629, 'electronics'],
  [7631, 7631, 'clothing'],
  [7641, 7641, 'furniture'],
  [7692, 7699, 'repairs'],
  [7829, 7841, 'films-music'],
  [7911, 7911, 'fitness'],
  [7922, 7929, 'leisure'],
  [7992, 7992, 'fitness'],
  [7993, 7994, 'hobbies'],
  [8011, 8099, 'doctor'],
  [8211, 8299, 'education'],
  [8351, 8351, 'children'],
  [8641, 8699, 'giving'],
  [8911, 8911, 'professional'],
  [9211, 9223, 'taxes'],
  [9311, 9399, 'taxes'],
];

/** Beginnings and ends of compound and cut words that say the trade: "Stadtapotheke", "RESTAURAN". By concept. */
export const STEMS: Readonly<Record<string, { readonly begins?: string; readonly ends?: string }>> = {
  groceries: {
    begins:
      'supermark supermerc supermarc lebensmittel getranke obsthand gemuse grocer superett hypermark spozywcz',
    ends: 'supermarkt lebensmittel getranke metzgerei fleischerei schlachterei superstore hofladen slagerij',
  },
  restaurants: {
    begins:
      'restaura ristorant trattori osteri pizzer steakh gaststat gasthaus rotiss churrasc bistro brasser sushi taquer marisq',
    ends: 'restaurant gaststatte wirtshaus brauhaus steakhouse pizzeria sushi ravintola grill',
  },
  coffee: {
    begins:
      'starbuck coffee kaffee backere baecker boulang patiss pasticc panader pasteler bakkeri konditor espress kawiarn piekarn',
    ends: 'backerei baeckerei konditorei kaffee coffee bakery bakkerij bageri backhaus',
  },
  takeaway: { begins: 'mcdonal lieferan schnellimb burgerk', ends: 'imbiss kebab burger doner' },
  bars: {
    begins: 'brewer brauere birrer cervecer weinhand liquor',
    ends: 'brauerei weinhandlung brewery brewing winery',
  },
  rent: {
    begins: 'wohnungsbau wohnungsgen immobil mietzahl apartment hypothek hypothe hipotec',
    ends: 'miete immobilien wohnungsbau hypothek apartments',
  },
  electricity: {
    begins: 'electric elektriz stromversorg energievers stadtwerk elettric fernwarm',
    ends: 'energie energy stadtwerke strom elektrizitat energia elnat',
  },
  water: {
    begins: 'wasserwerk wasservers abwasser abfallw wodociag aqued',
    ends: 'wasserwerke wasser abwasser waterworks',
  },
  internet: { begins: 'broadband internet glasfas breitband', ends: 'broadband internet breitband' },
  mobile: { begins: 'mobilfunk mobilabon telefon', ends: 'mobilfunk telecom telekom wireless' },
  repairs: {
    begins: 'baumark baustoff ferreter plumb klempner dachdeck malerbet schreiner tischler bricol',
    ends: 'baumarkt baustoffe schreinerei tischlerei gartencenter bouwmarkt bauhaus malerbetrieb',
  },
  furniture: {
    begins: 'mobelhaus moebel matratz furnitur muebler ameublem',
    ends: 'mobel moebel furniture meubelen matratzen',
  },
  fuel: {
    begins: 'tankstell gasolin petrol benzin carburan combustib',
    ends: 'tankstelle petrol tankstation petroleum',
  },
  transit: {
    begins: 'verkehrsbet verkehrsges verkehrsver fahrkart railway',
    ends: 'verkehrsbetriebe bahn railway railways verkehrsverbund verkehrsgesellschaft',
  },
  parking: {
    begins: 'parkhaus parkplatz parkgeb stationne aparcam estacionam parchegg parkering',
    ends: 'parkhaus parking parkgarage garagen tiefgarage',
  },
  'car-service': {
    begins: 'autohaus autowasch reifenhan kfzwerk carwash autoserv werkstat automot',
    ends: 'autohaus werkstatt reifen automotive autoteile',
  },
  taxi: { begins: 'taxizent autovermiet rentacar', ends: 'taxi autovermietung taxis' },
  doctor: {
    begins:
      'zahnarz arztpr dentis dental orthod augenarz hautarz kinderarz frauenarz hausarz physioth tandart ophtalm optometr dermatol pediatr chiroprac',
    ends: 'zahnarzt arztpraxis dental optik optiker praxis arzt tandarts dermatology pediatrics',
  },
  health: {
    begins: 'krankenhau hospital klinik ospedal szpital sjukhus medizin',
    ends: 'klinik klinikum krankenhaus hospital klinika',
  },
  pharmacy: {
    begins: 'apothek pharmac farmaci parafarm walgree drugstor apteka',
    ends: 'apotheke pharmacy pharmacie farmacia apotheek',
  },
  'health-insurance': {
    begins: 'krankenkass krankenvers mutuelle',
    ends: 'krankenkasse krankenversicherung',
  },
  insurance: {
    begins: 'versicherung assuranc asegurad assicuraz verzeker ubezpiec forsakr insuranc haftpflicht',
    ends: 'versicherung versicherungen lebensversicherung insurance forsakring verzekeringen',
  },
  fitness: {
    begins: 'fitness sportver sportstud turnver kletterh schwimmb crossfit',
    ends: 'fitness sportverein schwimmbad hallenbad freibad turnverein kletterhalle',
  },
  clothing: {
    begins: 'schuhhau schuhges bekleid modehaus textil zapater chaussur juwelier abbigliam',
    ends: 'schuhe schuhhaus bekleidung moden modehaus footwear jeans juwelier jewelers jewellers',
  },
  electronics: { begins: 'elektromark electronic elektronik mediamark', ends: 'elektronik electronics' },
  'personal-care': {
    begins: 'friseur coiffeu peluquer parrucch kosmetik hairdres barbers parfumer drogeri',
    ends: 'friseur friseure coiffeur kosmetik drogerie drogeriemarkt hairdressers barbershop kapsalon',
  },
  'films-music': {
    begins: 'buchhand bookst cineplex cinemax librair libreri',
    ends: 'buchhandlung bookstore bookshop kino cinema cinemas',
  },
  hotels: {
    begins: 'jugendherb ferienwohn campingpl',
    ends: 'hotel hotels hostel motel pension campingplatz',
  },
  flights: { begins: 'fluggesell airline lufthans', ends: 'airlines airways' },
  travel: { begins: 'reisebur reiseveran', ends: 'reisen reiseburo' },
  education: {
    begins: 'universit hochschul volkshoch fahrschul sprachsch musiksch',
    ends: 'schule hochschule universitat akademie university college gymnasium',
  },
  children: { begins: 'kindergart kindertag kinderkr daycare', ends: 'kindergarten kita' },
  pets: { begins: 'tierarz tierklin tierbed veterin', ends: 'tierarzt tierklinik tierarztpraxis' },
  presents: {
    begins: 'blumenlad blumenhau florist geschenk fiorist kwiaciar',
    ends: 'blumen floristik geschenke flowers blommor',
  },
  giving: { begins: 'spenden kirchengem', ends: 'stiftung kirchengemeinde kirche hilfswerk' },
  taxes: { begins: 'finanzam steuerver stadtkass gerichtsk', ends: 'finanzamt steuer stadtkasse' },
  professional: {
    begins: 'steuerber rechtsanw anwaltsk notariat',
    ends: 'steuerberater steuerberatung rechtsanwalte anwaltskanzlei notariat',
  },
  office: { begins: 'schreibwar burobedar druckere papeteri', ends: 'druckerei schreibwaren burobedarf' },
};
