-- What candidates ask for: to be let in as employees.

-- +goose Up
ALTER TABLE people ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN declined_at INTEGER NOT NULL DEFAULT 0;
