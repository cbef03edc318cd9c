'use client';

import { createAttachment, me, revertChangeSet } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { useRouter } from 'next/navigation';
import { startTransition, useRef, useState } from 'react';
import { notify, notifyProblem } from '@/components/toast.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import { uploadForm } from '@/lib/api/upload-form.ts';
import { uploadPath } from './links.ts';

/** A file on its way, or one that was refused. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  /** The part that has arrived, 0 to 1. */
  readonly sent: number;
  /** Why it was refused, in words. */
  readonly problem: string | null;
}

export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  /** Takes a refused one off the list. */
  readonly dismiss: (key: number) => void;
}

/** At the same time: the rest waits. */
const PARALLEL = 2;

/** Sends files to a transaction, several at once, and tells of each. */
export function useUploads(transactionId: string): Uploads {
  const router = useRouter();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const waiting = useRef<{ key: number; file: File }[]>([]);
  const running = useRef(0);
  /** Since nothing was on its way: told of together at the end. */
  const done = useRef<Attached[]>([]);
  const count = useRef(0);

  const change = (key: number, values: Partial<Upload>): void =>
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...values } : upload)));
  const dismiss = (key: number): void =>
    setUploads((before) => before.filter((upload) => upload.key !== key));
  const refresh = (): void => startTransition(() => router.refresh());

  async function send(key: number, file: File): Promise<void> {
    try {
      // Renews the session where it has to be, which a bare upload could not.
      await browserApi().call(me, {});
      const form = new FormData();
      form.set('file', file, file.name);
      const onProgress = (sent: number): void => change(key, { sent });
      const { data, changeSetId } = await uploadForm(uploadPath(transactionId), form, onProgress);
      const { name } = createAttachment.data.parse(data);
      dismiss(key);
      done.current.push({ name, changeSetId });
      refresh();
    } catch (error) {
      change(key, {
        problem: error instanceof Error ? error.message : 'The file could not be sent. Try again.',
      });
    }
  }

  function next(): void {
    const first = running.current < PARALLEL ? waiting.current.shift() : undefined;
    if (first === undefined) return;
    running.current += 1;
    void send(first.key, first.file).finally(() => {
      running.current -= 1;
      if (running.current === 0 && waiting.current.length === 0) tell(done.current.splice(0), refresh);
      next();
    });
    next();
  }

  function add(files: readonly File[]): void {
    const added = files.map((file) => {
      count.current += 1;
      return { key: count.current, file };
    });
    setUploads((before) => [
      ...before,
      ...added.map(({ key, file }) => ({ key, name: file.name, sent: 0, problem: null })),
    ]);
    waiting.current.push(...added);
    next();
  }

  return { uploads, add, dismiss };
}

interface Attached {
  readonly name: string;
  /** null where the transaction had the file already. */
  readonly changeSetId: string | null;
}

function tell(attached: readonly Attached[], refresh: () => void): void {
  for (const { name, changeSetId } of attached) {
    if (changeSetId === null) notify(`${name} is attached already.`);
  }
  const made = attached.flatMap(({ name, changeSetId }) =>
    changeSetId === null ? [] : [{ name, changeSetId }],
  );
  const [first] = made;
  if (first === undefined) return;
  const text = made.length === 1 ? `${first.name} attached.` : `${made.length} files attached.`;
  const ids = made.map(({ changeSetId }) => changeSetId);
  notify(text, { undo: () => void takeBack(ids, refresh) });
}

/** Undoes what a message told of, the latest first. */
export async function takeBack(changeSetIds: readonly string[], refresh: () => void): Promise<void> {
  try {
    for (const changeSetId of changeSetIds.toReversed()) {
      await browserApi().call(revertChangeSet, { params: { changeSetId }, body: undefined });
    }
    notify('Undone.');
  } catch (error) {
    const reason = error instanceof ApiError ? error.message : 'the server could not be reached. Try again.';
    notifyProblem(`Not undone: ${reason}`);
  }
  refresh();
}
