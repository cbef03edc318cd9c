import type { ImportSummary } from '@fintrack/contract';
import styles from './imports.module.css';

type Note = ImportSummary['notes'][number];

/** What the user has to know in any case: where the file came from, and where rows are missing. */
const ALWAYS: ReadonlySet<string> = new Set(['archive', 'sheet', 'missingRows']);

/** What was found out about a file, how sure that is and why. */
export function FoundNotes({ notes }: { notes: readonly Note[] }) {
  const always = notes.filter(({ subject }) => ALWAYS.has(subject));
  const others = notes.filter(({ subject }) => !ALWAYS.has(subject));
  return (
    <div className={styles.found}>
      {always.length > 0 ? <NoteList notes={always} /> : null}
      {others.length > 0 ? (
        <details>
          <summary>How each of this was found out</summary>
          <NoteList notes={others} />
        </details>
      ) : null}
    </div>
  );
}

function NoteList({ notes }: { notes: readonly Note[] }) {
  const groups = Map.groupBy(notes, ({ subject }) => subject);
  return (
    <dl className={styles.notes}>
      {[...groups].map(([subject, found]) => (
        <div key={subject}>
          <dt>{found[0]?.guess}</dt>
          {found.map(({ evidence, confidence }) => (
            <dd key={evidence}>
              {evidence} <span className={styles.sure}>{Math.round(confidence * 100)}% sure.</span>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
