import { type Payee, payee } from '@fintrack/contract';
import { textOf } from '@/lib/form-action.ts';
import type { FormTexts, MergingForm } from '@/lib/save-merging.ts';

const LABELS = { name: 'Name', defaultCategoryId: 'Category of new rows', aliases: 'Other names' } as const;

/** Other names as they stand in the form, one a line. */
export function aliasesOf(text: string): string[] {
  return text
    .split('\n')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
}

/** What the form of a payee says of it. */
export function payeeTexts(row: Pick<Payee, 'name' | 'defaultCategoryId' | 'aliases'>): FormTexts {
  return {
    name: row.name,
    defaultCategoryId: row.defaultCategoryId ?? '',
    aliases: row.aliases.join('\n'),
  };
}

/** The form of a payee as two people may change it. `findCategory` tells what a category is called. */
export function payeeMerging(
  findCategory: (id: string) => Promise<string>,
  send: MergingForm['send'],
): MergingForm {
  return {
    fields: Object.entries(LABELS).map(([name, label]) => ({ name, label, keys: [name] })),
    textsOf: (row) => payeeTexts(payee.parse(row)),
    read: (form) => ({
      name: textOf(form, 'name'),
      defaultCategoryId: textOf(form, 'defaultCategoryId'),
      aliases: aliasesOf(textOf(form, 'aliases')).join('\n'),
    }),
    write: (form, texts) => {
      for (const [name, text] of Object.entries(texts)) form.set(name, text);
    },
    show: async (name, texts) => {
      const text = texts[name] ?? '';
      if (text === '') return name === 'defaultCategoryId' ? 'As the last time' : 'None';
      return name === 'defaultCategoryId' ? findCategory(text) : text.replaceAll('\n', ', ');
    },
    send,
  };
}
