import type { ImportSummary } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { FileLines } from './file-lines.tsx';
import styles from './imports.module.css';
import { ReadingFields } from './reading-fields.tsx';
import { MATCHER_NAMES } from './words.ts';

/** How the kept file is read this time; it only asks, so it is an address. */
export function ReplayForm({ done, reading }: { done: ImportSummary; reading: URLSearchParams }) {
  const { mapping } = done;
  return (
    <form method="get" aria-label="How the file is read this time" className={styles.autoForm}>
      <input type="hidden" name="show" value="1" />
      {mapping === null ? null : (
        <>
          <FileLines firstLines={done.firstLines} mapping={mapping} />
          <ReadingFields mapping={mapping} notes={done.notes} />
        </>
      )}
      <div className={styles.reading}>
        <NativeSelect
          label="Rows are compared by"
          name="matcher"
          options={Object.entries(MATCHER_NAMES).map(([value, label]) => ({ value, label }))}
          defaultValue={reading.get('matcher') ?? done.matcherVersion}
          description="Rules, payees and categories are those of today."
        />
      </div>
      <div>
        <Button type="submit" look="primary">
          Show what would be different
        </Button>
      </div>
    </form>
  );
}
