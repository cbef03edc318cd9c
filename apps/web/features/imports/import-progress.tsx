'use client';

import { getImport, type ImportSummary } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { ProgressBar } from '@/components/progress-bar.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { ActionButton } from './action-button.tsx';
import { discardImport, stopReplay } from './actions.ts';
import styles from './imports.module.css';
import { progressText } from './progress-text.ts';
import { phaseName } from './words.ts';

const POLL_MS = 500;

type Running = Pick<ImportSummary, 'id' | 'status' | 'progress'>;

/** How far reading, booking or reading again has come; the page is drawn anew when it is done, without JavaScript every 2 seconds. */
export function ImportProgress({ running, canWrite }: { running: Running; canWrite: boolean }) {
  const router = useRouter();
  const [latest, setLatest] = useState(running);

  const poll = useEffectEvent(async () => {
    try {
      const { data } = await browserApi().call(getImport, { params: { importId: running.id } });
      if (data.status === running.status) return setLatest(data);
      // What was found out by reading again stands where the progress was.
      if (running.status !== 'replaying') window.scrollTo({ top: 0 });
      router.refresh();
    } catch (error) {
      // Somebody has cancelled it. After any other failure the next round asks again.
      if (error instanceof ApiError && error.status === 404) router.replace('/import');
    }
  });
  useEffect(() => {
    const timer = window.setInterval(() => void poll(), POLL_MS);
    return () => window.clearInterval(timer);
  }, []);

  const { progress } = latest;
  return (
    <div className={styles.progress}>
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <ProgressBar
        label={phaseName(latest)}
        max={100}
        value={progress.percent ?? undefined}
        detail={progressText(progress)}
      />
      {canWrite ? <Cancel running={running} /> : null}
    </div>
  );
}

function Cancel({ running: { id, status } }: { running: Running }) {
  return status === 'replaying' ? (
    <div className={styles.cancel}>
      <ActionButton action={stopReplay} fields={{ importId: id }} small>
        Stop reading it again
      </ActionButton>
      <p>The import stays booked as it is.</p>
    </div>
  ) : (
    <div className={styles.cancel}>
      <ActionButton action={discardImport} fields={{ importId: id }} small>
        Cancel the import
      </ActionButton>
      <p>Nothing is booked then, and the file is removed.</p>
    </div>
  );
}
