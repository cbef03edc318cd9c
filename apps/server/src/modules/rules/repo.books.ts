import type { TenantTransaction } from '../../platform/database/index.ts';

interface KnownCategory {
  readonly id: string;
  readonly name: string;
  readonly kind: 'income' | 'expense';
  readonly isActive: boolean;
}

interface KnownAccount {
  readonly id: string;
  readonly name: string;
}

/** What rules name: the live categories and accounts. */
export interface KnownBooks {
  readonly categories: readonly KnownCategory[];
  readonly accounts: readonly KnownAccount[];
}

interface Named {
  readonly id: string;
  readonly name: string;
  /** null for an account. */
  readonly kind: 'income' | 'expense' | null;
  readonly isActive: boolean;
}

/** In one statement: a connection that copies takes one at a time. */
export async function findBooks(tx: TenantTransaction): Promise<KnownBooks> {
  const { rows } = await tx.client.query<Named>({
    name: 'rules-books',
    text: `SELECT id, name, kind, is_active AS "isActive" FROM categories WHERE deleted_at IS NULL
      UNION ALL SELECT id, name, NULL, true FROM accounts WHERE deleted_at IS NULL`,
  });
  return {
    categories: rows.flatMap(({ kind, ...row }) => (kind === null ? [] : [{ ...row, kind }])),
    accounts: rows.flatMap(({ kind, id, name }) => (kind === null ? [{ id, name }] : [])),
  };
}
