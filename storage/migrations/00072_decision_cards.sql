-- A card may be the copy of a decision too.

-- +goose Up
ALTER TABLE cards ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cards_of_decision ON cards (decision) WHERE decision > 0;
