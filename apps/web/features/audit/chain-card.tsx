import type { AuditHead, verifyAudit } from '@fintrack/contract';
import type { CallResult } from '@fintrack/contract/client';
import { Button } from '@/components/button.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { TextField } from '@/components/text-field.tsx';
import styles from './audit.module.css';
import { CopyButton } from './copy-button.tsx';
import { SealForm } from './seal-form.tsx';

export interface ChainCardProps {
  head: AuditHead;
  formatMoment: (instant: string) => string;
  /** What a verification that the page was asked for says; null without one. */
  verification: CallResult<typeof verifyAudit>['data'] | null;
  /** The hash that was given to it. */
  knownHead: string | undefined;
  /** What was wrong with what was given to it. */
  mistake: string | undefined;
}

/** The chain's head, to be written down elsewhere, and the ways to check what is before it. */
export function ChainCard({ head, formatMoment, verification, knownHead, mistake }: ChainCardProps) {
  return (
    <div className={styles.chain}>
      {head.hash === null ? (
        <p>Nothing is sealed yet. That happens within a minute, or now.</p>
      ) : (
        <>
          <p className={styles.detail}>
            {head.sequence === 1 ? 'One row is' : `${head.sequence} rows are`} sealed
            {head.sealedAt === null ? '' : `, the last one ${formatMoment(head.sealedAt)}`}. Write this hash
            down elsewhere: with it anybody can prove later that nothing up to here was changed.
          </p>
          <div className={styles.inline}>
            <code className={styles.hash}>{head.hash}</code>
            <CopyButton text={head.hash} label="Copy the hash" />
          </div>
        </>
      )}
      <form method="get" action="/audit" className={styles.filter} aria-label="Verify the log">
        <input type="hidden" name="verify" value="1" />
        <TextField
          label="A hash that you wrote down"
          optional
          name="head"
          defaultValue={knownHead ?? ''}
          error={mistake}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit">Verify the log</Button>
      </form>
      {verification === null ? null : <Outcome {...{ verification, knownHead }} />}
      <div className={styles.inline}>
        <SealForm />
        <a href="/api/v1/audit/export?format=jsonl" download>
          Export as JSON lines
        </a>
        <a href="/api/v1/audit/export?format=csv" download>
          Export as CSV
        </a>
        <a href="/api/v1/audit/verify-audit.mjs" download>
          The program that verifies an export
        </a>
      </div>
      <p className={styles.detail}>
        An export can be verified by anybody, without FinTrack:{' '}
        <code>node verify-audit.mjs export.jsonl --head HASH</code>
      </p>
    </div>
  );
}

function Outcome({
  verification,
  knownHead,
}: Pick<ChainCardProps, 'knownHead'> & { verification: NonNullable<ChainCardProps['verification']> }) {
  const { verifiedRows, problem, unsealedRows, nextCursor, knownHeadSequence } = verification;
  if (problem !== null) return <FormMessage tone="problem">{problem.message}</FormMessage>;
  const rows = verifiedRows === 1 ? 'one row' : `${verifiedRows} rows`;
  if (nextCursor !== null) {
    const query = new URLSearchParams({ verify: nextCursor, ...(knownHead ? { head: knownHead } : {}) });
    return (
      <FormMessage tone="warning">
        <div className={styles.inline}>
          Verified {rows} so far.
          <LinkButton small href={`/audit?${query.toString()}`}>
            Go on
          </LinkButton>
        </div>
      </FormMessage>
    );
  }
  const waiting = unsealedRows === 0 ? '' : ` ${unsealedRows} newer ones are not sealed yet.`;
  const known = knownHeadSequence === null ? '' : ` The hash that you gave is of row ${knownHeadSequence}.`;
  return (
    <FormMessage tone="done">
      Intact: {rows}, none changed, removed, added or moved.{known}
      {waiting}
    </FormMessage>
  );
}
