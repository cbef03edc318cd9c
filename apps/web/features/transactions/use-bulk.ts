'use client';

import type { BulkResult } from '@fintrack/contract';
import { useState } from 'react';
import { notify, notifyProblem } from '@/components/toast.tsx';
import type { BulkField } from './bulk-bar.tsx';
import { type BulkChange, isPreviewed, type Marked, sendBulk } from './bulk-change.ts';
import { type BulkTarget, doneText } from './bulk-words.ts';
import { reasonOf, type Undoable } from './transaction-changes.ts';

/** What is being asked: a field's new value, or whether to go on. */
type BulkStep =
  | { readonly kind: 'field'; readonly field: BulkField }
  | { readonly kind: 'preview'; readonly request: BulkRequest; readonly result: BulkResult | null };

interface BulkRequest {
  readonly change: BulkChange;
  readonly target: BulkTarget;
  readonly marked: Marked;
}

export interface Bulk {
  readonly step: BulkStep | null;
  readonly ask: (field: BulkField) => void;
  readonly close: () => void;
  /** Does it at once, or shows in numbers first what it would do where it is about many rows. */
  readonly request: (change: BulkChange, target: BulkTarget) => void;
  /** Does what was shown. */
  readonly confirm: () => void;
}

export interface BulkOptions {
  readonly marked: Marked;
  /** Shows the change before the server has answered. */
  readonly onStart: (change: BulkChange, marked: Marked) => void;
  readonly onDone: (text: string, undoable: Undoable) => void;
  /** Fetches the list again. */
  readonly reload: () => Promise<void>;
}

/** One change of many rows as one request, with Undo. */
export function useBulk({ marked, onStart, onDone, reload }: BulkOptions): Bulk {
  const [step, setStep] = useState<BulkStep | null>(null);

  async function preview(request: BulkRequest): Promise<void> {
    setStep({ kind: 'preview', request, result: null });
    try {
      const result = await sendBulk(request.change, request.marked, { dryRun: true });
      setStep((now) => (now?.kind === 'preview' && now.request === request ? { ...now, result } : now));
    } catch (error) {
      setStep(null);
      notifyProblem(reasonOf(error));
    }
  }

  async function run(request: BulkRequest): Promise<void> {
    setStep(null);
    onStart(request.change, request.marked);
    try {
      const result = await sendBulk(request.change, request.marked, { dryRun: false });
      await reload();
      tell(request, result);
    } catch (error) {
      await reload();
      notifyProblem(`Nothing was changed: ${reasonOf(error)}`);
    }
  }

  function tell({ change, target }: BulkRequest, result: BulkResult): void {
    const [first] = result.refused.rows;
    if (result.changed > 0) {
      const changeSetIds = result.changeSetId === null ? [] : [result.changeSetId];
      onDone(doneText(change, target, result), { changeSetIds, ids: 'list' });
    } else if (first === undefined) {
      notify('They are so already.');
    } else {
      notifyProblem(`Nothing was changed: ${first.message}`);
    }
  }

  return {
    step,
    ask: (field) => setStep({ kind: 'field', field }),
    close: () => setStep(null),
    request: (change, target) => {
      const request = { change, target, marked };
      void (isPreviewed(marked) ? preview(request) : run(request));
    },
    confirm: () => {
      if (step?.kind === 'preview') void run(step.request);
    },
  };
}
