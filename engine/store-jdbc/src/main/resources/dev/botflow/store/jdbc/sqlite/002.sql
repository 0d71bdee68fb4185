-- What is known of attempts outlives the process: begun ones, and those whose outcome nobody knows.

ALTER TABLE outbox ADD COLUMN attempting INTEGER NOT NULL DEFAULT 0;

ALTER TABLE outbox ADD COLUMN outcome_unknown INTEGER NOT NULL DEFAULT 0;

ALTER TABLE sent ADD COLUMN outcome_unknown INTEGER NOT NULL DEFAULT 0;

CREATE INDEX outbox_attempting ON outbox (seq) WHERE attempting = 1;

-- Rows that could not be read, put aside so that they stop nothing.

CREATE TABLE buried_rows (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  session_key TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  reason TEXT NOT NULL,
  since BIGINT NOT NULL
);

CREATE INDEX buried_rows_by_session ON buried_rows (session_key);

CREATE INDEX inbox_by_app ON inbox (app_id, seq);

-- Written and deleted again to see whether the store can be written; always empty.

CREATE TABLE probe (
  seq INTEGER PRIMARY KEY,
  filler BLOB NOT NULL
);
