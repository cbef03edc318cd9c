/**
 * What the words of a bank's text are for, folded as `bank-text.ts` folds them: small letters, no accents, an umlaut
 * without its e. The languages are those of the banks that people import from.
 */

/**
 * name: says who is paid. kind: what sort of place it is, or what it is paid for. place: a town, a state. weak: says
 * little, as a month does. carrier: a service that stands before, or in place of, the name of who is paid.
 */
export type WordRole = 'name' | 'kind' | 'place' | 'weak' | 'carrier' | 'noise';

export interface WordClass {
  readonly role: WordRole;
  /** Kinds of one group may be called one for the other; '' fits every other. */
  readonly group: string;
}

/** Words that say how something was paid and not to whom. */
const PAYMENT_NOISE = `
  pos card cards kartenzahlung karte kartenverfügung debit credit debitcard creditcard visa mastercard maestro girocard
  ec vpay contactless kontaktlos purchase payment payments pay paid zahlung lastschrift lastschrifteinzug einzug sepa
  ueberweisung uberweisung gutschrift dauerauftrag basislastschrift folgelastschrift erstlastschrift transaction txn trx
  tran trans auth authorization authorisation authorized authorised pending vorgemerkt vormerkung umsatz buchung reserved
  hold blocked earmarked provisional ref refs reference referenz mandat mandate mandatsref end eref mref cred kref svwz abwa anam debt iban bic elv
  checkcard withdrawal deposit ach ppd ccd tel memo value pmt pymt pymnt paymnt intl refund return retoure preauth
  merchant employer dir dep sent received fam familie enviado recibido preauthorisation preauthorization foreign bankcard conf confirmation trace approval appr code auftraggeber
  unknown unbekannt inconnu bank banque banco banca rl bea direct dd fpi fpo bgc faster bacs chaps standing order crd dbt pur purch chk bill billpay
  epay epayment epymt pmnt autopay epmt einzugsermächtigung entgeltabschluss zahlungsempfänger verwendungszweck kunde
  kundennr kundennummer kd vertrag vertragsnr customer cust acct account konto kto blz beleg bon folgenr verfalld zeit
  terminal term tid mid uhr recurring subscription subscr abo online www http https help hilfe helppay processed original
  paiement achat carte prelevement prelvt prlv virement vir cb facture retrait remboursement reglement avoir echeance
  autorisation reserviert reservierung reserve montant bloque en cours operation opération client numero
  pagamento pagam addebito accredito bonifico rimborso storno bancomat acquisto operazione presso autorizzazione carta
  compra compras tarjeta tarj pago pagos recibo adeudo transferencia transf domiciliacion domiciliado reembolso
  devolucion cargo abono autorizacion pendiente retencion retenido estorno cartao debito credito mb cdeb ccred deb multib dd trf pag cobranca
  betaling betaalpas betaalautomaat betaalverzoek pinbetaling pas incasso machtiging overboeking naam omschrijving
  kenmerk pasvolgnr transactie valutadatum geldig terugbetaling remi name trtp sdd sct rcur frst core mandato mandaat algemeen doorlopend favor faveur favore ihr einkauf den automatische periodieke ideal reservering voorlopig
  zakup karta platnosc karta kartą przelew zwrot transakcja wychodzacy przychodzacy krajowy wewnetrzny obciazenie uznanie blokada tytul nadawca odbiorca polecenie zaplaty karty
  kortkop kop kort kortbetaling varekjop varekob visakob dankort autogiro overforing betalning reservation reserverad
  reservert retur aterbetalning refusjon bankgiro plusgiro bg pg avtalegiro korttiosto osto maksu tilisiirto kortinosto
  odeme harcama platba kartou nakup vasarlas kartya bankkartya
  rückzahlung erstattung rechnung rech rg abschlag beitrag teilbetrag schlussrechnung belastung wertstellung valuta
  invoice inv bestellung bestellnr commande pedido ordre orden ordine bestelling date datum data nr no num id
  exchange rate fx kurs wechselkurs taux change cambio tasso koers tipo fee incl including conversion converted amount
  betrag montant importe importo bedrag kwota belopp auslandseinsatz ausland etranger estero extranjero
`;

