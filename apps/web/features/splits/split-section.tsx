import type { TransactionDetail } from '@fintrack/contract';
import { Amount } from '@/components/amount.tsx';
import { CategoryDot } from '@/components/category-dot.tsx';
import type { SelectOption } from '@/components/native-select.tsx';
import { Section } from '@/components/section.tsx';
import { categoryHue } from '@/lib/hue.ts';
import { SplitEditor } from './split-editor.tsx';
import styles from './splits.module.css';
import { UndoSplitForm } from './undo-split-form.tsx';

export interface SplitSectionProps {
  row: TransactionDetail;
  categories: readonly SelectOption[];
  canWrite: boolean;
}

/** The parts of a transaction; nothing for what cannot be split. */
export function SplitSection({ row, categories, canWrite }: SplitSectionProps) {
  if (row.type === 'transfer' || row.parentId !== null) return null;
  if (!canWrite) return row.isSplit ? <SplitParts row={row} /> : null;
  if (row.isSplit) {
    return (
      <Section title="Split" description="The parts add up to the amount. Ctrl+Enter saves.">
        <SplitEditor row={row} categories={categories} />
        <UndoSplitForm id={row.id} version={row.version} />
      </Section>
    );
  }
  return <SplitEditor row={row} categories={categories} />;
}

function SplitParts({ row }: { row: TransactionDetail }) {
  return (
    <Section title="Split">
      <ul className={styles.list}>
        {row.splits.map(({ id, amount, categoryName, categoryColor, notes }) => (
          <li key={id}>
            {categoryName === null ? (
              <CategoryDot name="No category" />
            ) : (
              <CategoryDot
                name={categoryName}
                hue={categoryHue({ color: categoryColor, name: categoryName })}
              />
            )}
            <span className={styles.note}>{notes}</span>
            <Amount value={amount} currency={row.currency} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
