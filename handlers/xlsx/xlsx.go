// Package xlsx writes tables that Excel and LibreOffice open.
//
// A [Workbook] is a value: sheets with columns and rows of [Cell]s, so it can be
// stored in a message until that is sent. [Workbook.Bytes] turns it into the
// file; nothing else happens here, no clock is read and no network used.
//
// What is in a cell is what it says it is: a day is a day that can be sorted and
// subtracted, an amount is a number that can be added up. What people typed is
// text for good, whatever it begins with: it is never worked out as a formula,
// not even after somebody has edited the cell.
//
// Rows are streamed, so a large table takes the memory of its compressed file
// and not of its cells.
package xlsx

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// Workbook is what a file holds: at least one sheet.
type Workbook struct {
	Sheets []Sheet `json:"sheets"`
}

// Sheet is one table. Its head stays in sight and can be filtered by.
type Sheet struct {
	// Name is at most 31 characters, none of :\/?*[]
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`
}

// Column is the head of a column and how wide it is, in characters.
type Column struct {
	Title string  `json:"title"`
	Width float64 `json:"width"`
}

// Cell is one value. The zero Cell is empty.
type Cell struct {
	kind kind
	text string
	day  workdays.Date
	n    int64 // a whole number, or minor units
}

type kind byte

const (
	empty  kind = 0
	text   kind = 't'
	day    kind = 'd'
	number kind = 'n'
	amount kind = 'a'
)

// Text returns a cell with that text. What a cell cannot hold is left out:
// control characters, and all beyond [MaxText] characters.
func Text(s string) Cell {
	if s = clean(s); s == "" {
		return Cell{}
	}
	return Cell{kind: text, text: s}
}

// Day returns a cell with that day, an empty one for none.
func Day(d workdays.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{kind: day, day: d}
}

// Number returns a cell with a whole number.
func Number(n int64) Cell { return Cell{kind: number, n: n} }

// Amount returns a cell with an amount as a number with two decimals, an empty
// one if it is not known. The currency belongs in a column of its own.
func Amount(m department.Money) Cell {
	if !m.Known() {
		return Cell{}
	}
	return Cell{kind: amount, n: m.Minor}
}

// MaxText is how many characters a cell holds.
const MaxText = 32_767

// clean drops what a cell cannot hold.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if utf8.RuneCountInString(s) > MaxText {
		s = string([]rune(s)[:MaxText])
	}
	return s
}

// stored is the form in which a cell waits to be sent: short, because there are
// many.
type stored struct {
	Text   *string        `json:"t,omitempty"`
	Day    *workdays.Date `json:"d,omitempty"`
	Number *int64         `json:"n,omitempty"`
	Amount *int64         `json:"a,omitempty"`
}

// MarshalJSON implements [json.Marshaler].
func (c Cell) MarshalJSON() ([]byte, error) {
	var s stored
	switch c.kind {
	case text:
		s.Text = &c.text
	case day:
		s.Day = &c.day
	case number:
		s.Number = &c.n
	case amount:
		s.Amount = &c.n
	}
	return json.Marshal(s)
}

// UnmarshalJSON implements [json.Unmarshaler].
func (c *Cell) UnmarshalJSON(data []byte) error {
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return fmt.Errorf("read a cell: %w", err)
	}
	switch {
	case s.Text != nil:
		*c = Text(*s.Text)
	case s.Day != nil:
		*c = Day(*s.Day)
	case s.Number != nil:
		*c = Number(*s.Number)
	case s.Amount != nil:
		*c = Cell{kind: amount, n: *s.Amount}
	default:
		*c = Cell{}
	}
	return nil
}

// Bytes returns the file.
//
// It returns an error for a workbook without sheets, for a sheet without columns
// and for a name that no sheet can have.
func (b Workbook) Bytes() (_ []byte, err error) {
	if len(b.Sheets) == 0 {
		return nil, errors.New("write a workbook: it has no sheets")
	}
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	look, err := newLook(file)
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	first := file.GetSheetName(0)
	for i, s := range b.Sheets {
		if i == 0 {
			err = file.SetSheetName(first, s.Name)
		} else {
			_, err = file.NewSheet(s.Name)
		}
		if err == nil {
			err = s.write(file, look)
		}
		if err != nil {
			return nil, fmt.Errorf("write the sheet %q: %w", s.Name, err)
		}
	}
	var out bytes.Buffer
	if _, err := file.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return out.Bytes(), nil
}

// look is the styles of the cells by their kind, and that of the head.
type look struct {
	head   int
	styles map[kind]int
}

// Forms of cells that every office program has, by their numbers in the format.
const (
	wholeForm = 3  // #,##0
	moneyForm = 4  // #,##0.00
	textForm  = 49 // @
)

func newLook(file *excelize.File) (look, error) {
	l := look{styles: make(map[kind]int)}
	dayForm := "dd.mm.yyyy"
	var err error
	style := func(s excelize.Style) int {
		id, fault := file.NewStyle(&s)
		err = errors.Join(err, fault)
		return id
	}
	l.head = style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: textForm})
	l.styles[text] = style(excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: textForm})
	l.styles[day] = style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &dayForm})
	l.styles[number] = style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, NumFmt: wholeForm})
	l.styles[amount] = style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, NumFmt: moneyForm})
	if err != nil {
		return l, err
	}
	// The mark that Excel itself gives to a text typed behind an apostrophe: it is
	// never a formula.
	quoted := true
	file.Styles.CellXfs.Xf[l.styles[text]].QuotePrefix = &quoted
	return l, nil
}

// write streams the rows into the sheet.
func (s Sheet) write(file *excelize.File, l look) error {
	if len(s.Columns) == 0 {
		return errors.New("it has no columns")
	}
	stream, err := file.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i, c := range s.Columns {
		if err := stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		head[i] = excelize.Cell{StyleID: l.head, Value: clean(c.Title)}
	}
	if err := stream.SetRow("A1", head); err != nil {
		return err
	}
	values := make([]any, len(s.Columns))
	for i, row := range s.Rows {
		if len(row) > len(s.Columns) {
			return fmt.Errorf("row %d has more cells than there are columns", i+1)
		}
		for j, c := range row {
			values[j] = c.value(l)
		}
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := stream.SetRow(at, values[:len(row)]); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(s.Columns), len(s.Rows)+1)
	if err != nil {
		return err
	}
	return file.AutoFilter(s.Name, "A1:"+last, nil)
}

// value returns the cell as the library takes it.
func (c Cell) value(l look) any {
	styled := excelize.Cell{StyleID: l.styles[c.kind]}
	switch c.kind {
	case text:
		styled.Value = c.text
	case day:
		styled.Value = serial(c.day)
	case number:
		styled.Value = c.n
	case amount:
		styled.Value = float64(c.n) / 100
	default:
		return nil
	}
	return styled
}

// epoch is the day 0 of spreadsheets. It is right from March 1900 on.
var epoch = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// serial returns the number by which spreadsheets know a day.
func serial(d workdays.Date) int64 { return int64(d.In(time.UTC).Sub(epoch) / (24 * time.Hour)) }
