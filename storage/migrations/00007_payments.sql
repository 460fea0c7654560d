-- Days are text, 2026-02-28, which sorts by time.

-- +goose Up
CREATE TABLE payment_plans (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    owner      INTEGER NOT NULL,
    client     TEXT    NOT NULL,
    ground     TEXT    NOT NULL,
    template   TEXT    NOT NULL, -- empty for none
    paired     TEXT    NOT NULL,
    checked    TEXT    NOT NULL, -- a day, empty for never
    created_at INTEGER NOT NULL,
    standing   TEXT    NOT NULL, -- JSON
    ended_at   INTEGER NOT NULL,
    version    INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_plans_of_template ON payment_plans (template) WHERE template <> '' AND ended_at = 0;

CREATE TABLE payments (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    plan       INTEGER NOT NULL REFERENCES payment_plans (id),
    nominal    TEXT    NOT NULL,
    due        TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    client     TEXT    NOT NULL,
    ground     TEXT    NOT NULL,
    owner      INTEGER NOT NULL,
    hushed     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    standing   TEXT    NOT NULL, -- JSON
    version    INTEGER NOT NULL
) STRICT;
-- A day of a plan has one payment; one that was dropped may be made anew.
CREATE UNIQUE INDEX payments_of_plan ON payments (plan, nominal) WHERE state <> 'void';
CREATE INDEX payments_open ON payments (due, id) WHERE state IN ('unpaid', 'held');

CREATE TABLE payment_events (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    plan        INTEGER NOT NULL REFERENCES payment_plans (id),
    payment     INTEGER NOT NULL, -- 0 for what was done with the plan
    at          INTEGER NOT NULL,
    by          INTEGER NOT NULL, -- 0: the clock
    act         TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    sum         INTEGER NOT NULL, -- in minor units
    currency    TEXT    NOT NULL,
    plan_before TEXT    NOT NULL, -- JSON, empty for none
    before      TEXT    NOT NULL
) STRICT;
CREATE INDEX payment_events_of_plan ON payment_events (plan, payment, id);
