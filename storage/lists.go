package storage

import (
	"context"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// The conditions of the lists. The first in each is word for word that of a
// partial index, which therefore holds all that the list can find.
const (
	// ownedBy is what a person has to do.
	ownedBy = ` FROM matters WHERE state IN ('open', 'taken', 'waiting', 'done') AND state <> 'done'
		AND owner = $1 AND ($2 = '' OR kind = $2) AND (due_at < $3 AND state <> 'waiting' OR $3 = 0)`
	// askedBy is what a person has to say the last word on.
	askedBy = ` FROM matters WHERE state = 'done'
		AND reporter = $1 AND ($2 = '' OR kind = $2) AND $3 = 0`
	// anybodys is everything that is not over.
	anybodys = ` FROM matters WHERE state IN ('open', 'taken', 'waiting', 'done')
		AND $1 = 0 AND ($2 = '' OR kind = $2) AND $3 = 0`
	// late is what should have been solved.
	late = ` FROM matters WHERE state IN ('open', 'taken', 'waiting', 'done') AND state IN ('open', 'taken')
		AND $1 = 0 AND ($2 = '' OR kind = $2) AND due_at < $3`

	page = ` ORDER BY due_at, id LIMIT $4 OFFSET $5`
)

// defaultLimit is the length of a list when the filter does not say.
const defaultLimit = 10

// FindMatters returns a page of the matters that are not over and that the
// filter asks for: by due time, those without one last.
func (tx *Tx) FindMatters(ctx context.Context, f department.MatterFilter) ([]department.Matter, error) {
	const (
		owned query = `SELECT id, ` + matterColumns + ownedBy + page
		asked query = `SELECT id, ` + matterColumns + askedBy + page
		every query = `SELECT id, ` + matterColumns + anybodys + page
		past  query = `SELECT id, ` + matterColumns + late + page
	)
	limit := f.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	q, person := choose(f, owned, asked, every, past)
	found, err := all(ctx, tx, scanMatter, q, person, f.Kind, micro(f.OverdueAt), limit, f.Offset)
	if err != nil {
		return nil, fmt.Errorf("find matters: %w", err)
	}
	return found, nil
}

// CountMatters returns how many FindMatters would find without a limit.
func (tx *Tx) CountMatters(ctx context.Context, f department.MatterFilter) (int, error) {
	const (
		owned query = `SELECT count(*)` + ownedBy
		asked query = `SELECT count(*)` + askedBy
		every query = `SELECT count(*)` + anybodys
		past  query = `SELECT count(*)` + late
	)
	q, person := choose(f, owned, asked, every, past)
	n, err := one(ctx, tx, column[int], q, person, f.Kind, micro(f.OverdueAt))
	if err != nil {
		return 0, fmt.Errorf("count matters: %w", err)
	}
	return n, nil
}

// choose returns the query that fits the filter, and whose matters it asks for.
func choose(f department.MatterFilter, owned, asked, every, past query) (query, department.PersonID) {
	switch {
	case f.Owner != 0:
		return owned, f.Owner
	case f.Reporter != 0:
		return asked, f.Reporter
	case !f.OverdueAt.IsZero():
		return past, 0
	}
	return every, 0
}

// recentMatters is how far back RecentClients looks.
const recentMatters = 500

// RecentClients returns the names of the clients of the latest matters, the
// latest first, each once. It looks at the last 500 matters.
func (tx *Tx) RecentClients(ctx context.Context, limit int) ([]string, error) {
	const find query = `SELECT client FROM matters WHERE id > (SELECT max(id) FROM matters) - $1 AND client <> '' ORDER BY id DESC`
	named, err := all(ctx, tx, column[string], find, recentMatters)
	if err != nil {
		return nil, fmt.Errorf("find recent clients: %w", err)
	}
	var clients []string
	seen := make(map[string]bool)
	for _, name := range named {
		if len(clients) == limit {
			break
		}
		if !seen[name] {
			seen[name] = true
			clients = append(clients, name)
		}
	}
	return clients, nil
}
