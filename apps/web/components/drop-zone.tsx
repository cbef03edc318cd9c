'use client';

import { FileUp } from 'lucide-react';
import { type ComponentProps, useId, useState } from 'react';
import styles from './drop-zone.module.css';
import { FieldError } from './field-error.tsx';

export interface DropZoneProps
  extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'style' | 'id' | 'onChange'> {
  label: string;
  hint: string;
  error?: string | undefined;
  /** The chosen or dropped files; where it is given, the form can be sent at once. */
  onFiles?: (files: readonly File[]) => void;
}

/** A file input that is as large as its frame: browsers accept drops on it without JavaScript. */
export function DropZone({ label, hint, error, onFiles, ...input }: DropZoneProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div>
      <div className={styles.zone} {...(over ? { 'data-over': true } : {})}>
        <FileUp aria-hidden="true" />
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
        <input
          {...input}
          id={id}
          type="file"
          className={styles.input}
          aria-describedby={error === undefined ? `${id}-hint` : `${id}-error ${id}-hint`}
          aria-invalid={error === undefined ? undefined : true}
          onChange={(event) => {
            if (onFiles === undefined) return;
            onFiles([...(event.target.files ?? [])]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
        />
      </div>
      {error === undefined ? null : <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
