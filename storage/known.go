package storage

import (
	"maps"
	"slices"

	"github.com/otdel-bot/otdel/department"
)

// known is what the writer remembers of what it asks for with every update and
// what hardly ever changes: people, who leads them, clients, and the clocks of
// the department. Nothing in it is ever stale: all changes go through the one
// connection that has it (programs beside it, see [Join], add invitations at
// most), each forgets what it changes, and what was taken back is forgotten as a
// whole. The zero value knows nothing and never will, which is right for a
// connection that others write past.
type known struct {
	learns  bool
	people  map[department.PersonID]department.Person
	leaders map[department.Role][]department.Person
	clients map[string]department.Client // by key
	norms   *department.Norms
}

// mostKnown bounds each of the maps; strangers can be many.
const mostKnown = 2000

// remember puts v into one of the maps of k.
func remember[K comparable, V any](k *known, m *map[K]V, key K, v V) {
	if !k.learns {
		return
	}
	if *m == nil || len(*m) >= mostKnown {
		*m = make(map[K]V)
	}
	(*m)[key] = v
}

// forget makes k know nothing.
func (k *known) forget() { *k = known{learns: k.learns} }

// changes forgets a person whose row is about to change.
func (k *known) changes(id department.PersonID) {
	delete(k.people, id)
	k.leaders = nil
}

func (k *known) person(id department.PersonID) (department.Person, bool) {
	p, ok := k.people[id]
	return own(p), ok
}

func (k *known) meet(p department.Person) { remember(k, &k.people, p.ID, own(p)) }

func (k *known) leading(least department.Role) ([]department.Person, bool) {
	people, ok := k.leaders[least]
	return ownAll(people), ok
}

// lead remembers those who have a role, if it is one that few have.
func (k *known) lead(least department.Role, people []department.Person) {
	if least > department.Employee {
		remember(k, &k.leaders, least, ownAll(people))
	}
}

func (k *known) clocks() (department.Norms, bool) {
	if k.norms == nil {
		return department.Norms{}, false
	}
	return ownNorms(*k.norms), true
}

func (k *known) set(n department.Norms) {
	if k.learns {
		n = ownNorms(n)
		k.norms = &n
	}
}

// own returns p without anything that it shares.
func own(p department.Person) department.Person {
	p.Stands = slices.Clone(p.Stands)
	return p
}

func ownAll(people []department.Person) []department.Person {
	people = slices.Clone(people)
	for i := range people {
		people[i] = own(people[i])
	}
	return people
}

func ownNorms(n department.Norms) department.Norms {
	n.Spans = maps.Clone(n.Spans)
	return n
}
