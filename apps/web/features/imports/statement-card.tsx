import type { Account, ImportSummary } from '@fintrack/contract';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { chooseAccount } from './actions.ts';
import { AutoForm } from './auto-form.tsx';
import styles from './imports.module.css';
import { NewAccountForm } from './new-account-form.tsx';
import { StatementAccount } from './statement-account.tsx';
import { rowsText } from './words.ts';

type Statement = ImportSummary['statements'][number];

export interface StatementCardProps {
  draft: ImportSummary;
  statement: Statement;
  accounts: readonly Account[];
  /** The form for a new account is open. */
  opensNew: boolean;
  currency: string;
  currencies: readonly { value: string; label: string }[];
}

/** One account's part of the file: where it goes, and the bank's closing balance beside ours. */
export function StatementCard({
  draft,
  statement,
  accounts,
  opensNew,
  currency,
  currencies,
}: StatementCardProps) {
  const { accountId, fileAccount, firstDate, lastDate, rowCount, index } = statement;
  const isDraft = draft.status === 'draft';
  const account = accounts.find(({ id }) => id === accountId);
  const code = statement.currency ?? account?.currency ?? currency;
  const fields = { importId: draft.id, statementIndex: index };
  return (
    <Card title={fileAccount ?? (draft.statements.length === 1 ? 'This file' : `Part ${index + 1}`)}>
      <p className={styles.span}>
        {rowsText(rowCount)}
        {firstDate === null || lastDate === null ? null : (
          <>
            , <Day date={firstDate} /> to <Day date={lastDate} />
          </>
        )}
      </p>
      {isDraft ? (
        <>
          <AutoForm
            key={`${draft.version}`}
            action={chooseAccount}
            label="Account of these rows"
            fields={fields}
          >
            <StatementAccount
              accountId={accountId}
              accounts={accounts
                .filter(({ isArchived }) => !isArchived)
                .map(({ id, name, currency: group }) => ({ value: id, label: name, group }))}
            />
          </AutoForm>
          {accountId === null ? (
            <details className={styles.newAccount} open={opensNew || accounts.length === 0}>
              <summary>Or a new account</summary>
              <NewAccountForm
                fields={fields}
                name={fileAccount ?? ''}
                type={statement.suggestedType ?? 'checking'}
                currency={code}
                currencies={currencies}
              />
            </details>
          ) : null}
        </>
      ) : (
        <p>{account?.name ?? 'No account'}</p>
      )}
      <Balances statement={statement} currency={code} keepsClosing={draft.useClosingBalance} />
    </Card>
  );
}

interface BalancesProps {
  statement: Statement;
  currency: string;
  keepsClosing: boolean;
}

function Balances({ statement, currency, keepsClosing }: BalancesProps) {
  const { closingBalance, closingDate, resultingBalance, newSum } = statement;
  const begins = beginsWithBank(statement, keepsClosing);
  return (
    <dl className={styles.balances}>
      {newSum === null ? null : (
        <div>
          <dt>New rows add up to</dt>
          <dd>
            <Amount value={newSum} currency={currency} sign="always" />
          </dd>
        </div>
      )}
      {closingBalance === null ? null : (
        <div>
          <dt>
            The bank says
            {closingDate === null ? null : (
              <>
                , <Day date={closingDate} />
              </>
            )}
          </dt>
          <dd>
            <Amount value={closingBalance} currency={currency} size="section" />
          </dd>
        </div>
      )}
      {resultingBalance === null || begins ? null : (
        <div>
          <dt>FinTrack says</dt>
          <dd>
            <Amount value={resultingBalance} currency={currency} size="section" />
          </dd>
        </div>
      )}
      <Agreement statement={statement} begins={begins} />
    </dl>
  );
}

function Agreement({ statement: { balancesAgree }, begins }: { statement: Statement; begins: boolean }) {
  if (balancesAgree === null && !begins) return null;
  return (
    <div>
      <dt>Do they agree?</dt>
      <dd>
        {begins ? <Chip>The account begins with the bank's balance</Chip> : null}
        {balancesAgree === true ? <Chip tone="accent">The balances agree</Chip> : null}
        {balancesAgree === false ? <Chip tone="warning">The balances differ</Chip> : null}
      </dd>
    </div>
  );
}

/** Nothing was known of the account before: what the bank says is where its books begin. */
function beginsWithBank(statement: Statement, keepsClosing: boolean): boolean {
  const { accountId, closingBalance, balancesAgree } = statement;
  return keepsClosing && accountId !== null && closingBalance !== null && balancesAgree === null;
}
