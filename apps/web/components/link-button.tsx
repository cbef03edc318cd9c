import Link from 'next/link';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import type { ButtonLook } from './button.tsx';
import { classNames } from './class-names.ts';

export interface LinkButtonProps extends Omit<ComponentProps<typeof Link>, 'className' | 'style'> {
  look?: ButtonLook;
  small?: boolean;
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ look = 'secondary', small = false, ...rest }: LinkButtonProps) {
  return <Link {...rest} className={classNames(styles.button, styles[look], small && styles.small)} />;
}
