-- What was decided, in a meeting or alone.

-- +goose Up
CREATE TABLE decisions (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL, -- 0 for none
    owner   INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    body    TEXT    NOT NULL -- JSON
) STRICT;
CREATE INDEX decisions_of_meeting ON decisions (meeting) WHERE meeting > 0;
