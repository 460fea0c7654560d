package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheReadmeQuotesAConversation compares the conversation that the README
// shows with the transcript that it is said to be from.
func TestTheReadmeQuotesAConversation(t *testing.T) {
	const from = "handlers/testdata/clock.txt"
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	transcript, err := os.ReadFile(filepath.Join(root, from))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(readme), "]("+from+")")
	var quoted strings.Builder
	for line := range strings.Lines(after) {
		if line, ok := strings.CutPrefix(line, "    "); ok {
			quoted.WriteString(line)
		} else if quoted.Len() > 0 {
			break
		}
	}
	if quoted.Len() == 0 || !strings.Contains(string(transcript), quoted.String()) {
		t.Errorf("the README's conversation is not in %s:\n%s", from, quoted.String())
	}
}
