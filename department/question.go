package department

import (
	"slices"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Question is what an employee asks the director: answered within a working day,
// and over when the one who asked has understood.
var Question = Kind{
	Name:   "question",
	Files:  Employee,
	Owned:  Directors,
	Yields: true,
	Clocks: Clocks{Take: 4 * workdays.Hour, Solve: 1 * workdays.Day, UrgentTake: 1 * workdays.Hour, UrgentSolve: 4 * workdays.Hour},
	Steps: slices.Concat(
		into(Step{Do: Finish, May: Owners | Directors, Needs: Note, Reply: true}, Done, Open, Waiting, Taken),
		into(Step{Do: Wait, May: Owners | Directors, Needs: Note, Rare: true}, Waiting, Open, Taken),
		[]Step{
			{Do: Accept, From: Done, To: Closed, May: Reporters},
			{Do: Return, From: Done, To: Taken, May: Reporters, Needs: Note, Reply: true},
			{Do: Cancel, From: Open, To: Cancelled, May: Reporters | Directors},
		},
	),
}

// Alike is from which likeness on one question may be another in other words.
const Alike = 0.5

// Likeness says how much two texts have in common, from 0 for nothing to 1 for
// all, given the different stems of their words.
func Likeness(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	shared := 0
	for _, stem := range a {
		if slices.Contains(b, stem) {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
