package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const house = "github.com/otdel-bot/otdel/"

// rooms says what the packages of each room may import of our own, and which of
// other people's libraries. What is not listed is forbidden; the standard
// library and the room itself are always allowed.
var rooms = map[string]struct{ ours, theirs []string }{
	"department": {theirs: []string{
		"github.com/teambition/rrule-go", "github.com/kljensen/snowball", "github.com/agnivade/levenshtein"}},
	"handlers": {ours: []string{"department"}, theirs: []string{
		"github.com/BurntSushi/toml", "github.com/nicksnyder/go-i18n", "golang.org/x/text",
		"github.com/go-analyze/charts", "github.com/arran4/golang-ical", "github.com/xuri/excelize"}},
	"storage":   {ours: []string{"department"}, theirs: []string{"modernc.org/sqlite", "github.com/pressly/goose"}},
	"scheduler": {ours: []string{"department"}, theirs: []string{"github.com/robfig/cron"}},
	"bot": {ours: []string{"department", "handlers"}, theirs: []string{
		"github.com/go-telegram-bot-api/telegram-bot-api", "golang.org/x/time", "golang.org/x/net"}},
	"cmd": {ours: []string{"department", "handlers", "storage", "scheduler", "bot"}, theirs: []string{"github.com/alecthomas/kong"}},
}

func TestNoRoomReachesWhereItMayNot(t *testing.T) {
	list := exec.Command("go", "list", "-json=ImportPath,Imports", house+"...")
	out, err := list.Output()
	if err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			t.Fatalf("go list: %v: %s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	packages, seen := json.NewDecoder(strings.NewReader(string(out))), make(map[string]bool)
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := packages.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := roomOf(p.ImportPath)
		room, known := rooms[name]
		if !known {
			t.Errorf("%s is in no room of the house", p.ImportPath)
			continue
		}
		seen[name] = true
		for _, imported := range p.Imports {
			ours := strings.HasPrefix(imported, house)
			theirs := strings.Contains(strings.Split(imported, "/")[0], ".")
			switch {
			case ours && roomOf(imported) != name && !begins(roomOf(imported), room.ours),
				!ours && theirs && !begins(imported, room.theirs):
				t.Errorf("%s must not import %s", strings.TrimPrefix(p.ImportPath, house), imported)
			}
		}
	}
	for name := range rooms {
		if !seen[name] {
			t.Errorf("no package of the room %s was looked at", name)
		}
	}
}

// roomOf returns the first folder of one of our packages.
func roomOf(path string) string {
	room, _, _ := strings.Cut(strings.TrimPrefix(path, house), "/")
	return room
}

// begins reports whether path is or lies in one of the given ones.
func begins(path string, in []string) bool {
	for _, p := range in {
		if path == p || strings.HasPrefix(path, p+"/") {
			return true
		}
	}
	return false
}
