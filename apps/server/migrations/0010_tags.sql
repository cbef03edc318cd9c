-- Tags as things of their own, other names of payees, and what both are used for.
-- A row keeps the names of its tags (transactions.tags). Array operators are not leakproof, so under a policy no index
-- serves them: transaction_tags is the index, an ordinary one in the order of the list. Triggers keep it, register a
-- tag that a row uses for the first time, and cost an untagged row nothing but a look at its empty array.

CREATE TABLE tags (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  color text CHECK (color ~ '^#[0-9a-fA-F]{6}$'),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX tags_name ON tags (tenant_id, lower(name)) WHERE deleted_at IS NULL;

-- Live rows by tag, split children too. Read backwards it is the newest first.
CREATE TABLE transaction_tags (
  tenant_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  date date NOT NULL,
  transaction_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, tag_id, date, transaction_id),
  FOREIGN KEY (tenant_id, tag_id) REFERENCES tags (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES transactions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX transaction_tags_transaction ON transaction_tags (tenant_id, transaction_id);

-- Rows of a tag that a list shows: live ones, split children left out.
CREATE TABLE tag_totals (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  tag_id uuid NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (tenant_id, tag_id)
);

-- Names that lead to a payee beside its own.
CREATE TABLE payee_aliases (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  payee_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX payee_aliases_name ON payee_aliases (tenant_id, lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX payee_aliases_payee ON payee_aliases (tenant_id, payee_id) WHERE deleted_at IS NULL;

-- Sum and number of a payee's live rows, split children left out.
CREATE TABLE payee_totals (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  payee_id uuid NOT NULL,
  currency text NOT NULL,
  net_minor bigint NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (tenant_id, payee_id, currency)
);

-- What is there already. The owner is bound by the policy of transactions, too, while it is forced.
ALTER TABLE transactions NO FORCE ROW LEVEL SECURITY;
INSERT INTO tags (tenant_id, id, name)
  SELECT DISTINCT ON (t.tenant_id, lower(u.name)) t.tenant_id, uuid_v7(), u.name
  FROM transactions t CROSS JOIN unnest(t.tags) AS u (name)
  WHERE t.tags <> '{}' AND t.deleted_at IS NULL AND length(u.name) BETWEEN 1 AND 50
  ORDER BY t.tenant_id, lower(u.name), t.id;
INSERT INTO transaction_tags (tenant_id, tag_id, date, transaction_id)
  SELECT DISTINCT t.tenant_id, g.id, t.date, t.id
  FROM transactions t CROSS JOIN unnest(t.tags) AS u (name)
  JOIN tags g ON g.tenant_id = t.tenant_id AND lower(g.name) = lower(u.name)
  WHERE t.tags <> '{}' AND t.deleted_at IS NULL;
INSERT INTO tag_totals (tenant_id, tag_id, row_count)
  SELECT l.tenant_id, l.tag_id, count(*) FROM transaction_tags l
  JOIN transactions t ON t.tenant_id = l.tenant_id AND t.id = l.transaction_id
  WHERE t.parent_id IS NULL GROUP BY 1, 2;
INSERT INTO payee_totals (tenant_id, payee_id, currency, net_minor, row_count)
  SELECT t.tenant_id, t.payee_id, t.currency, sum(t.amount_minor), count(*) FROM transactions t
  WHERE t.payee_id IS NOT NULL AND t.deleted_at IS NULL AND t.parent_id IS NULL GROUP BY 1, 2, 3;
ALTER TABLE transactions FORCE ROW LEVEL SECURITY;

-- Takes the links of the rows away and out of the totals. Called with rows of one tenant.
CREATE FUNCTION unlink_tags(p_ids uuid[], p_child_ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM transaction_tags l WHERE l.tenant_id = current_tenant_id() AND l.transaction_id = ANY (p_ids)
    RETURNING l.tenant_id, l.tag_id, l.transaction_id
  )
  INSERT INTO tag_totals AS total (tenant_id, tag_id, row_count)
  SELECT g.tenant_id, g.tag_id, -count(*) FROM gone g WHERE NOT g.transaction_id = ANY (p_child_ids)
  GROUP BY g.tenant_id, g.tag_id ORDER BY g.tenant_id, g.tag_id
  ON CONFLICT (tenant_id, tag_id) DO UPDATE SET row_count = total.row_count + EXCLUDED.row_count
$$;
REVOKE ALL ON FUNCTION unlink_tags(uuid[], uuid[]) FROM PUBLIC;

-- Links live rows with their tags, and registers those that are new. Who renames, merges or deletes a tag holds the lock
-- alone, so that no row gets the old name in between and a link under the new one. lower() is not leakproof, so under a
-- policy no index finds a name: rows and tags are joined by a hash.
CREATE FUNCTION link_tags(p_ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('tags ' || current_tenant_id(), 0));
  INSERT INTO tags (tenant_id, id, name)
  SELECT DISTINCT ON (lower(u.name)) t.tenant_id, uuid_v7(), u.name
  FROM transactions t CROSS JOIN unnest(t.tags) AS u (name)
  WHERE t.tenant_id = current_tenant_id() AND t.id = ANY (p_ids) AND NOT EXISTS (
    SELECT 1 FROM tags g WHERE g.tenant_id = t.tenant_id AND lower(g.name) = lower(u.name) AND g.deleted_at IS NULL
  )
  ORDER BY lower(u.name), t.id
  ON CONFLICT (tenant_id, lower(name)) WHERE deleted_at IS NULL DO NOTHING;

  WITH used AS MATERIALIZED (
    SELECT t.tenant_id, t.id, t.date, t.parent_id IS NULL AS is_listed, u.name
    FROM transactions t CROSS JOIN unnest(t.tags) AS u (name)
    WHERE t.tenant_id = current_tenant_id() AND t.id = ANY (p_ids)
  ), made AS (
    INSERT INTO transaction_tags (tenant_id, tag_id, date, transaction_id)
    SELECT w.tenant_id, g.id, w.date, w.id
    FROM used w JOIN tags g ON g.tenant_id = w.tenant_id AND lower(g.name) = lower(w.name) AND g.deleted_at IS NULL
    ON CONFLICT DO NOTHING
    RETURNING tenant_id, tag_id, transaction_id
  )
  INSERT INTO tag_totals AS total (tenant_id, tag_id, row_count)
  SELECT m.tenant_id, m.tag_id, count(*)
  FROM made m JOIN (SELECT DISTINCT w.id FROM used w WHERE w.is_listed) listed ON listed.id = m.transaction_id
  GROUP BY m.tenant_id, m.tag_id ORDER BY m.tenant_id, m.tag_id
  ON CONFLICT (tenant_id, tag_id) DO UPDATE SET row_count = total.row_count + EXCLUDED.row_count;
END $$;
REVOKE ALL ON FUNCTION link_tags(uuid[]) FROM PUBLIC;

CREATE FUNCTION maintain_tags_on_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE tagged uuid[];
BEGIN
  SELECT array_agg(n.id) INTO tagged FROM new_rows n WHERE n.tags <> '{}' AND n.deleted_at IS NULL;
  IF tagged IS NOT NULL THEN PERFORM link_tags(tagged); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION maintain_tags_on_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
DECLARE
  before uuid[];
  children uuid[];
  after uuid[];
BEGIN
  IF NOT EXISTS (SELECT 1 FROM new_rows n WHERE n.tags <> '{}')
    AND NOT EXISTS (SELECT 1 FROM old_rows o WHERE o.tags <> '{}') THEN
    RETURN NULL;
  END IF;
  SELECT array_agg(o.id) FILTER (WHERE o.tags <> '{}' AND o.deleted_at IS NULL),
    coalesce(array_agg(o.id) FILTER (WHERE o.parent_id IS NOT NULL), '{}'),
    array_agg(n.id) FILTER (WHERE n.tags <> '{}' AND n.deleted_at IS NULL)
  INTO before, children, after
  FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE (o.tags, o.date, o.deleted_at IS NULL, o.parent_id) IS DISTINCT FROM
    (n.tags, n.date, n.deleted_at IS NULL, n.parent_id);
  IF before IS NOT NULL THEN PERFORM unlink_tags(before, children); END IF;
  IF after IS NOT NULL THEN PERFORM link_tags(after); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION maintain_payees_on_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO payee_totals AS total (tenant_id, payee_id, currency, net_minor, row_count)
  SELECT n.tenant_id, n.payee_id, n.currency, sum(n.amount_minor), count(*)
  FROM new_rows n WHERE n.payee_id IS NOT NULL AND n.deleted_at IS NULL AND n.parent_id IS NULL
  GROUP BY n.tenant_id, n.payee_id, n.currency ORDER BY n.tenant_id, n.payee_id, n.currency
  ON CONFLICT (tenant_id, payee_id, currency) DO UPDATE SET
    net_minor = total.net_minor + EXCLUDED.net_minor, row_count = total.row_count + EXCLUDED.row_count;
  RETURN NULL;
END $$;

CREATE FUNCTION maintain_payees_on_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO payee_totals AS total (tenant_id, payee_id, currency, net_minor, row_count)
  SELECT d.tenant_id, d.payee_id, d.currency, sum(d.sign * d.amount_minor), sum(d.sign)
  FROM (
    SELECT n.tenant_id, n.payee_id, n.currency, n.amount_minor, 1 AS sign FROM new_rows n
    WHERE n.payee_id IS NOT NULL AND n.deleted_at IS NULL AND n.parent_id IS NULL
    UNION ALL
    SELECT o.tenant_id, o.payee_id, o.currency, o.amount_minor, -1 FROM old_rows o
    WHERE o.payee_id IS NOT NULL AND o.deleted_at IS NULL AND o.parent_id IS NULL
  ) d
  GROUP BY d.tenant_id, d.payee_id, d.currency
  HAVING sum(d.sign * d.amount_minor) <> 0 OR sum(d.sign) <> 0
  ORDER BY d.tenant_id, d.payee_id, d.currency
  ON CONFLICT (tenant_id, payee_id, currency) DO UPDATE SET
    net_minor = total.net_minor + EXCLUDED.net_minor, row_count = total.row_count + EXCLUDED.row_count;
  RETURN NULL;
END $$;

-- Rows go for good only with their account or tenant; the links go with them, by their key. Totals are only made
-- smaller here, since a row of theirs could not be made any more while its tenant goes.
CREATE FUNCTION maintain_uses_on_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE payee_totals p SET net_minor = p.net_minor - d.net, row_count = p.row_count - d.rows
  FROM (
    SELECT o.tenant_id, o.payee_id, o.currency, sum(o.amount_minor) AS net, count(*) AS rows FROM old_rows o
    WHERE o.payee_id IS NOT NULL AND o.deleted_at IS NULL AND o.parent_id IS NULL GROUP BY 1, 2, 3
  ) d
  WHERE p.tenant_id = d.tenant_id AND p.payee_id = d.payee_id AND p.currency = d.currency;

  UPDATE tag_totals c SET row_count = c.row_count - d.rows
  FROM (
    SELECT g.tenant_id, g.id, count(DISTINCT o.id) AS rows
    FROM old_rows o CROSS JOIN unnest(o.tags) AS u (name)
    JOIN tags g ON g.tenant_id = o.tenant_id AND lower(g.name) = lower(u.name) AND g.deleted_at IS NULL
    WHERE o.tags <> '{}' AND o.deleted_at IS NULL AND o.parent_id IS NULL GROUP BY 1, 2
  ) d
  WHERE c.tenant_id = d.tenant_id AND c.tag_id = d.id;
  RETURN NULL;
END $$;

CREATE TRIGGER tags_on_insert AFTER INSERT ON transactions REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION maintain_tags_on_insert();
CREATE TRIGGER tags_on_update AFTER UPDATE ON transactions REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION maintain_tags_on_update();
CREATE TRIGGER payees_on_insert AFTER INSERT ON transactions REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION maintain_payees_on_insert();
CREATE TRIGGER payees_on_update AFTER UPDATE ON transactions REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION maintain_payees_on_update();

CREATE TRIGGER uses_on_delete AFTER DELETE ON transactions REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION maintain_uses_on_delete();

-- A trigger keeps the plan of its first call in a session. Made for one row it would compare every old row with every new
-- one, and do so again for ten thousand: these two join them by a hash at any number.
ALTER FUNCTION audit_transaction_update() SET enable_nestloop = off;
ALTER FUNCTION audit_update() SET enable_nestloop = off;

-- A tag that a row registers is not an entry of its own: the row's entry says it, and undoing the row leaves the tag to
-- others who use it meanwhile. Only a tag that somebody adds by hand is one.
CREATE TRIGGER audit_on_insert AFTER INSERT ON tags REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION audit_insert('tag');
CREATE TRIGGER audit_on_update AFTER UPDATE ON tags REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('tag');
CREATE TRIGGER audit_on_insert AFTER INSERT ON payee_aliases REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('payee_alias');
CREATE TRIGGER audit_on_update AFTER UPDATE ON payee_aliases REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('payee_alias');

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tags', 'transaction_tags', 'tag_totals', 'payee_aliases', 'payee_totals'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON tags, payee_aliases TO fintrack_app;
GRANT SELECT ON transaction_tags, tag_totals, payee_totals TO fintrack_app;

-- What links and totals of tags and payees should be, from the rows alone: every line is a difference.
CREATE FUNCTION verify_uses()
RETURNS TABLE (total text, id uuid, currency text, stored_minor bigint, actual_minor bigint, stored_count bigint,
  actual_count bigint)
LANGUAGE sql STABLE AS $$
  SELECT 'payee', payee_id, currency, coalesce(s.net, 0), coalesce(a.net, 0), coalesce(s.rows, 0), coalesce(a.rows, 0)
  FROM (
    SELECT t.payee_id, t.currency, sum(t.amount_minor)::bigint AS net, count(*) AS rows FROM transactions t
    WHERE t.tenant_id = current_tenant_id() AND t.payee_id IS NOT NULL AND t.deleted_at IS NULL AND t.parent_id IS NULL
    GROUP BY 1, 2
  ) a FULL JOIN (
    SELECT p.payee_id, p.currency, p.net_minor AS net, p.row_count::bigint AS rows FROM payee_totals p
    WHERE p.tenant_id = current_tenant_id()
  ) s USING (payee_id, currency)
  WHERE (coalesce(s.net, 0), coalesce(s.rows, 0)) IS DISTINCT FROM (coalesce(a.net, 0), coalesce(a.rows, 0))
  UNION ALL
  SELECT 'tag', tag_id, NULL, 0, 0, coalesce(s.rows, 0), coalesce(a.rows, 0)
  FROM (
    SELECT g.id AS tag_id, count(DISTINCT t.id) AS rows
    FROM transactions t CROSS JOIN unnest(t.tags) AS u (name)
    JOIN tags g ON lower(g.name) = lower(u.name) AND g.deleted_at IS NULL AND g.tenant_id = t.tenant_id
    WHERE t.tenant_id = current_tenant_id() AND t.deleted_at IS NULL AND t.parent_id IS NULL
    GROUP BY 1
  ) a FULL JOIN (
    SELECT c.tag_id, c.row_count::bigint AS rows FROM tag_totals c WHERE c.tenant_id = current_tenant_id()
  ) s USING (tag_id)
  WHERE coalesce(s.rows, 0) <> coalesce(a.rows, 0)
  UNION ALL
  SELECT 'tag_link', tag_id, NULL, 0, 0, (l.transaction_id IS NOT NULL)::int, (a.transaction_id IS NOT NULL)::int
  FROM (
    SELECT DISTINCT g.id AS tag_id, t.date, t.id AS transaction_id
    FROM transactions t CROSS JOIN unnest(t.tags) AS u (name)
    JOIN tags g ON lower(g.name) = lower(u.name) AND g.deleted_at IS NULL AND g.tenant_id = t.tenant_id
    WHERE t.tenant_id = current_tenant_id() AND t.deleted_at IS NULL
  ) a FULL JOIN (
    SELECT k.tag_id, k.date, k.transaction_id FROM transaction_tags k WHERE k.tenant_id = current_tenant_id()
  ) l USING (tag_id, date, transaction_id)
  WHERE a.transaction_id IS NULL OR l.transaction_id IS NULL
$$;
GRANT EXECUTE ON FUNCTION verify_uses() TO fintrack_app;
