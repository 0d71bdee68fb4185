-- Texts compare by their bytes, as keys do everywhere else, whatever the database's own order is.
-- Who has the store: each start of a host is a row, and the one that owns a shard stands in its row.

CREATE TABLE host (
  epoch BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL,
  until TIMESTAMPTZ NOT NULL,
  expelled BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE owner (
  shard INTEGER NOT NULL PRIMARY KEY,
  epoch BIGINT
);

INSERT INTO owner (shard, epoch) VALUES (0, NULL);

-- The journal: keys, ids, states and times, no payload. An erasure leaves it alone.

CREATE TABLE seen (
  dedupe_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  state TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C",
  seen_at BIGINT NOT NULL,
  settled_at BIGINT
);

CREATE INDEX seen_by_time ON seen (seen_at);

CREATE TABLE sent (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  message_id TEXT COLLATE "C" NOT NULL,
  sent_at BIGINT NOT NULL,
  outcome_unknown INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX sent_by_time ON sent (sent_at);

-- The journal counted by state, since counting it anew reads all of it. Several rows a state, so that hosts do not wait
-- for each other: the sum counts.

CREATE TABLE tally (
  place INTEGER NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (place, state)
) WITH (fillfactor = 50);

CREATE FUNCTION count_seen(counted TEXT, change INTEGER) RETURNS VOID LANGUAGE sql SET search_path FROM CURRENT AS $$ INSERT INTO tally (place, state, n) VALUES (pg_backend_pid() % 64, counted, change) ON CONFLICT (place, state) DO UPDATE SET n = tally.n + excluded.n $$;

CREATE FUNCTION seen_changed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN IF TG_OP <> 'INSERT' THEN PERFORM count_seen(OLD.state, -1); END IF; IF TG_OP <> 'DELETE' THEN PERFORM count_seen(NEW.state, 1); END IF; RETURN NULL; END $$;

CREATE TRIGGER seen_added_or_removed AFTER INSERT OR DELETE ON seen FOR EACH ROW EXECUTE FUNCTION seen_changed();

CREATE TRIGGER seen_changed AFTER UPDATE OF state ON seen FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION seen_changed();

-- The payload: every table names the session, so that one contact's can be taken out.

CREATE TABLE inbox (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dedupe_key TEXT COLLATE "C" NOT NULL UNIQUE,
  session_key TEXT COLLATE "C" NOT NULL,
  app_id TEXT COLLATE "C" NOT NULL,
  received_at BIGINT NOT NULL,
  raw BYTEA NOT NULL,
  replayed INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX inbox_by_session ON inbox (session_key);

CREATE INDEX inbox_by_app ON inbox (app_id, seq);

CREATE INDEX inbox_replayed ON inbox (seq) WHERE replayed = 1;

CREATE TABLE buried (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dedupe_key TEXT COLLATE "C" NOT NULL UNIQUE,
  session_key TEXT COLLATE "C" NOT NULL,
  app_id TEXT COLLATE "C" NOT NULL,
  received_at BIGINT NOT NULL,
  raw BYTEA NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL
);

CREATE INDEX buried_by_session ON buried (session_key);

CREATE TABLE sessions (
  session_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  json TEXT COLLATE "C" NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE outbox (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE,
  session_key TEXT COLLATE "C" NOT NULL,
  app_id TEXT COLLATE "C" NOT NULL,
  turn BIGINT NOT NULL,
  place INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  not_before BIGINT NOT NULL,
  json TEXT COLLATE "C" NOT NULL,
  head INTEGER NOT NULL,
  attempting INTEGER NOT NULL DEFAULT 0,
  outcome_unknown INTEGER NOT NULL DEFAULT 0,
  later INTEGER NOT NULL DEFAULT 0,
  head_rank BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX outbox_by_session ON outbox (session_key, seq);

-- The first row of each session: the only ones that may be sent.
CREATE INDEX outbox_heads ON outbox (later, head_rank, not_before, app_id) WHERE head = 1;

CREATE INDEX outbox_attempting ON outbox (seq) WHERE attempting = 1;

CREATE TABLE dead_letters (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE,
  session_key TEXT COLLATE "C" NOT NULL,
  app_id TEXT COLLATE "C" NOT NULL,
  turn BIGINT NOT NULL,
  place INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  not_before BIGINT NOT NULL,
  json TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  outcome_unknown INTEGER NOT NULL,
  since BIGINT NOT NULL
);

CREATE INDEX dead_letters_by_session ON dead_letters (session_key);

CREATE TABLE timers (
  session_key TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  due_at BIGINT NOT NULL,
  json TEXT COLLATE "C" NOT NULL,
  app_id TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY (session_key, id)
);

CREATE INDEX timers_by_time ON timers (due_at, session_key, id, app_id);

CREATE TABLE calls (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  session_key TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  json TEXT COLLATE "C" NOT NULL,
  UNIQUE (session_key, id)
);

CREATE TABLE traces (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  session_key TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  handled TEXT COLLATE "C" NOT NULL,
  turn_at BIGINT NOT NULL,
  json TEXT COLLATE "C" NOT NULL,
  texts TEXT COLLATE "C",
  texts_until BIGINT,
  UNIQUE (session_key, version)
);

CREATE INDEX traces_by_texts ON traces (texts_until) WHERE texts_until IS NOT NULL;

-- Rows that could not be read, put aside so that they stop nothing.

CREATE TABLE buried_rows (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  session_key TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  json TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL
);

CREATE INDEX buried_rows_by_session ON buried_rows (session_key);

-- Which contacts were merged into which, so that an erasure finds what is left of them.

CREATE TABLE merged (
  session_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  into_key TEXT COLLATE "C" NOT NULL
);

CREATE INDEX merged_by_survivor ON merged (into_key);

-- When something was erased whose bytes may be left, and when the tables were vacuumed last.

CREATE TABLE upkeep (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  done_at BIGINT NOT NULL
);

-- The numbers of the bot versions that are live.

CREATE TABLE bot_versions (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL
);

-- Written and deleted again to see whether the store can be written; always empty.

CREATE TABLE probe (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  filler BYTEA NOT NULL
);

-- A text of a row's JSON; null where it cannot be read.

CREATE FUNCTION json_text(written TEXT, VARIADIC path TEXT[]) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN written::json #>> path; EXCEPTION WHEN data_exception THEN RETURN NULL; END $$;
