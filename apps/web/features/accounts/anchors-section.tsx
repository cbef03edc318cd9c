import type { Account, Anchor } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { Section } from '@/components/section.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { AnchorForm } from './anchor-form.tsx';
import { RemoveAnchorForm } from './remove-anchor-form.tsx';

const SOURCES: Readonly<Record<Anchor['source'], string>> = {
  user: 'You',
  import: 'An imported file',
  bank: 'The bank',
};

export interface AnchorsSectionProps {
  account: Account;
  anchors: readonly Anchor[];
  canWrite: boolean;
}

/** What the bank says, beside what the rows give. */
export function AnchorsSection({ account, anchors, canWrite }: AnchorsSectionProps) {
  return (
    <Section
      title="What does your bank say?"
      description="Balances that the bank has stated. Every balance is counted from the one before it, so a missing or doubled row shows as a difference."
    >
      {canWrite ? <AnchorForm accountId={account.id} currency={account.currency} /> : null}
      {anchors.length === 0 ? null : (
        <Table caption="Balances that the bank has stated" head={<AnchorHead canWrite={canWrite} />}>
          {anchors.map((anchor) => (
            <AnchorRow key={anchor.id} anchor={anchor} canWrite={canWrite} />
          ))}
        </Table>
      )}
    </Section>
  );
}

function AnchorHead({ canWrite }: { canWrite: boolean }) {
  return (
    <>
      <TableHead>End of</TableHead>
      <TableHead>Told by</TableHead>
      <TableHead>Rows agree</TableHead>
      <TableHead figure>The bank's balance</TableHead>
      {canWrite ? <TableHead figure>Remove</TableHead> : null}
    </>
  );
}

function AnchorRow({ anchor, canWrite }: { anchor: Anchor; canWrite: boolean }) {
  const { date, balance, currency, source, description } = anchor;
  return (
    <TableRow>
      <TableCell phone="title">
        <Day date={date} format="full" />
      </TableCell>
      <TableCell phone="detail" muted>
        {description ?? SOURCES[source]}
      </TableCell>
      <TableCell phone="note">
        <Drift anchor={anchor} />
      </TableCell>
      <TableCell phone="figure" figure>
        <Amount value={balance} currency={currency} />
      </TableCell>
      {canWrite ? (
        <TableCell figure>
          <RemoveAnchorForm accountId={anchor.accountId} anchorId={anchor.id} of={date} />
        </TableCell>
      ) : null}
    </TableRow>
  );
}

function Drift({ anchor: { drift, currency } }: { anchor: Anchor }) {
  if (drift === null) return <Chip>First one</Chip>;
  if (!/[1-9]/u.test(drift)) return <Chip tone="accent">Yes</Chip>;
  return (
    <Link href="/checks">
      <Chip tone="warning">
        Off by <Amount value={drift} currency={currency} sign="always" />
      </Chip>
    </Link>
  );
}
