-- Bells are when the clock has to look at something that is no matter; what and
-- ref name the thing. Person 0 is the bell of the thing itself, others are what
-- a person is still owed of it.

-- +goose Up
CREATE TABLE bells (
    what    TEXT    NOT NULL,
    ref     INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    due_at  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    cause   TEXT    NOT NULL,
    tell    INTEGER NOT NULL,
    through INTEGER NOT NULL,
    PRIMARY KEY (what, ref, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX bells_by_time ON bells (at);

CREATE TABLE alarms (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    owner      INTEGER NOT NULL,
    matter     INTEGER NOT NULL, -- 0 for none
    created_at INTEGER NOT NULL,
    standing   TEXT    NOT NULL, -- JSON
    rings_at   INTEGER NOT NULL -- 0 when it is over
) STRICT;
CREATE INDEX alarms_of_owner ON alarms (owner, rings_at) WHERE rings_at > 0;
