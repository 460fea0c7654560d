-- The hour of an employee's morning list; it comes by the schedule that is the
-- digest for others. Everybody who is an employee already has one from now on: a
-- schedule whose day is over says nothing and moves to the next morning.

-- +goose Up
ALTER TABLE people ADD COLUMN morning_at INTEGER NOT NULL DEFAULT 32400000000; -- 9:00; negative: none
INSERT INTO schedules (person, what, at, last_at) SELECT id, 'digest', 1, 0 FROM people WHERE role = 1
    ON CONFLICT (person, what) DO NOTHING; -- who stands in for a director has the digest
