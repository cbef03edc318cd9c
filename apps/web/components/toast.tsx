'use client';

import { TriangleAlert, X } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components/Toast';
import styles from './toast.module.css';

interface Message {
  text: string;
  tone: 'plain' | 'problem';
  undo?: () => void;
}

/** Long enough to read and reach for; hovering or focusing the message stops the clock. */
const UNDO_MS = 10_000;
const PLAIN_MS = 6_000;

const queue = new ToastQueue<Message>({ maxVisibleToasts: 3 });

/** Says what was done, with Undo for ten seconds where it can be taken back. */
export function notify(text: string, options: { undo?: () => void } = {}): void {
  queue.add(
    { text, tone: 'plain', ...options },
    { timeout: options.undo === undefined ? PLAIN_MS : UNDO_MS },
  );
}

/** Says why a change was rolled back. It stays until it is closed. */
export function notifyProblem(text: string): void {
  queue.add({ text, tone: 'problem' });
}

/** Where messages appear; once, in the layout. */
export function ToastRegion() {
  return (
    <AriaToastRegion queue={queue} className={styles.region ?? ''} aria-label="Messages">
      {({ toast }) => (
        <AriaToast toast={toast} className={styles.toast ?? ''}>
          {toast.content.tone === 'problem' ? <TriangleAlert aria-hidden="true" /> : null}
          <ToastContent className={styles.content ?? ''}>
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo === undefined ? null : (
            <Button
              className={styles.action ?? ''}
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              Undo
            </Button>
          )}
          <Button slot="close" aria-label="Close" className={styles.close ?? ''}>
            <X aria-hidden="true" />
          </Button>
        </AriaToast>
      )}
    </AriaToastRegion>
  );
}
