import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

export interface SectionProps {
  title: string;
  description?: ReactNode;
  /** A link or button at the end of the title's line. */
  action?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page, on the paper itself. */
export function Section({ title, description, action, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {action}
      </div>
      {description === undefined ? null : <p className={styles.description}>{description}</p>}
      {children}
    </section>
  );
}
