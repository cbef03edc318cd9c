import type { ReactNode } from 'react';
import styles from './button.module.css';
import type { ButtonLook } from './button.tsx';
import { classNames } from './class-names.ts';

export interface DownloadButtonProps {
  href: string;
  look?: ButtonLook;
  small?: boolean;
  children: ReactNode;
}

/** A link to a file, which the browser itself asks for and saves: nothing is fetched ahead. */
export function DownloadButton({ href, look = 'secondary', small = false, children }: DownloadButtonProps) {
  return (
    <a href={href} className={classNames(styles.button, styles[look], small && styles.small)}>
      {children}
    </a>
  );
}
