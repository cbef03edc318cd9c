import { and, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { payees } from './tables.ts';

export interface KnownPayee {
  readonly id: string;
  readonly defaultCategoryId: string | null;
}

/** Who bears a name: a payee's own wins over another's alias. `$1` is what `given` selects: position and name. */
const BEARERS = `SELECT DISTINCT ON (found.place) found.place, p.id, p.name, p.default_category_id AS "defaultCategoryId"
  FROM (
    SELECT given.place, own.id AS payee_id, 0 AS rank FROM given
    JOIN payees own ON own.deleted_at IS NULL AND lower(own.name) = lower(given.name)
    UNION ALL
    SELECT given.place, a.payee_id, 1 FROM given
    JOIN payee_aliases a ON a.deleted_at IS NULL AND lower(a.name) = lower(given.name)
  ) found
  JOIN payees p ON p.id = found.payee_id AND p.deleted_at IS NULL
  ORDER BY found.place, found.rank`;

export interface NamedPayee extends KnownPayee {
  readonly name: string;
}

/** The payee that bears a name, as its own or as an alias, whatever the case. */
export async function findPayeeByName(tx: TenantTransaction, name: string): Promise<NamedPayee | undefined> {
  const result = await tx.client.query<NamedPayee>({
    name: 'payees-find-name',
    text: `WITH given AS (SELECT 1 AS place, $1::text AS name) ${BEARERS}`,
    values: [name],
  });
  return result.rows[0];
}

/** The payees that bear these names; a name that nobody bears is not in the answer. */
export async function findPayeesNamed(
  tx: TenantTransaction,
  names: readonly string[],
): Promise<ReadonlyMap<string, NamedPayee>> {
  if (names.length === 0) return new Map();
  const result = await tx.client.query<NamedPayee & { place: number }>({
    name: 'payees-find-names',
    text: `WITH given AS (
        SELECT n.place::int, n.name FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place)
      ) ${BEARERS}`,
    values: [names],
  });
  return new Map(
    result.rows.flatMap(({ place, ...payee }) => {
      const name = names[place - 1];
      return name === undefined ? [] : [[name, payee] as const];
    }),
  );
}

export async function findPayeesById(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownPayee>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql
    .select({ id: payees.id, defaultCategoryId: payees.defaultCategoryId })
    .from(payees)
    .where(and(sql`${payees.id} = ANY(${sql.param(ids)}::uuid[])`, isNull(payees.deletedAt)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** A payee that is to be made: under this id, unless somebody else makes one of the name in between. */
export interface ReservedPayee {
  readonly id: string;
  readonly name: string;
}

/**
 * Makes payees in one statement. Answers under which id each is now: another one when a name was taken in between, or
 * when two of them differ in case only.
 */
export async function addPayeesNamed(
  tx: TenantTransaction,
  reserved: readonly ReservedPayee[],
): Promise<ReadonlyMap<string, string>> {
  if (reserved.length === 0) return new Map();
  await tx.sql.execute(sql`INSERT INTO payees (tenant_id, id, name)
    SELECT DISTINCT ON (lower(r.name)) ${tx.tenantId}, r.id, r.name
    FROM unnest(${sql.param(reserved.map(({ id }) => id))}::uuid[], ${sql.param(reserved.map(({ name }) => name))}::text[])
      AS r (id, name)
    ORDER BY lower(r.name), r.id
    ON CONFLICT (tenant_id, lower(name)) WHERE deleted_at IS NULL DO NOTHING`);
  const made = await findPayeesNamed(
    tx,
    reserved.map(({ name }) => name),
  );
  return new Map(reserved.map(({ id, name }) => [id, made.get(name)?.id ?? id]));
}

/** A name under which a payee is known, its own or an alias. */
export interface PayeeName {
  readonly key: string;
  readonly name: string;
  readonly defaultCategoryId: string | null;
}

/** Every name of every payee; a payee's own name goes before the alias of another. */
export async function findNamedPayees(tx: TenantTransaction): Promise<PayeeName[]> {
  const result = await tx.client.query<PayeeName>({
    name: 'payees-all-names',
    text: `SELECT a.name AS key, p.name, p.default_category_id AS "defaultCategoryId"
      FROM payee_aliases a JOIN payees p ON p.id = a.payee_id AND p.deleted_at IS NULL
      WHERE a.deleted_at IS NULL
      UNION ALL
      SELECT p.name, p.name, p.default_category_id FROM payees p WHERE p.deleted_at IS NULL`,
  });
  return result.rows;
}
