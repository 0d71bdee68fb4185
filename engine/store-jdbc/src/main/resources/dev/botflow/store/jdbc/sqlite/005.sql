-- What was said in a turn, where the bot keeps it: with its trace, and gone before it.

ALTER TABLE traces ADD COLUMN texts TEXT;

ALTER TABLE traces ADD COLUMN texts_until BIGINT;

CREATE INDEX traces_by_texts ON traces (texts_until) WHERE texts_until IS NOT NULL;
