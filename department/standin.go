package department

import "time"

// Deputies are told when neither the owner nor the director acted, see
// [StandIns].
const Deputies Who = 1 << 6

// StandIns returns those of people who are told at now what the director should
// have seen to: the supervisors.
func StandIns(people []Person, now time.Time) []Person {
	var found []Person
	for _, p := range people {
		if p.Role == Supervisor {
			found = append(found, p)
		}
	}
	return found
}
