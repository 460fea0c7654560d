-- The group of the department, where the totals of the digest go.

-- +goose Up
CREATE TABLE groups (
    chat      INTEGER PRIMARY KEY,
    thread    INTEGER NOT NULL, -- the topic that it was made in, 0 for none
    language  TEXT    NOT NULL,
    made_by   INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    digest_at INTEGER NOT NULL, -- time of day of the totals; negative: none
    next_at   INTEGER NOT NULL, -- when they are told next, 0 for never
    last_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX groups_by_time ON groups (next_at) WHERE next_at <> 0;
