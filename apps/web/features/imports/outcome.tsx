'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import styles from './imports.module.css';

/**
 * What a form has asked for, below it. Whoever has asked is brought here; not by the address's fragment, with which a
 * page without JavaScript would not be drawn anew while it waits.
 */
export function Outcome({ isAsked, children }: { isAsked: boolean; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAsked) place.current?.scrollIntoView();
  }, [isAsked]);
  return (
    <div ref={place} className={styles.outcome}>
      {children}
    </div>
  );
}
