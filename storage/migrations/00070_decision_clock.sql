-- The clock asks about decisions, and what is done with them is remembered.

-- +goose Up
ALTER TABLE decisions ADD COLUMN patience INTEGER NOT NULL DEFAULT 0; -- working days, 0 for the usual
ALTER TABLE decisions ADD COLUMN rest_until INTEGER NOT NULL DEFAULT 0;

CREATE TABLE decision_events (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    decision INTEGER NOT NULL REFERENCES decisions (id),
    at       INTEGER NOT NULL,
    by       INTEGER NOT NULL,
    act      TEXT    NOT NULL,
    note     TEXT    NOT NULL
) STRICT;
CREATE INDEX decision_events_of_decision ON decision_events (decision);
INSERT INTO decision_events (decision, at, by, act, note) SELECT id, made_at, made_by, 'decide', '' FROM decisions;

-- A bell without a cause only looks when the next one is.
INSERT INTO bells (what, ref, person, due_at, at, cause, tell, through)
SELECT 'decision', id, 0, made_at, made_at, '', 0, 0 FROM decisions WHERE checked_at = 0 AND dropped_at = 0;
