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
