package department

import "slices"

// Audience returns who may see the matter besides the director and the
// supervisor: every employee, or only these people.
func (m Matter) Audience() (everybody bool, people []PersonID) {
	kind, _ := KindOf(m.Kind)
	if kind.Public {
		return true, nil
	}
	people = []PersonID{m.Reporter}
	if m.Owner != 0 && m.Owner != m.Reporter {
		people = append(people, m.Owner)
	}
	for _, party := range m.Parties {
		people = append(people, party.Person)
	}
	return false, people
}

// Visible reports whether p may see the matter. Whoever stands in for somebody
// absent sees what that person does.
func (m Matter) Visible(p Person) bool {
	everybody, people := m.Audience()
	return p.May(Employee) && (everybody || p.May(Supervisor) || slices.ContainsFunc(people, p.StandsFor))
}
