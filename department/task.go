package department

import (
	"slices"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Task is what the director wants done by somebody until a time: taken within
// four working hours, done within three working days unless another time was
// given.
var Task = Kind{
	Name:   "task",
	Files:  Director,
	Clocks: Clocks{Take: 4 * workdays.Hour, Solve: 3 * workdays.Day, UrgentTake: 1 * workdays.Hour, UrgentSolve: 1 * workdays.Day, Nudge: 3 * workdays.Day},
	Steps: slices.Concat(
		[]Step{
			{Do: Take, From: Open, To: Taken, May: Assignee},
			{Do: Decline, From: Open, To: Open, May: Owners, Needs: Note},
			{Do: Proceed, From: Taken, To: Taken, May: Owners, Asked: true},
			{Do: Wait, From: Taken, To: Waiting, May: Owners, Needs: Note},
			{Do: Inform, From: Waiting, To: Taken, May: Reporters | Directors, Needs: Note, If: inquired, Reply: true},
			{Do: Resume, From: Waiting, To: Taken, May: Owners},
		},
		into(Step{Do: Finish, May: Owners, Needs: Note}, Done, Taken, Waiting),
		[]Step{{Do: Decline, From: Taken, To: Open, May: Owners, Needs: Note, Asked: true}},
		into(Step{Do: Inquire, May: Owners, Needs: Note, Rare: true}, Waiting, Open, Taken),
		postponing(Reporters|Directors),
		assigning(Reporters|Directors),
		[]Step{
			{Do: Accept, From: Done, To: Closed, May: Reporters | Directors},
			{Do: Return, From: Done, To: Taken, May: Reporters | Directors, Needs: Note},
		},
		into(Step{Do: Cancel, May: Reporters | Directors}, Cancelled, Open, Taken),
	),
}

// postponing are the steps by which the owner gets another due time: proposed,
// then granted or not by those who may.
func postponing(may Who) []Step {
	return slices.Concat(
		during(Step{Do: Grant, May: may, If: proposed}, Open, Taken, Waiting),
		during(Step{Do: Deny, May: may, If: proposed}, Open, Taken, Waiting),
		during(Step{Do: Postpone, May: Owners, Needs: Until, Rare: true}, Open, Taken, Waiting),
	)
}

// assigning are the steps by which somebody else becomes the owner; offered at
// first sight while there is none.
func assigning(may Who) []Step {
	return slices.Concat(
		into(Step{Do: Assign, May: may, Needs: Whom, If: unowned}, Open, Open),
		into(Step{Do: Assign, May: may, Needs: Whom, If: owned, Rare: true}, Open, Open, Taken, Waiting),
	)
}

func owned(m Matter) bool    { return m.Owner != 0 }
func unowned(m Matter) bool  { return m.Owner == 0 }
func inquired(m Matter) bool { return m.Inquired }
func proposed(m Matter) bool { return !m.Proposed.IsZero() }