/** Legal forms, articles, and what stands in addresses on the net. */
const FORM_NOISE = `
  the and der die das dem den und et y e i og och ja u w z na for of fur per pour par por para con con mit in im am an auf za firma firmy
  at to from by on via van von zur zum bei chez le la les lo il el los las de du des di da do del della dei al au aux a
  inc llc llp lp ltd ltda limited plc gmbh mbh gesmbh co cie ag kg kgaa ohg gbr ug eg ev ek bv nv vof bvba sprl sa sas
  sasu sarl eurl srl srls spa snc sl slu sau sc lda se oy oyj ab as asa aps sp oo zoo ska kft zrt bt sro doo pty pte corp
  corporation incorporated company mr mrs ms herr frau mme sr sra
  com net org info biz io app eu uk fr es it nl pl fi dk pt ch be ie cz hu lu
  us usa gb gbr deu fra esp ita nld pol swe nor dnk fin prt che aut bel irl can aus lux cze
  deutschland germany allemagne espana spain france italia italy nederland netherlands osterreich austria schweiz
  switzerland suisse svizzera belgie belgique belgium polska poland portugal sverige sweden norge norway danmark denmark
  suomi finland ireland uk europe europa
  eur usd chf jpy sek nok dkk pln czk huf ron cad aud nzd gbp try inr brl mxn cny hkd sgd thb zar euro euros
`;

const WEAK = `
  jan january januar janvier enero gennaio januari janeiro stycznia styczen feb february februar fevrier febrero febbraio
  februari luty mar march marz mars marzo maart marco apr april avril abril aprile kwiecien may mai mayo maggio mei maj
  jun june juni juin junio giugno jul july juli juillet julio luglio aug august aout agosto augustus sep sept september
  septembre septiembre settembre oct okt october oktober octobre octubre ottobre nov november novembre noviembre dec dez
  des december dezember decembre diciembre dicembre mon tue wed thu fri sat sun
  group groupe gruppe groep gruppo grupo holding holdings international services service servicios servizi
  systems system solutions europe global digital payments transfer transfert transferring uberweisungsauftrag ubertrag
  umbuchung etransfer etransfert internet retail sb helpuber member membership premium official
`;

const CARRIERS = `
  sq tst sumup izettle zettle iz stripe pp paypal venmo zelle swish bizum tikkie vipps mobilepay twint cashapp blik pix revolut
  wise klarna afterpay clearpay affirm mollie adyen google friends family freunde alipay wechat paysafe paysafecard
  skrill neteller trustly sofort giropay bancontact payconiq satispay postepay wero sezzle lightspeed worldline concardis
  payone telecash nexi redsys worldpay paddle fastspring gocardless lydia multibanco twisto scalapay przelewy24 przelewy
  interac osko payid payu dotpay tpay ccv buckaroo sps sp cko toast clover square gpay apl applepay googlepay samsungpay
`;

/** Kinds by what they have to do with each other. The first of a line is the group; * fits every other. */
const KINDS = `
  eat bar cafe restaurant ristorante restaurante trattoria osteria bistro brasserie pub imbiss gaststatte gasthof gasthaus bakery backerei boulangerie panaderia pasticceria konditorei bakkerij piekarnia
    pizzeria pizza kebab steakhouse taverna tavern resto restaurace restauracja restoran restaurang eethuis lokanta grill grille coffee kaffee kaffeehaus konditori ravintola
  sleep hotel hostel inn pension motel resort suites hotels hotell albergo ostello jugendherberge
  hair friseur frisor coiffeur barber barbershop peluqueria parrucchiere hairdresser kapper fryzjer salon
  fuel fuel petrol gas gasoline diesel tankstelle tanken pump pumps pfs carburant carburants dac gasolinera benzin benzina
    tankstation bensin essence stacja paliw forecourt
  power strom electricity electric electricite electricidad luz elektra prad
  water wasser water eau agua acqua woda
  park parkhaus parking parkplatz tiefgarage stellplatz parcheggio aparcamiento estacionamento parkeren garage
  cash atm geldautomat bankomat cajero distributeur dab bargeld bargeldauszahlung cash geldautomaat uttak uttag wyplata
    prelievo reintegro levantamento lev cashpoint geldopname barauszahlung abhebung
  drug apotheke pharmacy pharmacie farmacia apteka apotek apotheek drugstore apteekki
  med praxis zahnarzt dentist arzt tierarzt klinik clinic clinique hospital krankenhaus
  cinema kino cinema cine bioscoop
  wage lohn gehalt salary payroll wages nomina salaire stipendio bezuge wynagrodzenie lon ordenado vencimento salaris
  bonus bonus praemie gratifikation sonderzahlung weihnachtsgeld urlaubsgeld
  rent miete rent loyer alquiler affitto huur hyra czynsz renda aluguel kaltmiete
  bond kaution caution fianza
  interest zinsen interest interets intereses interessi odsetki ranta juros zins
  fees gebuhr gebuhren fees frais comision commissione commissie oplata entgelt kontofuhrung kontogebuhr kartengebuhr
  motor kfz autoversicherung kfzversicherung
  home hausrat wohngebaude gebaudeversicherung
  liable haftpflicht
  whse whse warehouse wholesale
  ride taxi taxis taxiunternehmen cab cabs minicab
  sport fitness fitnessstudio gym gimnasio palestra
  school schule fahrschule musikschule school ecole escuela scuola kita kindergarten
  stage theater theatre teatro museum musee museo oper opera
  books books bookshop buchhandlung buecher librairie libreria libreria boekhandel bokhandel
  flowers blumen flowers florist fleurs fleuriste fiori bloemen blommor
  meat metzgerei fleischerei butcher charcuterie macelleria slagerij
  wash carwash waschanlage waschstrasse waschsalon laundry laverie
  * shop store stores market markt supermarkt supermarket supermarche supermercato supermercado supermarkten kiosk center
    centre ctr filiale fil versicherung assurance insurance seguros studio station outlet express city shopping magasin
    tienda negozio winkel sklep butik boutique branch mkt relais mart praxisklinik krankenkasse estacion servicio autoservicio autoservice selfservice self loja airline airlines airways luftlinien club verein
    ticket tickets fahrschein billet billets biglietti entradas dividend dividende dividendo spende donation don donacion
`;

