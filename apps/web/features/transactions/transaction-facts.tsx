import type { Transaction } from '@fintrack/contract';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import styles from './transaction-form.module.css';

const MAKERS: Readonly<Record<Transaction['createdBy'], string>> = {
  user: 'Typed in',
  import: 'Imported from a file',
  sync: 'Fetched from the bank',
  rule: 'Made by a rule',
  assistant: 'Proposed by the assistant',
};

/** Where a row comes from, and what the bank wrote. */
export function TransactionFacts({ row }: { row: Transaction }) {
  return (
    <dl className={styles.facts}>
      <Fact name="Origin">
        {row.importId === null ? (
          MAKERS[row.createdBy]
        ) : (
          <Link href={`/import/${row.importId}`}>{MAKERS.import}</Link>
        )}
      </Fact>
      {row.rawDescription === null ? null : <Fact name="The bank's own line">{row.rawDescription}</Fact>}
      {row.externalId === null ? null : <Fact name="The bank's id">{row.externalId}</Fact>}
      {row.valueDate === null ? null : <Fact name="Value date">{row.valueDate}</Fact>}
      {row.originalAmount === null || row.originalCurrency === null ? null : (
        <Fact name="Original amount">
          <Amount value={row.originalAmount} currency={row.originalCurrency} currencyDisplay="code" />
        </Fact>
      )}
      {row.parentId === null ? null : (
        <Fact name="Part of a split">
          <Link href={`/transactions/${row.parentId}`}>The whole</Link>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
