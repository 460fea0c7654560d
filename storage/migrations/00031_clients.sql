-- Clients as complaints name them, whose messages they send, and what complaints
-- are marked with.

-- +goose Up
CREATE TABLE clients (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    key    TEXT    NOT NULL UNIQUE, -- the same for all spellings
    name   TEXT    NOT NULL,
    matter INTEGER NOT NULL -- the latest
) STRICT;
CREATE INDEX clients_by_use ON clients (matter);

CREATE TABLE client_authors (
    author INTEGER PRIMARY KEY, -- the number of a person who writes for the client
    client INTEGER NOT NULL REFERENCES clients (id)
) STRICT;

ALTER TABLE drafts ADD COLUMN author_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE matters ADD COLUMN marks TEXT NOT NULL DEFAULT ''; -- JSON, empty for none
