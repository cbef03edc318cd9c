import { getProvenance } from '@fintrack/contract';
import { Section } from '@/components/section.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { momentFormatter } from '@/lib/format-moment.ts';
import { pageSession } from '@/lib/session.ts';
import { ProvenanceTable } from './provenance-table.tsx';

/** Where each field of a transaction comes from. */
export async function ProvenanceSection({ transactionId }: { transactionId: string }) {
  const [session, provenance] = await Promise.all([
    pageSession(),
    findOr404((api) => api.call(getProvenance, { params: { transactionId } })),
  ]);
  return (
    <Section title="Where it comes from" description="Who set each field, and in which change.">
      <ProvenanceTable
        provenance={provenance}
        userId={session.user.id}
        formatMoment={momentFormatter(session)}
      />
    </Section>
  );
}
