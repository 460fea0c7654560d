// Compare reads the phrase lists of package when with that package and with
// github.com/olebedev/when and prints how many each reads right, how many wrong
// without a word, and what a phrase costs.
//
// It is a module of its own, so that the program does not depend on what it is
// compared with:
//
//	cd department/when/compare && go run .
//
// Scored are the phrases whose expected answer is a date, a moment or nothing at
// all: the other package knows no ranges, no recurrences and no refusals; how
// often it answers such phrases with a single date is counted apart. A date
// counts as right when the day is right, whatever time is filled in; a moment to
// the minute. The lists are ours and so is their policy: «следующий вторник» or
// «утром» may mean something else elsewhere without being a mistake.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	other "github.com/olebedev/when"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"
	"github.com/olebedev/when/rules/ru"

	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
)

// phrase is a line of the lists.
type phrase struct {
	text, expected string
	language       string
	now            time.Time
	payment        bool
}

// reader reads a phrase: a moment and whether it found one, or refused.
type reader func(p phrase) (at time.Time, found bool)

// tally counts how a reader does.
type tally struct {
	right, silent, wrong, total int
	spent                       time.Duration
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run() error {
	phrases, err := load("../testdata")
	if err != nil {
		return err
	}
	readers := []struct {
		name string
		read reader
	}{{"department/when", ours()}, {"olebedev/when", theirs()}}
	fmt.Println("A date, a moment or nothing is meant:\n\n| | phrases | right | no answer | wrong, silently | time a phrase |\n|---|---|---|---|---|---|")
	for _, r := range readers {
		t := tallyOf(phrases, r.read, true)
		fmt.Printf("| %s | %d | %d (%.1f %%) | %d | %d (%.1f %%) | %.0f µs |\n", r.name, t.total, t.right, t.share(t.right), t.silent,
			t.wrong, t.share(t.wrong), float64(t.spent.Microseconds())/float64(t.total))
	}
	fmt.Println("\nA range, a recurrence, a question or a refusal is meant:\n\n| | phrases | answered with one date as if nothing were the matter |\n|---|---|---|")
	for _, r := range readers {
		t := tallyOf(phrases, r.read, false)
		fmt.Printf("| %s | %d | %d (%.1f %%) |\n", r.name, t.total, t.wrong, t.share(t.wrong))
	}
	return nil
}

// tallyOf scores a reader on the phrases that mean one date, or on the others.
func tallyOf(phrases []phrase, read reader, one bool) tally {
	read(phrases[0]) // what is built once does not count
	var t tally
	for _, p := range phrases {
		if single(p.expected) == one {
			t.score(p, read)
		}
	}
	return t
}

// share returns n in per cent of the phrases.
func (t tally) share(n int) float64 { return 100 * float64(n) / float64(t.total) }

// single reports whether the expected answer is one that both packages can give.
func single(expected string) bool {
	expected = strings.TrimPrefix(expected, "by ")
	return expected == "none" || len(strings.Fields(expected)) <= 2 && expected[0] >= '0' && expected[0] <= '9'
}

// score compares the answer to one phrase.
func (t *tally) score(p phrase, read reader) {
	begin := time.Now()
	at, found := read(p)
	t.spent += time.Since(begin)
	t.total++
	want := strings.TrimPrefix(p.expected, "by ")
	switch {
	case !single(p.expected):
		if found { // a single moment where something else was meant
			t.wrong++
		} else {
			t.silent++
		}
	case want == "none" && !found:
		t.right++
	case found && matches(at, want, p.now):
		t.right++
	case found:
		t.wrong++
	default:
		t.silent++
	}
}

// matches compares a moment with «11-24», «11-24 10:00», «2027-01-15 10:00».
func matches(at time.Time, want string, now time.Time) bool {
	at = at.In(now.Location())
	layout := "01-02"
	if len(strings.Fields(want)[0]) == len("2006-01-02") {
		layout = "2006-01-02"
	} else if at.Year() != now.Year() {
		return false
	}
	if strings.Contains(want, " ") {
		layout += " 15:04"
	}
	return at.Format(layout) == want
}

func ours() reader {
	calendars := map[string]workdays.Calendar{}
	return func(p phrase) (time.Time, bool) {
		zone := p.now.Location()
		cal, known := calendars[zone.String()]
		if !known {
			cal = workdays.Russia(zone)
			calendars[zone.String()] = cal
		}
		o := when.Options{Calendar: cal, Language: p.language}
		if p.payment {
			o.Purpose = when.Payment
		}
		r, err := when.Parse(p.text, p.now, o)
		return r.At, err == nil && (r.Kind == when.Date || r.Kind == when.Moment)
	}
}

func theirs() reader {
	w := other.New(nil)
	w.Add(ru.All...)
	w.Add(en.All...)
	w.Add(common.All...)
	return func(p phrase) (time.Time, bool) {
		r, err := w.Parse(p.text, p.now)
		if err != nil || r == nil {
			return time.Time{}, false
		}
		return r.Time, true
	}
}

// load reads the phrase lists; testdata/README.md has their format.
func load(dir string) ([]phrase, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, errors.Join(fmt.Errorf("no phrase lists in %s", dir), err)
	}
	var all []phrase
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return nil, fmt.Errorf("phrase list: %w", err)
		}
		var ground phrase
		for lines := bufio.NewScanner(f); lines.Scan(); {
			line := lines.Text()
			if text, expected, found := strings.Cut(line, " => "); found && line[0] != '#' {
				p := ground
				p.text, p.expected = text, expected
				p.expected, _, _ = strings.Cut(expected, " => ")
				all = append(all, p)
			} else if err := ground.direct(line); err != nil {
				return nil, fmt.Errorf("phrase list %s: %w", file, err)
			}
		}
		f.Close()
	}
	return all, nil
}

// direct obeys a line that begins with @.
func (p *phrase) direct(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "@lang":
		p.language = rest
	case "@purpose":
		p.payment = rest == "payment"
	case "@now":
		i := strings.LastIndex(rest, " ")
		zone, err := time.LoadLocation(rest[i+1:])
		if err != nil {
			return err
		}
		p.now, err = time.ParseInLocation("2006-01-02 15:04", rest[:i], zone)
		return err
	}
	return nil
}
