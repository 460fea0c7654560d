-- An own reminder may be about a payment or a meeting, as it may be about a
-- matter.

-- +goose Up
ALTER TABLE alarms ADD COLUMN payment INTEGER NOT NULL DEFAULT 0; -- 0 for none
ALTER TABLE alarms ADD COLUMN meeting INTEGER NOT NULL DEFAULT 0;
