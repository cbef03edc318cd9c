-- Search: an index of the words of each row, the words that a tenant's books use, and the filters that people keep.
-- Text search operators are not leakproof, so that under a policy no index serves them. The index is therefore asked
-- through one function of the owner, which answers where rows stand (ctid) and nothing of what is in them; the rows
-- themselves are read under the policy, like all others.

-- Text as search sees it: lower case, without accents, one space between words, nothing but letters and figures.
-- What is a letter does not depend on the locale of the database. foldText of the core does the same.
CREATE FUNCTION search_fold(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN btrim(regexp_replace(
  CASE WHEN octet_length(p_text) = length(p_text) THEN lower(p_text)
    ELSE replace(replace(replace(translate(
      lower(regexp_replace(normalize(p_text, NFKD), '[\u0300-\u036f]+', '', 'g')), 'øđłıħ', 'odlih'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe') END,
  '[^a-z0-9\u00c0-\u1fff\u2c00-\u2fff\u3040-\U0010ffff]+', ' ', 'g'));

-- What a row is found by: its text, and a mark of its payee, whose name may change.
CREATE FUNCTION search_text(p_payee uuid, p_description text, p_notes text, p_raw text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN search_fold(p_description || coalesce(' ' || p_notes, '')
    || CASE WHEN p_raw <> p_description THEN ' ' || p_raw ELSE '' END)
  || coalesce(' .' || right(p_payee::text, 12), '');

-- The words of such a text without repetition, each behind a prefix.
CREATE FUNCTION search_words_of(p_prefix text, p_text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(array_remove(string_to_array(p_prefix || replace(p_text, ' ', ' ' || p_prefix), ' '), ''));

-- Where in the index a tenant's words of some 32 days stand: 8 of its random digits and the number of the period, so
-- that a search reads the newest first and nothing of other tenants. Two tenants may share a prefix; the tenant of
-- each row is checked besides.
CREATE FUNCTION search_prefix(p_tenant uuid, p_date date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN right(p_tenant::text, 8) || to_hex(4096 + (((p_date - date '0001-01-01') / 32) & 4095));

-- The pending list is read by every search before it is merged: small for them, large enough to make imports cheap.
CREATE INDEX transactions_search ON transactions USING gin (
  search_words_of(search_prefix(tenant_id, date), search_text(payee_id, description, notes, raw_description)))
  WITH (gin_pending_list_limit = 1024)
  WHERE deleted_at IS NULL;

-- For search_places, which names the tenant itself. FORCE ROW LEVEL SECURITY binds the owner, too.
CREATE POLICY owner_searches ON transactions FOR SELECT TO CURRENT_USER USING (true);

-- Where the rows of the current tenant stand that have words, period after period of the index in the order given.
-- p_template is a tsquery whose every word begins with the mark that is replaced by the tenant's prefix here, so that
-- nobody can name another tenant's words. It stops when it has p_limit places or p_ms milliseconds are over, after a
-- whole period: p_used says how many periods it went through. One that alone has more places than p_limit is left to
-- the next call; as the first of a call it gives p_limit places and is not counted as used.
-- The places hold for one statement only. Every other way to the rows is barred to the planner: on a wrong guess it
-- would make the words of the whole table anew.
CREATE FUNCTION search_places(p_template text, p_periods integer[], p_limit integer, p_ms integer,
  OUT places tid[], OUT used integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  tenant constant uuid := current_tenant_id();
  ended constant timestamptz := clock_timestamp() + make_interval(secs => p_ms / 1000.0);
  wanted tsquery;
  found tid[];
BEGIN
  places := '{}';
  used := 0;
  FOR at IN 1 .. cardinality(p_periods) LOOP
    wanted := replace(p_template, '§', right(tenant::text, 8) || to_hex(4096 + (p_periods[at] & 4095)))::tsquery;
    SELECT array_agg(own.place) INTO found FROM (
      SELECT fit.place FROM (
        SELECT t.ctid AS place, t.tenant_id FROM transactions t
        WHERE search_words_of(search_prefix(t.tenant_id, t.date),
            search_text(t.payee_id, t.description, t.notes, t.raw_description)) @@ wanted
          AND t.deleted_at IS NULL
        OFFSET 0
      ) fit
      WHERE fit.tenant_id = tenant
      LIMIT p_limit + 1
    ) own;
    IF cardinality(found) > p_limit THEN
      IF at = 1 THEN places := found[1 : p_limit]; END IF;
      RETURN;
    END IF;
    places := places || found;
    used := at;
    IF cardinality(places) >= p_limit OR clock_timestamp() > ended THEN RETURN; END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION search_places(text, integer[], integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_places(text, integer[], integer, integer) TO fintrack_app;

-- The first places of one period in the order of the list, behind a row of it: for a period that is full of the words
-- and a search without other filters. Only there the order can be had without reading all places under the policy.
CREATE FUNCTION search_first(p_template text, p_period integer, p_after_date date, p_after_id uuid,
  p_newest_first boolean, p_parts boolean, p_limit integer) RETURNS tid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  tenant constant uuid := current_tenant_id();
  wanted constant tsquery := replace(p_template, '§', right(tenant::text, 8) || to_hex(4096 + (p_period & 4095)));
BEGIN
  RETURN (
    SELECT array_agg(ordered.place) FROM (
      SELECT fit.place FROM (
        SELECT t.ctid AS place, t.tenant_id, t.date, t.id FROM transactions t
        WHERE search_words_of(search_prefix(t.tenant_id, t.date),
            search_text(t.payee_id, t.description, t.notes, t.raw_description)) @@ wanted
          AND t.deleted_at IS NULL AND CASE WHEN p_parts THEN NOT t.is_split ELSE t.parent_id IS NULL END
        OFFSET 0
      ) fit
      WHERE fit.tenant_id = tenant AND CASE WHEN p_newest_first
        THEN (fit.date, fit.id) < (p_after_date, p_after_id) ELSE (fit.date, fit.id) > (p_after_date, p_after_id) END
      ORDER BY
        CASE WHEN p_newest_first THEN fit.date END DESC, CASE WHEN p_newest_first THEN fit.id END DESC,
        fit.date, fit.id
      LIMIT p_limit
    ) ordered);
END $$;
REVOKE ALL ON FUNCTION search_first(text, integer, date, uuid, boolean, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_first(text, integer, date, uuid, boolean, boolean, integer) TO fintrack_app;

-- Which letters a word has, as bits: words that differ in one letter differ in two bits at most.
CREATE FUNCTION search_letters(p_word text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT coalesce(bit_or(1 << (ascii(letter) & 31)), 0) FROM string_to_table(p_word, NULL) AS letter);

-- What a tenant's vocabulary keeps of a word: the word; of one with figures, which are many and are not guessed at, the
-- letters before them and a 0, so that it is known that something begins so; NULL for a number.
CREATE FUNCTION search_stem(p_word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN p_word ~ '[0-9]' THEN substring(p_word FROM '^[^0-9]{1,100}') || '0'
  WHEN length(p_word) > 100 THEN left(p_word, 100) || '0'
  ELSE nullif(p_word, '') END;

-- Words of the books' texts: for finding what a misspelt one means, and which words begin as what was typed. They stay
-- when their rows go. A stem that ends in 0 is no word and has no length.
CREATE TABLE search_words (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  word text COLLATE "C" NOT NULL,
  word_length smallint NOT NULL,
  letters integer NOT NULL,
  PRIMARY KEY (tenant_id, word)
);
CREATE INDEX search_words_length ON search_words (tenant_id, word_length) INCLUDE (letters, word);

-- Words of payees' names.
CREATE TABLE payee_words (
  tenant_id uuid NOT NULL,
  word text COLLATE "C" NOT NULL,
  payee_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, word, payee_id),
  FOREIGN KEY (tenant_id, payee_id) REFERENCES payees (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX payee_words_payee ON payee_words (tenant_id, payee_id);

-- What is there already; before the policies are on.
INSERT INTO search_words (tenant_id, word, word_length, letters)
  SELECT f.tenant_id, f.word, CASE WHEN right(f.word, 1) = '0' THEN 0 ELSE length(f.word) END, search_letters(f.word)
  FROM (
    SELECT DISTINCT t.tenant_id, search_stem(u.word) AS word FROM transactions t
    CROSS JOIN unnest(string_to_array(search_text(NULL, t.description, t.notes, t.raw_description), ' ')) AS u (word)
  ) f WHERE f.word IS NOT NULL;
CREATE POLICY owner_reads ON payees FOR SELECT TO CURRENT_USER USING (true);
INSERT INTO payee_words (tenant_id, word, payee_id)
  SELECT DISTINCT p.tenant_id, u.word, p.id FROM payees p
  CROSS JOIN unnest(string_to_array(search_fold(p.name), ' ')) AS u (word)
  WHERE p.deleted_at IS NULL AND u.word <> '';
DROP POLICY owner_reads ON payees;

-- Pieces between spaces are told apart first and folded then: a bank's lines repeat theirs, and folding is what costs.
-- Words are written in their order, so that two writers of the same new ones wait for each other instead of
-- deadlocking; a word that is known is not touched.
CREATE FUNCTION learn_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO search_words (tenant_id, word, word_length, letters)
  SELECT w.tenant_id, w.word, CASE WHEN right(w.word, 1) = '0' THEN 0 ELSE length(w.word) END, search_letters(w.word)
  FROM (
    SELECT DISTINCT p.tenant_id, search_stem(f.word) AS word FROM (
      SELECT DISTINCT n.tenant_id, u.piece FROM new_rows n
      CROSS JOIN unnest(string_to_array(n.description || coalesce(' ' || n.notes, '')
        || CASE WHEN n.raw_description <> n.description THEN ' ' || n.raw_description ELSE '' END, ' ')) AS u (piece)
    ) p
    CROSS JOIN unnest(string_to_array(search_fold(p.piece), ' ')) AS f (word)
    WHERE p.piece !~ '^[0-9.,:/-]*$'
  ) w
  WHERE w.word IS NOT NULL
    AND NOT EXISTS (SELECT FROM search_words s WHERE s.tenant_id = w.tenant_id AND s.word = w.word)
  ORDER BY w.word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- Only texts that are new: most updates change none. (A join of both tables by id would keep the plan that was good for
-- one row, and be quadratic for ten thousand.)
CREATE FUNCTION learn_changed_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO search_words (tenant_id, word, word_length, letters)
  SELECT w.tenant_id, w.word, CASE WHEN right(w.word, 1) = '0' THEN 0 ELSE length(w.word) END, search_letters(w.word)
  FROM (
    SELECT DISTINCT c.tenant_id, search_stem(f.word) AS word FROM (
      SELECT n.tenant_id, n.description, n.notes, n.raw_description FROM new_rows n
      EXCEPT
      SELECT o.tenant_id, o.description, o.notes, o.raw_description FROM old_rows o
    ) c
    CROSS JOIN unnest(string_to_array(search_text(NULL, c.description, c.notes, c.raw_description), ' ')) AS f (word)
  ) w
  WHERE w.word IS NOT NULL
  ORDER BY w.word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION learn_payees() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM payee_words w USING new_rows n WHERE w.tenant_id = n.tenant_id AND w.payee_id = n.id;
  END IF;
  INSERT INTO payee_words (tenant_id, word, payee_id)
  SELECT DISTINCT n.tenant_id, u.word, n.id FROM new_rows n
  CROSS JOIN unnest(string_to_array(search_fold(n.name), ' ')) AS u (word)
  WHERE n.deleted_at IS NULL AND u.word <> '';
  RETURN NULL;
END $$;

CREATE TRIGGER words_on_insert AFTER INSERT ON transactions REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION learn_words();
CREATE TRIGGER words_on_update AFTER UPDATE ON transactions REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION learn_changed_words();
CREATE TRIGGER words_on_insert AFTER INSERT ON payees REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION learn_payees();
CREATE TRIGGER words_on_update AFTER UPDATE ON payees REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION learn_payees();

-- A search and filters that somebody comes back to: their own, or shared with everybody in the tenant.
CREATE TABLE saved_filters (
  tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- what stands in the search box
  query text NOT NULL DEFAULT '' CHECK (length(query) <= 500),
  -- the list's other query parameters
  filters jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(filters) = 'object'),
  is_shared boolean NOT NULL DEFAULT false,
  position integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX saved_filters_name ON saved_filters (tenant_id, user_id, lower(name)) WHERE deleted_at IS NULL;
CREATE TRIGGER audit_on_insert AFTER INSERT ON saved_filters REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_insert('saved_filter');
CREATE TRIGGER audit_on_update AFTER UPDATE ON saved_filters REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_update('saved_filter');

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['search_words', 'payee_words', 'saved_filters'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_tenant_id())
      WITH CHECK (tenant_id = current_tenant_id())', name);
  END LOOP;
END $$;
GRANT SELECT ON search_words, payee_words TO fintrack_app;
GRANT SELECT, INSERT, UPDATE ON saved_filters TO fintrack_app;
