package when

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// phraseCase is a line of the phrase lists; testdata/README.md has the format.
type phraseCase struct {
	place          string
	text           string
	expected, rest string
	now            time.Time
	o              Options
}

// lists returns all phrases of testdata.
func lists(t testing.TB) []phraseCase {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no phrase lists: %v", err)
	}
	var all []phraseCase
	for _, file := range files {
		all = append(all, list(t, file)...)
	}
	return all
}

func list(t testing.TB, file string) []phraseCase {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ground := phraseCase{}
	calendars := map[string]workdays.Calendar{}
	var all []phraseCase
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "@") && !strings.Contains(line, " => "):
			ground.direct(t, line, calendars)
		default:
			parts := strings.Split(line, " => ")
			if len(parts) < 2 || len(parts) > 3 {
				t.Fatalf("%s:%d: not «phrase => expected [=> rest]»: %s", file, n, line)
			}
			c := ground
			c.place = fmt.Sprintf("%s:%d", filepath.Base(file), n)
			c.text, c.expected = parts[0], parts[1]
			if len(parts) == 3 {
				c.rest = parts[2]
			}
			if c.expected == "none" && len(parts) == 2 {
				c.rest = c.text
			}
			all = append(all, c)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// direct obeys a line that begins with @.
func (c *phraseCase) direct(t testing.TB, line string, calendars map[string]workdays.Calendar) {
	t.Helper()
	word, rest, _ := strings.Cut(line[1:], " ")
	switch word {
	case "now":
		i := strings.LastIndex(rest, " ")
		zone, err := time.LoadLocation(rest[i+1:])
		if err != nil {
			t.Fatal(err)
		}
		if c.now, err = time.ParseInLocation("2006-01-02 15:04", rest[:i], zone); err != nil {
			t.Fatal(err)
		}
		cal, known := calendars[zone.String()]
		if !known {
			cal = workdays.Russia(zone)
			calendars[zone.String()] = cal
		}
		c.o.Calendar = cal
	case "lang":
		c.o.Language = rest
	case "purpose":
		c.o.Purpose = map[string]Purpose{"any": Any, "payment": Payment, "meeting": Meeting, "reminder": Reminder, "deadline": Deadline}[rest]
	default:
		t.Fatalf("unknown directive %q", line)
	}
}

// write puts a result into the words of the lists.
func write(r Result, err error, now time.Time) string {
	moment := func(at time.Time, whole bool) string {
		layout := "01-02"
		at = at.In(now.Location())
		if at.Year() != now.Year() {
			layout = "2006-01-02"
		}
		if !whole {
			layout += " 15:04"
		}
		return at.Format(layout)
	}
	choice := func(c Choice) string {
		switch c.Kind {
		case Date:
			return moment(c.At, true)
		case Moment:
			return moment(c.At, false)
		case Range:
			return moment(c.From, c.Whole) + " .. " + moment(c.To, c.Whole)
		case Recurrence:
			return c.Rule
		}
		return "none"
	}
	if p := (*Problem)(nil); errors.As(err, &p) {
		if p.Code == Ambiguous {
			var all []string
			for _, c := range r.Candidates {
				all = append(all, choice(c))
			}
			return "ask " + strings.Join(all, " / ")
		}
		if p.Suggestion.Kind == None {
			return p.Code.String()
		}
		return p.Code.String() + "; " + choice(p.Suggestion)
	}
	out := choice(r.Choice)
	if r.Kind == Recurrence {
		var next []string
		for _, at := range r.Next {
			next = append(next, moment(at, !r.Timed))
		}
		return out + " -> " + strings.Join(next, ", ")
	}
	if r.Deadline && r.Kind != None {
		out = "by " + out
	}
	return out
}

// TestPhraseLists holds the grammar to its specification.
func TestPhraseLists(t *testing.T) {
	for _, c := range lists(t) {
		r, err := Parse(c.text, c.now, c.o)
		got := write(r, err, c.now)
		if strings.Contains(c.expected, " -> ") {
			if !strings.HasPrefix(got+", ", c.expected+", ") {
				t.Errorf("%s: %s\n\twant %s\n\tgot  %s", c.place, c.text, c.expected, got)
			}
		} else if got != c.expected {
			t.Errorf("%s: %s\n\twant %s\n\tgot  %s", c.place, c.text, c.expected, got)
		}
		var p *Problem
		if r.Rest != c.rest && !errors.As(err, &p) {
			t.Errorf("%s: %s\n\twant rest %q\n\tgot  rest %q", c.place, c.text, c.rest, r.Rest)
		}
	}
}
