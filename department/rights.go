package department

import "slices"

// The acts that leave nothing in the ledger of the matter: an approval is asked
// about it, or it goes onto the agenda of a meeting.
const (
	Consult Act = "consult"
	Table   Act = "table"
)

// besides says who may do with a matter of any kind what is no step of it. Who may
// take a step is declared with the kind.
var besides = map[Act]Who{
	Comment: Members,
	Amend:   Members,
	Consult: Members,
	Table:   Members,
	Marking: Owners | Reporters | Directors,
}

// Lets returns nil if p may do with the matter what is no step of its kind, else
// the refusal.
func (m Matter) Lets(act Act, p Person) error {
	if p.ID != 0 && p.May(Employee) && m.Visible(p) && m.related(p, besides[act]) {
		return nil
	}
	return m.denied(p)
}

// denied is the refusal of what is not p's to do: a supervisor without a part in
// the matter is told that it is there to be read.
func (m Matter) denied(p Person) error {
	if p.LooksOn() && !m.involves(p) {
		return Refuse("looks_on", "Number", m.ID)
	}
	return Refuse("not_yours")
}

// LooksOn reports whether p only reads what others do: a supervisor, unless the
// place of a director is taken.
func (p Person) LooksOn() bool { return p.Role == Supervisor && !p.May(Director) }

// involves reports whether p, or somebody absent in whose place p stands, has a
// part in the matter: who brought it up, who owns it, who is or was asked.
func (m Matter) involves(p Person) bool {
	return p.StandsFor(m.Owner) || p.StandsFor(m.Reporter) ||
		slices.ContainsFunc(m.Parties, func(q Party) bool { return p.StandsFor(q.Person) })
}
