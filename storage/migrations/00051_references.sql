-- What the department refers to: texts with versions. And the search of what is
-- no matter: a row has twice the number of a reference, or twice that of a
-- decision and one.

-- +goose Up
CREATE TABLE house_references (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    title        TEXT    NOT NULL,
    sorted       TEXT    NOT NULL, -- the title as it is sorted
    owner        INTEGER NOT NULL,
    source       INTEGER NOT NULL, -- the question whose answer it was, 0 for none
    answered_by  INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    text         TEXT    NOT NULL,
    by           INTEGER NOT NULL, -- who wrote the version, and when
    at           INTEGER NOT NULL,
    withdrawn_at INTEGER NOT NULL,
    act          TEXT    NOT NULL, -- what was done last, by whom and when
    act_by       INTEGER NOT NULL,
    act_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX house_references_live ON house_references (sorted, id) WHERE withdrawn_at = 0;
CREATE INDEX house_references_by_source ON house_references (source) WHERE source > 0 AND withdrawn_at = 0;

CREATE TABLE reference_versions (
    reference INTEGER NOT NULL REFERENCES house_references (id),
    version   INTEGER NOT NULL,
    text      TEXT    NOT NULL,
    by        INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (reference, version)
) STRICT, WITHOUT ROWID;

-- The stems of the words of titles, so that somebody who asks alike is offered
-- the reference.
CREATE TABLE reference_stems (
    stem      TEXT    NOT NULL,
    reference INTEGER NOT NULL REFERENCES house_references (id),
    PRIMARY KEY (stem, reference)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search_others USING fts5(
    words,
    content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars '@'"
);

ALTER TABLE cards ADD COLUMN reference INTEGER NOT NULL DEFAULT 0; -- 0 for the card of anything else
ALTER TABLE cards ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cards_of_reference ON cards (reference) WHERE reference > 0;
CREATE INDEX cards_of_decision ON cards (decision) WHERE decision > 0;
CREATE INDEX decision_matters_of_matter ON decision_matters (matter);