/** Towns, states and regions as they stand behind a name. */
const PLACES = `
  berlin hamburg munchen munich koln cologne frankfurt stuttgart dusseldorf dortmund essen leipzig bremen dresden hannover
  nurnberg duisburg bochum wuppertal bielefeld bonn munster karlsruhe mannheim augsburg wiesbaden kiel aachen halle
  freiburg mainz kassel rostock potsdam erfurt ulm regensburg heidelberg bayern hessen sachsen thuringen niedersachsen
  brandenburg saarland wurttemberg holstein nrw
  wien vienna graz linz salzburg innsbruck klagenfurt zurich zuerich genf geneve geneva basel bern lausanne luzern winterthur lugano
  paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims grenoble dijon roubaix
  london manchester birmingham leeds glasgow liverpool bristol sheffield edinburgh cardiff belfast newcastle nottingham
  leicester brighton hatfield luton slough reading oxford cambridge york dublin cork galway
  amsterdam rotterdam utrecht eindhoven groningen tilburg almere breda nijmegen haarlem arnhem delft leiden gravenhage haag
  zaandam brussel bruxelles brussels antwerpen gent brugge luik liege luxembourg luxemburg
  madrid barcelona valencia sevilla zaragoza malaga murcia bilbao alicante granada palma cordoba valladolid vigo
  lisboa lisbon porto braga coimbra faro setubal roma rome milano milan napoli torino palermo genova bologna firenze
  venezia verona bari catania padova trieste
  warszawa warsaw krakow lodz wroclaw poznan gdansk szczecin lublin katowice gdynia bialystok
  stockholm goteborg gothenburg malmo uppsala vasteras orebro oslo bergen trondheim stavanger kobenhavn copenhagen
  arhus odense alborg helsinki espoo tampere turku vantaa oulu reykjavik
  praha prague brno budapest wien bratislava ljubljana zagreb bucuresti sofia athens athina istanbul ankara tallinn riga vilnius
  new york brooklyn manhattan bronx queens nyc los angeles chicago houston phoenix philadelphia san antonio diego dallas
  jose austin jacksonville columbus charlotte francisco indianapolis seattle denver boston washington nashville portland
  vegas memphis louisville baltimore milwaukee albuquerque tucson fresno sacramento mesa atlanta omaha miami oakland
  minneapolis tulsa tampa cleveland cincinnati reno boise pittsburgh orlando raleigh toronto montreal vancouver calgary
  ottawa edmonton sydney melbourne brisbane perth adelaide auckland wellington singapore tokyo osaka shanghai beijing
  hongkong seoul dubai mumbai delhi
  deutsche deutscher deutsches american british french italian spanish dutch swedish norwegian danish polish swiss
  osterreichische schweizerische nederlandse svenska norsk norske dansk danske
  wiener berliner hamburger munchner kolner frankfurter stuttgarter zurcher basler berner dresdner leipziger bremer
  al ak az ar ca ct dc fl ga hi ia il ks ky md mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or pa ri sc sd tn tx ut va vt wa wi
  wv wy on bc qc ab nsw vic qld
`;

