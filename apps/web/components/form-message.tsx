import { Check, CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './notice.module.css';

const ICONS = { problem: CircleAlert, warning: TriangleAlert, done: Check } as const;

export interface FormMessageProps {
  tone: keyof typeof ICONS;
  children: ReactNode;
}

/** What a form answers as a whole. It is read out at once when it is a problem. */
export function FormMessage({ tone, children }: FormMessageProps) {
  const Icon = ICONS[tone];
  return (
    <div role={tone === 'problem' ? 'alert' : 'status'} className={classNames(styles.notice, styles[tone])}>
      <Icon aria-hidden="true" />
      <div className={styles.text}>{children}</div>
    </div>
  );
}
