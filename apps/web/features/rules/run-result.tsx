'use client';

import { getRuleRun } from '@fintrack/contract';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { FormMessage } from '@/components/form-message.tsx';
import { ProgressBar } from '@/components/progress-bar.tsx';
import { UndoForm } from '@/components/undo-form.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { countOf } from '@/lib/count-of.ts';
import type { Run } from './load-rules.ts';
import styles from './rules.module.css';

const POLL_MS = 500;

/** What applying rules has come to, with Undo; how far it is while it still runs. */
export function RunResult({ run }: { run: Run }) {
  if (run.status === 'running') return <RunProgress run={run} />;
  if (run.status === 'failed') return <FormMessage tone="problem">{run.error}</FormMessage>;
  const kept =
    run.kept === 0 ? '' : ` On ${countOf(run.kept, 'row', 'rows')} something stayed, because you set it.`;
  const refused =
    run.refused === 0 ? '' : ` ${countOf(run.refused, 'row', 'rows')} cannot be changed so and stayed.`;
  return (
    <FormMessage tone="done">
      <div className={styles.result}>
        <span>
          {run.changed === 0
            ? `Nothing to change in ${countOf(run.rows, 'row', 'rows')}.`
            : `Changed ${run.changed.toLocaleString('en')} of ${countOf(run.rows, 'row', 'rows')}.`}
          {kept}
          {refused}
        </span>
        {run.changeSetId === null ? null : <UndoForm changeSetId={run.changeSetId} of="applying the rules" />}
      </div>
    </FormMessage>
  );
}

function RunProgress({ run }: { run: Run }) {
  const router = useRouter();
  const [latest, setLatest] = useState(run);
  const poll = useEffectEvent(async () => {
    try {
      const { data } = await browserApi().call(getRuleRun, { params: { runId: run.id } });
      setLatest((before) => ({ ...before, ...data }));
      if (data.status !== 'running') router.refresh();
    } catch {
      // The next round asks again.
    }
  });
  useEffect(() => {
    const timer = window.setInterval(() => void poll(), POLL_MS);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <div>
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <ProgressBar
        label="Applying the rules"
        max={Math.max(1, latest.total)}
        value={latest.rows}
        detail={`${latest.rows.toLocaleString('en')} of ${countOf(latest.total, 'row', 'rows')}`}
      />
    </div>
  );
}