/** Carriers that sell under their own name, too. */
export const SELLING_CARRIERS: ReadonlySet<string> = new Set(['google', 'square']);

/** Who sells fuel or charges cars, where a pump holds a round amount and bills what was filled. */
const FUEL_BRANDS: ReadonlySet<string> = new Set(
  `shell esso aral bp chevron exxon exxonmobil mobil texaco sunoco marathon speedway valero conoco phillips arco citgo
   gulf q8 total totalenergies eni agip ip repsol cepsa galp omv orlen mol avia jet circle statoil st1 preem okq8 neste
   tamoil lukoil wawa sheetz quiktrip racetrac petro petrocanada ampol caltex tankpool hem maxol applegreen
   ladestation ladesaule charging chargepoint supercharger ionity fastned allego evgo`.split(/\s+/),
);

/** True for a word that stands on the slip of a pump. */
export function isFuelWord(word: string): boolean {
  return FUEL_BRANDS.has(word) || ROLES.get(word)?.group === 'fuel';
}

/** How names and words are cut short, and what they mean; several words where one stands for them. */
export const SHORT_FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    amzn: 'amazon',
    amz: 'amazon',
    mktp: 'marketplace',
    mktpl: 'marketplace',
    mktplc: 'marketplace',
    mktplace: 'marketplace',
    amex: 'american express',
    wholefds: 'whole foods',
    wm: 'walmart',
    sbux: 'starbucks',
    mcd: 'mcdonalds',
    mkts: 'markets',
    kfc: 'kentucky fried chicken',
    tfl: 'transport london',
    hbf: 'hauptbahnhof',
    bhf: 'bahnhof',
    str: 'strasse',
    vers: 'versicherung',
    versich: 'versicherung',
    msft: 'microsoft',
    natl: 'national',
    univ: 'university',
    assn: 'association',
    dept: 'department',
    govt: 'government',
    gov: 'government',
    rest: 'restaurant',
    pharm: 'pharmacy',
    supermkt: 'supermarket',
    supermkts: 'supermarket',
    stn: 'station',
    stg: 'stichting',
    st: 'saint',
    ste: 'sainte',
    sta: 'santa',
    dr: 'doktor',
    hosp: 'hospital',
    rd: 'road',
    ave: 'avenue',
    svc: 'service',
    svcs: 'services',
    svs: 'services',
    srvcs: 'services',
    ytube: 'youtube',
    fa: 'finanzamt',
    fb: 'facebook',
    facebk: 'facebook',
    ggl: 'google',
  }).map(([short, words]) => [short, words.split(' ')]),
);

/** "MUENCHEN" is "MÜNCHEN", and "AARHUS" is "ÅRHUS": both lose what says that the letter is another one. */
export function withoutLetterPairs(word: string): string {
  return word.replace(/([aou])e/g, '$1').replace(/aa/g, 'a');
}

const ROLES = readRoles();

/** What a folded word is for. */
export function classOf(word: string): WordClass {
  return (
    ROLES.get(word) ?? (word.length > 6 && word.endsWith('s') && isTown(word.slice(0, -1)) ? TOWN : NAME)
  );
}

function isTown(word: string): boolean {
  return ROLES.get(word)?.role === 'place';
}

const NAME: WordClass = { role: 'name', group: '' };
/** "GÖTEBORGS" */
const TOWN: WordClass = { role: 'place', group: '' };

function readRoles(): ReadonlyMap<string, WordClass> {
  const roles = new Map<string, WordClass>();
  const add = (words: string, role: WordRole, group = ''): void => {
    for (const word of words.split(/\s+/)) if (word !== '') roles.set(fold(word), { role, group });
  };
  add(PLACES, 'place');
  add(WEAK, 'weak');
  add(PAYMENT_NOISE, 'noise');
  add(FORM_NOISE, 'noise');
  add(CARRIERS, 'carrier');
  for (const line of KINDS.trim().split(/\n {2}(?! )/)) {
    const [group = '', ...words] = line.trim().split(/\s+/);
    add(words.join(' '), 'kind', group === '*' ? '' : group);
  }
  return roles;
}

function fold(word: string): string {
  return withoutLetterPairs(word.normalize('NFKD').replace(/\p{M}+/gu, ''));
}
