package department

import "time"

// KindName names a kind of matter where it is stored.
type KindName string

// Kind declares what a kind of matter is: its clocks, its steps, and who may
// file one. Its words are in the texts under its name.
type Kind struct {
	Name   KindName
	Clocks Clocks
	Files  Role // the least role that may file one
	// Public says that every employee may see it; others are seen only by those
	// who have a part in them, by the director and by the supervisor.
	Public bool
	Steps  []Step
}

// Clocks are the spans of working time a kind allows, an urgent one for matters
// marked important or critical.
type Clocks struct {
	Take, Solve             time.Duration
	UrgentTake, UrgentSolve time.Duration
	// Nudge is how much may pass without a step before the owner is asked how it
	// goes, whatever the priority; 0 for never.
	Nudge time.Duration
}

func (c Clocks) of(p Priority) (take, solve time.Duration) {
	if p == Normal {
		return c.Take, c.Solve
	}
	return c.UrgentTake, c.UrgentSolve
}

// Act is what can be done with a matter.
type Act string

// The acts. Create is the birth of a matter, Amend adds what was not known then,
// and Undo takes the last act back; all others are the steps that kinds declare.
const (
	Create Act = "create"
	Take   Act = "take"
	Wait   Act = "wait"
	Resume Act = "resume"
	Finish Act = "finish"
	Accept Act = "accept"
	Return Act = "return"
	Cancel Act = "cancel"
	Amend  Act = "amend"
	// Proceed says that it goes on, in answer to the question how it goes.
	Proceed Act = "proceed"
	Undo    Act = "undo"
)

// Step is one act that a kind allows: from which state to which, and by whom.
type Step struct {
	Do    Act
	From  State
	To    State
	May   Who
	Needs Need
	// Asked says that it is an answer to the clock, and offered only there.
	Asked bool
}

// Need is what a step has to be told.
type Need int

// A step needs nothing, or a note: why, for whom, with what result.
const (
	Nothing Need = iota
	Note
)

// Who is a set of relations a person may have to a matter.
type Who uint8

// The relations. Owners holds for the owner of the matter; Assignee for the
// owner too, and for every employee while there is no owner.
const (
	Owners Who = 1 << iota
	Assignee
	Reporters
	Directors
)

// Kinds returns all kinds of matters, in the order in which they are listed.
func Kinds() []Kind { return []Kind{Complaint, Task} }

// KindOf returns the kind of that name.
func KindOf(name KindName) (Kind, bool) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}
