package scheduler

import (
	"context"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// Store runs f in one durable transaction.
type Store[T Tx] interface {
	Write(ctx context.Context, f func(T) error) error
}

// Tx is the transaction of a tick.
type Tx interface {
	// DueReminders returns the reminders whose time has come at now, the earliest
	// first, at most limit.
	DueReminders(ctx context.Context, now time.Time, limit int) ([]department.Reminder, error)
	// SaveReminder replaces the reminder of its matter; EndReminder removes it.
	SaveReminder(ctx context.Context, r department.Reminder) error
	EndReminder(ctx context.Context, matter int64) error
	Matter(ctx context.Context, id int64) (department.Matter, error)
	Person(ctx context.Context, id department.PersonID) (department.Person, error)
	FindPeople(ctx context.Context, least department.Role) ([]department.Person, error)
	// DueBells returns the bells whose time has come at now, the earliest first,
	// at most limit.
	DueBells(ctx context.Context, now time.Time, limit int) ([]department.Bell, error)
	// SaveBell replaces the bell of its thing and person; EndBell removes it.
	SaveBell(ctx context.Context, b department.Bell) error
	EndBell(ctx context.Context, what department.BellKind, ref int64, person department.PersonID) error
	// DueSchedules returns the schedules whose time has come at now, at most limit.
	DueSchedules(ctx context.Context, now time.Time, limit int) ([]department.Schedule, error)
	// SaveSchedule stores the next and the last occurrence; a zero next one ends
	// the schedule.
	SaveSchedule(ctx context.Context, s department.Schedule) error
	// DueAbsences returns the absences that begin or end by now, at most limit.
	DueAbsences(ctx context.Context, now time.Time, limit int) ([]department.Absence, error)
	// DueRoutines returns the recurring tasks whose next task is to be given at
	// now, at most limit; SaveRoutine stores when the one after it is.
	DueRoutines(ctx context.Context, now time.Time, limit int) ([]department.Routine, error)
	SaveRoutine(ctx context.Context, r department.Routine, next time.Time) error
	// JobSeen returns until when a fixed job was seen to, [department.ErrNone] for
	// a new one; SaveJob notes it.
	JobSeen(ctx context.Context, name string) (time.Time, error)
	SaveJob(ctx context.Context, name string, seen time.Time) error
	// DueGroups returns the group whose totals are due at now, if they are;
	// SaveGroup stores when they are due next.
	DueGroups(ctx context.Context, now time.Time) ([]department.Group, error)
	SaveGroup(ctx context.Context, g department.Group) error
	// Enqueue owes a message; one whose key was used before is not kept.
	Enqueue(ctx context.Context, o department.Outgoing) error
	// Savepoint runs f; if f fails or panics, what f wrote is taken back and the
	// rest of the transaction stays. A panic comes back as an error.
	Savepoint(ctx context.Context, f func() error) error
}

// Words puts what the clock has to say into messages.
type Words[T Tx] interface {
	// Remind returns the messages that tell one person the notices: each by
	// itself, or all in one when a stop of the program has left a backlog.
	Remind(ctx context.Context, tx T, to department.Person, notices []department.Notice, now time.Time) ([]department.Outgoing, error)
	// Lapse lets silence decide about a matter and returns what is said about it.
	Lapse(ctx context.Context, tx T, matter int64, now time.Time) ([]department.Outgoing, error)
	// Routine gives the next task of a recurring one and returns its cards.
	Routine(ctx context.Context, tx T, r department.Routine, now time.Time) ([]department.Outgoing, error)
	// Ringing says who hears a bell that is due, nobody if the thing is done or
	// gone. For the bell of a thing it moves the thing on and stores its next
	// bell; for that of a person it only looks whether the person is still owed
	// it.
	Ringing(ctx context.Context, tx T, b department.Bell, now time.Time) (department.Ringing, error)
	// Ring returns the messages that tell one person of the bells: each by itself,
	// or all in one when a stop of the program has left a backlog.
	Ring(ctx context.Context, tx T, to department.Person, rings []department.Ringing, now time.Time) ([]department.Outgoing, error)
	// Digest returns the messages of the digest for one person about what
	// happened after from until now; for an employee the morning list, none when
	// there is nothing.
	Digest(ctx context.Context, tx T, to department.Person, from, now time.Time) ([]department.Outgoing, error)
	// Totals returns the message that tells the department's group the totals of
	// what happened since its last ones.
	Totals(ctx context.Context, tx T, g department.Group, now time.Time) ([]department.Outgoing, error)
	// Turn lets an absence begin or end at now, with all that follows from it for
	// the people concerned, and returns the messages that tell them. Afterwards
	// the absence is not due any more.
	Turn(ctx context.Context, tx T, a department.Absence, now time.Time) ([]department.Outgoing, error)
}
