package team

import (
	"context"
	"errors"
	"slices"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// mostRoutines is how many recurring tasks are looked through for those of one
// person.
const mostRoutines = 10_000

// routinesOf returns the recurring tasks that a person gets.
func (r Room) routinesOf(ctx context.Context, tx handlers.Tx, id department.PersonID) ([]department.Routine, error) {
	all, err := tx.Routines(ctx, 0, mostRoutines)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(t department.Routine) bool { return !slices.Contains(t.Owners, id) }), nil
}

// handOverRoutines gives the recurring tasks of somebody who leaves to the heirs in
// turn, and notes that in d.
func (r Room) handOverRoutines(ctx context.Context, tx handlers.Tx, id department.PersonID, heirs []department.PersonID, d *department.Departure) error {
	theirs, err := r.routinesOf(ctx, tx, id)
	if err != nil || len(theirs) == 0 {
		return err
	}
	if len(heirs) == 0 {
		return department.Refuse("heir_missing")
	}
	for i, t := range theirs {
		to := heirs[i%len(heirs)]
		move := department.RoutineMove{ID: t.ID, To: to, Had: slices.Contains(t.Owners, to)}
		t.HandOver(id, to)
		if err := tx.SaveRoutine(ctx, t, t.At(r.cal)); err != nil {
			return err
		}
		d.Routines = append(d.Routines, move)
	}
	return nil
}

// takeRoutinesBack gives somebody who is back the recurring tasks that still are
// with those who took them over, and counts them in from.
func (r Room) takeRoutinesBack(ctx context.Context, tx handlers.Tx, d department.Departure, from map[department.PersonID]returned) error {
	for _, move := range d.Routines {
		t, err := tx.Routine(ctx, move.ID)
		if errors.Is(err, department.ErrNone) {
			continue
		}
		if err != nil {
			return err
		}
		if t.Due.IsZero() || !t.TakeBack(move, d.Person) {
			continue
		}
		if err := tx.SaveRoutine(ctx, t, t.At(r.cal)); err != nil {
			return err
		}
		count := from[move.To]
		count.routines++
		from[move.To] = count
	}
	return nil
}

// withRoutines adds to the shares how many recurring tasks went to each heir, also
// to those who got nothing else.
func (r Room) withRoutines(ctx context.Context, tx handlers.Tx, shares []share, moves []department.RoutineMove) ([]share, error) {
	for _, move := range moves {
		i := slices.IndexFunc(shares, func(s share) bool { return s.to.ID == move.To })
		if i < 0 {
			heir, err := r.member(ctx, tx, move.To)
			if err != nil {
				return nil, err
			}
			shares, i = append(shares, share{to: heir}), len(shares)
		}
		shares[i].routines++
	}
	return shares, nil
}
