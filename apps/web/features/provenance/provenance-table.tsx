import type { FieldOrigin, getProvenance } from '@fintrack/contract';
import type { CallResult } from '@fintrack/contract/client';
import Link from 'next/link';
import { FieldValue } from '@/components/field-value.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { fieldName } from '@/lib/field-words.ts';
import { setterWords } from '@/lib/setter-words.ts';
import styles from './provenance.module.css';

export interface ProvenanceTableProps {
  provenance: CallResult<typeof getProvenance>['data'];
  /** Whose own doing needs no name. */
  userId: string;
  formatMoment: (instant: string) => string;
}

/** Each field of a row with who set it, when, and the change that did. */
export function ProvenanceTable({ provenance, userId, formatMoment }: ProvenanceTableProps) {
  const { fields, importRow, isTruncated } = provenance;
  return (
    <div className={styles.provenance}>
      {importRow === null ? null : (
        <p className={styles.line}>
          Line {importRow.line} of <Link href={`/import/${importRow.importId}`}>{importRow.fileName}</Link>
          {importRow.isCorrected ? ', corrected before it was booked' : ''}
          <code className={styles.raw}>{importRow.raw}</code>
        </p>
      )}
      <Table
        caption="Who set each field"
        head={
          <>
            <TableHead>Field</TableHead>
            <TableHead>Value</TableHead>
            <TableHead>Set by</TableHead>
            <TableHead>When</TableHead>
          </>
        }
      >
        {fields.map((origin) => (
          <TableRow key={origin.field}>
            <TableCell phone="detail" muted>
              {fieldName(origin.field)}
            </TableCell>
            <TableCell phone="title">
              <FieldValue value={origin.value} name={origin.name} currency={origin.currency} />
            </TableCell>
            <TableCell phone="figure">{setBy(origin, userId)}</TableCell>
            <TableCell phone="note" muted>
              {origin.changeSetId === null ? (
                formatMoment(origin.at)
              ) : (
                <Link href={`/history/${origin.changeSetId}`} title={origin.summary ?? undefined}>
                  {formatMoment(origin.at)}
                </Link>
              )}
            </TableCell>
          </TableRow>
        ))}
      </Table>
      {isTruncated ? (
        <p className={styles.line}>This row was changed very often: the oldest changes were not looked at.</p>
      ) : null}
    </div>
  );
}

const MEANS: Partial<Record<FieldOrigin['setBy'], string>> = {
  import: 'Import',
  sync: 'Bank sync',
  rule: 'Rule',
  assistant: 'Assistant',
  revert: 'Undo',
};

function setBy({ setBy: means, setter, userId: by, userName }: FieldOrigin, userId: string): string {
  const who = by === userId ? 'you' : userName;
  const named = who === null || who === '' ? 'somebody' : who;
  const filledBy = setter === null ? undefined : setterWords(setter);
  if (filledBy !== undefined) return filledBy.charAt(0).toUpperCase() + filledBy.slice(1);
  const how = MEANS[means];
  if (how === undefined) return named === 'you' ? 'You' : named;
  return by === null ? how : `${how}, by ${named}`;
}
