import { getRule, type RuleWire } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { ApplyForm } from '@/features/rules/apply-form.tsx';
import { loadNames } from '@/features/rules/load-rules.ts';
import { RuleEditor } from '@/features/rules/rule-editor.tsx';
import styles from '@/features/rules/rules.module.css';
import { RulesSkeleton } from '@/features/rules/rules-skeleton.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Rule' };

type Params = Promise<{ readonly ruleId: string }>;

export default function RulePage({ params }: { params: Params }) {
  return (
    <PageBoundary skeleton={<RulesSkeleton />}>
      <Rule params={params} />
    </PageBoundary>
  );
}

async function Rule({ params }: { params: Params }) {
  const { ruleId } = await params;
  const [rule, names, { canWrite }] = await Promise.all([findRule(ruleId), loadNames(), pageSession()]);
  return (
    <>
      <PageHeader title={rule.name} />
      <div className={styles.page}>
        <RuleEditor key={rule.version} rule={rule} names={names} />
        {canWrite && rule.isActive ? (
          <Section
            title="Rows that are there"
            description="The rule as it is saved, on all rows, as one change that can be undone."
          >
            <ApplyForm ruleId={rule.id} />
          </Section>
        ) : null}
      </div>
    </>
  );
}

async function findRule(ruleId: string): Promise<RuleWire> {
  const api = await serverApi();
  try {
    return (await api.call(getRule, { params: { ruleId } })).data;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) notFound();
    throw error;
  }
}
