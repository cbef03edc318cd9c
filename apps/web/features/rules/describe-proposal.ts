import type { Proposal } from './load-rules.ts';

/** What a proposed rule would be, as a sentence. */
export function describeProposal({ field, value, categoryName }: Proposal): string {
  const subject = field === 'payee' ? `the payee is “${value}”` : `the bank text contains “${value}”`;
  return `If ${subject}, then set the category to ${categoryName}.`;
}
