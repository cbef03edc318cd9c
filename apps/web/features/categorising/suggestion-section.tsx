import { listCategorySuggestions, type TransactionDetail } from '@fintrack/contract';
import Link from 'next/link';
import { Section } from '@/components/section.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import styles from './categorising.module.css';
import { ACCURACY_HREF } from './hrefs.ts';
import { SuggestionForm } from './suggestion-form.tsx';
import { SuggestionKeys } from './suggestion-keys.tsx';

/** What a row without a category may be; nothing for a row that has one or takes none. */
export async function SuggestionSection({ row, canWrite }: { row: TransactionDetail; canWrite: boolean }) {
  if (!canWrite || row.categoryId !== null || row.type === 'transfer' || row.isSplit) return null;
  const api = await serverApi();
  const { data } = await api.call(listCategorySuggestions, { query: { transactionId: row.id } });
  const suggestions = data[0]?.suggestions ?? [];
  if (suggestions.length === 0) return null;
  return (
    <Section
      title="Suggested categories"
      description={
        <>
          Take one with a click, or with <kbd>1</kbd>, <kbd>2</kbd> or <kbd>3</kbd>.
        </>
      }
      action={<Link href={ACCURACY_HREF}>How well these do</Link>}
    >
      <div className={styles.row} tabIndex={-1} data-suggested>
        <SuggestionForm
          transactionId={row.id}
          version={row.version}
          suggestions={suggestions}
          of="this row"
          fromRow
          canWrite
        />
      </div>
      <SuggestionKeys />
    </Section>
  );
}
