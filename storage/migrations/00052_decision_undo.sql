-- What was done with a decision last, so that it can be taken back.

-- +goose Up
ALTER TABLE decisions ADD COLUMN last TEXT NOT NULL DEFAULT ''; -- JSON, empty for nothing
