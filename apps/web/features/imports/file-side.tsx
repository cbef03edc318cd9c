import type { ImportSummary } from '@fintrack/contract';
import { Section } from '@/components/section.tsx';
import { changeReading } from './actions.ts';
import { AutoForm } from './auto-form.tsx';
import { FileLines } from './file-lines.tsx';
import { FoundNotes } from './found-notes.tsx';
import styles from './imports.module.css';
import { ReadingFields } from './reading-fields.tsx';
import { FORMAT_NAMES } from './words.ts';

/** The file as it is, with what each column was taken for: every guess can be changed where it stands. */
export function FileSide({ draft }: { draft: ImportSummary }) {
  const { mapping } = draft;
  if (mapping === null) return <Notes draft={draft} />;
  return (
    <Section title="The file as it is">
      <AutoForm
        key={draft.version}
        action={changeReading}
        label="How the file is read"
        fields={{ importId: draft.id, version: draft.version }}
      >
        <FileLines firstLines={draft.firstLines} mapping={mapping} />
        <ReadingFields mapping={mapping} notes={draft.notes} />
      </AutoForm>
      <FoundNotes notes={draft.notes} />
    </Section>
  );
}

function Notes({ draft: { notes, format } }: { draft: ImportSummary }) {
  return (
    <Section title="The file as it is">
      <p>
        {notes.length === 0
          ? 'Nothing has been found out about it yet.'
          : `${FORMAT_NAMES[format ?? 'csv']} files say themselves how they are read. This is what was found out.`}
      </p>
      <dl className={styles.notes}>
        {notes.map(({ subject, guess, evidence, confidence }) => (
          <div key={`${subject}: ${evidence}`}>
            <dt>{guess}</dt>
            <dd>
              {evidence} <span className={styles.sure}>{Math.round(confidence * 100)}% sure.</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
