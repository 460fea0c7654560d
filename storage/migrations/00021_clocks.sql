-- Since when it is somebody's turn, and how much working time, in microseconds,
-- may pass without a step.

-- +goose Up
ALTER TABLE matters ADD COLUMN since_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN nudge INTEGER NOT NULL DEFAULT 0;

-- The clocks of the department as the director set them. Each change is a row of
-- its own; the latest one holds.
CREATE TABLE norms (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    value    TEXT    NOT NULL, -- JSON
    set_by   INTEGER NOT NULL,
    set_at   INTEGER NOT NULL
) STRICT;

-- What the clock says about a matter and waits to be sent: withdrawn when
-- somebody acts.
CREATE INDEX outbox_reminders ON outbox (matter, card) WHERE state = 0 AND priority = 2;

-- Whom a card did not reach.
CREATE INDEX outbox_undelivered ON outbox (matter, chat) WHERE state = 2;
