package handlers

import (
	"context"
	"errors"

	"github.com/otdel-bot/otdel/department"
)

// GroupLanguage returns the language in which a group is spoken to: that which the
// department's group has, else that of a director; never that of whoever happened
// to write there.
func GroupLanguage(ctx context.Context, tx Tx, chat int64) (string, error) {
	g, err := tx.Group(ctx, chat)
	switch {
	case err == nil:
		return g.Language, nil
	case !errors.Is(err, department.ErrNone):
		return "", err
	}
	directors, err := tx.FindPeople(ctx, department.Director)
	if err != nil {
		return "", err
	}
	for _, d := range directors {
		if d.Role == department.Director {
			return d.Lang(), nil
		}
	}
	return department.Person{}.Lang(), nil
}
