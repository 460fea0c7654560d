package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers/xlsx"
)

// opened reads a workbook back with what reads the files of others.
func opened(t testing.TB, b xlsx.Workbook) *excelize.File {
	t.Helper()
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("open the file: %v", err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// stored returns the workbook as it comes out of the queue of messages.
func stored(t testing.TB, b xlsx.Workbook) xlsx.Workbook {
	t.Helper()
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	var again xlsx.Workbook
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	return again
}

func workbook(cells ...xlsx.Cell) xlsx.Workbook {
	var columns []xlsx.Column
	for range cells {
		columns = append(columns, xlsx.Column{Title: "Столбец", Width: 20})
	}
	return xlsx.Workbook{Sheets: []xlsx.Sheet{{Name: "Платежи", Columns: columns, Rows: [][]xlsx.Cell{cells}}}}
}

func TestDaysAndAmountsAreNumbersAndTextsAreTexts(t *testing.T) {
	b := stored(t, workbook(
		xlsx.Text("аренда"), xlsx.Day(workdays.Date{Year: 2026, Month: 3, Day: 2}), xlsx.Amount(department.Money{Minor: 12_000_050, Currency: department.RUB}),
		xlsx.Number(1234567), xlsx.Text(""), xlsx.Day(workdays.Date{}), xlsx.Amount(department.Money{}),
	))
	file := opened(t, b)
	raw, err := file.GetRows("Платежи", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"аренда", "46083", "120000.5", "1234567"}, raw[1]); diff != "" {
		t.Errorf("what the cells hold (-want +got):\n%s", diff)
	}
	shown, err := file.GetRows("Платежи")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"аренда", "02.03.2026", "120,000.50", "1,234,567"}, shown[1]); diff != "" {
		t.Errorf("what the cells show (-want +got):\n%s", diff)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "C2": excelize.CellTypeUnset} {
		if got, err := file.GetCellType("Платежи", cell); err != nil || got != want {
			t.Errorf("%s is of type %v, %v; want %v", cell, got, err, want)
		}
	}
	on, err := file.GetCellValue("Платежи", "B2", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.ParseFloat(on, 64)
	if err != nil {
		t.Fatal(err)
	}
	if day, err := excelize.ExcelDateToTime(n, false); err != nil || day.Format("Mon 02.01.2006") != "Mon 02.03.2026" {
		t.Errorf("the day is %v, %v", day, err)
	}
}

// dangerous are texts that a spreadsheet would like to work out.
var dangerous = []string{"=1+1", "+7 495 123", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "\t=1", "'цитата", "<b>&amp;", "  отступ", "две\nстроки", "007"}

func TestWhatPeopleTypedIsNeverAFormula(t *testing.T) {
	for _, typed := range dangerous {
		b := stored(t, workbook(xlsx.Text(typed)))
		file := opened(t, b)
		if got, err := file.GetCellValue("Платежи", "A2"); err != nil || got != typed {
			t.Errorf("%q became %q, %v", typed, got, err)
		}
		if formula, err := file.GetCellFormula("Платежи", "A2"); err != nil || formula != "" {
			t.Errorf("%q is the formula %q, %v", typed, formula, err)
		}
		style, err := file.GetCellStyle("Платежи", "A2")
		if err != nil {
			t.Fatal(err)
		}
		if quoted := file.Styles.CellXfs.Xf[style].QuotePrefix; quoted == nil || !*quoted {
			t.Errorf("%q becomes a formula once somebody edits its cell", typed)
		}
	}
}

func TestTheFileHasNoFormulaAnywhere(t *testing.T) {
	data, err := workbook(xlsx.Text("=1+1"), xlsx.Number(1)).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("<f>")) || bytes.Contains(text, []byte("<f ")) {
			t.Errorf("%s has a formula: %s", part.Name, text)
		}
	}
}

func TestWhatACellCannotHoldIsLeftOut(t *testing.T) {
	file := opened(t, workbook(xlsx.Text("а\x00б\x1bв\xff"), xlsx.Text(strings.Repeat("я", xlsx.MaxText+5))))
	if got, _ := file.GetCellValue("Платежи", "A2"); got != "абв" {
		t.Errorf("control characters became %q", got)
	}
	if got, _ := file.GetCellValue("Платежи", "B2"); utf8.RuneCountInString(got) != xlsx.MaxText {
		t.Errorf("%d characters are left", utf8.RuneCountInString(got))
	}
}

func TestAWorkbookThatCannotBeIsNotWritten(t *testing.T) {
	for name, b := range map[string]xlsx.Workbook{
		"no sheets":           {},
		"no columns":          {Sheets: []xlsx.Sheet{{Name: "А"}}},
		"a forbidden name":    {Sheets: []xlsx.Sheet{{Name: "А/Б", Columns: []xlsx.Column{{Title: "А", Width: 9}}}}},
		"more cells than fit": {Sheets: []xlsx.Sheet{{Name: "А", Columns: []xlsx.Column{{Title: "А", Width: 9}}, Rows: [][]xlsx.Cell{{xlsx.Number(1), xlsx.Number(2)}}}}},
	} {
		if _, err := b.Bytes(); err == nil {
			t.Errorf("%s: written all the same", name)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range dangerous {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		file := opened(t, stored(t, workbook(xlsx.Text(typed), xlsx.Number(1))))
		if formula, err := file.GetCellFormula("Платежи", "A2"); err != nil || formula != "" {
			t.Errorf("%q is the formula %q, %v", typed, formula, err)
		}
		if n, err := file.GetCellValue("Платежи", "B2"); err != nil || n != "1" {
			t.Errorf("%q broke the cell beside it: %q, %v", typed, n, err)
		}
	})
}
