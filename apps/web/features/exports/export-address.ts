import { exportBeancount, exportFilter, exportJournal } from '@fintrack/contract';

/** The programs that an export can be for. */
export const EXPORT_FORMATS = [
  { value: 'hledger', label: 'hledger or ledger journal', path: exportJournal.path },
  { value: 'beancount', label: 'beancount file', path: exportBeancount.path },
] as const;

/** What was chosen in the form, as text. */
export interface ExportChoice {
  readonly format: string;
  readonly from: string;
  readonly to: string;
  readonly accountIds: readonly string[];
}

export function readExportChoice(query: URLSearchParams): ExportChoice {
  return {
    format: query.get('format') ?? '',
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
    accountIds: query.getAll('accountId').filter((id) => id !== ''),
  };
}

/** What is wrong with a choice, for people; null where the file can be made. */
export function exportProblem({ from, to, accountIds }: ExportChoice): string | null {
  const result = exportFilter.safeParse(filterOf({ from, to, accountIds }));
  if (!result.success) return result.error.issues[0]?.message ?? 'These dates cannot be read.';
  if (from !== '' && to !== '' && from > to) return 'The first day is after the last one. Swap them.';
  return null;
}

/** Where the file of a choice is. */
export function exportHref(choice: ExportChoice): string {
  const format = EXPORT_FORMATS.find(({ value }) => value === choice.format) ?? EXPORT_FORMATS[0];
  const query = new URLSearchParams(filterOf(choice)).toString();
  return `/api/v1${format.path}${query && '?'}${query}`;
}

/** The form again, with what was chosen. */
export function exportPageHref(choice: ExportChoice): string {
  const { format, from, to, accountIds } = choice;
  const query = new URLSearchParams({ format, from, to });
  for (const id of accountIds) query.append('accountId', id);
  return `/export?${query.toString()}`;
}

function filterOf({ from, to, accountIds }: Omit<ExportChoice, 'format'>): Record<string, string> {
  return {
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(accountIds.length === 0 ? {} : { accountId: accountIds.join(',') }),
  };
}
