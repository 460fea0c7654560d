package department

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department/workdays"
)

// AgendaPoint is one line of the agenda of a meeting: a text, or a matter.
type AgendaPoint struct {
	ID      int64
	Meeting int64
	Text    string
	Matter  int64 // 0 for a plain text
	// Payment and Decision are what it was proposed for, 0 for none.
	Payment, Decision int64
	By                PersonID // who added it
	// Reason is why it was proposed, empty for what a person thought of.
	Reason AgendaReason
	// Rolled counts the meetings that did not reach it.
	Rolled int
	Done   bool
	Added  time.Time
	// Moved is the meeting to which it went when this one did not reach it; Waits
	// is the organiser for whose next meeting it waits. Both 0 for no.
	Moved int64
	Waits PersonID
}

// MaxPoints is how many points an agenda may have.
const MaxPoints = 50

// NewPoint returns a point for the agenda that has the given points already.
// Everybody who belongs to the meeting may add one while it is planned; a matter
// that is on the agenda is refused with "agenda_twice".
func (m Meeting) NewPoint(text string, matter int64, by Person, at time.Time, have []AgendaPoint) (AgendaPoint, error) {
	text = strings.TrimSpace(text)
	switch {
	case !by.May(Director) && !m.Concerns(by.ID):
		return AgendaPoint{}, Refuse("not_invited")
	case m.State != MeetingPlanned:
		return AgendaPoint{}, Refuse("meeting_over")
	case text == "" && matter == 0:
		return AgendaPoint{}, Refuse("agenda_empty")
	case utf8.RuneCountInString(text) > MaxNote:
		return AgendaPoint{}, Refuse("text_too_long", "Max", MaxNote)
	case len(have) >= MaxPoints:
		return AgendaPoint{}, Refuse("agenda_full", "Max", MaxPoints)
	case matter != 0 && slices.ContainsFunc(have, func(p AgendaPoint) bool { return p.Matter == matter }):
		return AgendaPoint{}, Refuse("agenda_twice", "Number", matter)
	}
	return AgendaPoint{Meeting: m.ID, Text: text, Matter: matter, By: by.ID, Added: at.UTC()}, nil
}

// Left reports whether the point is still to be talked about.
func (p AgendaPoint) Left() bool { return !p.Done && p.Moved == 0 }

// same reports whether both points are about the same thing.
func (p AgendaPoint) same(o AgendaPoint) bool {
	return p.Matter == o.Matter && p.Payment == o.Payment && p.Decision == o.Decision && (p.Matter != 0 || p.Text == o.Text)
}

// RollOver takes the points that a meeting did not reach to the agenda of the
// next, which has some already. It returns the old ones, marked as moved, and the
// new ones, each counted once more; what is there already is not put twice.
func RollOver(points []AgendaPoint, next int64, have []AgendaPoint) (old, rolled []AgendaPoint) {
	for _, p := range points {
		if !p.Left() {
			continue
		}
		moved := p
		moved.Moved, moved.Waits = next, 0
		old = append(old, moved)
		if slices.ContainsFunc(have, p.same) {
			continue
		}
		p.ID, p.Meeting, p.Waits = 0, next, 0
		p.Rolled++
		rolled = append(rolled, p)
	}
	return old, rolled
}

// Follows reports whether what before did not reach belongs on the agenda of m,
// when no series says it: a later meeting of the same organiser with more than
// half of those who were invited to it.
func (m Meeting) Follows(before Meeting) bool {
	if m.ID == before.ID || m.State != MeetingPlanned || m.Organiser != before.Organiser || !m.Start.After(before.Start) {
		return false
	}
	again := 0
	for _, g := range before.Guests {
		if m.Concerns(g.Person) {
			again++
		}
	}
	return 2*again > len(before.Guests)
}

// AgendaReason is why the agenda proposes something by itself: what the job
// description of the director names.
type AgendaReason string

// The reasons, the most pressing first.
const (
	ClaimPoint    AgendaReason = "claim"    // a client claims money
	UnpaidPoint   AgendaReason = "unpaid"   // a client owes money
	ReturnedPoint AgendaReason = "returned" // it was done and returned twice
	QualityPoint  AgendaReason = "quality"  // about the quality of goods or service
	IdlePoint     AgendaReason = "idle"     // decided, and nothing was done
)

// Proposal is something for the agenda.
type Proposal struct {
	Reason   AgendaReason
	Matter   int64 // the matter, 0 for a receivable or a decision
	Payment  int64
	Decision int64
	Text     string
	Client   string
	Sum      Money // of a claim or a receivable
}

// AgendaFacts are what proposals are made of: matters that are not over,
// receivables, and decisions with the matters linked to them.
type AgendaFacts struct {
	Matters     []Matter
	Receivables []Payment
	Decisions   []Decision
	Linked      []Matter
}

// Propose returns what belongs on an agenda today, by reason in the declared
// order. A matter comes once, for its first reason; what is on the agenda
// already does not come.
func Propose(f AgendaFacts, have []AgendaPoint, today workdays.Date) []Proposal {
	var all []Proposal
	for _, m := range f.Matters {
		if reason, sum := pointOf(m); reason != "" {
			all = append(all, Proposal{Reason: reason, Matter: m.ID, Text: m.Text, Client: m.Client, Sum: sum})
		}
	}
	for _, p := range f.Receivables {
		if p.Kind == Receivable && !p.Over() && p.Due.Before(today) {
			all = append(all, Proposal{Reason: UnpaidPoint, Payment: p.ID, Text: p.Title, Client: p.Client, Sum: p.Remainder()})
		}
	}
	for _, d := range f.Decisions {
		if d.State(f.Linked) == DecisionNoAction {
			all = append(all, Proposal{Reason: IdlePoint, Decision: d.ID, Text: d.Text})
		}
	}
	all = slices.DeleteFunc(all, func(p Proposal) bool {
		return slices.ContainsFunc(have, func(h AgendaPoint) bool {
			return p.Matter == h.Matter && p.Payment == h.Payment && p.Decision == h.Decision
		})
	})
	order := []AgendaReason{ClaimPoint, UnpaidPoint, ReturnedPoint, QualityPoint, IdlePoint}
	slices.SortStableFunc(all, func(a, b Proposal) int { return slices.Index(order, a.Reason) - slices.Index(order, b.Reason) })
	return all
}

// pointOf returns why a matter belongs on an agenda, empty if it does not.
func pointOf(m Matter) (AgendaReason, Money) {
	if m.State.Over() {
		return "", Money{}
	}
	if m.Claim.Known() {
		return ClaimPoint, m.Claim
	}
	if claim, err := ReadMoney(m.Text); m.Kind == Complaint.Name && err == nil && claim.Marked {
		return ClaimPoint, claim.Money
	}
	switch {
	case m.Returns >= 2:
		return ReturnedPoint, Money{}
	case m.Kind == Complaint.Name && aboutQuality(m.Text):
		return QualityPoint, Money{}
	}
	return "", Money{}
}

// qualityStems begin words that speak of bad quality.
var qualityStems = []string{"качеств", "некачеств", "брак", "дефект", "бракован", "неисправ", "поломк", "сломан", "сломал", "испорч", "quality", "defect", "broken", "faulty"}

func aboutQuality(text string) bool {
	for word := range strings.FieldsSeq(foldName(text)) {
		word = foldName(word)
		for _, stem := range qualityStems {
			if strings.HasPrefix(word, stem) {
				return true
			}
		}
	}
	return false
}
