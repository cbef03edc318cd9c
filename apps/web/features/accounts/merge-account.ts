import { type Account, account, accountType } from '@fintrack/contract';
import { textOf } from '@/lib/form-action.ts';
import { decimalMark } from '@/lib/notation.ts';
import { readAmountField } from '@/lib/read-amount-field.ts';
import type { FormTexts, MergingForm } from '@/lib/save-merging.ts';
import { ACCOUNT_TYPE_NAMES } from './account-types.ts';

const LABELS = {
  name: 'Name',
  type: 'Type',
  currency: 'Currency',
  creditLimit: 'Credit limit',
  institutionName: 'Bank',
  accountNumberLast4: 'Last four digits',
  isHidden: 'Hide it from lists',
} as const;

/** What the form of an account says of it. */
export function accountTexts(row: Account): FormTexts {
  return {
    name: row.name,
    type: row.type,
    currency: row.currency,
    creditLimit: row.creditLimit ?? '',
    institutionName: row.institutionName ?? '',
    accountNumberLast4: row.accountNumberLast4 ?? '',
    isHidden: row.isHidden ? 'on' : '',
  };
}

/** The form of an account as two people may change it. */
export function accountMerging(locale: string, send: MergingForm['send']): MergingForm {
  return {
    fields: Object.entries(LABELS).map(([name, label]) => ({ name, label, keys: [name] })),
    textsOf: (row) => accountTexts(account.parse(row)),
    read: (form) => {
      const texts = Object.keys(LABELS).map((name) => [name, textOf(form, name)] as const);
      const limit = readAmountField(form, 'creditLimit', { currency: textOf(form, 'currency'), locale });
      return { ...Object.fromEntries(texts), creditLimit: limit.decimal ?? '' };
    },
    write: (form, texts) => {
      for (const [name, text] of Object.entries(texts)) {
        if (name === 'isHidden' && text === '') form.delete(name);
        else form.set(name, name === 'creditLimit' ? text.replace('.', decimalMark(locale)) : text);
      }
    },
    show: async (name, texts) => {
      const text = texts[name] ?? '';
      if (name === 'isHidden') return text === '' ? 'No' : 'Yes';
      if (name === 'type') return ACCOUNT_TYPE_NAMES[accountType.parse(text)];
      return text === '' ? 'Empty' : text;
    },
    send,
  };
}
