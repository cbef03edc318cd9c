'use client';

import { Button } from '@/components/button.tsx';
import { Day } from '@/components/day.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { Section } from '@/components/section.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { countOf } from '@/lib/count-of.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { acceptProposal, dismissProposal } from './actions.ts';
import type { Proposal } from './load-rules.ts';
import styles from './rules.module.css';

/** Rules that would have spared equal corrections. */
export function ProposalList({ proposals, canWrite }: { proposals: readonly Proposal[]; canWrite: boolean }) {
  if (proposals.length === 0) return null;
  return (
    <Section title="Proposed" description="You have given these rows the same category by hand.">
      <ul className={styles.list}>
        {proposals.map((proposal) => (
          <ProposalItem key={proposal.id} proposal={proposal} canWrite={canWrite} />
        ))}
      </ul>
    </Section>
  );
}

function ProposalItem({ proposal, canWrite }: { proposal: Proposal; canWrite: boolean }) {
  const { field, value, categoryName, rows, examples } = proposal;
  const accepting = useFormAction(acceptProposal);
  const dismissing = useFormAction(dismissProposal);
  const subject = field === 'payee' ? `the payee is “${value}”` : `the bank text contains “${value}”`;
  return (
    <li className={styles.item}>
      <div className={styles.text}>
        <span className={styles.title}>
          If {subject}, then set the category to {categoryName}.
        </span>
        <span className={styles.sentence}>
          {countOf(rows, 'row', 'rows')}, such as {examples[0]?.description ?? value}
          {examples[0] ? (
            <>
              {' '}
              on <Day date={examples[0].date} />
            </>
          ) : null}
        </span>
        <ProblemMessage problem={accepting.problem ?? dismissing.problem} />
      </div>
      {canWrite ? (
        <div className={styles.tools}>
          <form {...accepting.form}>
            <input type="hidden" name="proposalId" value={proposal.id} />
            <Button type="submit" small look="primary" isPending={accepting.isPending}>
              Make the rule<VisuallyHidden> for {value}</VisuallyHidden>
            </Button>
          </form>
          <form {...dismissing.form}>
            <input type="hidden" name="proposalId" value={proposal.id} />
            <Button type="submit" small isPending={dismissing.isPending}>
              No<VisuallyHidden>, no rule for {value}</VisuallyHidden>
            </Button>
          </form>
        </div>
      ) : null}
    </li>
  );
}
