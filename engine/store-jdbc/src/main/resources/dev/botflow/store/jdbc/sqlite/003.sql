-- Whose timer it is: those of an app that is not connected yet must not stand before those of the others.

ALTER TABLE timers ADD COLUMN app_id TEXT NOT NULL DEFAULT '';

UPDATE timers SET app_id = COALESCE(json_extract(json, '$.context.app'), '') WHERE json_valid(json);

DROP INDEX timers_by_time;

CREATE INDEX timers_by_time ON timers (due_at, session_key, id, app_id);

-- Events that were given up and are tried again, which the host may learn from beside.

ALTER TABLE inbox ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0;

CREATE INDEX inbox_replayed ON inbox (seq) WHERE replayed = 1;

-- Which contacts were merged into which, so that an erasure finds what is left of them.

CREATE TABLE merged (
  session_key TEXT NOT NULL PRIMARY KEY,
  into_key TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX merged_by_survivor ON merged (into_key);
