package department

import "github.com/otdel-bot/otdel/department/workdays"

// Task is what the director wants done by somebody until a time: taken within
// four working hours, done within three working days unless another time was
// given.
var Task = Kind{
	Name:   "task",
	Files:  Director,
	Clocks: Clocks{Take: 4 * workdays.Hour, Solve: 3 * workdays.Day, UrgentTake: 1 * workdays.Hour, UrgentSolve: 1 * workdays.Day, Nudge: 3 * workdays.Day},
	Steps: []Step{
		{Do: Take, From: Open, To: Taken, May: Assignee},
		{Do: Proceed, From: Taken, To: Taken, May: Owners, Asked: true},
		{Do: Wait, From: Taken, To: Waiting, May: Owners, Needs: Note},
		{Do: Resume, From: Waiting, To: Taken, May: Owners},
		{Do: Finish, From: Taken, To: Done, May: Owners, Needs: Note},
		{Do: Finish, From: Waiting, To: Done, May: Owners, Needs: Note},
		{Do: Accept, From: Done, To: Closed, May: Reporters | Directors},
		{Do: Return, From: Done, To: Taken, May: Reporters | Directors, Needs: Note},
		{Do: Cancel, From: Open, To: Cancelled, May: Reporters | Directors},
		{Do: Cancel, From: Taken, To: Cancelled, May: Reporters | Directors},
	},
}
