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

-- When something was erased whose bytes may be left, and when the last were taken out of the files.

CREATE TABLE upkeep (
  name TEXT NOT NULL PRIMARY KEY,
  done_at BIGINT NOT NULL
) WITHOUT ROWID;

-- The journal counted by state, since counting it anew reads all of it.

CREATE TABLE tally (
  state TEXT NOT NULL PRIMARY KEY,
  n BIGINT NOT NULL
) WITHOUT ROWID;

INSERT INTO tally (state, n) VALUES ('pending', 0), ('handled', 0), ('buried', 0), ('ignored', 0);

UPDATE tally SET n = (SELECT COUNT(*) FROM seen WHERE seen.state = tally.state);

CREATE TRIGGER seen_added AFTER INSERT ON seen BEGIN UPDATE tally SET n = n + 1 WHERE state = NEW.state; END;

CREATE TRIGGER seen_removed AFTER DELETE ON seen BEGIN UPDATE tally SET n = n - 1 WHERE state = OLD.state; END;

CREATE TRIGGER seen_changed AFTER UPDATE OF state ON seen WHEN OLD.state <> NEW.state BEGIN UPDATE tally SET n = n - (state = OLD.state) + (state = NEW.state) WHERE state IN (OLD.state, NEW.state); END;

-- The number of the bot version that is live, so that a copy of this file is of one moment.

CREATE TABLE bot_versions (
  name TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL
) WITHOUT ROWID;
