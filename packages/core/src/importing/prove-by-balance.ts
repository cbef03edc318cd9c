import type { Currency } from '../money/index.ts';
import type { BalanceProof } from './csv-layout.ts';
import type { CsvMapping } from './csv-mapping.ts';
import { readCsvRow } from './read-csv-row.ts';
import type { StatementRow } from './statement-row.ts';

type Records = readonly (readonly string[])[];

/**
 * Checks amounts against the running balance: read oldest first, each balance is the one before plus the row's amount.
 * Pending and failed rows are left out, because banks do not count them; accounts and currencies are kept apart.
 * @param currency only has to have enough digits for the file.
 * @returns null when there are no two neighbouring rows with a balance.
 */
export function proveByBalance(
  records: Records,
  mapping: CsvMapping,
  currency: Currency,
): BalanceProof | null {
  const chains = new Map<string, StatementRow[]>();
  for (const [index, record] of records.entries()) {
    const reading = readCsvRow(record, index + 1, { mapping, currency });
    if (!reading.ok || reading.row.state === 'pending' || reading.row.balanceMinor === undefined) continue;
    const key = `${reading.row.account ?? ''}|${reading.row.currency}`;
    const chain = chains.get(key);
    if (chain) chain.push(reading.row);
    else chains.set(key, [reading.row]);
  }
  let checked = 0;
  let oldestFirst = 0;
  let newestFirst = 0;
  for (const chain of chains.values()) {
    for (let index = 1; index < chain.length; index += 1) {
      const above = chain[index - 1];
      const below = chain[index];
      if (above?.balanceMinor === undefined || below?.balanceMinor === undefined) continue;
      checked += 1;
      if (below.balanceMinor - above.balanceMinor === below.amountMinor) oldestFirst += 1;
      if (above.balanceMinor - below.balanceMinor === above.amountMinor) newestFirst += 1;
    }
  }
  if (checked === 0) return null;
  const order = newestFirst > oldestFirst ? 'newestFirst' : 'oldestFirst';
  return { order, checked, agreed: Math.max(oldestFirst, newestFirst) };
}

/** True when so many neighbours agree that the reading can be taken as proven. */
export function isProof(proof: BalanceProof | null): boolean {
  return proof !== null && proof.agreed > 0 && proof.agreed * 5 >= proof.checked * 4;
}
