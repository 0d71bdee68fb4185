-- The journal: keys, ids, states and times, no payload. An erasure leaves it alone.

CREATE TABLE seen (
  dedupe_key TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL,
  reason TEXT,
  seen_at BIGINT NOT NULL,
  settled_at BIGINT
) WITHOUT ROWID;

CREATE INDEX seen_by_time ON seen (seen_at);

CREATE TABLE sent (
  id TEXT NOT NULL PRIMARY KEY,
  message_id TEXT NOT NULL,
  sent_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX sent_by_time ON sent (sent_at);

-- The payload: every table names the session, so that one contact's can be taken out.

CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY,
  dedupe_key TEXT NOT NULL UNIQUE,
  session_key TEXT NOT NULL,
  app_id TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  raw BLOB NOT NULL
);

CREATE INDEX inbox_by_session ON inbox (session_key);

CREATE TABLE buried (
  seq INTEGER PRIMARY KEY,
  dedupe_key TEXT NOT NULL UNIQUE,
  session_key TEXT NOT NULL,
  app_id TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  raw BLOB NOT NULL,
  reason TEXT NOT NULL,
  since BIGINT NOT NULL
);

CREATE INDEX buried_by_session ON buried (session_key);

CREATE TABLE sessions (
  session_key TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  json TEXT NOT NULL
);

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  session_key TEXT NOT NULL,
  app_id TEXT NOT NULL,
  turn BIGINT NOT NULL,
  place INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  not_before BIGINT NOT NULL,
  json TEXT NOT NULL,
  head INTEGER NOT NULL
);

CREATE INDEX outbox_by_session ON outbox (session_key, seq);

-- The first row of each session: the only ones that may be sent.
CREATE INDEX outbox_heads ON outbox (seq, not_before, app_id) WHERE head = 1;

CREATE TABLE dead_letters (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  session_key TEXT NOT NULL,
  app_id TEXT NOT NULL,
  turn BIGINT NOT NULL,
  place INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  not_before BIGINT NOT NULL,
  json TEXT NOT NULL,
  reason TEXT NOT NULL,
  outcome_unknown INTEGER NOT NULL,
  since BIGINT NOT NULL
);

CREATE INDEX dead_letters_by_session ON dead_letters (session_key);

CREATE TABLE timers (
  session_key TEXT NOT NULL,
  id TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (session_key, id)
);

CREATE INDEX timers_by_time ON timers (due_at);

CREATE TABLE calls (
  seq INTEGER PRIMARY KEY,
  session_key TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (session_key, id)
);

CREATE TABLE traces (
  seq INTEGER PRIMARY KEY,
  session_key TEXT NOT NULL,
  version BIGINT NOT NULL,
  handled TEXT NOT NULL,
  turn_at BIGINT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (session_key, version)
);
