package salary

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Problem is what is wrong with a row of a survey.
type Problem string

// The problems of rows.
const (
	ProblemColumns Problem = "columns" // not eleven columns
	ProblemCity    Problem = "city"    // no city
	ProblemSegment Problem = "segment" // no known segment
	ProblemNumber  Problem = "number"  // no whole positive number
	ProblemOrder   Problem = "order"   // a range that falls, or below the one before
	ProblemMedian  Problem = "median"  // a median outside all ranges
	ProblemTwice   Problem = "twice"   // city and segment stand in an earlier row too
	ProblemLength  Problem = "length"  // a line too long, or too many of them
	ProblemEmpty   Problem = "empty"   // no rows at all
)

// BadRow is one problem of a survey's file. Line counts from one; Value is what
// stands there.
type BadRow struct {
	Line    int
	Problem Problem
	Value   string
}

// BadRowsError lists all problems of a survey's file, in its order.
type BadRowsError []BadRow

// Error names every bad row.
func (e BadRowsError) Error() string {
	var rows []string
	for _, b := range e {
		rows = append(rows, fmt.Sprintf("line %d: %s: %q", b.Line, b.Problem, b.Value))
	}
	return strings.Join(rows, "\n")
}

// What a survey's file may have.
const (
	maxRows    = 2000
	maxLine    = 4096 // bytes
	rowColumns = 11
	topPay     = 1_000_000_000
)

// ParseSurvey reads the figures of a survey: lines of city, segment, from and to
// of the four bands, median, separated by tabs or semicolons, as in the file of
// 2015. Numbers may have spaces between their digits. A first line with the names
// of the columns and lines that begin with # are skipped. The error is a
// [BadRowsError] with every bad row, unless reading itself failed.
func ParseSurvey(r io.Reader, source Source) (Survey, error) {
	s := Survey{Source: source}
	var bad BadRowsError
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		line := strings.TrimRight(strings.TrimPrefix(lines.Text(), "\ufeff"), "\r ")
		if strings.TrimSpace(line) == "" || line[0] == '#' || len(s.rows)+len(bad) == 0 && isHeader(line) {
			continue
		}
		if number > maxRows {
			bad = append(bad, BadRow{number, ProblemLength, ""})
			break
		}
		row, problem, value := parseRow(line)
		if _, twice := s.Row(row.City, row.Segment); twice && problem == "" {
			problem, value = ProblemTwice, row.City+", "+string(row.Segment)
		}
		if problem != "" {
			bad = append(bad, BadRow{number, problem, value})
			continue
		}
		s.rows = append(s.rows, row)
	}
	switch err := lines.Err(); {
	case err == bufio.ErrTooLong:
		bad = append(bad, BadRow{number + 1, ProblemLength, ""})
	case err != nil:
		return Survey{}, fmt.Errorf("read survey: %w", err)
	}
	if len(s.rows) == 0 && len(bad) == 0 {
		bad = BadRowsError{{max(number, 1), ProblemEmpty, ""}}
	}
	if len(bad) > 0 {
		return Survey{}, bad
	}
	return s, nil
}

func split(line string) []string {
	separator := "\t"
	if !strings.Contains(line, separator) {
		separator = ";"
	}
	columns := strings.Split(line, separator)
	for i := range columns {
		columns[i] = strings.TrimSpace(columns[i])
	}
	return columns
}

// isHeader reports whether the line has no figure where a row has some.
func isHeader(line string) bool {
	columns := split(line)
	return len(columns) == rowColumns && !strings.ContainsAny(strings.Join(columns[2:], ""), "023456789") || strings.HasPrefix(line, "city")
}

// parseRow reads one row. The problem is empty when the row is good.
func parseRow(line string) (row Row, problem Problem, value string) {
	columns := split(line)
	if len(columns) != rowColumns {
		return row, ProblemColumns, strconv.Itoa(len(columns))
	}
	row.City = columns[0]
	if row.City == "" {
		return row, ProblemCity, ""
	}
	switch s := Segment(columns[1]); s {
	case Agencies, Companies:
		row.Segment = s
	default:
		return row, ProblemSegment, columns[1]
	}
	var figures [9]int
	for i, text := range columns[2:] {
		n, ok := figure(text)
		if !ok {
			return row, ProblemNumber, text
		}
		figures[i] = n
	}
	for i := range row.Bands {
		row.Bands[i] = Range{figures[2*i], figures[2*i+1]}
		if i > 0 && (row.Bands[i].From < row.Bands[i-1].From || row.Bands[i].To < row.Bands[i-1].To) || row.Bands[i].From > row.Bands[i].To {
			return row, ProblemOrder, fmt.Sprintf("%d–%d", row.Bands[i].From, row.Bands[i].To)
		}
	}
	row.Median = figures[8]
	if all := row.Band(0); row.Median < all.From || row.Median > all.To {
		return row, ProblemMedian, columns[10]
	}
	return row, "", ""
}

// figure reads a whole number above zero, with spaces between digits or not.
func figure(text string) (int, bool) {
	text = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(text)
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && n <= topPay && text[0] != '+'
}
