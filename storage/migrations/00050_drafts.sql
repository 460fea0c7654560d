-- The messages that a draft came in, so that it follows when one of them is
-- changed, and the names of those who hide themselves in what is passed on.

-- +goose Up
ALTER TABLE drafts ADD COLUMN parts TEXT NOT NULL DEFAULT ''; -- JSON, empty for none
ALTER TABLE drafts ADD COLUMN comment INTEGER NOT NULL DEFAULT 0; -- it became a comment to its matter

CREATE TABLE draft_messages (
    chat    INTEGER NOT NULL,
    message INTEGER NOT NULL,
    draft   INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    PRIMARY KEY (chat, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_messages_of_draft ON draft_messages (draft);

-- A name is no person: several may have it, so it may have several clients.
CREATE TABLE client_names (
    name   TEXT    NOT NULL, -- of an author, folded
    client INTEGER NOT NULL REFERENCES clients (id),
    matter INTEGER NOT NULL, -- the latest
    PRIMARY KEY (name, client)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_names_by_use ON client_names (name, matter);
