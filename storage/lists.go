package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// The conditions of the lists. The first in each is word for word that of a
// partial index, which therefore holds all that the list can find. The person is
// $1; narrowed are the conditions that any list may have besides.
const (
	narrowed = ` AND ($2 = '' OR kind = $2) AND ($3 = '' OR client = $3)`
	// ownedBy is what a person has to do; in a state that is asked for, also what
	// the person has done.
	ownedBy = ` FROM matters WHERE state NOT IN ('closed', 'cancelled')
		AND owner = $1` + narrowed + ` AND ($4 = '' AND state <> 'done' OR state = $4)
		AND (due_at < $5 AND state <> 'waiting' OR $5 = 0)`
	// askedBy is what a person has to say the last word on.
	askedBy = ` FROM matters WHERE state = 'done'
		AND reporter = $1` + narrowed + ` AND $4 IN ('', 'done') AND $5 = 0`
	// anybodys is everything that is not over.
	anybodys = ` FROM matters WHERE state NOT IN ('closed', 'cancelled')
		AND $1 = 0` + narrowed + ` AND ($4 = '' OR state = $4) AND $5 = 0`
	// late is what should have been solved.
	late = ` FROM matters WHERE state NOT IN ('closed', 'cancelled') AND state IN ('open', 'taken')
		AND $1 = 0` + narrowed + ` AND ($4 = '' OR state = $4) AND due_at < $5`

	// over is everything that is over, overOf that of a person, overFor that of a
	// client.
	over    = ` FROM matters WHERE state IN ('closed', 'cancelled') AND $1 = 0` + narrowed + ` AND $4 = '' AND $5 = 0`
	overOf  = ` FROM matters WHERE state IN ('closed', 'cancelled') AND owner = $1` + narrowed + ` AND $4 = '' AND $5 = 0`
	overFor = ` FROM matters WHERE state IN ('closed', 'cancelled') AND client <> '' AND client = $3
		AND ($1 = 0 OR owner = $1) AND ($2 = '' OR kind = $2) AND $4 = '' AND $5 = 0`

	page   = ` ORDER BY due_at, id LIMIT $6 OFFSET $7`
	latest = ` ORDER BY id DESC LIMIT $6 OFFSET $7`
)

// list is one way to find matters: page by page, and how many there are.
type list struct{ page, count query }

// listFor returns the list that fits the filter, and whose matters it asks for.
func listFor(f department.MatterFilter) (list, department.PersonID) {
	const (
		ownedPage query = `SELECT id, ` + matterColumns + ownedBy + page
		ownedN    query = `SELECT count(*)` + ownedBy
		askedPage query = `SELECT id, ` + matterColumns + askedBy + page
		askedN    query = `SELECT count(*)` + askedBy
		everyPage query = `SELECT id, ` + matterColumns + anybodys + page
		everyN    query = `SELECT count(*)` + anybodys
		latePage  query = `SELECT id, ` + matterColumns + late + page
		lateN     query = `SELECT count(*)` + late
	)
	switch {
	case f.Owner != 0 || f.Unowned:
		return list{ownedPage, ownedN}, f.Owner
	case f.Reporter != 0:
		return list{askedPage, askedN}, f.Reporter
	case !f.OverdueAt.IsZero():
		return list{latePage, lateN}, 0
	}
	return list{everyPage, everyN}, 0
}

// overPage returns the query for a page of what is over.
func overPage(f department.MatterFilter) query {
	const (
		every    query = `SELECT id, ` + matterColumns + over + latest
		ofPerson query = `SELECT id, ` + matterColumns + overOf + latest
		ofClient query = `SELECT id, ` + matterColumns + overFor + latest
	)
	switch {
	case f.Client != "":
		return ofClient
	case f.Owner != 0:
		return ofPerson
	}
	return every
}

// defaultLimit is the length of a list when the filter does not say.
const defaultLimit = 10

// FindMatters returns a page of the matters that the filter asks for: by due
// time, those without one last; of those that are over, the latest first.
func (tx *Tx) FindMatters(ctx context.Context, f department.MatterFilter) ([]department.Matter, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	l, person := listFor(f)
	if f.Over {
		l.page, person, f.State, f.OverdueAt = overPage(f), f.Owner, "", time.Time{}
	}
	found, err := all(ctx, tx, scanMatter, l.page, person, f.Kind, f.Client, f.State, micro(f.OverdueAt), limit, f.Offset)
	if err != nil {
		return nil, fmt.Errorf("find matters: %w", err)
	}
	return found, nil
}

// CountMatters returns how many FindMatters would find without a limit. What is
// over is not counted: it would take ever longer.
func (tx *Tx) CountMatters(ctx context.Context, f department.MatterFilter) (int, error) {
	if f.Over {
		return 0, errors.New("count matters: those that are over are not counted")
	}
	l, person := listFor(f)
	n, err := one(ctx, tx, column[int], l.count, person, f.Kind, f.Client, f.State, micro(f.OverdueAt))
	if err != nil {
		return 0, fmt.Errorf("count matters: %w", err)
	}
	return n, nil
}

func scanClientLoad(row scanner) (c department.ClientLoad, err error) {
	err = row.Scan(&c.Client, &c.Latest, &c.Open)
	return c, err
}

// OpenClients returns the clients of the matters that are not over, those with
// most of them first, at most limit.
func (tx *Tx) OpenClients(ctx context.Context, limit int) ([]department.ClientLoad, error) {
	const find query = `SELECT client, max(id), count(*) AS open FROM matters
		WHERE state NOT IN ('closed', 'cancelled') AND client <> '' GROUP BY client ORDER BY open DESC, client LIMIT $1`
	clients, err := all(ctx, tx, scanClientLoad, find, limit)
	if err != nil {
		return nil, fmt.Errorf("find the clients of open matters: %w", err)
	}
	return clients, nil
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
