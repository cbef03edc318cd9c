'use client';

import { type Drift, type Mend, mendBalance, revertChangeSet } from '@fintrack/contract';
import { useRouter } from 'next/navigation';
import { type FormEvent, startTransition, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { notify, notifyProblem } from '@/components/toast.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { mendDrift } from './actions.ts';
import { MEND_LABELS } from './words.ts';

export interface MendFormProps {
  drift: Pick<Drift, 'accountId' | 'to' | 'drift'>;
  mend: Mend;
  /** Which suspect it is of, for screen readers. */
  of: string;
  isFirst: boolean;
}

/** Mends by one press; Undo stays for ten seconds. Without JavaScript it is a form as any other. */
export function MendForm({ drift, mend, of, isFirst }: MendFormProps) {
  const router = useRouter();
  const { form, problem, isPending } = useFormAction(mendDrift);
  const [isMending, setMending] = useState(false);
  const refresh = () => startTransition(() => router.refresh());

  async function undo(changeSetId: string): Promise<void> {
    try {
      await browserApi().call(revertChangeSet, { params: { changeSetId } });
      notify('Undone.');
    } catch (error) {
      notifyProblem(`Not undone: ${reasonOf(error)}`);
    }
    refresh();
  }

  async function run(): Promise<void> {
    setMending(true);
    try {
      const { accountId, to } = drift;
      const { data } = await browserApi().call(mendBalance, {
        body: { accountId, to, drift: drift.drift, mend },
      });
      notify(data.drift === null ? 'Mended: bank and rows agree.' : 'Mended: a difference is left.', {
        undo: () => void undo(data.changeSetId),
      });
    } catch (error) {
      notifyProblem(`Not mended: ${reasonOf(error)}`);
    }
    setMending(false);
    refresh();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run();
  }

  return (
    <form {...form} onSubmit={submit}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="accountId" value={drift.accountId} />
      <input type="hidden" name="to" value={drift.to} />
      <input type="hidden" name="drift" value={drift.drift} />
      <input type="hidden" name="mend" value={JSON.stringify(mend)} />
      <Button type="submit" small look={isFirst ? 'primary' : 'secondary'} isPending={isPending || isMending}>
        {MEND_LABELS[mend.kind]}
        <VisuallyHidden>: {of}</VisuallyHidden>
      </Button>
    </form>
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'something went wrong.';
}
