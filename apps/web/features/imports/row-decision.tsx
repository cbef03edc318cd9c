import type { ImportRow, RowDecision } from '@fintrack/contract';
import { ActionButton } from './action-button.tsx';
import { changeRow, decideAll } from './actions.ts';
import styles from './imports.module.css';
import { type RowView, viewQuery } from './row-view.ts';

export interface RowDecisionProps {
  row: ImportRow;
  importId: string;
  view: RowView;
}

/** What a person can say of one row. */
export function RowDecision({ row, importId, view }: RowDecisionProps) {
  return choicesFor(row).map(({ decision, label }) => (
    <ActionButton
      key={label}
      action={changeRow}
      fields={{ importId, rowNumber: row.rowNumber, decision: decision ?? '', view: viewQuery(view) }}
      small
      look={decision === 'same' && row.fate === 'ask' ? 'secondary' : 'quiet'}
    >
      {label}
      <span className={styles.caption}>, line {row.line}</span>
    </ActionButton>
  ));
}

interface Choice {
  readonly decision: RowDecision | null;
  readonly label: string;
}

const TAKE_BACK: Choice = { decision: null, label: 'Take that back' };
const LEAVE_OUT: Choice = { decision: 'skip', label: 'Leave it out' };

function choicesFor({ fate, decision, match }: ImportRow): readonly Choice[] {
  const isWeighed = match !== null && match.score !== null;
  switch (fate) {
    case 'invalid':
      return [];
    case 'ask':
      return [
        { decision: 'same', label: 'It is the same' },
        { decision: 'add', label: 'These are two' },
        LEAVE_OUT,
      ];
    case 'match':
      return [decision === 'same' ? TAKE_BACK : { decision: 'add', label: 'These are two' }, LEAVE_OUT];
    case 'new':
      return decision === 'add' && isWeighed ? [TAKE_BACK, LEAVE_OUT] : [LEAVE_OUT];
    case 'duplicate':
      return [decision === 'same' ? TAKE_BACK : { decision: 'add', label: 'Add it' }];
    case 'deleted':
    case 'skip':
      return [{ decision: 'add', label: 'Add it' }];
  }
}

export interface DecideAllProps {
  fate: ImportRow['fate'];
  count: number;
  importId: string;
  view: RowView;
}

/** One word on all rows that the list is narrowed to. */
export function DecideAll({ fate, count, importId, view }: DecideAllProps) {
  const choices = ALL_CHOICES[fate] ?? [];
  if (count < 2 || choices.length === 0) return null;
  return (
    <div role="group" aria-label={`All ${count} rows of this kind`} className={styles.fates}>
      {choices.map(({ decision, label }) => (
        <ActionButton
          key={label}
          action={decideAll}
          fields={{
            importId,
            fate,
            decision: decision ?? '',
            view: viewQuery({ ...view, after: undefined }),
          }}
          small
        >
          {label.replace('#', count.toLocaleString('en-US'))}
        </ActionButton>
      ))}
    </div>
  );
}

const ALL_CHOICES: Readonly<Partial<Record<ImportRow['fate'], readonly Choice[]>>> = {
  ask: [
    { decision: 'same', label: 'All # are the same' },
    { decision: 'add', label: 'All # are rows of their own' },
    { decision: 'skip', label: 'Leave all # out' },
  ],
  match: [{ decision: 'add', label: 'All # are rows of their own' }],
  new: [
    { decision: 'skip', label: 'Leave all # out' },
    { decision: null, label: 'Take decisions back' },
  ],
  duplicate: [{ decision: 'add', label: 'Add all #' }],
  deleted: [{ decision: 'add', label: 'Add all #' }],
  skip: [{ decision: null, label: 'Take decisions back' }],
};
