import type { ImportRow } from '@fintrack/contract';
import { setterWords } from '@/lib/setter-words.ts';
import styles from './imports.module.css';

/** What a row gets beside what the file says, and who says so. */
export function RowFilled({ filled }: Pick<ImportRow, 'filled'>) {
  if (filled === null) return null;
  const { categoryName, splits, transferAccountName, payeeName, tags, setBy } = filled;
  const parts = splits.map(({ amount, categoryName: name }) => `${amount} ${name ?? ''}`.trim());
  const values: [string | null, keyof typeof setBy][] = [
    [categoryName, 'category'],
    [parts.length === 0 ? null : parts.join(' + '), 'category'],
    [transferAccountName === null ? null : `transfer with ${transferAccountName}`, 'category'],
    [payeeName === null ? null : `payee ${payeeName}`, 'payee'],
    [tags.length === 0 ? null : `tags ${tags.join(', ')}`, 'tags'],
    [filled.notes === null ? null : 'notes', 'notes'],
  ];
  const said = values.flatMap(([value, field]) => {
    const setter = setBy[field];
    return value === null ? [] : [setter === undefined ? value : `${value} (${setterWords(setter)})`];
  });
  return said.length === 0 ? null : <span className={styles.filled}>{said.join(', ')}</span>;
}
