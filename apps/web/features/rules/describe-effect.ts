import type { RuleEffect } from '@fintrack/contract';

/** What of a row would be different, in words. */
export function describeEffect(after: RuleEffect, kept: readonly string[]): string {
  const parts = [
    ...(after.isSkipped ? ['left out of imports'] : []),
    ...(after.categoryName ? [after.categoryName] : []),
    ...(after.splits
      ? [
          after.splits
            .map(({ amount, categoryName }) =>
              `${amount.replace('-', '\u2212')} ${categoryName ?? ''}`.trim(),
            )
            .join(' + '),
        ]
      : []),
    ...(after.transferAccountName ? [`transfer with ${after.transferAccountName}`] : []),
    ...(after.payeeName ? [`payee ${after.payeeName}`] : []),
    ...(after.tags ? [`tags ${after.tags.join(', ') || 'none'}`] : []),
    ...(after.notes === undefined ? [] : ['notes']),
    ...kept.map((field) => `${field} stays: you set it`),
  ];
  return parts.length === 0 ? 'as it is' : parts.join(', ');
}
