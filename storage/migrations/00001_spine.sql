-- Conventions. Instants are microseconds since 1970 in UTC, 0 for none. Numbers
-- of chats and people are those of the messenger. Every index here carries a
-- query of this package; the partial ones hold only what is not over yet, so
-- that they stay small while the history grows.

-- +goose Up
CREATE TABLE people (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL,
    username       TEXT    NOT NULL,
    role           INTEGER NOT NULL,
    language       TEXT    NOT NULL,
    phone_language TEXT    NOT NULL,
    zone           TEXT    NOT NULL,
    quiet_from     INTEGER NOT NULL, -- microseconds since midnight, as all times of day
    quiet_until    INTEGER NOT NULL,
    digest_at      INTEGER NOT NULL, -- negative: no digest
    joined_at      INTEGER NOT NULL,
    seen_at        INTEGER NOT NULL,
    unreachable_at INTEGER NOT NULL,
    asked_at       INTEGER NOT NULL, -- a candidate's wish to be let in
    declined_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX people_by_role ON people (role);

CREATE TABLE invitations (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    hash       BLOB    NOT NULL UNIQUE,
    role       INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    made_by    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    used_by    INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invitations_open ON invitations (expires_at) WHERE used_at = 0 AND revoked_at = 0;

CREATE TABLE matters (
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- №; never given twice
    kind          TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    client        TEXT    NOT NULL,
    priority      INTEGER NOT NULL,
    reporter      INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    first_due_at  INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    owner         INTEGER NOT NULL,
    take_by       INTEGER NOT NULL,
    due_at        INTEGER NOT NULL, -- the greatest integer for none, so that it sorts last
    taken_at      INTEGER NOT NULL,
    done_at       INTEGER NOT NULL,
    closed_at     INTEGER NOT NULL,
    waiting_for   TEXT    NOT NULL,
    waiting_since INTEGER NOT NULL,
    wait_until    INTEGER NOT NULL,
    result        TEXT    NOT NULL,
    returns       INTEGER NOT NULL,
    version       INTEGER NOT NULL
) STRICT;
CREATE INDEX matters_by_owner ON matters (owner, due_at, id, kind, state) WHERE state IN ('open', 'taken', 'waiting', 'done');
CREATE INDEX matters_by_due ON matters (due_at, id, kind, state) WHERE state IN ('open', 'taken', 'waiting', 'done');
CREATE INDEX matters_to_accept ON matters (reporter, due_at, id, kind) WHERE state = 'done';

CREATE TABLE attachments (
    matter   INTEGER NOT NULL REFERENCES matters (id),
    position INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    file     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    PRIMARY KEY (matter, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    matter INTEGER NOT NULL REFERENCES matters (id),
    kind   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    by     INTEGER NOT NULL, -- 0: the clock
    act    TEXT    NOT NULL,
    note   TEXT    NOT NULL,
    state  TEXT    NOT NULL,
    owner  INTEGER NOT NULL,
    before TEXT    NOT NULL -- JSON of the standing before, empty for a creation
) STRICT;
CREATE INDEX events_of_matter ON events (matter);
CREATE INDEX events_by_time ON events (at, kind, act);

CREATE TABLE reminders (
    matter INTEGER PRIMARY KEY REFERENCES matters (id),
    rung   INTEGER NOT NULL,
    cause  TEXT    NOT NULL,
    tell   INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    told   TEXT    NOT NULL -- JSON of the people, empty for none
) STRICT;
CREATE INDEX reminders_by_time ON reminders (at);

CREATE TABLE schedules (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    what    TEXT    NOT NULL,
    person  INTEGER NOT NULL REFERENCES people (id),
    at      INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    UNIQUE (person, what)
) STRICT;
CREATE INDEX schedules_by_time ON schedules (at);

-- Chats below zero are groups. Only they change their number, so only they are
-- found by it.
CREATE TABLE cards (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    matter  INTEGER NOT NULL REFERENCES matters (id),
    chat    INTEGER NOT NULL,
    message INTEGER NOT NULL -- 0 until it was sent
) STRICT;
CREATE INDEX cards_of_matter ON cards (matter);
CREATE INDEX cards_of_group ON cards (chat) WHERE chat < 0;

CREATE TABLE drafts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat        INTEGER NOT NULL,
    person      INTEGER NOT NULL,
    text        TEXT    NOT NULL,
    author      TEXT    NOT NULL, -- of a forwarded message
    attachments TEXT    NOT NULL, -- JSON
    album       TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    matter      INTEGER NOT NULL -- 0 while it is a draft
) STRICT;
CREATE INDEX drafts_of_album ON drafts (chat, album) WHERE album <> '';
CREATE INDEX drafts_of_group ON drafts (chat) WHERE chat < 0;
CREATE INDEX drafts_by_time ON drafts (created_at);

CREATE TABLE dialogs (
    chat       INTEGER NOT NULL,
    person     INTEGER NOT NULL,
    topic      TEXT    NOT NULL,
    step       TEXT    NOT NULL,
    data       BLOB    NOT NULL,
    started_at INTEGER NOT NULL,
    PRIMARY KEY (chat, person)
) STRICT, WITHOUT ROWID;

-- A row waits (state 0) until it is sent. A sent row goes, unless it has a key:
-- then it stays as 'sent' (1) without its payload, so that the key stays used.
-- A row set aside (2) stays with its reason.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    state      INTEGER NOT NULL,
    chat       INTEGER NOT NULL,
    priority   INTEGER NOT NULL,
    payload    BLOB    NOT NULL,
    key        TEXT, -- NULL for none
    matter     INTEGER NOT NULL,
    card       INTEGER NOT NULL,
    edit       INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    settled_at INTEGER NOT NULL,
    reason     TEXT    NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (priority, id) WHERE state = 0;
CREATE INDEX outbox_edits ON outbox (card) WHERE state = 0 AND edit = 1;
CREATE UNIQUE INDEX outbox_keys ON outbox (key) WHERE key IS NOT NULL;
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE state <> 0;
CREATE INDEX outbox_aside ON outbox (settled_at) WHERE state = 2;
CREATE INDEX outbox_of_group ON outbox (chat) WHERE state = 0 AND chat < 0;

CREATE TABLE handled_updates (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX handled_updates_by_time ON handled_updates (at);

CREATE TABLE failed_updates (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    update_id INTEGER NOT NULL,
    raw       BLOB    NOT NULL,
    reason    TEXT    NOT NULL,
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX failed_updates_by_time ON failed_updates (at);
