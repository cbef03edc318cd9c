import { type Tag, tag } from '@fintrack/contract';
import { CATEGORY_COLORS } from '@fintrack/core/categories';
import { textOf } from '@/lib/form-action.ts';
import type { FormTexts, MergingForm } from '@/lib/save-merging.ts';

const LABELS = { name: 'Name', color: 'Colour' } as const;

/** What the form of a tag says of it. */
export function tagTexts(row: Pick<Tag, 'name' | 'color'>): FormTexts {
  return { name: row.name, color: row.color ?? '' };
}

/** The form of a tag as two people may change it. */
export function tagMerging(send: MergingForm['send']): MergingForm {
  return {
    fields: Object.entries(LABELS).map(([name, label]) => ({ name, label, keys: [name] })),
    textsOf: (row) => tagTexts(tag.parse(row)),
    read: (form) => ({ name: textOf(form, 'name'), color: textOf(form, 'color') }),
    write: (form, texts) => {
      for (const [name, text] of Object.entries(texts)) form.set(name, text);
    },
    show: async (name, texts) => {
      const text = texts[name] ?? '';
      if (name !== 'color') return text;
      const place = CATEGORY_COLORS.findIndex((color) => color === text);
      if (text === '') return 'No colour';
      return place < 0 ? text : `Colour ${place + 1}`;
    },
    send,
  };
}
