package storage_test

import (
	"database/sql"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/storage"
)

// bounded are the statements that may walk something, each with the part of its
// plan that says so and the reason why that stays small.
var bounded = []struct{ begins, plan, why string }{
	{"SELECT owner, kind, count(*)", "SCAN matters USING COVERING INDEX matters_by_owner", "what is not over, without its rows"},
	{"SELECT owner, kind, count(*)", "USE TEMP B-TREE FOR GROUP BY", "what is not over"},
	{"SELECT id, kind, text", "SCAN matters USING INDEX matters_by_due", "what is not over, in order, up to the limit"},
	{"SELECT count(*) FROM matters", "SCAN matters USING COVERING INDEX matters_by_due", "what is not over, without its rows"},
	{"SELECT kind, act, CASE act", "USE TEMP B-TREE FOR GROUP BY", "the events of the period"},
	{"SELECT rowid FROM search", "SCAN search VIRTUAL TABLE INDEX 192:M1", "the index of words, backwards, up to the limit"},
	{"SELECT id FROM (SELECT rowid AS hit FROM search", "SCAN search VIRTUAL TABLE INDEX 192:M1", "the index of words, backwards, up to the limit"},
	{"SELECT id FROM (SELECT rowid AS hit FROM search", "SCAN (subquery-1)", "the newest 100 hits"},
	{"SELECT id FROM (SELECT rowid AS hit FROM search", "USE TEMP B-TREE FOR ORDER BY", "the newest 100 hits"},
	{"DELETE FROM search", "SCAN search VIRTUAL TABLE INDEX 0:=", "one row by its number"},
	{"SELECT rowid / 2 FROM search_others", "SCAN search_others VIRTUAL TABLE INDEX 192:M1", "the index of words, backwards, up to the limit"},
	{"DELETE FROM search_others", "SCAN search_others VIRTUAL TABLE INDEX 0:=", "one row by its number"},
	{"SELECT id, title", "SCAN house_references USING INDEX house_references_live", "the references in order, up to the limit"},
	{"SELECT count(*) FROM house_references", "SCAN house_references USING COVERING INDEX house_references_live", "the references that hold"},
	{"SELECT count(*) FROM decisions", "SCAN d USING INDEX decisions_alive", "the decisions still to be checked"},
	{"SELECT id, text, owner, due_at, review_at", "SCAN decisions USING INDEX decisions_alive", "the decisions still to be checked, in order, up to the limit"},
	{"SELECT value FROM norms", "SCAN norms", "backwards by number, one row"},
	{"SELECT id, kind, text", "SCAN matters", "what is over, backwards by number, up to the limit"},
	{"SELECT id, text, owner, made_by", "SCAN routines USING INDEX routines_by_time", "the recurring tasks that go on, in order, up to the limit"},
	{"SELECT client, max(id)", "SCAN matters USING INDEX matters_by_client", "what is not over, by client"},
	{"SELECT client, max(id)", "USE TEMP B-TREE FOR ORDER BY", "the clients of what is not over"},
	{"SELECT id, update_id", "SCAN failed_updates", "backwards by number, up to the limit"},
}

// walks finds the steps of a plan whose cost grows with what they walk over.
// Sorting by the last term only is sorting what is equal in the terms before it.
var walks = regexp.MustCompile(`^SCAN |TEMP B-TREE FOR (ORDER|GROUP|DISTINCT)`)

func TestNoStatementReadsAWholeTableThatGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "otdel.db")
	s, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	used := make(map[int]bool)
	statements := statements(t)
	if len(statements) < 50 {
		t.Fatalf("found only %d statements in the source", len(statements))
	}
	for _, q := range statements {
		if !regexp.MustCompile(`^(SELECT|INSERT|UPDATE|DELETE)\b`).MatchString(q) {
			continue // BEGIN and its like
		}
		for _, step := range plan(t, db, q) {
			if !walks.MatchString(step) {
				continue
			}
			allowed := false
			for i, b := range bounded {
				if strings.HasPrefix(q, b.begins) && step == b.plan {
					allowed, used[i] = true, true
				}
			}
			if !allowed {
				t.Errorf("%s\n\t%s", q, step)
			}
		}
	}
	for i, b := range bounded {
		if !used[i] {
			t.Errorf("%s: no plan has %q any more", b.begins, b.plan)
		}
	}
}

// statements returns the value of every constant expression of type query in
// the package, whether it has a name or not.
func statements(t *testing.T) []string {
	t.Helper()
	fset := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(fset, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := types.Info{Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object)}
	// What other packages declare does not matter here.
	conf := types.Config{Importer: nobody{}, Error: func(error) {}}
	conf.Check("storage", fset, files, &info)
	found := make(map[string]bool)
	for _, object := range info.Defs {
		if c, ok := object.(*types.Const); ok && strings.HasSuffix(c.Type().String(), ".query") {
			found[constant.StringVal(c.Val())] = true
		}
	}
	for _, v := range info.Types {
		if v.Value != nil && v.Type != nil && strings.HasSuffix(v.Type.String(), ".query") {
			found[constant.StringVal(v.Value)] = true
		}
	}
	var all []string
	for q := range found {
		all = append(all, q)
	}
	return all
}

type nobody struct{}

func (nobody) Import(string) (*types.Package, error) { return nil, errors.New("not needed") }

// plan returns the steps by which SQLite would run the statement.
func plan(t *testing.T, db *sql.DB, q string) []string {
	t.Helper()
	args := make([]any, len(regexp.MustCompile(`\$\d+`).FindAllString(q, -1)))
	for n := len(args); n > 0 && !strings.Contains(q, fmt.Sprintf("$%d", n)); n-- {
		args = args[:n-1]
	}
	rows, err := db.Query("EXPLAIN QUERY PLAN "+q, args...)
	if err != nil {
		t.Errorf("%s\n\t%v", q, err)
		return nil
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
