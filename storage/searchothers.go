package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
)

// The rows and the marks of what is no matter in the index: references have the
// even numbers, decisions the odd ones.
func rowOf(what department.Found, id int64) int64 {
	if what == department.Decisions {
		return 2*id + 1
	}
	return 2 * id
}

// indexOther makes a reference or a decision findable by its texts, in place of
// what it was found by before; marks say who may find it. There are few of them,
// so they are written at once.
func (tx *Tx) indexOther(ctx context.Context, what department.Found, id int64, marks []string, texts ...string) error {
	const add query = `INSERT INTO search_others (rowid, words) VALUES ($1, $2)`
	words, fresh := tx.conn.stemmer.Stems(texts...)
	if err := tx.learn(ctx, fresh); err != nil {
		return err
	}
	if err := tx.unindexOther(ctx, what, id); err != nil {
		return err
	}
	words = append(append(words, marks...), forOne+string(what))
	if _, err := tx.exec(ctx, add, rowOf(what, id), strings.Join(words, " ")); err != nil {
		return fmt.Errorf("index %s %d: %w", what, id, err)
	}
	return nil
}

// unindexOther makes it be found no more.
func (tx *Tx) unindexOther(ctx context.Context, what department.Found, id int64) error {
	const drop query = `DELETE FROM search_others WHERE rowid = $1`
	if _, err := tx.exec(ctx, drop, rowOf(what, id)); err != nil {
		return fmt.Errorf("index %s %d no more: %w", what, id, err)
	}
	return nil
}

// SearchOthers returns the numbers of the references or decisions that have all
// words of the query and that by may see, the newest first: at most limit, after
// the first offset ones.
func (tx *Tx) SearchOthers(ctx context.Context, what department.Found, q search.Query, by department.Person, offset, limit int) ([]int64, error) {
	const find query = `SELECT rowid / 2 FROM search_others WHERE search_others MATCH $1 ORDER BY rowid DESC LIMIT $2 OFFSET $3`
	if q.Empty() || !by.May(department.Employee) {
		return nil, nil
	}
	expression, err := tx.match(ctx, q, by)
	if err != nil || expression == "" {
		return nil, err
	}
	found, err := all(ctx, tx, column[int64], find, expression+" AND "+quoted(forOne+string(what)), limit, offset)
	if err != nil {
		return nil, fmt.Errorf("search %s: %w", what, err)
	}
	return found, nil
}
