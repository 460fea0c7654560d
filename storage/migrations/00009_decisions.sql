-- What was decided, in a meeting or alone.

-- +goose Up
CREATE TABLE decisions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    text       TEXT    NOT NULL,
    owner      INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    review_at  INTEGER NOT NULL,
    meeting    INTEGER NOT NULL,
    made_by    INTEGER NOT NULL,
    made_at    INTEGER NOT NULL,
    acted_at   INTEGER NOT NULL,
    acted_how  TEXT    NOT NULL,
    checked_at INTEGER NOT NULL,
    check_note TEXT    NOT NULL,
    dropped_at INTEGER NOT NULL,
    drop_note  TEXT    NOT NULL
) STRICT;
CREATE INDEX decisions_alive ON decisions (made_at, id) WHERE checked_at = 0 AND dropped_at = 0;

-- The matters that carry a decision out, or that it came of.
CREATE TABLE decision_matters (
    decision INTEGER NOT NULL REFERENCES decisions (id),
    matter   INTEGER NOT NULL REFERENCES matters (id),
    PRIMARY KEY (decision, matter)
) STRICT, WITHOUT ROWID;
