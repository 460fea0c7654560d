package handlers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// Deputy returns who has taken the place of p, who is away at now. It returns
// false when that is nobody, or somebody who cannot be told anything either.
func Deputy(ctx context.Context, tx People, p department.Person, now time.Time) (department.Person, bool, error) {
	if !p.IsAway() || p.Away.Deputy == 0 {
		return department.Person{}, false, nil
	}
	deputy, err := tx.Person(ctx, p.Away.Deputy)
	if errors.Is(err, department.ErrNone) {
		return department.Person{}, false, nil
	}
	if err != nil {
		return department.Person{}, false, fmt.Errorf("find the deputy of %d: %w", p.ID, err)
	}
	deputy = deputy.At(now)
	return deputy, deputy.Reached(), nil
}

// Directors returns the directors who are there at now, and who stands in for one
// then; everybody of them when nobody is there.
func Directors(ctx context.Context, tx People, now time.Time) ([]department.Person, error) {
	found, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return nil, fmt.Errorf("find the directors: %w", err)
	}
	var directors []department.Person
	for _, p := range found {
		if p = p.At(now); p.May(department.Director) { // a deputy of yesterday is not
			directors = append(directors, p)
		}
	}
	return department.Present(directors), nil
}

// furthestHeir is how often something may be taken over from one who had taken
// it over.
const furthestHeir = 10

// Heir returns who took over from somebody who left the department, or from the
// one who had taken over and left as well. It returns [department.ErrNone] when
// nobody is known.
func Heir(ctx context.Context, tx Tx, id department.PersonID, now time.Time) (department.Person, error) {
	for range furthestHeir {
		next, err := tx.HeirOf(ctx, id)
		if err != nil {
			return department.Person{}, err
		}
		p, err := tx.Person(ctx, next)
		if err != nil {
			return department.Person{}, fmt.Errorf("find who took over from %d: %w", id, err)
		}
		if p.Role >= department.Employee {
			return p.At(now), nil
		}
		id = next
	}
	return department.Person{}, department.ErrNone
}
