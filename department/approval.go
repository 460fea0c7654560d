package department

import "github.com/otdel-bot/otdel/department/workdays"

// Approval asks those concerned whether they agree: to another date, a discount,
// a price. Silence decides after two working days unless another time was given.
var Approval = Kind{
	Name:   "approval",
	Files:  Employee,
	Owned:  Reporters,
	Asks:   true,
	Clocks: Clocks{Take: 2 * workdays.Day, Solve: 2 * workdays.Day, UrgentTake: 4 * workdays.Hour, UrgentSolve: 4 * workdays.Hour},
	Steps: []Step{
		{Do: Agree, From: Open, To: Open, May: Asked},
		{Do: Object, From: Open, To: Open, May: Asked, Needs: Note, Reply: true},
		{Do: Later, From: Open, To: Open, May: Unheard},
		{Do: Cancel, From: Open, To: Cancelled, May: Reporters | Directors},
	},
}
