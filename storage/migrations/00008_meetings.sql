-- A card is a copy of a matter or of a meeting.

-- +goose Up
CREATE TABLE cards_of_both (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    matter  INTEGER REFERENCES matters (id), -- NULL for the card of a meeting
    meeting INTEGER NOT NULL, -- 0 for the card of a matter
    chat    INTEGER NOT NULL,
    message INTEGER NOT NULL -- 0 until it was sent
) STRICT;
INSERT INTO cards_of_both (id, matter, meeting, chat, message) SELECT id, matter, 0, chat, message FROM cards;
DROP TABLE cards;
ALTER TABLE cards_of_both RENAME TO cards;
CREATE INDEX cards_of_matter ON cards (matter);
CREATE INDEX cards_of_meeting ON cards (meeting) WHERE meeting > 0;
CREATE INDEX cards_of_group ON cards (chat) WHERE chat < 0;

CREATE TABLE series (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    rrule    TEXT    NOT NULL,
    zone     TEXT    NOT NULL,
    start_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL -- the nominal moment of the latest meeting
) STRICT;

CREATE TABLE meetings (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    organiser  INTEGER NOT NULL,
    series     INTEGER NOT NULL, -- 0 for none
    created_at INTEGER NOT NULL,
    standing   TEXT    NOT NULL, -- JSON
    version    INTEGER NOT NULL
) STRICT;
CREATE INDEX meetings_of_series ON meetings (series, id) WHERE series > 0;

-- Who belongs to the meetings that are planned.
CREATE TABLE meeting_people (
    person   INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    meeting  INTEGER NOT NULL REFERENCES meetings (id),
    PRIMARY KEY (person, start_at, meeting)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_people_of_meeting ON meeting_people (meeting);

CREATE TABLE meeting_events (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL REFERENCES meetings (id),
    at      INTEGER NOT NULL,
    by      INTEGER NOT NULL,
    act     TEXT    NOT NULL,
    note    TEXT    NOT NULL,
    before  TEXT    NOT NULL -- JSON, empty for a creation
) STRICT;
CREATE INDEX meeting_events_of_meeting ON meeting_events (meeting);

CREATE TABLE agenda_points (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting  INTEGER NOT NULL REFERENCES meetings (id),
    text     TEXT    NOT NULL,
    matter   INTEGER NOT NULL, -- 0 for none
    by       INTEGER NOT NULL,
    reason   TEXT    NOT NULL,
    rolled   INTEGER NOT NULL,
    done     INTEGER NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX agenda_points_of_meeting ON agenda_points (meeting);

CREATE TABLE minutes (
    meeting INTEGER NOT NULL REFERENCES meetings (id),
    chat    INTEGER NOT NULL,
    message INTEGER NOT NULL,
    by      INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (meeting, chat, message)
) STRICT, WITHOUT ROWID;
