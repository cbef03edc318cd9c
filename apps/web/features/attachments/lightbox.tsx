'use client';

import type { Attachment } from '@fintrack/contract';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { Dialog } from '@/components/dialog.tsx';
import { IconButton } from '@/components/icon-button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import styles from './attachments.module.css';
import { downloadHref, viewHref } from './links.ts';

export interface LightboxProps {
  pictures: readonly Attachment[];
  /** The picture that is shown; null for none. */
  openId: string | null;
  onOpen: (id: string | null) => void;
}

/** A picture in full; the arrow keys go to the one before and after, Escape closes it. */
export function Lightbox({ pictures, openId, onOpen }: LightboxProps) {
  const at = pictures.findIndex(({ id }) => id === openId);
  const picture = pictures[at];
  const before = pictures[at - 1];
  const after = pictures[at + 1];
  useArrowKeys((key) => {
    const next = key === 'ArrowLeft' ? before : after;
    if (picture !== undefined && next !== undefined) onOpen(next.id);
  });
  if (picture === undefined) return null;
  return (
    <Dialog
      isOpen
      wide
      title={picture.name}
      onOpenChange={(isOpen) => {
        if (!isOpen) onOpen(null);
      }}
    >
      <div className={styles.stage}>
        {/* oxlint-disable-next-line next/no-img-element -- only the API may hand out a tenant's files */}
        <img
          key={picture.id}
          src={viewHref(picture)}
          alt={picture.name}
          width={picture.width ?? undefined}
          height={picture.height ?? undefined}
          className={styles.picture}
        />
      </div>
      <div className={styles.controls}>
        {pictures.length === 1 ? null : (
          <>
            <IconButton
              label="Picture before"
              icon={<ChevronLeft aria-hidden="true" />}
              isDisabled={before === undefined}
              onPress={() => onOpen(before?.id ?? picture.id)}
            />
            <span className={styles.size} role="status">
              {at + 1} of {pictures.length}
            </span>
            <IconButton
              label="Picture after"
              icon={<ChevronRight aria-hidden="true" />}
              isDisabled={after === undefined}
              onPress={() => onOpen(after?.id ?? picture.id)}
            />
          </>
        )}
        <span className={styles.space} />
        <LinkButton href={downloadHref(picture)} prefetch={false} download small>
          Save
        </LinkButton>
      </div>
    </Dialog>
  );
}

function useArrowKeys(onArrow: (key: 'ArrowLeft' | 'ArrowRight') => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') onArrow(event.key);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
