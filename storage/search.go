package storage

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
)

// This file and searchothers.go are the ones that know how texts are searched: by
// FTS5, of which other databases know nothing.

// forAll is the word that marks what every employee may see; forOne begins the
// word that marks what a person may see. No word of a text begins like that.
const (
	forAll = "@all"
	forOne = "@"
)

// entry is what is still to be written into the index about a matter. FTS5
// writes all it has in mind at each savepoint, a piece of the index for each
// update; so entries are kept back and written together.
type entry struct {
	matter int64
	words  string
	again  bool // takes the place of an earlier one
}

// index makes a matter findable by the texts, from the end of the transaction
// or its next search on.
func (tx *Tx) index(ctx context.Context, m department.Matter, again bool, texts ...string) error {
	words, fresh := tx.conn.stemmer.Stems(texts...)
	if err := tx.learn(ctx, fresh); err != nil {
		return err
	}
	words = append(words, marks(m)...)
	tx.unindexed = append(tx.unindexed, entry{m.ID, strings.Join(words, " "), again})
	return nil
}

// writeIndex writes the entries that were kept back.
func (tx *Tx) writeIndex(ctx context.Context) error {
	const (
		drop query = `DELETE FROM search WHERE rowid = $1`
		add  query = `INSERT INTO search (rowid, words) VALUES ($1, $2)`
	)
	for _, e := range tx.unindexed {
		if e.again {
			if _, err := tx.exec(ctx, drop, e.matter); err != nil {
				return fmt.Errorf("index matter %d anew: %w", e.matter, err)
			}
		}
		if _, err := tx.exec(ctx, add, e.matter, e.words); err != nil {
			return fmt.Errorf("index matter %d: %w", e.matter, err)
		}
	}
	tx.unindexed = nil
	return nil
}

// learn keeps stems that may be new. The stemmer remembers them from now on; if
// the transaction is taken back, it has to forget them again.
func (tx *Tx) learn(ctx context.Context, stems []string) error {
	const keep query = `INSERT INTO stems (stem) VALUES ($1) ON CONFLICT (stem) DO NOTHING`
	for _, stem := range stems {
		if stem == "" || stem[0] >= '0' && stem[0] <= '9' {
			continue // numbers have no beginnings that anybody looks for
		}
		tx.conn.learned = true
		if _, err := tx.exec(ctx, keep, stem); err != nil {
			return fmt.Errorf("keep the stem of a word: %w", err)
		}
	}
	return nil
}

// mostStems is how many words the beginning of a word can become. Whoever means
// another one types one more letter.
const mostStems = 200

// beginning returns the stems that begin with term.
func (tx *Tx) beginning(ctx context.Context, term string) ([]string, error) {
	const find query = `SELECT stem FROM stems WHERE stem >= $1 AND stem < $2 ORDER BY stem LIMIT $3`
	stems, err := all(ctx, tx, column[string], find, term, term+string(utf8.MaxRune), mostStems)
	if err != nil {
		return nil, fmt.Errorf("find the words that begin with a term: %w", err)
	}
	return stems, nil
}

// reindex makes a matter findable by all that is written in it and about it.
func (tx *Tx) reindex(ctx context.Context, m department.Matter) error {
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
	return tx.index(ctx, m, true, append(texts, namesOf(files)...)...)
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

// Notes returns what people wrote about a matter, oldest first: the events that
// have a note in words.
func (tx *Tx) Notes(ctx context.Context, matter int64) ([]department.Event, error) {
	const find query = `SELECT id, matter, kind, at, by, act, note, state, owner, '' FROM events
		WHERE matter = $1 AND note <> '' AND act NOT IN ('undo', 'mark') ORDER BY id`
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
		if e.Note != "" && e.Act != department.Marking {
			return true
		}
	}
	return strings.Join(marks(before), " ") != strings.Join(marks(after), " ")
}

// ranked is how many of the newest hits are put in order; what is older follows
// them as it is found. It keeps the time of a search from growing with its hits.
const ranked = 100

// SearchMatters returns the matters that have all words of the query and that by
// may see: those that are not over before the others, then the newest first. It
// returns at most limit, after the first offset ones. Only the newest 100 hits
// are ranked, the older ones follow by their numbers.
func (tx *Tx) SearchMatters(ctx context.Context, q search.Query, by department.Person, offset, limit int) ([]department.Matter, error) {
	const (
		rank query = `SELECT id FROM (SELECT rowid AS hit FROM search WHERE search MATCH $1 ORDER BY rowid DESC LIMIT $2)
			CROSS JOIN matters ON id = hit ORDER BY state IN ('closed', 'cancelled'), id DESC LIMIT $3 OFFSET $4`
		find query = `SELECT rowid FROM search WHERE search MATCH $1 ORDER BY rowid DESC LIMIT $2 OFFSET $3`
	)
	if q.Empty() || !by.May(department.Employee) {
		return nil, nil
	}
	if err := tx.writeIndex(ctx); err != nil {
		return nil, err
	}
	expression, err := tx.match(ctx, q, by)
	if err != nil || expression == "" {
		return nil, err
	}
	ids, err := all(ctx, tx, column[int64], rank, expression, ranked, limit, offset)
	if beyond := offset + limit - ranked; err == nil && beyond > 0 && len(ids) == max(limit-beyond, 0) {
		var older []int64
		older, err = all(ctx, tx, column[int64], find, expression, min(beyond, limit), max(offset, ranked))
		ids = append(ids, older...)
	}
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

// match returns the query in the language of FTS5, empty if nothing can match.
func (tx *Tx) match(ctx context.Context, q search.Query, by department.Person) (string, error) {
	var terms []string
	for i := range q.Words {
		word, open := q.Term(i)
		stems := []string{word}
		if open {
			var err error
			if stems, err = tx.beginning(ctx, word); err != nil || len(stems) == 0 {
				return "", err
			}
		}
		for i, stem := range stems {
			stems[i] = quoted(stem)
		}
		terms = append(terms, "("+strings.Join(stems, " OR ")+")")
	}
	if !by.May(department.Supervisor) {
		seen := []string{quoted(forAll), quoted(markOf(by.ID))}
		for _, s := range by.Stands {
			seen = append(seen, quoted(markOf(s.For)))
		}
		terms = append(terms, "("+strings.Join(seen, " OR ")+")")
	}
	return strings.Join(terms, " AND "), nil
}

// quoted returns a word in quotation marks, so that nothing in it is an operator.
func quoted(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }
