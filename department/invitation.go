package department

import (
	"strings"
	"time"
)

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

// Redeem gives the person the role of the invitation, and the name if it has
// one, and marks the invitation used. «Глеба Белова» does not rename Глеб Белов:
// who invites names the person in the case that the sentence wants.
//
// It refuses an invitation that is no longer [Invitation.Usable], and one that
// would give the person nothing: "invitation_needless". Neither is changed then.
func (i *Invitation) Redeem(p *Person, now time.Time) error {
	if err := i.Usable(now); err != nil {
		return err
	}
	if p.May(i.Role) {
		return Refuse("invitation_needless")
	}
	if i.Name != "" && !p.calledInFull(i.Name) {
		p.Name = i.Name
	}
	p.enter(i.Role, now)
	i.Used, i.UsedBy = now.UTC(), p.ID
	return nil
}

// calledInFull reports whether every word of name is a part of the person's
// name in some case, and none of its parts is left out.
func (p Person) calledInFull(name string) bool {
	words := strings.Fields(name)
	for _, w := range words {
		if !p.Called(w) {
			return false
		}
	}
	return len(words) <= len(strings.Fields(p.Name))
}

// Revoke ends the invitation. It refuses one that can no longer be used anyway,
// see [Invitation.Usable].
func (i *Invitation) Revoke(now time.Time) error {
	if err := i.Usable(now); err != nil {
		return err
	}
	i.Revoked = now.UTC()
	return nil
}
