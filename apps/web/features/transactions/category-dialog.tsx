'use client';

import { useState } from 'react';
import { Button } from '@/components/button.tsx';
import { ComboBox } from '@/components/combo-box.tsx';
import { Dialog } from '@/components/dialog.tsx';
import { categoryOptions, type EntryCategory } from './entry-lists.ts';

export interface CategoryDialogProps {
  categories: readonly EntryCategory[];
  count: number;
  onChoose: (categoryId: string | null) => void;
  onClose: () => void;
}

/** Asks for the category of the selected rows, by typing. */
export function CategoryDialog({ categories, count, onChoose, onClose }: CategoryDialogProps) {
  const [categoryId, setCategoryId] = useState<string | null>(null);
  return (
    <Dialog
      isOpen
      title={count === 1 ? 'Set category' : `Set category of ${count} rows`}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          onChoose(categoryId);
        }}
      >
        <ComboBox
          autoFocus
          label="Category"
          placeholder="No category"
          options={categoryOptions(categories)}
          onValue={(id) => {
            setCategoryId(id);
            if (id !== null) onChoose(id);
          }}
        />
        <Button type="submit" look={categoryId === null ? 'secondary' : 'primary'}>
          {categoryId === null ? 'Take the category off' : 'Set category'}
        </Button>
      </form>
    </Dialog>
  );
}
