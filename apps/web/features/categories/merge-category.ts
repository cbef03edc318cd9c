import { type Category, category } from '@fintrack/contract';
import { textOf } from '@/lib/form-action.ts';
import type { FormTexts, MergingForm } from '@/lib/save-merging.ts';
import { KIND_NAMES } from './places.ts';

const LABELS = {
  name: 'Name',
  place: 'Place',
  color: 'Colour',
  isActive: 'Offered for new transactions',
} as const;

/** What the form of a category says of it. */
export function categoryTexts(row: Category): FormTexts {
  return {
    name: row.name,
    place: row.parentId ?? row.kind,
    color: row.color ?? '',
    isActive: row.isActive ? 'on' : '',
  };
}

/** The form of a category as two people may change it. `findName` tells what another category is called. */
export function categoryMerging(
  findName: (id: string) => Promise<string>,
  send: MergingForm['send'],
): MergingForm {
  return {
    fields: Object.entries(LABELS).map(([name, label]) => ({ name, label, keys: [name] })),
    textsOf: (row) => categoryTexts(category.parse(row)),
    read: (form) => Object.fromEntries(Object.keys(LABELS).map((name) => [name, textOf(form, name)])),
    write: (form, texts) => {
      for (const [name, text] of Object.entries(texts)) {
        if (text === '') form.delete(name);
        else form.set(name, text);
      }
    },
    show: async (name, texts) => {
      const text = texts[name] ?? '';
      if (name === 'isActive') return text === '' ? 'No' : 'Yes';
      if (name !== 'place') return text === '' ? 'None' : text;
      if (text === 'expense' || text === 'income') return `At the top of ${KIND_NAMES[text]}`;
      return `Below ${await findName(text)}`;
    },
    send,
  };
}
