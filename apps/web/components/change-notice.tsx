import { getChangeSet } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import Link from 'next/link';
import { serverApi } from '@/lib/api/server-api.ts';
import { changeWords } from '@/lib/change-words.ts';
import { readKept } from '@/lib/kept-param.ts';
import { pageSession } from '@/lib/session.ts';
import styles from './change-notice.module.css';
import { FormMessage } from './form-message.tsx';
import { UndoForm } from './undo-form.tsx';

interface ChangeNoticeProps {
  changeSetId: string | undefined;
  /** `?kept=`: the fields that somebody else changed while one's own change was typed. */
  kept?: string | undefined;
}

/** What was just done, with Undo: for the page that an action leads to, by `?changed=<change set>`. */
export async function ChangeNotice({ changeSetId, kept }: ChangeNoticeProps) {
  const others = readKept(kept);
  const change = changeSetId === undefined ? null : await findChange(changeSetId);
  if (change === null || change.revertedById !== null) return null;
  const words = changeWords(change, (await pageSession()).locale);
  return (
    <FormMessage tone="done">
      <div className={styles.line}>
        <span>
          {words}. {others === null ? null : `Kept what was changed meanwhile: ${others}. `}
          <Link href="/history">History</Link>
        </span>
        <UndoForm changeSetId={change.id} of={words} />
      </div>
    </FormMessage>
  );
}

/** An address may name a change that is not there, or no id at all. */
async function findChange(changeSetId: string) {
  const api = await serverApi();
  try {
    const { data } = await api.call(getChangeSet, { params: { changeSetId } });
    return data;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return null;
    throw error;
  }
}
