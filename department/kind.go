package department

import (
	"slices"
	"time"
)

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
	// Marked says that it has a subject and flags, see [Marks].
	Marked bool
	// Owned says who owes a matter that was given to nobody: the director or the
	// one who filed it. Zero leaves it to whoever takes it.
	Owned Who
	// Asks says that it asks named people for an answer, each for one of their
	// own, until its due time; see [Party].
	Asks bool
	// Gathers says that it is over when all its parts are: the matters whose
	// parent it is. The clock speaks of the parts only.
	Gathers bool
	// Yields says that what is answered in it may become a task, a decision or a
	// reference.
	Yields bool
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
// Comment says something about it, Reword changes its text, and Undo takes the
// last act back. Lapse, Gather, Carry and Reopen happen by themselves: silence
// decided, all parts are over or one is not any more, an approval was granted.
// All others are the steps that kinds declare.
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
	Undo   Act = "undo"

	Proceed  Act = "proceed"  // it goes on, in answer to the question how it goes
	Decline  Act = "decline"  // the owner will not do it
	Assign   Act = "assign"   // somebody else is to do it
	Inquire  Act = "inquire"  // the owner needs to know more from the reporter
	Inform   Act = "inform"   // the reporter says it
	Postpone Act = "postpone" // the owner wants another due time
	Grant    Act = "grant"    // which the reporter grants
	Deny     Act = "deny"     // or not

	Agree  Act = "agree"  // somebody who was asked says yes
	Object Act = "object" // or no
	Later  Act = "later"  // or wants to be asked again

	Comment Act = "comment"
	Reword  Act = "reword"
	Lapse   Act = "lapse"
	Gather  Act = "gather"
	Carry   Act = "carry"
	Reopen  Act = "reopen"
)

// Step is one act that a kind allows: from which state to which, and by whom.
type Step struct {
	Do    Act
	From  State
	To    State
	May   Who
	Needs Need
	If    func(Matter) bool // nil for always
	// Reply says that words written in reply to the card take this step.
	Reply bool
	// Rare says that the step is not offered at first sight.
	Rare bool
	// Asked says that it is an answer to the clock, and offered only there.
	Asked bool
}

// during returns the step for each of the states, in which it leaves the matter.
func during(s Step, states ...State) []Step {
	steps := make([]Step, len(states))
	for i, state := range states {
		s.From, s.To = state, state
		steps[i] = s
	}
	return steps
}

// into returns the step from each of the states to one.
func into(s Step, to State, from ...State) []Step {
	steps := during(s, from...)
	for i := range steps {
		steps[i].To = to
	}
	return steps
}

// Need is what a step has to be told.
type Need int

// A step needs nothing, a note (why, for whom, with what result), a person, or
// a time.
const (
	Nothing Need = iota
	Note
	Whom
	Until
)

// Who is a set of relations a person may have to a matter.
type Who uint16

// The relations. Owners holds for the owner of the matter; Assignee for the
// owner too, and while there is no owner for everybody who works in the
// department, see [Person.LooksOn].
const (
	Owners Who = 1 << iota
	Assignee
	Reporters
	Directors
	// Asked are those who still owe an answer; Unheard are those of them who have
	// not even asked for time.
	Asked
	Unheard
)

// Members are all who see the matter, but not whoever looks on without a part in
// it.
const Members Who = 1 << 8

// kinds are all kinds of matters, in the order in which they are listed.
var kinds = []Kind{Complaint, Task, Question, Approval, Joint}

// Kinds returns all kinds of matters, in the order in which they are listed.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindOf returns the kind of that name.
func KindOf(name KindName) (Kind, bool) {
	for i := range kinds {
		if kinds[i].Name == name {
			return kinds[i], true
		}
	}
	return Kind{}, false
}
