package storage

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
)

const personColumns = `id, name, username, role, language, phone_language, zone, quiet_from, quiet_until, digest_at, joined_at, seen_at, unreachable_at, asked_at, declined_at,
	away_until, deputy, acting, stands, morning_at`

func scanPerson(row scanner) (p department.Person, err error) {
	var acting department.Role // for the index only: it follows from stands
	var stands []byte
	err = row.Scan(&p.ID, &p.Name, &p.Username, &p.Role, &p.Language, &p.PhoneLanguage, &p.Zone,
		clockTime{&p.Quiet.From}, clockTime{&p.Quiet.Until}, clockTime{&p.DigestAt},
		at(&p.Joined), at(&p.LastSeen), at(&p.Unreachable), at(&p.Entry.Asked), at(&p.Entry.Declined),
		at(&p.Away.Until), &p.Away.Deputy, &acting, &stands, clockTime{&p.MorningAt})
	if err != nil || len(stands) == 0 {
		return p, err
	}
	if err := json.Unmarshal(stands, &p.Stands); err != nil {
		return p, fmt.Errorf("read in whose place %d stands: %w", p.ID, err)
	}
	return p, nil
}

// standing returns the stored form of the places that p has taken, and the
// greatest role among them.
func standing(p department.Person) (stands string, acting department.Role, err error) {
	if len(p.Stands) == 0 {
		return "", 0, nil
	}
	text, err := json.Marshal(p.Stands)
	if err != nil {
		return "", 0, fmt.Errorf("write in whose place %d stands: %w", p.ID, err)
	}
	return string(text), p.Rank(), nil
}

// Person returns the person with that number.
func (tx *Tx) Person(ctx context.Context, id department.PersonID) (department.Person, error) {
	const find query = `SELECT ` + personColumns + ` FROM people WHERE id = $1`
	if p, ok := tx.conn.known.person(id); ok {
		return p, tx.stands(ctx)
	}
	p, err := one(ctx, tx, scanPerson, find, id)
	if err != nil {
		return department.Person{}, fmt.Errorf("find person %d: %w", id, err)
	}
	tx.conn.known.meet(p)
	return p, nil
}

// FindPeople returns everybody who has at least that role or stands in for
// somebody who does, ordered by name as an alphabet has it: in any case, ё with
// е.
func (tx *Tx) FindPeople(ctx context.Context, least department.Role) ([]department.Person, error) {
	const find query = `SELECT ` + personColumns + ` FROM people WHERE role >= $1 OR acting >= $1 AND acting > 0`
	if people, ok := tx.conn.known.leading(least); ok {
		return people, tx.stands(ctx)
	}
	found, err := all(ctx, tx, scanPerson, find, least)
	if err != nil {
		return nil, fmt.Errorf("find people with role %v: %w", least, err)
	}
	slices.SortFunc(found, func(a, b department.Person) int {
		return cmp.Or(strings.Compare(alphabetic(a.Name), alphabetic(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	tx.conn.known.lead(least, found)
	return found, nil
}

func alphabetic(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), "ё", "е")
}

// SavePerson stores everything about p. When what the digest depends on has
// changed, its schedule moves to nextDigest, or ends if that is zero; else the
// schedule stays, so that saving a person who writes at the hour of the digest
// does not skip it.
func (tx *Tx) SavePerson(ctx context.Context, p department.Person, nextDigest time.Time) error {
	if err := tx.savePerson(ctx, p, nextDigest); err != nil {
		return fmt.Errorf("save person %d: %w", p.ID, err)
	}
	return nil
}

func (tx *Tx) savePerson(ctx context.Context, p department.Person, nextDigest time.Time) error {
	const (
		refresh query = `UPDATE people SET name = $2, username = $3, language = $5, phone_language = $6, quiet_from = $8,
			quiet_until = $9, joined_at = $11, seen_at = $12, unreachable_at = $13, asked_at = $14, declined_at = $15, deputy = $17, stands = $19
			WHERE id = $1 AND role = $4 AND zone = $7 AND digest_at = $10 AND away_until = $16 AND acting = $18 AND morning_at = $20`
		save query = `INSERT INTO people (` + personColumns + `)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, username = excluded.username, role = excluded.role,
			language = excluded.language, phone_language = excluded.phone_language, zone = excluded.zone,
			quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, digest_at = excluded.digest_at,
			joined_at = excluded.joined_at, seen_at = excluded.seen_at, unreachable_at = excluded.unreachable_at,
			asked_at = excluded.asked_at, declined_at = excluded.declined_at, away_until = excluded.away_until,
			deputy = excluded.deputy, acting = excluded.acting, stands = excluded.stands, morning_at = excluded.morning_at`
	)
	stands, acting, err := standing(p)
	if err != nil {
		return err
	}
	tx.conn.known.changes(p.ID)
	values := []any{
		p.ID, p.Name, p.Username, p.Role, p.Language, p.PhoneLanguage, p.Zone,
		p.Quiet.From.Microseconds(), p.Quiet.Until.Microseconds(), p.DigestAt.Microseconds(),
		micro(p.Joined), micro(p.LastSeen), micro(p.Unreachable), micro(p.Entry.Asked), micro(p.Entry.Declined),
		micro(p.Away.Until), p.Away.Deputy, acting, stands, p.MorningAt.Microseconds(),
	}
	if n, err := tx.exec(ctx, refresh, values...); n > 0 || err != nil {
		return err
	}
	if _, err := tx.exec(ctx, save, values...); err != nil {
		return err
	}
	return tx.planDigest(ctx, p.ID, nextDigest)
}

// Unreachable marks that messages no longer arrive at the person of that private
// chat, or do again if since is zero. It reports whether that changed anything.
func (tx *Tx) Unreachable(ctx context.Context, chat int64, since time.Time) (bool, error) {
	const mark query = `UPDATE people SET unreachable_at = $2 WHERE id = $1 AND (unreachable_at = 0) <> ($2 = 0)`
	tx.conn.known.changes(department.PersonID(chat))
	n, err := tx.exec(ctx, mark, chat, micro(since))
	if err != nil {
		return false, fmt.Errorf("mark whether person %d is reached: %w", chat, err)
	}
	return n > 0, nil
}

// ForgetPerson deletes what is kept about a stranger: the row of a candidate and
// the question that waits for an answer. It reports whether there was anything,
// and leaves everybody else as they are.
func (tx *Tx) ForgetPerson(ctx context.Context, id department.PersonID) (bool, error) {
	const (
		person query = `DELETE FROM people WHERE id = $1 AND role = 0 AND joined_at = 0`
		dialog query = `DELETE FROM dialogs WHERE chat = $1 AND person = $1`
	)
	tx.conn.known.changes(id)
	known, err := tx.exec(ctx, person, id)
	if err == nil && known > 0 {
		_, err = tx.exec(ctx, dialog, id)
	}
	if err != nil {
		return false, fmt.Errorf("forget person %d: %w", id, err)
	}
	return known > 0, nil
}
