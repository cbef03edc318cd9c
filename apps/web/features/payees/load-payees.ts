import { getPayee, listCategories, listPayees, type Payee } from '@fintrack/contract';
import type { SelectOption } from '@/components/native-select.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { findSelected } from '@/lib/find-selected.ts';
import { categoryHue } from '@/lib/hue.ts';
import type { NameList } from '@/lib/name-list.ts';
import type { PayeeCategory } from './payee-table.tsx';

const PAGE = 100;

export interface LoadedPayees {
  readonly payees: readonly Payee[];
  readonly total: number | undefined;
  readonly nextCursor: string | null;
  readonly categories: ReadonlyMap<string, PayeeCategory>;
  readonly categoryOptions: readonly SelectOption[];
  /** Those that are ticked, the most used first. */
  readonly selected: readonly Payee[];
}

/** A page of payees, and what its forms choose from. */
export async function loadPayees(view: NameList): Promise<LoadedPayees> {
  const api = await serverApi();
  const { q, sort, cursor } = view;
  const [page, { data: categories }, selected] = await Promise.all([
    api.call(listPayees, {
      query: {
        sort,
        limit: PAGE,
        ...(q === undefined ? {} : { q }),
        ...(cursor === undefined ? {} : { cursor }),
      },
    }),
    api.call(listCategories, {}),
    findSelected(view.selectedIds.slice(0, PAGE), async (payeeId) => {
      return (await api.call(getPayee, { params: { payeeId } })).data;
    }),
  ]);
  return {
    payees: page.data,
    total: page.pagination?.total,
    nextCursor: page.pagination?.nextCursor ?? null,
    categories: new Map(
      categories.map((category) => [category.id, { name: category.name, hue: categoryHue(category) }]),
    ),
    categoryOptions: categories.map(({ id, path, kind }) => ({
      value: id,
      label: path.join(' › '),
      group: kind === 'expense' ? 'Spending' : 'Income',
    })),
    selected,
  };
}
