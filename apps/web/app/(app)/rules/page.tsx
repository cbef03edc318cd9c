import { checkRules, listRuleProposals, listRules, type RuleWire } from '@fintrack/contract';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { ACCURACY_HREF, REVIEW_HREF } from '@/features/categorising/hrefs.ts';
import { ApplyForm } from '@/features/rules/apply-form.tsx';
import { DeleteRuleForm } from '@/features/rules/delete-rule-form.tsx';
import { findRun, loadNames, type RuleCheck } from '@/features/rules/load-rules.ts';
import { ProposalList } from '@/features/rules/proposal-list.tsx';
import { RuleList } from '@/features/rules/rule-list.tsx';
import styles from '@/features/rules/rules.module.css';
import { RulesSkeleton } from '@/features/rules/rules-skeleton.tsx';
import { RunResult } from '@/features/rules/run-result.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Rules' };

export default function RulesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<RulesSkeleton />}>
      <Rules searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Rules({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const runId = await readParam(searchParams, 'run');
  const [{ canWrite }, { data: rules }, { data: proposals }, names, check, run] = await Promise.all([
    pageSession(),
    api.call(listRules, {}),
    api.call(listRuleProposals, {}),
    loadNames(),
    readParam(searchParams, 'check').then((wanted) => (wanted === undefined ? null : loadCheck())),
    runId === undefined ? null : findRun(runId),
  ]);
  const deleting = await readParam(searchParams, 'delete');
  return (
    <>
      <PageHeader title="Rules" detail={rules.length} actions={canWrite ? <AddLink /> : null} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {run === null ? null : <RunResult key={run.status} run={run} />}
        {canWrite ? <Deleting rule={rules.find(({ id }) => id === deleting)} /> : null}
        <ProposalList proposals={proposals} canWrite={canWrite} />
        {rules.length === 0 ? (
          <EmptyState
            sentence="There are no rules yet. A rule fills in category, payee, tags and notes of new rows."
            action={canWrite ? <LinkButton href="/rules/new">Write a rule</LinkButton> : null}
          />
        ) : (
          <Section
            title="In this order"
            description="Each rule sees what those before it made of a row; the last one to set a field has its way."
            action={<LinkButton href="/rules?check=1">Check them</LinkButton>}
          >
            {check === null ? null : <Checked check={check} />}
            <RuleList rules={rules} names={names} reports={check?.reports ?? []} canWrite={canWrite} />
          </Section>
        )}
        {canWrite && rules.some(({ isActive }) => isActive) ? (
          <Section
            title="Rows that are there"
            description="Rules fill new rows by themselves. Here they are applied to the rows that you have, as one change that can be undone."
          >
            <ApplyForm />
          </Section>
        ) : null}
        <Section
          title="What no rule decides"
          description="Rows that no rule gives a category get the one that they most likely have, where that is sure enough."
        >
          <p className={styles.links}>
            <Link href={REVIEW_HREF}>Rows to review</Link>
            <Link href={ACCURACY_HREF}>How well categories are set</Link>
          </p>
        </Section>
      </div>
    </>
  );
}

function AddLink() {
  return (
    <LinkButton href="/rules/new">
      <Plus aria-hidden="true" />
      New rule
    </LinkButton>
  );
}

function Deleting({ rule }: { rule: RuleWire | undefined }) {
  return rule === undefined ? null : <DeleteRuleForm rule={rule} />;
}

function Checked({ check }: { check: RuleCheck }) {
  const rows = check.rows.toLocaleString('en');
  return (
    <p className={styles.muted}>Compared with {check.isWhole ? `all ${rows}` : `the newest ${rows}`} rows.</p>
  );
}

async function loadCheck(): Promise<RuleCheck> {
  const api = await serverApi();
  return (await api.call(checkRules, {})).data;
}
