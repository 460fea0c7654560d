-- Until when the fixed jobs of the night were seen to, so that one that fell into
-- a downtime is made up for.

-- +goose Up
CREATE TABLE jobs (
    name    TEXT PRIMARY KEY,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
