'use client';

import { Button } from '@/components/button.tsx';
import { Dialog } from '@/components/dialog.tsx';
import { type ListedTransaction, rowTitle } from './listed-transaction.ts';
import styles from './transaction-form.module.css';

export interface DeleteTransferDialogProps {
  row: ListedTransaction;
  onDelete: (row: ListedTransaction, otherLeg: 'delete' | 'keep') => void;
  onClose: () => void;
}

/** Asks what becomes of the other row of a transfer. */
export function DeleteTransferDialog({ row, onDelete, onClose }: DeleteTransferDialogProps) {
  return (
    <Dialog
      title={`Delete the transfer “${rowTitle(row)}”?`}
      alert
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      footer={
        <>
          <Button onPress={onClose}>Keep it</Button>
          <Button look="danger" onPress={() => onDelete(row, 'keep')}>
            Only this row
          </Button>
          <Button look="danger" onPress={() => onDelete(row, 'delete')}>
            Both rows
          </Button>
        </>
      }
    >
      <p className={styles.rate}>
        It has a row in each of two accounts. The other one can stay as an income or expense of its own.
      </p>
    </Dialog>
  );
}
