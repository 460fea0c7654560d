-- The lists of the director: by client, and what is over.

-- +goose Up
-- These hold the client too, so that counting reads no rows.
DROP INDEX matters_by_owner;
DROP INDEX matters_by_due;
CREATE INDEX matters_by_owner ON matters (owner, due_at, id, kind, state, client) WHERE state IN ('open', 'taken', 'waiting', 'done');
CREATE INDEX matters_by_due ON matters (due_at, id, kind, state, client) WHERE state IN ('open', 'taken', 'waiting', 'done');
CREATE INDEX matters_by_client ON matters (client, id) WHERE state IN ('open', 'taken', 'waiting', 'done');
CREATE INDEX matters_over_by_owner ON matters (owner, id) WHERE state IN ('closed', 'cancelled');
CREATE INDEX matters_over_by_client ON matters (client, id) WHERE state IN ('closed', 'cancelled') AND client <> '';
