package department

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Complaint is what a client is unhappy about: taken within four working hours
// and solved within three working days, within one hour and one day when it is
// urgent.
var Complaint = Kind{
	Name:   "complaint",
	Files:  Employee,
	Public: true,
	Marked: true,
	Clocks: Clocks{Take: 4 * workdays.Hour, Solve: 3 * workdays.Day, UrgentTake: 1 * workdays.Hour, UrgentSolve: 1 * workdays.Day, Nudge: 3 * workdays.Day},
	Steps: slices.Concat(
		[]Step{
			{Do: Take, From: Open, To: Taken, May: Assignee | Directors},
			{Do: Proceed, From: Taken, To: Taken, May: Owners, Asked: true},
			{Do: Wait, From: Taken, To: Waiting, May: Owners, Needs: Note},
			{Do: Resume, From: Waiting, To: Taken, May: Owners},
		},
		into(Step{Do: Finish, May: Owners, Needs: Note}, Done, Taken, Waiting),
		[]Step{{Do: Decline, From: Taken, To: Open, May: Owners, Needs: Note, Asked: true}},
		postponing(Directors),
		assigning(Directors),
		[]Step{
			{Do: Accept, From: Done, To: Closed, May: Reporters | Directors},
			{Do: Return, From: Done, To: Taken, May: Reporters | Directors, Needs: Note},
			{Do: Cancel, From: Open, To: Cancelled, May: Reporters | Directors},
			{Do: Cancel, From: Taken, To: Cancelled, May: Directors},
		},
	),
}

// ReadComplaint splits what a person typed in one line into client, text and
// priority: "ООО «Ромашка»: не отгрузили заказ 118 !". The client is what
// stands before a colon and a space, if that is short enough to be a name.
// Marks at the end say how pressing it is. Everything else stays as typed.
func ReadComplaint(line string) (client, text string, p Priority) {
	text = strings.TrimSpace(line)
	if body := strings.TrimRight(text, "!"); body != text {
		marks := len(text) - len(body)
		// "Сколько можно!" is an exclamation; " !" is a mark.
		if last, _ := utf8.DecodeLastRuneInString(body); unicode.IsSpace(last) || marks > 1 || body == "" {
			p = min(Priority(marks), Critical)
			text = strings.TrimSpace(body)
		}
	}
	before, after, found := strings.Cut(text, ":")
	before, rest := strings.TrimSpace(before), strings.TrimSpace(after)
	switch {
	case !found, before == "", rest == "", strings.ContainsAny(before, "\n.?!"),
		utf8.RuneCountInString(before) > MaxClient, len(after) == len(strings.TrimLeftFunc(after, unicode.IsSpace)):
		return "", text, p
	}
	return before, rest, p
}
