-- A recurring task may be given to several people, and goes over with the matters
-- of somebody who leaves.

-- +goose Up
ALTER TABLE routines ADD COLUMN owners TEXT NOT NULL DEFAULT ''; -- JSON of all, empty for the owner alone
ALTER TABLE departures ADD COLUMN routines TEXT NOT NULL DEFAULT ''; -- JSON, empty for none
