import { foldWords } from '../importing/clean-text.ts';

/**
 * Words that say how it was paid, and not to whom; also months, weekdays and legal forms. Whatever holds a figure is a
 * reference, a date or a card number, and left out as well.
 */
const NOISE: ReadonlySet<string> = new Set(
  `card payment purchase pos debit credit direct visa mastercard maestro contactless sepa lastschrift uberweisung
   ueberweisung dauerauftrag gutschrift kartenzahlung basislastschrift folgelastschrift entgelt recurring online
   paypal stripe sumup zettle square sq sp gocardless klarna adyen mollie iban bic ref reference mandate mandat creditor
   glaubiger invoice rechnung order bestellung number nr no num kd kundennummer customer account konto from to for the
   and of by via at in on test merchant www com net org http https inc llc ltd gmbh ag co kg sa sarl bv plc limited
   pending authorised authorized transaction transfer bank banking standing january february march april may june july
   august september october november december jan feb mar apr jun jul aug sep sept oct nov dec januar februar marz mai
   juni juli oktober dezember monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
   payments prlv prelevement virement achat cb paiement carte compra pago recibo adeudo bolletta addebito pagamento
   bacs faster dd so chg bill eur usd gbp chf monthly yearly annual weekly`.split(/\s+/u),
);

/** What recurring payments call themselves; each counts for a series. */
const RECURRING_HINT =
  /\b(subscr\w*|subs|abo|abonnement\w*|membership|member|mitglied\w*|premium|prime|rent|rental|miete|loyer|alquiler|mortgage|hypothek\w*|loan|kredit\w*|darlehen|lease|leasing|insurance|versicherung\w*|assurance|seguro|salary|payroll|gehalt|lohn|wages?|salaire|nomina|pension|rente|stipend\w*|allowance|kindergeld|child benefit|internet|broadband|mobile|mobilfunk|telecom\w*|phone|telefon\w*|electric\w*|strom\w*|energy|energie\w*|gas bill|water bill|wasser\w*|utilit\w*|council tax|property tax|grundsteuer|rundfunk\w*|licen[cs]e|hosting|domain|cloud|storage|streaming|gym|fitness\w*|nursery|kindergarten|kita|tuition|school fee\w*|dues|donation|spende\w*|savings plan|sparplan|daycare|instal+ments?|retainer|maintenance plan|cleaner|cleaning|tutor\w*|lessons?)\b/u;

/** What people buy again and again without any schedule; it counts against one. */
const HABIT_HINT =
  /\b(grocer\w*|supermarket\w*|supermarkt|market|markt|mart|hypermarch\w*|baker\w*|backerei|boulangerie|butcher\w*|coffee|cafe|kaffee|espresso|starbucks|costa|restaurant\w*|bistro|pizz\w*|burger\w*|sushi|kebab|diner|dining|lunch|canteen|kantine|takeaway|deliveroo|lieferando|doordash|uber|lyft|taxi|cab|fuel|petrol|gas station|tankstelle|shell|esso|aral|parking|parkhaus|cash|atm|withdrawal|geldautomat\w*|bargeld\w*|tesco|lidl|aldi|rewe|edeka|kaufland|sainsbury\w*|asda|walgreens|drogerie|pharmacy|apotheke|drugstore|kiosk|bar|pub|pubs|shopping|clothing|vending|bookshop|bookstore|cinema|kino)\b/u;

/**
 * The words that name whom a bank line is about, in their order: without how it was paid, references, dates and card
 * numbers. "CARD 4412 NETFLIX.COM 23JAN REF 00917" is ["netflix"].
 */
export function merchantWords(text: string): string[] {
  const words = foldWords(text)
    .split(' ')
    .filter((word) => word.length > 1 && !/\p{N}/u.test(word) && !NOISE.has(word));
  return [...new Set(words)].slice(0, 8);
}

/** What the words of a merchant and its category say: for a series, against one, or nothing. */
export function hintOf(texts: readonly (string | null)[]): 'recurring' | 'habit' | null {
  const folded = foldWords(texts.filter((text) => text !== null).join(' '));
  if (RECURRING_HINT.test(folded)) return 'recurring';
  return HABIT_HINT.test(folded) ? 'habit' : null;
}
