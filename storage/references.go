package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
)

const referenceColumns = `title, owner, source, answered_by, version, text, by, at, withdrawn_at, act, act_by, act_at`

func scanReference(row scanner) (r department.Reference, err error) {
	err = row.Scan(&r.ID, &r.Title, &r.Owner, &r.Source, &r.Answered, &r.Version, &r.Text, &r.By, at(&r.At), at(&r.Withdrawn),
		&r.Last.Act, &r.Last.By, at(&r.Last.At))
	return r, err
}

func referenceValues(r department.Reference) []any {
	return []any{r.Title, r.Owner, r.Source, r.Answered, r.Version, r.Text, r.By, micro(r.At), micro(r.Withdrawn),
		r.Last.Act, r.Last.By, micro(r.Last.At), sortedTitle(r.Title)}
}

// sortedTitle returns a title as it is sorted.
func sortedTitle(title string) string {
	return strings.TrimLeft(strings.ReplaceAll(strings.ToLower(title), "ё", "е"), `«"( `)
}

// CreateReference stores a reference and gives it its number.
func (tx *Tx) CreateReference(ctx context.Context, r department.Reference) (department.Reference, error) {
	const insert query = `INSERT INTO house_references (` + referenceColumns + `, sorted)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
	id, err := tx.insert(ctx, insert, referenceValues(r)...)
	if err == nil {
		r.ID = id
		err = tx.followReference(ctx, r)
	}
	if err != nil {
		return department.Reference{}, fmt.Errorf("create a reference: %w", err)
	}
	return r, nil
}

// UpdateReference lets change alter reference id and stores the result; a version
// that was taken back goes. An error of change is returned as it is, and nothing
// is stored.
func (tx *Tx) UpdateReference(ctx context.Context, id int64, change func(*department.Reference) error) (department.Reference, error) {
	const save query = `UPDATE house_references SET title = $2, owner = $3, source = $4, answered_by = $5, version = $6, text = $7,
		by = $8, at = $9, withdrawn_at = $10, act = $11, act_by = $12, act_at = $13, sorted = $14 WHERE id = $1`
	r, err := tx.Reference(ctx, id)
	if err != nil {
		return department.Reference{}, err
	}
	if err := change(&r); err != nil {
		return department.Reference{}, err
	}
	if _, err = tx.exec(ctx, save, append([]any{id}, referenceValues(r)...)...); err == nil {
		err = tx.followReference(ctx, r)
	}
	if err != nil {
		return department.Reference{}, fmt.Errorf("save reference %d: %w", id, err)
	}
	return r, nil
}

// followReference stores what goes with a reference: its version, the words of its
// title, and by which words it is found.
func (tx *Tx) followReference(ctx context.Context, r department.Reference) error {
	const (
		keep   query = `INSERT INTO reference_versions (reference, version, text, by, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`
		undone query = `DELETE FROM reference_versions WHERE reference = $1 AND version > $2`
		stem   query = `INSERT INTO reference_stems (stem, reference) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	)
	if _, err := tx.exec(ctx, keep, r.ID, r.Version, r.Text, r.By, micro(r.At)); err != nil {
		return fmt.Errorf("keep version %d: %w", r.Version, err)
	}
	if _, err := tx.exec(ctx, undone, r.ID, r.Version); err != nil {
		return fmt.Errorf("forget what was taken back: %w", err)
	}
	for _, s := range search.Stems(r.Title) {
		if _, err := tx.exec(ctx, stem, s, r.ID); err != nil {
			return fmt.Errorf("remember the words of the title: %w", err)
		}
	}
	if !r.Withdrawn.IsZero() {
		return tx.unindexOther(ctx, department.References, r.ID)
	}
	return tx.indexOther(ctx, department.References, r.ID, []string{forAll}, r.Title, r.Text)
}

// Reference returns the reference with that number, withdrawn or not.
func (tx *Tx) Reference(ctx context.Context, id int64) (department.Reference, error) {
	const find query = `SELECT id, ` + referenceColumns + ` FROM house_references WHERE id = $1`
	r, err := one(ctx, tx, scanReference, find, id)
	if err != nil {
		return department.Reference{}, fmt.Errorf("find reference %d: %w", id, err)
	}
	return r, nil
}

// ReferenceOf returns the reference that holds and that the answer to a question
// became.
func (tx *Tx) ReferenceOf(ctx context.Context, question int64) (department.Reference, error) {
	const find query = `SELECT id, ` + referenceColumns + ` FROM house_references
		WHERE source = $1 AND source > 0 AND withdrawn_at = 0 ORDER BY id DESC LIMIT 1`
	r, err := one(ctx, tx, scanReference, find, question)
	if err != nil {
		return department.Reference{}, fmt.Errorf("find the reference of question %d: %w", question, err)
	}
	return r, nil
}

// References returns those that hold by their titles, at most limit after the
// first offset ones, and how many there are in all.
func (tx *Tx) References(ctx context.Context, offset, limit int) ([]department.Reference, int, error) {
	const (
		find  query = `SELECT id, ` + referenceColumns + ` FROM house_references WHERE withdrawn_at = 0 ORDER BY sorted, id LIMIT $1 OFFSET $2`
		count query = `SELECT count(*) FROM house_references WHERE withdrawn_at = 0`
	)
	found, err := all(ctx, tx, scanReference, find, limit, offset)
	if err != nil {
		return nil, 0, fmt.Errorf("list the references: %w", err)
	}
	n, err := one(ctx, tx, column[int], count)
	if err != nil {
		return nil, 0, fmt.Errorf("count the references: %w", err)
	}
	return found, n, nil
}

func scanVersion(row scanner) (v department.ReferenceVersion, err error) {
	err = row.Scan(&v.Version, &v.Text, &v.By, at(&v.At))
	return v, err
}

// ReferenceVersions returns all versions of a reference, the first first.
func (tx *Tx) ReferenceVersions(ctx context.Context, id int64) ([]department.ReferenceVersion, error) {
	const find query = `SELECT version, text, by, at FROM reference_versions WHERE reference = $1 ORDER BY version`
	found, err := all(ctx, tx, scanVersion, find, id)
	if err != nil {
		return nil, fmt.Errorf("find the versions of reference %d: %w", id, err)
	}
	return found, nil
}

// ReferencesWith returns the latest references that hold and have a word of that
// stem in their title, at most limit.
func (tx *Tx) ReferencesWith(ctx context.Context, stem string, limit int) ([]int64, error) {
	const find query = `SELECT s.reference FROM reference_stems s JOIN house_references r ON r.id = s.reference
		WHERE s.stem = $1 AND r.withdrawn_at = 0 ORDER BY s.reference DESC LIMIT $2`
	found, err := all(ctx, tx, column[int64], find, stem, limit)
	if err != nil {
		return nil, fmt.Errorf("find the references with a word: %w", err)
	}
	return found, nil
}
