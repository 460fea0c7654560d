-- What matters need to be asked about, given to several, and answered by reply.

-- +goose Up
ALTER TABLE matters ADD COLUMN parent INTEGER NOT NULL DEFAULT 0; -- 0 for none
ALTER TABLE matters ADD COLUMN silence TEXT NOT NULL DEFAULT '';
ALTER TABLE matters ADD COLUMN inquired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN proposed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN parties TEXT NOT NULL DEFAULT ''; -- JSON, empty for none
ALTER TABLE matters ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
CREATE INDEX matters_by_parent ON matters (parent, id) WHERE parent <> 0;

-- Who has still to answer in a matter, so that it is found in their list.
CREATE TABLE owed_answers (
    matter INTEGER NOT NULL REFERENCES matters (id),
    person INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (matter, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX owed_answers_of_person ON owed_answers (person, due_at, matter);

-- The message that became a matter, so that an edit of it changes the matter.
CREATE TABLE sources (
    chat    INTEGER NOT NULL,
    message INTEGER NOT NULL,
    matter  INTEGER NOT NULL REFERENCES matters (id),
    PRIMARY KEY (chat, message)
) STRICT, WITHOUT ROWID;

-- A reply names the card by its message.
CREATE INDEX cards_by_message ON cards (chat, message) WHERE message <> 0;

-- The stems of the words of answered questions, so that similar ones are found.
CREATE TABLE question_stems (
    stem   TEXT    NOT NULL,
    matter INTEGER NOT NULL REFERENCES matters (id),
    PRIMARY KEY (stem, matter)
) STRICT, WITHOUT ROWID;

-- Tasks that come again.
CREATE TABLE routines (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    text       TEXT    NOT NULL,
    owner      INTEGER NOT NULL,
    made_by    INTEGER NOT NULL,
    time       TEXT    NOT NULL, -- JSON of the rule
    due_at     INTEGER NOT NULL, -- of the next task, 0 when it is over
    next_at    INTEGER NOT NULL, -- when that is given
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX routines_by_time ON routines (next_at) WHERE next_at <> 0;
ALTER TABLE matters ADD COLUMN routine INTEGER NOT NULL DEFAULT 0;
