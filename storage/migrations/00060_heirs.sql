-- Who took over from somebody who left, so that news for the one reach the other.

-- +goose Up
ALTER TABLE departures ADD COLUMN heir INTEGER NOT NULL DEFAULT 0; -- 0 for nobody
CREATE INDEX departures_of_person ON departures (person, id) WHERE undone_at = 0;
