'use client';

import { listTags } from '@fintrack/contract';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '@/components/button.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { ComboBox } from '@/components/combo-box.tsx';
import { Dialog } from '@/components/dialog.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';
import styles from './bulk-dialogs.module.css';
import { rowsText } from './bulk-words.ts';
import { readTags } from './read-details.ts';

export interface TagsDialogProps {
  count: number;
  /** Tags that stand on the rows, as far as they are here. */
  present: readonly string[];
  onChoose: (tags: { add: string[]; remove: string[] }) => void;
  onClose: () => void;
}

/** Asks which tags to put on the selected rows, and which to take off. */
export function TagsDialog({ count, present, onChoose, onClose }: TagsDialogProps) {
  const known = useKnownTags();
  const [text, setText] = useState('');
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const add = readTags(text);
  const isEmpty = add.length === 0 && removed.length === 0;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (!isEmpty) onChoose({ add, remove: [...removed] });
  }

  return (
    <Dialog
      isOpen
      title={`Tags of ${rowsText(count)}`}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <form className={styles.form} onSubmit={onSubmit}>
        <ComboBox
          autoFocus
          allowsCustomValue
          label="Add"
          description="Several with commas between them"
          options={known.map((name) => ({ value: name, label: name }))}
          onText={setText}
        />
        {present.length === 0 ? null : (
          <fieldset className={styles.choices}>
            <legend>Take off</legend>
            {present.map((name) => (
              <Checkbox
                key={name}
                label={name}
                onChange={(event) =>
                  setRemoved(
                    event.target.checked ? [...removed, name] : removed.filter((other) => other !== name),
                  )
                }
              />
            ))}
          </fieldset>
        )}
        <Button type="submit" look="primary" isDisabled={isEmpty}>
          Change tags
        </Button>
      </form>
    </Dialog>
  );
}

/** The most used tags, to choose from. */
function useKnownTags(): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let isGone = false;
    browserApi()
      .call(listTags, { query: { sort: '-transactions', limit: 200 } })
      .then(({ data }) => {
        if (!isGone) setNames(data.map(({ name }) => name));
      })
      // A tag can be typed in full without suggestions.
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, []);
  return names;
}
