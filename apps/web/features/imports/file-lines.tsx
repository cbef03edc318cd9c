import type { CsvMappingWire } from '@fintrack/contract';
import { COLUMN_ROLES } from '@fintrack/core/importing';
import { classNames } from '@/components/class-names.ts';
import styles from './imports.module.css';
import { RoleSelect } from './role-select.tsx';
import { ROLE_NAMES } from './words.ts';

export interface FileLinesProps {
  firstLines: readonly (readonly string[])[];
  mapping: CsvMappingWire;
}

/** The first lines of a table, and what each of its columns is taken for. */
export function FileLines({ firstLines, mapping }: FileLinesProps) {
  return (
    <div className={styles.scroll} role="region" aria-label="First lines of the file" tabIndex={0}>
      <table className={styles.lines}>
        <caption className={styles.caption}>
          The first {firstLines.length} lines, with what each column is taken for
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
          {firstLines.map((cells, at) => (
            <Line key={at} at={at} cells={cells} mapping={mapping} />
          ))}
        </tbody>
      </table>
    </div>
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
