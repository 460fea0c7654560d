package department

import "time"

// Dialog is a question that a person was asked and has not answered yet. It is
// stored, so it goes on after a restart. A person has at most one in each chat.
type Dialog struct {
	Chat    int64
	Person  PersonID
	Topic   string // whose question it is
	Step    string // which question
	Data    []byte // what the topic remembers, in a form of its own
	Started time.Time
}

// Invitation is a code that gives whoever brings it first a role.
type Invitation struct {
	ID      int64
	Hash    []byte // of the code; the code itself is not stored
	Role    Role
	Name    string // of the person invited, empty if not said
	By      PersonID
	Created time.Time
	Expires time.Time
	Used    time.Time
	UsedBy  PersonID
	Revoked time.Time
}

// InvitationLasts is how long an invitation can be used.
const InvitationLasts = 72 * time.Hour

// Usable reports whether the invitation still opens the door at now; if not, it
// returns the refusal that says why.
func (i Invitation) Usable(now time.Time) error {
	switch {
	case !i.Revoked.IsZero():
		return Refuse("invitation_revoked")
	case !i.Used.IsZero():
		return Refuse("invitation_used")
	case !now.Before(i.Expires):
		return Refuse("invitation_expired")
	}
	return nil
}
