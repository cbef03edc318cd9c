import type pg from 'pg';

/** Everything that migrations make in schema public, as readable lines: to compare one state with another. */
export async function readCatalog(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ line: string }>(`
    WITH relation AS (
      SELECT c.oid, c.relname, c.relkind, c.relacl, c.relrowsecurity, c.relforcerowsecurity
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
        AND c.relname <> 'schema_migrations'
    ), lines AS (
      SELECT format('relation %s kind %s rls %s/%s acl %s', relname, relkind, relrowsecurity, relforcerowsecurity,
        relacl::text) AS line
      FROM relation
      UNION ALL
      SELECT format('column %s.%s %s not null %s default %s acl %s', r.relname, a.attname,
        format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attacl::text)
      FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
      UNION ALL
      SELECT format('constraint %s %s %s', r.relname, c.conname, pg_get_constraintdef(c.oid))
      FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid
      UNION ALL
      SELECT 'index ' || pg_get_indexdef(i.indexrelid) FROM relation r JOIN pg_index i ON i.indrelid = r.oid
      UNION ALL
      SELECT 'trigger ' || pg_get_triggerdef(t.oid)
      FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
      UNION ALL
      SELECT format('policy %s %s %s %s %s', r.relname, p.polname, p.polcmd,
        (SELECT string_agg(role::regrole::text, ',' ORDER BY role) FROM unnest(p.polroles) AS role),
        coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' check ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ''))
      FROM relation r JOIN pg_policy p ON p.polrelid = r.oid
      UNION ALL
      SELECT format('function %s acl %s', pg_get_functiondef(f.oid), f.proacl::text)
      FROM pg_proc f WHERE f.pronamespace = 'public'::regnamespace
      UNION ALL
      SELECT format('enum %s %s', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
      FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
      WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname
    )
    SELECT line FROM lines ORDER BY line`);
  return found.rows.map((row) => row.line);
}
