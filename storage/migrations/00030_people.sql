-- Absences, what they make of people at present, and departures.

-- +goose Up
ALTER TABLE people ADD COLUMN away_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN deputy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN stands TEXT NOT NULL DEFAULT ''; -- JSON, empty for none
ALTER TABLE people ADD COLUMN acting INTEGER NOT NULL DEFAULT 0; -- the greatest role among stands
CREATE INDEX people_acting ON people (acting) WHERE acting > 0;

CREATE TABLE absences (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person     INTEGER NOT NULL,
    deputy     INTEGER NOT NULL, -- 0: nobody
    from_at    INTEGER NOT NULL,
    until_at   INTEGER NOT NULL,
    made_by    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    begun_at   INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,
    next_at    INTEGER NOT NULL -- when the clock looks at it, 0 when it is over
) STRICT;
CREATE INDEX absences_current ON absences (until_at) WHERE ended_at = 0;
CREATE INDEX absences_by_time ON absences (next_at) WHERE next_at <> 0;

CREATE TABLE departures (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person    INTEGER NOT NULL,
    role      INTEGER NOT NULL, -- the one that was lost
    made_by   INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    matters   TEXT    NOT NULL, -- JSON
    undone_at INTEGER NOT NULL
) STRICT;

CREATE INDEX dialogs_of_person ON dialogs (person);
