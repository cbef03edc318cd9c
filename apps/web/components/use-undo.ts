'use client';

import { revertChangeSet } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { browserApi } from '@/lib/api/browser-api.ts';
import { notify, notifyProblem } from './toast.tsx';

/** Says what was done, with Undo for ten seconds; undoing shows the page anew, or says what stands in the way. */
export function useUndo(): (text: string, changeSetId: string) => void {
  const router = useRouter();
  return useCallback(
    (text, changeSetId) => {
      notify(text, {
        undo: () => {
          void undo(changeSetId).then(() => router.refresh());
        },
      });
    },
    [router],
  );
}

async function undo(changeSetId: string): Promise<void> {
  try {
    await browserApi().call(revertChangeSet, { params: { changeSetId } });
    notify('Undone.');
  } catch (error) {
    notifyProblem(error instanceof ApiError ? error.message : 'The server could not be reached. Try again.');
  }
}
