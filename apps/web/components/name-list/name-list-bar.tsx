import type { NameList } from '@/lib/name-list.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';
import styles from './name-list.module.css';

/** The form that the ticks of a list belong to. */
export const SELECTION_FORM = 'selection';

export interface NameListBarProps {
  view: NameList;
  /** "payees". */
  plural: string;
  canMerge: boolean;
}

/** Search, and merging those that are ticked: plain forms that lead back here. */
export function NameListBar({ view, plural, canMerge }: NameListBarProps) {
  const sort = view.sort === 'name' ? null : <input type="hidden" name="sort" value={view.sort} />;
  return (
    <div className={styles.bar}>
      <form action={view.path} className={styles.search} role="search">
        {sort}
        <TextField
          key={view.q}
          type="search"
          label={`Search ${plural}`}
          hideLabel
          placeholder={`Search ${plural}`}
          name="q"
          defaultValue={view.q}
        />
        <Button type="submit">Search</Button>
      </form>
      {canMerge ? (
        <form action={view.path} id={SELECTION_FORM} aria-label={`Selected ${plural}`}>
          {view.q === undefined ? null : <input type="hidden" name="q" value={view.q} />}
          {sort}
          <Button type="submit">Merge selected</Button>
        </form>
      ) : null}
    </div>
  );
}
