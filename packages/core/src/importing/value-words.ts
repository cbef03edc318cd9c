import { foldWords } from './clean-text.ts';

const OUT_WORDS = words(
  'd dr db debit debet debito debe soll s af uit out outgoing outflow withdrawal expense cargo addebito dare saida ausgang belastung lastschrift dbit debit card ausgabe',
);
const IN_WORDS = words(
  'c cr credit credito haben h bij in incoming inflow deposit income abono accredito avere haber entrada eingang gutschrift crdt einnahme',
);

const PENDING_WORDS = words(
  'pending authorised authorized authorisation authorization processing unposted vorgemerkt ausstehend pendiente pendente reservation reserviert uitstaand prenotato',
);
const SKIPPED_WORDS = words(
  'reverted reversed declined failed cancelled canceled rejected voided void expired refused abgelehnt fehlgeschlagen geweigerd geannuleerd refuse annule echoue rechazado rechazada cancelado cancelada anulado anulada rifiutato annullato recusado',
);

/** The direction that a debit/credit mark names: D/C, Af/Bij, Soll/Haben, "-"/"+" and the like; null when unknown. */
export function flagDirection(value: string): 'out' | 'in' | null {
  const trimmed = value.trim();
  if (trimmed === '-' || trimmed === '\u2212') return 'out';
  if (trimmed === '+') return 'in';
  const folded = foldWords(trimmed);
  if (OUT_WORDS.has(folded)) return 'out';
  return IN_WORDS.has(folded) ? 'in' : null;
}

/** What a state such as COMPLETED, PENDING or DECLINED means; unknown ones count as posted. */
export function stateMeaning(value: string): 'posted' | 'pending' | 'skipped' {
  const folded = foldWords(value);
  if (PENDING_WORDS.has(folded)) return 'pending';
  return SKIPPED_WORDS.has(folded) ? 'skipped' : 'posted';
}

function words(line: string): ReadonlySet<string> {
  return new Set(line.split(' '));
}
