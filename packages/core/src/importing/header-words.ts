import { type Currency, isCurrency } from '../money/index.ts';
import { foldWords } from './clean-text.ts';

/** What a heading says; more kinds than there are column roles, because look-alikes have to be told apart. */
export type HeadingMeaning =
  | 'date'
  | 'valueDate'
  | 'amount'
  | 'netAmount'
  | 'debit'
  | 'credit'
  | 'flag'
  | 'balance'
  | 'currency'
  | 'description'
  | 'bankText'
  | 'payee'
  | 'notes'
  | 'externalId'
  | 'reference'
  | 'fee'
  | 'state'
  | 'category'
  | 'account'
  | 'type'
  | 'other';

/** A heading understood: `rank` orders headings of one meaning (0 is the most typical), `exact` when nothing else stood there. */
export interface Heading {
  readonly meaning: HeadingMeaning;
  readonly rank: number;
  readonly exact: boolean;
}

/** Understands a heading in English, German, Dutch, French, Spanish, Italian, Portuguese and some Nordic words. */
export function readHeading(cell: string): Heading | null {
  const words = foldHeading(cell);
  if (words === '' || words.length > 60) return null;
  const exact = PHRASES.get(words);
  if (exact) return { ...exact, exact: true };
  const padded = ` ${words} `;
  for (const [phrase, found] of LONGEST_FIRST) {
    if (phrase.length > 2 && padded.includes(` ${phrase} `)) return { ...found, exact: false };
  }
  return null;
}

/** A heading for comparing: folded, without the currency that it names. */
export function foldHeading(cell: string): string {
  return foldWords(withoutCurrency(cell));
}

/** The currency that a heading names: "Amount (EUR)", "Betrag in CHF". */
export function headingCurrency(cell: string): Currency | null {
  for (const word of cell.toUpperCase().split(/[^A-Z]+/)) {
    if (word.length === 3 && !WORDS_NOT_CODES.has(word) && isCurrency(word)) return word;
  }
  return null;
}

function withoutCurrency(cell: string): string {
  const code = headingCurrency(cell);
  return code === null
    ? cell
    : cell.replace(new RegExp(`[([]?\\b${code}\\b[)\\]]?`, 'iu'), ' ').replace(/\bin\s*$/i, '');
}

/** Codes that are also words in headings: "ALL", "TOP", "TRY". */
const WORDS_NOT_CODES: ReadonlySet<string> = new Set([
  'ALL',
  'TOP',
  'TRY',
  'MOP',
  'CUP',
  'PEN',
  'BAM',
  'GEL',
  'LAK',
]);

