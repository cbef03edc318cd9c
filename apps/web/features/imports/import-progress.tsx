'use client';

import { getImport, type ImportSummary } from '@fintrack/contract';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { ProgressBar } from '@/components/progress-bar.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import styles from './imports.module.css';
import { rowsText } from './words.ts';

const POLL_MS = 500;

type Running = Pick<ImportSummary, 'id' | 'status' | 'progress'>;

/** How far reading or booking has come; the page is drawn anew when it is done, without JavaScript every 2 seconds. */
export function ImportProgress({ running }: { running: Running }) {
  const router = useRouter();
  const [latest, setLatest] = useState(running);

  const poll = useEffectEvent(async () => {
    try {
      const { data } = await browserApi().call(getImport, { params: { importId: running.id } });
      setLatest(data);
      if (data.status === running.status) return;
      window.scrollTo({ top: 0 });
      router.refresh();
    } catch {
      // The next round asks again.
    }
  });
  useEffect(() => {
    const timer = window.setInterval(() => void poll(), POLL_MS);
    return () => window.clearInterval(timer);
  }, []);

  const { done, total } = latest.progress;
  const isKnown = total > 0;
  return (
    <div className={styles.progress}>
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <ProgressBar
        label={running.status === 'reading' ? 'Reading the file' : 'Booking the rows'}
        max={isKnown ? total : 1}
        value={isKnown ? done : undefined}
        detail={isKnown ? `${done.toLocaleString('en-US')} of ${rowsText(total)}` : undefined}
      />
    </div>
  );
}
