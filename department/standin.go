package department

import "slices"

// Deputies are told when neither the owner nor the director acted, see
// [Leaders].
const Deputies Who = 1 << 6

// Leaders returns those of people, as they are now, who are told at the
// director's step of the ladder, and those who are told at the step above it.
//
// The director's step goes to the directors who are there. While all of them are
// away it goes to the deputies whom they named in /away, who have their rights
// between the two dates; and to the directors themselves only when there is
// nobody else.
//
// The step above goes to the deputy of a director who is away while another one
// is there. When there is none, or the deputy had the director's step already,
// it goes to the supervisors: a step that comes back to the same person is not
// one up, and whoever was a deputy yesterday has no rights today.
func Leaders(people []Person) (directors, standIns []Person) {
	var own, acting, supervisors []Person
	for _, p := range people {
		switch {
		case p.Role == Director:
			own = append(own, p)
		case p.May(Director):
			acting = append(acting, p)
		case p.Role == Supervisor:
			supervisors = append(supervisors, p)
		}
	}
	there := slices.DeleteFunc(slices.Clone(own), Person.IsAway)
	acting = Present(acting)
	switch {
	case len(there) > 0 && len(acting) > 0:
		return there, acting
	case len(there) > 0:
		return there, supervisors
	case len(acting) > 0:
		return acting, supervisors
	}
	return own, supervisors
}
