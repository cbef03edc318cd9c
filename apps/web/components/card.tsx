import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './section.module.css';

export interface CardProps {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

/** A framed part of a dashboard. Never inside another card. */
export function Card({ title, action, children }: CardProps) {
  const id = useId();
  return (
    <section className={classNames(styles.section, styles.card)} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
