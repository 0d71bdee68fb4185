-- What time sends leaves after what answers people, and a contact with many messages gives way after each.

ALTER TABLE outbox ADD COLUMN later INTEGER NOT NULL DEFAULT 0;

ALTER TABLE outbox ADD COLUMN head_rank BIGINT NOT NULL DEFAULT 0;

UPDATE outbox SET head_rank = seq WHERE head = 1;

DROP INDEX outbox_heads;

CREATE INDEX outbox_heads ON outbox (later, head_rank, not_before, app_id) WHERE head = 1;