/** Groups of phrases, folded; several lines of one meaning are ranks, the most typical first. */
const VOCABULARY: readonly (readonly [HeadingMeaning, readonly string[]])[] = [
  [
    'date',
    [
      'date|transaction date|trans date|tran date|txn date|started date|datum|transactiedatum|transactie datum|date operation|date de l operation|date de operation|dateop|date op|fecha|fecha operacion|fecha de operacion|f operacion|fecha movimiento|fecha de la operacion|data|data operazione|data movimento|data mov|data do movimento|data lancamento|data operacao|dato|transaktionsdatum|umsatzdatum|belegdatum|kaufdatum|purchase date|data transakcji|data operacji|tarih',
      'booking date|posting date|posted date|post date|date posted|posted on|buchungstag|buchungsdatum|buchung|boekdatum|boekingsdatum|uitvoeringsdatum|date comptable|date de comptabilisation|fecha contable|data contabile|data registrazione|data contabil|bokforingsdag|bokforingsdatum|bokforingsdato|bogfort|kirjauspaiva|data ksiegowania|datum transakce',
      'created|created at|created on|created date|date time|datetime|timestamp|time|date of transaction',
    ],
  ],
  [
    'valueDate',
    [
      'value date|valuta|valutadatum|valuta datum|wertstellung|wertstellungstag|wertstellungsdatum|wert|fecha valor|f valor|data valuta|data valor|date valeur|date de valeur|dateval|rentedatum|settlement date|effective date|interest date|valutadag|rentedato|clearing date|cleared date|completed date|completed',
    ],
  ],
  [
    'amount',
    [
      'amount|transaction amount|betrag|umsatz|bedrag|importe|monto|montant|importo|valor|value|belop|belopp|summa|kwota|castka|amt|transactiebedrag|importe operacion|montante|tutar',
      'gross|gross amount|brutto|summary amt|bruttobetrag',
    ],
  ],
  ['netAmount', ['net|net amount|netto|nettobetrag']],
  [
    'debit',
    [
      'debit|debits|debit amount|paid out|money out|withdrawal|withdrawals|withdrawal amt|withdrawal amount|outflow|amount debit|amount out|out|spent|charges|soll|ausgang|ausgabe|ausgaben|belastung|lastschrift|uit|af|uitgaven|debet|cargo|cargos|debe|montant debit|dare|uscite|addebiti|addebito|debito|debitos|saida|saidas|ut|payments out|dr amount',
    ],
  ],
  [
    'credit',
    [
      'credit|credits|credit amount|paid in|money in|deposit|deposits|deposit amt|deposit amount|inflow|amount credit|amount in|in|received|haben|eingang|einnahme|einnahmen|gutschrift|bij|inkomsten|abono|abonos|haber|montant credit|avere|entrate|accrediti|accredito|credito|creditos|entrada|entradas|inn|payments in|cr amount',
    ],
  ],
  [
    'flag',
    [
      'af bij|bij af|debit credit|credit debit|dr cr|cr dr|d c|c d|dc|cd|soll haben|s h|sens|direction|sign|debit or credit|cdt dbt ind|credit debit indicator|debit credit indicator|dc indicator|debe haber|indicateur|debet credit|type debit credit',
    ],
  ],
  [
    'balance',
    [
      'balance|running balance|running bal|saldo|saldo na mutatie|saldo nach buchung|kontostand|solde|account balance|closing balance|available balance|bal|balance after|new balance|nieuw saldo|saldo final|saldo contabile|saldo disponible|bakiye|kontosaldo',
    ],
  ],
  [
    'currency',
    [
      'currency|currency code|wahrung|waehrung|valuta code|munt|muntsoort|devise|moneda|divisa|moeda|valuutta|curr|ccy|waluta',
    ],
  ],
  [
    'description',
    [
      'description|transaction description|narrative|details|transaction details|verwendungszweck|omschrijving|libelle|concepto|descripcion|descrizione|descricao|causale|label|mededelingen|mededeling|particulars|text|buchungsdetails|payment reference|zahlungsreferenz|remittance information|wording|libelle operation|transaction|tekst|beskrivelse|vorgang verwendungszweck|title|tytul|narration|remarks|statement description|oggetto|historico|observacion concepto',
    ],
  ],
  [
    'bankText',
    [
      'original description|bank description|original statement|original text|statement text|raw description|full description|original name',
    ],
  ],
  [
    'payee',
    [
      'payee|payee name|counterparty|counter party|counterparty name|merchant|merchant name|partner name|partner|name|naam|naam tegenpartij|naam omschrijving|tegenpartij|empfanger|zahlungsempfanger|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|beguenstigter|begunstigter|auftraggeber empfanger|auftraggeber beguenstigter|name zahlungsbeteiligter|beguenstigter auftraggeber|zahlungspflichtiger|auftraggeber|vendor|beneficiary|beneficiaire|beneficiario|ordenante|destinatario|controparte|tiers|mottaker|modtager|mottagare|from to|to from|sender|recipient',
    ],
  ],
  [
    'notes',
    [
      'memo|note|notes|comment|comments|notiz|bemerkung|notitie|opmerking|notas|nota|commentaire|observaciones|observacoes|info',
    ],
  ],
  [
    'externalId',
    [
      'id|transaction id|transactionid|transaction reference id|unique id|uuid|fitid|transactie id|reference id|referenz id|transaction number|transaktionsnummer|volgnr|transactiereferentie|operation id|id operazione|id transaccion|bank id|external id|transaction code id|tid|payment id',
    ],
  ],
  [
    'reference',
    [
      'reference|ref|reference number|ref no|referenz|kundenreferenz|referentie|referencia|riferimento|ref number|betalingskenmerk|transaction reference|bank reference|customer reference',
    ],
  ],
  [
    'fee',
    [
      'fee|fees|fee amount|gebuhr|gebuhren|gebuehr|kosten|commission|comision|frais|commissione|taxa|kost|provision',
    ],
  ],
  ['state', ['state|status|transaction status|transaction state|zustand|statut|estado|stato|buchungsstatus']],
  [
    'category',
    ['category|kategorie|categorie|categoria|spending category|transaction category|hauptkategorie'],
  ],
  [
    'account',
    [
      'account|account name|account number|source account|auftragskonto|rekening|rekeningnummer|konto|kontobezeichnung|cuenta|conto|conta|compte|iban konto|iban auftragskonto|numero de compte|from account|iban bban',
    ],
  ],
  [
    'type',
    [
      'type|transaction type|trans type|typ|transaktionstyp|umsatztyp|umsatzart|buchungstext|buchungsart|mutatiesoort|code|tipo|tipo movimiento|type operation|nature|art|movement type|vorgang',
    ],
  ],
  [
    'other',
    [
      'amount currency|original amount|original currency|local amount|local currency|foreign amount|foreign currency|fremdwahrung|fremdwahrungsbetrag|betrag fremdwahrung|betrag in fremdwahrung|exchange rate|wechselkurs|wisselkoers|koers|fx rate|billing amount|oorspronkelijk bedrag|orig bedrag|orig munt|montant devise|fee currency|gebuhr wahrung|currency rate|partner iban|counterparty account|counterparty iban|tegenrekening|tegenrekening iban bban|tegenrekening iban|kontonummer|kontonummer iban|blz|bic|bic swift code|iban|sort code|bank account|card no|card number|kartennummer|card|last four digits|name on card|address|adresse|emoji|receipt|check number|check or slip|cheque number|check|slip|flag|tag|tags|labels|cleared|category group|category group category|parent category|subcategory|original date|product|mandate|mandaat id|mandatsreferenz|glaubiger id|glaeubiger id|gl code|city|country|postcode|mcc|merchant category code|account type|account currency|account holder|account owner|time zone|batch id|bank name|bank code|bank|reference bank|opening balance|balance impact|tax|vat|quantity|price',
    ],
  ],
];

const PHRASES: ReadonlyMap<string, { meaning: HeadingMeaning; rank: number }> = new Map(
  VOCABULARY.flatMap(([meaning, ranks]) =>
    ranks.flatMap((line, rank) =>
      line
        .split('|')
        .map((phrase): [string, { meaning: HeadingMeaning; rank: number }] => [phrase, { meaning, rank }]),
    ),
  ),
);

const LONGEST_FIRST = [...PHRASES].sort(
  ([left], [right]) => right.length - left.length || (left < right ? -1 : 1),
);
