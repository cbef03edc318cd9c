import type { Metadata } from 'next';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { loadNames } from '@/features/rules/load-rules.ts';
import { RuleEditor } from '@/features/rules/rule-editor.tsx';
import { RulesSkeleton } from '@/features/rules/rules-skeleton.tsx';

export const metadata: Metadata = { title: 'New rule' };

export default function NewRulePage() {
  return (
    <PageBoundary skeleton={<RulesSkeleton />}>
      <NewRule />
    </PageBoundary>
  );
}

async function NewRule() {
  const names = await loadNames();
  return (
    <>
      <PageHeader title="New rule" />
      <RuleEditor rule={null} names={names} />
    </>
  );
}
