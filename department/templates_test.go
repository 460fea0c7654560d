package department

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

const golden2027 = "testdata/state-payments-2027.tsv"

// TestStatePaymentsOf2027 compares what the templates say about 2027 with the
// table that accountants would read.
func TestStatePaymentsOf2027(t *testing.T) {
	cal := moscowCalendar(t)
	var b strings.Builder
	b.WriteString("# The state payments of 2027: the day that the law names and the day on which they really fall due.\ncode\tnominal\tdue\n")
	for _, template := range StateTemplates() {
		for _, o := range template.Rule.Due(day(t, "2027-01-01"), day(t, "2027-12-31"), cal) {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", template.Code, o.Nominal, o.Due)
		}
	}
	if *update {
		if err := os.WriteFile(golden2027, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden2027)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the year 2027 (-want +got):\n%s", diff)
	}
}

// off2027 are the days off of 2027 that are no weekends, and worked2027 the
// weekend day that is worked: decree of 17.09.2026 No. 1187, written here by
// hand so that the table is checked against something else than itself.
var (
	off2027 = []string{
		"2027-01-01", "2027-01-04", "2027-01-05", "2027-01-06", "2027-01-07", "2027-01-08", "2027-02-22", "2027-02-23", "2027-03-08",
		"2027-05-03", "2027-05-10", "2027-06-14", "2027-11-04", "2027-11-05", "2027-12-31",
	}
	worked2027 = "2027-02-20"
)

func worked(d time.Time) bool {
	text := d.Format(time.DateOnly)
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	return text == worked2027 || !weekend && !slices.Contains(off2027, text)
}

func TestTheTableOf2027IsRightByItself(t *testing.T) {
	file, err := os.ReadFile(golden2027)
	if err != nil {
		t.Fatal(err)
	}
	perCode := map[string]int{}
	for line := range strings.Lines(string(file)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 3 || cells[0] == "code" {
			continue
		}
		perCode[cells[0]]++
		nominal, _ := time.Parse(time.DateOnly, cells[1])
		due, _ := time.Parse(time.DateOnly, cells[2])
		step := 24 * time.Hour
		if due.Before(nominal) {
			step = -step
			if nominal.Format("01-02") != "12-31" {
				t.Errorf("%s: %s is paid before its day", cells[0], cells[1])
			}
		}
		want := nominal
		for !worked(want) {
			want = want.Add(step)
		}
		if !want.Equal(due) {
			t.Errorf("%s: %s falls due on %s, by hand on %s", cells[0], cells[1], cells[2], want.Format(time.DateOnly))
		}
	}
	want := map[string]int{
		"enp-notice": 12, "enp": 12, "ndfl-notice-2": 12, "ndfl-2": 12, "ndfl-1": 12, "insurance": 12, "injury": 12, "vat": 12,
		"profit-advance": 12, "usn-advance": 3, "property": 3,
	}
	if diff := cmp.Diff(want, perCode); diff != "" {
		t.Errorf("how often each falls due (-want +got):\n%s", diff)
	}
}

func TestTheEndOfFebruary2026IsInMarch(t *testing.T) {
	enp, ok := StateTemplate("enp")
	if !ok {
		t.Fatal("no template enp")
	}
	got := enp.Rule.Due(day(t, "2026-03-01"), day(t, "2026-03-15"), moscowCalendar(t))
	want := []Occurrence{{Nominal: day(t, "2026-02-28"), Due: day(t, "2026-03-02")}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("due in the first half of March (-want +got):\n%s", diff)
	}
}

func TestATemplateCountsOnceTheDirectorConfirmedIt(t *testing.T) {
	cal, at := moscowCalendar(t), clockAt(t, "2026-11-24 10:00", zone(t, "Europe/Moscow"))
	vat, _ := StateTemplate("vat")
	if _, err := vat.Confirm(Roubles(120_000), day(t, "2026-11-24"), anna, at); codeOf(err) != "not_yours" {
		t.Errorf("an employee confirms: %v", err)
	}
	plan, err := vat.Confirm(Roubles(120_000), day(t, "2026-11-24"), boss, at)
	if err != nil {
		t.Fatal(err)
	}
	events := plan.Events()
	if len(events) != 1 || events[0].Act != ConfirmTemplate || events[0].By != boss.ID || events[0].Note != "vat" {
		t.Errorf("the history says %+v", events)
	}
	if plan.Template != "vat" || !plan.Checked.IsZero() || plan.Ground != "НК РФ, ст. 174" {
		t.Errorf("the plan forgets where it comes from: %+v", plan)
	}
	opened := plan.Open(cal.Today(at), at, cal)
	if len(opened) != 2 || opened[0].Due != day(t, "2026-11-30") || opened[0].Amount != Roubles(120_000) || opened[1].Due != day(t, "2026-12-28") {
		t.Errorf("it makes %+v", opened)
	}
	notice, _ := StateTemplate("enp-notice")
	plan, err = notice.Confirm(Roubles(1), day(t, "2026-11-24"), boss, at)
	if err != nil || plan.Kind != NoticePayment || plan.Amount.Known() || plan.Paired != "enp" || plan.Checked != day(t, "2026-11-23") {
		t.Errorf("a notice: %+v, %v", plan, err)
	}
}

func TestPairsAreMutualOrShareANotice(t *testing.T) {
	for _, template := range StateTemplates() {
		if template.Paired == "" {
			continue
		}
		other, ok := StateTemplate(template.Paired)
		if !ok || other.Notice == template.Notice {
			t.Errorf("%s is paired with %q", template.Code, template.Paired)
		}
	}
}

func TestABrokenListIsNamedLineByLine(t *testing.T) {
	list := templateColumns + "\na\tA\tpayment\tzero\t*\t\tnext\t\t\t\t\nb\tB\tpayment\t1\t13\t\tnext\t\t\t\t\nc\tC\tpayment\t1\t*\t\tsideways\t\t\t\t\nd\tD\nf\tF\tpayment\t1\t*\t\tnext\t\tghost\tyesterday\t\n"
	_, err := readTemplates(list)
	for _, want := range []string{"line 2", "line 3", "line 4", "line 5", "line 6", "ghost"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %q: %v", want, err)
		}
	}
}
