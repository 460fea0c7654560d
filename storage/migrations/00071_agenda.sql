-- What a meeting did not reach goes to the next, minutes are written in reply to
-- its card, and calendars learn what was called off.

-- +goose Up
ALTER TABLE agenda_points ADD COLUMN payment INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agenda_points ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agenda_points ADD COLUMN moved INTEGER NOT NULL DEFAULT 0; -- the meeting it went to
ALTER TABLE agenda_points ADD COLUMN waits INTEGER NOT NULL DEFAULT 0; -- for the next meeting of that organiser
CREATE INDEX agenda_points_waiting ON agenda_points (waits) WHERE waits > 0;

CREATE INDEX minutes_by_message ON minutes (chat, message);

-- Who need not come any more, or a meeting that was called off.
ALTER TABLE meeting_people ADD COLUMN off INTEGER NOT NULL DEFAULT 0;
