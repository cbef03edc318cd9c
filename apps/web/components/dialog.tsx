'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

export { DialogTrigger };

export interface DialogProps {
  title: string;
  children: ReactNode | ((close: () => void) => ReactNode);
  /** Buttons; one with `slot="close"` closes the dialog. */
  footer?: ReactNode;
  wide?: boolean;
  /** For what must be answered: read out at once, and a click outside does not close it. */
  alert?: boolean;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A modal dialog, full screen on a phone. Inside a DialogTrigger the first child opens it. */
export function Dialog({ title, children, footer, wide = false, alert = false, ...state }: DialogProps) {
  return (
    <ModalOverlay {...state} isDismissable={!alert} className={styles.backdrop ?? ''}>
      <Modal className={classNames(styles.modal, wide && styles.wide)}>
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className={styles.dialog ?? ''}>
          {({ close }) => (
            <>
              <header className={styles.head}>
                <Heading slot="title" level={2} className={styles.title ?? ''}>
                  {title}
                </Heading>
                <IconButton label="Close" icon={<X aria-hidden="true" />} slot="close" />
              </header>
              <div className={styles.body}>{typeof children === 'function' ? children(close) : children}</div>
              {footer === undefined ? null : <footer className={styles.footer}>{footer}</footer>}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
