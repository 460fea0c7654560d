-- What is not over yet, said with two states instead of four. For a list of more
-- than two SQLite builds a table in memory, per index and row that is written, as
-- EXPLAIN of the insert shows (OpenEphemeral): 4 to 9 % of what a complaint took.

-- +goose Up
DROP INDEX matters_by_owner;
DROP INDEX matters_by_due;
DROP INDEX matters_by_client;
CREATE INDEX matters_by_owner ON matters (owner, due_at, id, kind, state, client) WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX matters_by_due ON matters (due_at, id, kind, state, client) WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX matters_by_client ON matters (client, id) WHERE state NOT IN ('closed', 'cancelled');
