import type { Transaction, TransactionDetail } from '@fintrack/contract';
import { Section } from '@/components/section.tsx';
import { LinkTransferForm } from './link-transfer-form.tsx';
import { RelatedLine } from './related-line.tsx';
import styles from './transfers.module.css';
import { UnlinkForm } from './unlink-form.tsx';

export interface TransferSectionProps {
  row: TransactionDetail;
  /** Rows that may be the other leg of one that is no transfer. */
  candidates: readonly Transaction[];
  canWrite: boolean;
}

/** The other end of a transfer with its rate and fees, or the way to make a row one. */
export function TransferSection({ row, candidates, canWrite }: TransferSectionProps) {
  if (row.feeOf !== null) {
    return (
      <Section title="Fee of a transfer">
        <RelatedLine row={row.feeOf} />
      </Section>
    );
  }
  if (row.otherLeg === null) {
    return canWrite && candidates.length > 0 ? <LinkTransferForm row={row} candidates={candidates} /> : null;
  }
  return (
    <Section title="Transfer">
      <dl className={styles.facts}>
        <dt>The other row</dt>
        <dd>
          <RelatedLine row={row.otherLeg} />
        </dd>
        {row.transferRate === null ? null : (
          <>
            <dt>Implied rate</dt>
            <dd>
              1 {row.currency} = {row.transferRate} {row.otherLeg.currency}
            </dd>
          </>
        )}
        {row.fees.map((fee) => (
          <Fee key={fee.id} fee={fee} />
        ))}
      </dl>
      {canWrite ? <UnlinkForm id={row.id} /> : null}
    </Section>
  );
}

function Fee({ fee }: { fee: TransactionDetail['fees'][number] }) {
  return (
    <>
      <dt>Fee</dt>
      <dd>
        <RelatedLine row={fee} />
      </dd>
    </>
  );
}
