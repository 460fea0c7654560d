package storage

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
)

// This is the one file that knows how texts are searched: by FTS5, of which
// other databases know nothing.

// forAll is the word that marks what every employee may see; forOne begins the
// word that marks what a person may see. No word of a text begins like that.
const (
	forAll = "@all"
	forOne = "@"
)

// index makes a new matter findable by the texts.
func (tx *Tx) index(ctx context.Context, m department.Matter, texts ...string) error {
	const add query = `INSERT INTO search (rowid, words) VALUES ($1, $2)`
	words := append(tx.conn.stemmer.Stems(texts...), marks(m)...)
	if _, err := tx.exec(ctx, add, m.ID, strings.Join(words, " ")); err != nil {
		return fmt.Errorf("index matter %d: %w", m.ID, err)
	}
	return nil
}

// reindex makes a matter findable by all that is written in it and about it.
func (tx *Tx) reindex(ctx context.Context, m department.Matter) error {
	const drop query = `DELETE FROM search WHERE rowid = $1`
	texts := []string{m.Text, m.Client}
	notes, err := tx.Notes(ctx, m.ID)
	if err != nil {
		return err
	}
	for _, e := range notes {
		texts = append(texts, e.Note)
	}
	files, err := tx.Attachments(ctx, m.ID)
	if err != nil {
		return err
	}
	if _, err := tx.exec(ctx, drop, m.ID); err != nil {
		return fmt.Errorf("index matter %d anew: %w", m.ID, err)
	}
	return tx.index(ctx, m, append(texts, namesOf(files)...)...)
}

// namesOf returns the names of the files that have one.
func namesOf(files []department.Attachment) []string {
	var names []string
	for _, f := range files {
		if f.Name != "" {
			names = append(names, f.Name)
		}
	}
	return names
}

// Notes returns what was written about a matter, oldest first: the events that
// have a note.
func (tx *Tx) Notes(ctx context.Context, matter int64) ([]department.Event, error) {
	const find query = `SELECT id, matter, kind, at, by, act, note, state, owner, '' FROM events
		WHERE matter = $1 AND note <> '' AND act <> 'undo' ORDER BY id`
	notes, err := all(ctx, tx, scanEvent, find, matter)
	if err != nil {
		return nil, fmt.Errorf("find the notes about matter %d: %w", matter, err)
	}
	return notes, nil
}

// marks returns the words that say who may see the matter.
func marks(m department.Matter) []string {
	everybody, people := m.Audience()
	if everybody {
		return []string{forAll}
	}
	var words []string
	for _, p := range people {
		words = append(words, markOf(p))
	}
	return words
}

func markOf(p department.PersonID) string { return forOne + strconv.FormatInt(int64(p), 10) }

// reworded reports whether a change of a matter changed by which words it is
// found or who may find it.
func reworded(before, after department.Matter) bool {
	if before.Text != after.Text || before.Client != after.Client {
		return true
	}
	for _, e := range after.Events() {
		if e.Note != "" {
			return true
		}
	}
	return strings.Join(marks(before), " ") != strings.Join(marks(after), " ")
}

// SearchMatters returns the matters that have all words of the query and that by
// may see, the newest first: at most limit, after the first offset ones.
func (tx *Tx) SearchMatters(ctx context.Context, q search.Query, by department.Person, offset, limit int) ([]department.Matter, error) {
	const find query = `SELECT rowid FROM search WHERE search MATCH $1 ORDER BY rowid DESC LIMIT $2 OFFSET $3`
	if q.Empty() || !by.May(department.Employee) {
		return nil, nil
	}
	ids, err := all(ctx, tx, column[int64], find, match(q, by), limit, offset)
	if err != nil {
		return nil, fmt.Errorf("search matters: %w", err)
	}
	found := make([]department.Matter, len(ids))
	for i, id := range ids {
		if found[i], err = tx.Matter(ctx, id); err != nil {
			return nil, fmt.Errorf("search matters: %w", err)
		}
	}
	return found, nil
}

// match returns the query in the language of FTS5.
func match(q search.Query, by department.Person) string {
	var terms []string
	for i := range q.Words {
		word, open := q.Term(i)
		term := quoted(word)
		if open {
			term += "*"
		}
		terms = append(terms, term)
	}
	if !by.May(department.Supervisor) {
		terms = append(terms, "("+quoted(forAll)+" OR "+quoted(markOf(by.ID))+")")
	}
	return strings.Join(terms, " AND ")
}

// quoted returns a word in quotation marks, so that nothing in it is an operator.
func quoted(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }
