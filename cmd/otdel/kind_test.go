package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestAKindIsDeclared counts where the program knows the kind approval by name,
// besides its declaration: a kind that had to be programmed again would be known
// in many more places.
func TestAKindIsDeclared(t *testing.T) {
	var known []string
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.Base(path) == "approval.go" {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == "Approval" {
				known = append(known, files.Position(id.Pos()).String())
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// Its place among the kinds, its command, and the way to it from a card.
	if len(known) != 3 {
		t.Errorf("the kind approval is known in %d places:\n%s", len(known), strings.Join(known, "\n"))
	}
}
