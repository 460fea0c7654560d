package workdays

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

//go:embed ru-workdays.tsv
var russianDays string

// Kind is what a day is to the office.
type Kind uint8

// The kinds of days.
const (
	Off   Kind = iota // not worked: a weekend, a holiday, a moved day off
	Work              // worked in full, also when it is a Saturday
	Short             // worked, one hour shorter
)

// String returns the word that stands for the kind in data files: off, work or
// short.
func (k Kind) String() string {
	switch k {
	case Off:
		return "off"
	case Work:
		return "work"
	case Short:
		return "short"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Years that a table may speak of. The bound keeps a slip of the pen in a data
// file from making the table huge.
const (
	firstYear = 1990
	lastYear  = 2100
)

// mark is one line of a data file.
type mark struct {
	kind        Kind
	why, decree string
}

// table holds the marked days and counts over them. It never changes after
// newTable.
type table struct {
	marks map[Date]mark
	years map[int]bool // those whose 1 January is marked

	// For the days first, first+1, …: the kind, and how many of the days
	// before it are worked and short. Outside weekends alone decide.
	first        int
	kinds        []Kind
	worked       []int
	short        []int
	weekdaysDone int // weekdays before first, see weekdaysBefore
}

// newTable counts over marks, which it keeps.
func newTable(marks map[Date]mark) *table {
	t := &table{marks: marks, years: map[int]bool{}}
	from, to := lastYear+1, firstYear
	for d := range marks {
		from, to = min(from, d.Year), max(to, d.Year)
		if d.Month == time.January && d.Day == 1 {
			t.years[d.Year] = true
		}
	}
	if len(marks) == 0 {
		from, to = firstYear, firstYear
	}
	t.first = Date{from, time.January, 1}.number()
	end := Date{to + 1, time.January, 1}.number()
	t.weekdaysDone = weekdaysBefore(t.first)
	worked, short := 0, 0
	for n := t.first; n < end; n++ {
		kind := ordinary(n)
		if m, ok := marks[dateAt(n)]; ok {
			kind = m.kind
		}
		t.kinds, t.worked, t.short = append(t.kinds, kind), append(t.worked, worked), append(t.short, short)
		if kind != Off {
			worked++
		}
		if kind == Short {
			short++
		}
	}
	t.worked, t.short = append(t.worked, worked), append(t.short, short)
	return t
}

// kind returns what the day with that number is.
func (t *table) kind(number int) Kind {
	if t == nil || number < t.first || number >= t.first+len(t.kinds) {
		return ordinary(number)
	}
	return t.kinds[number-t.first]
}

// before returns how many days before that number, counted from an arbitrary
// but fixed day, are worked and how many of them are short.
func (t *table) before(number int) (worked, short int) {
	if t == nil || number <= t.first {
		return weekdaysBefore(number), 0
	}
	last := len(t.kinds)
	if i := number - t.first; i < last {
		return t.weekdaysDone + t.worked[i], t.short[i]
	}
	rest := weekdaysBefore(number) - weekdaysBefore(t.first+last)
	return t.weekdaysDone + t.worked[last] + rest, t.short[last]
}

// ordinary is the kind of a day that no table marks.
func ordinary(number int) Kind {
	if w := weekday(number); w == time.Saturday || w == time.Sunday {
		return Off
	}
	return Work
}

// weekdaysBefore counts Mondays to Fridays from Monday, 5 January 1970, to the
// day before number; it is negative for earlier days.
func weekdaysBefore(number int) int {
	n := number - 4
	weeks := n / 7
	if n%7 < 0 {
		weeks--
	}
	return weeks*5 + min(n-weeks*7, 5)
}

// maxLine bounds a line of a data file, in bytes.
const maxLine = 4096

// readMarks reads a data file over base, which it leaves alone. The error joins
// one for each bad line.
func readMarks(base map[Date]mark, r io.Reader) (map[Date]mark, error) {
	marks := make(map[Date]mark, len(base)+64)
	for d, m := range base {
		marks[d] = m
	}
	seen := map[Date]int{} // lines of this file
	var bad []error
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "date\tkind") {
			continue
		}
		day, m, err := readMark(line)
		switch earlier, twice := seen[day]; {
		case err != nil:
			bad = append(bad, fmt.Errorf("line %d: %w", number, err))
		case twice && marks[day].kind != m.kind:
			bad = append(bad, fmt.Errorf("line %d: %v is %v here and %v in line %d", number, day, m.kind, marks[day].kind, earlier))
		default:
			seen[day], marks[day] = number, m
		}
	}
	if err := lines.Err(); err != nil {
		bad = append(bad, fmt.Errorf("line %d: %w", number+1, err))
	}
	return marks, errors.Join(bad...)
}

// readMark reads one line: date, kind, why, decree, the last two optional.
func readMark(line string) (Date, mark, error) {
	fields := strings.Split(line, "\t")
	if len(fields) < 2 || len(fields) > 4 {
		return Date{}, mark{}, fmt.Errorf("%d columns instead of date, kind, why, decree separated by tabs", len(fields))
	}
	fields = append(fields, "", "")
	day, err := ParseDate(strings.TrimSpace(fields[0]))
	if err != nil {
		return Date{}, mark{}, err
	}
	if day.Year < firstYear || day.Year > lastYear {
		return Date{}, mark{}, fmt.Errorf("year %d is not from %d to %d", day.Year, firstYear, lastYear)
	}
	for _, kind := range []Kind{Off, Work, Short} {
		if strings.TrimSpace(fields[1]) == kind.String() {
			return day, mark{kind, strings.TrimSpace(fields[2]), strings.TrimSpace(fields[3])}, nil
		}
	}
	return Date{}, mark{}, fmt.Errorf("kind %q is not off, work or short", fields[1])
}
