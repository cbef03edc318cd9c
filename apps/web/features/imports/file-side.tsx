import type { CsvMappingWire, ImportSummary } from '@fintrack/contract';
import { COLUMN_ROLES } from '@fintrack/core/importing';
import { classNames } from '@/components/class-names.ts';
import { Section } from '@/components/section.tsx';
import { changeReading } from './actions.ts';
import { AutoForm } from './auto-form.tsx';
import styles from './imports.module.css';
import { ReadingFields } from './reading-fields.tsx';
import { RoleSelect } from './role-select.tsx';
import { ROLE_NAMES } from './words.ts';

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
        <div className={styles.scroll} role="region" aria-label="First lines of the file" tabIndex={0}>
          <table className={styles.lines}>
            <caption className={styles.caption}>
              The first {draft.firstLines.length} lines, with what each column is taken for
            </caption>
            <thead>
              <tr>
                <th scope="col" className={styles.lineNumber}>
                  #
                </th>
                {mapping.columns.map((role, index) => (
                  // Columns have no other identity than their place.
                  <th key={index} scope="col">
                    <RoleSelect index={index} role={role} options={ROLE_OPTIONS} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {draft.firstLines.map((cells, at) => (
                <Line key={at} at={at} cells={cells} mapping={mapping} />
              ))}
            </tbody>
          </table>
        </div>
        <ReadingFields mapping={mapping} notes={draft.notes} />
      </AutoForm>
    </Section>
  );
}

const ROLE_OPTIONS = COLUMN_ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] })).toSorted(
  (left, right) => (left.value === 'ignore' ? -1 : right.value === 'ignore' ? 1 : 0),
);

interface LineProps {
  at: number;
  cells: readonly string[];
  mapping: CsvMappingWire;
}

function Line({ at, cells, mapping: { preambleRecords, hasHeader, columns } }: LineProps) {
  const isPreamble = at < preambleRecords;
  const isHeader = hasHeader && at === preambleRecords;
  return (
    <tr className={classNames(isPreamble && styles.preamble, isHeader && styles.header)}>
      <td className={styles.lineNumber}>{at + 1}</td>
      {columns.map((role, index) => (
        <td key={index} data-used={role !== 'ignore' && !isPreamble ? true : undefined}>
          {cells[index] ?? ''}
        </td>
      ))}
    </tr>
  );
}

function Notes({ draft: { notes, format } }: { draft: ImportSummary }) {
  return (
    <Section title="The file as it is">
      <p>
        {format === 'ofx'
          ? 'An OFX file says itself how it is read.'
          : 'Nothing has been found out about it yet.'}
      </p>
      <dl className={styles.notes}>
        {notes.map(({ subject, guess, evidence }) => (
          <div key={subject}>
            <dt>{guess}</dt>
            <dd>{evidence}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
