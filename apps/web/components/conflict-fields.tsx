import type { FormProblem } from '@/lib/form-action.ts';
import { keepName } from '@/lib/save-merging.ts';
import styles from './conflict-fields.module.css';

/** In a form that somebody else was faster than: what both wrote, to choose from. It works without JavaScript. */
export function ConflictFields({ problem }: { problem: FormProblem | null }) {
  if (problem?.conflict === undefined) return null;
  const { fields, changedBy } = problem.conflict;
  return (
    <div className={styles.conflict} data-conflict="">
      {fields.map(({ name, label, before, mine, theirs }) => (
        <fieldset key={`${name} ${theirs}`} className={styles.field}>
          <legend>
            {label} <span className={styles.before}>Before: {before}</span>
          </legend>
          <label className={styles.choice}>
            <input type="radio" name={keepName(name)} value="mine" defaultChecked />
            <span>
              <span className={styles.whose}>Yours</span>
              {mine}
            </span>
          </label>
          <label className={styles.choice}>
            <input type="radio" name={keepName(name)} value="theirs" />
            <span>
              <span className={styles.whose}>{changedBy === null ? 'As it is now' : `${changedBy}'s`}</span>
              {theirs}
            </span>
          </label>
        </fieldset>
      ))}
    </div>
  );
}
