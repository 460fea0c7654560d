package department

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department/workdays"
)

func dues(payments []Payment) string {
	var all []string
	for _, p := range payments {
		all = append(all, p.Due.String())
	}
	return strings.Join(all, " ")
}

func TestAPlanMakesItsPaymentsAhead(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-24 10:00", cal.Zone())
	rule := DateRule{Every: Monthly, Day: 28, Start: day(t, "2026-11-24"), Shift: workdays.Next}
	plan, err := PlanFiling{Title: "НДС", Kind: StatePayment, Amount: Roubles(120_000), Rule: rule, By: boss, At: at}.New()
	if err != nil {
		t.Fatal(err)
	}
	if got := dues(plan.Open(cal.Today(at), at, cal)); got != "2026-11-30 2026-12-28" {
		t.Errorf("at first: %s", got)
	}
	if got := dues(plan.Open(cal.Today(at), at, cal)); got != "" {
		t.Errorf("asked again: %s", got)
	}
	next, ok := plan.NextOpening(cal)
	if !ok || shown(next, cal.Zone()) != "Mon 2026-12-14 00:00" {
		t.Errorf("next time at %s, %v", shown(next, cal.Zone()), ok)
	}
	if got := dues(plan.Open(cal.Today(next), next, cal)); got != "2027-01-28" {
		t.Errorf("then: %s", got)
	}
	yearly := DateRule{Every: ByMonths, Months: []time.Month{10}, Day: 1, Start: day(t, "2026-11-24")}
	far, err := PlanFiling{Title: "Страховка", Kind: OtherPayment, Rule: yearly, By: boss, At: at}.New()
	if err != nil {
		t.Fatal(err)
	}
	if got := dues(far.Open(cal.Today(at), at, cal)); got != "2027-10-01" {
		t.Errorf("the first one is shown however far it is: %s", got)
	}
	single, _ := PlanFiling{Title: "Пошлина", Kind: OtherPayment, Rule: once(day(t, "2026-12-01"), workdays.None), By: boss, At: at}.New()
	single.Open(cal.Today(at), at, cal)
	if next, ok := single.NextOpening(cal); ok {
		t.Errorf("a single payment comes again at %v", next)
	}
}

func TestAChangedPlanReachesTheFutureOnly(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-24 10:00", cal.Zone())
	rule := DateRule{Every: Monthly, Day: 20, Start: day(t, "2026-11-01"), Shift: workdays.None}
	plan, _ := PlanFiling{Title: "Аренда", Kind: RentPayment, Amount: Roubles(90_000), Rule: rule, By: boss, At: at}.New()
	payments := plan.Open(cal.Today(at), at, cal)
	if got := dues(payments); got != "2026-11-20 2026-12-20" {
		t.Fatalf("before the change: %s", got)
	}
	rule.Day = 5
	sum := Roubles(95_000)
	if err := plan.Change(PlanChange{Rule: &rule, Amount: &sum}, anna, at, cal); codeOf(err) != "not_yours" {
		t.Errorf("changed by an employee: %v", err)
	}
	if err := plan.Change(PlanChange{Rule: &rule, Amount: &sum}, boss, at, cal); err != nil {
		t.Fatal(err)
	}
	var follow []bool
	for _, p := range payments {
		follow = append(follow, p.Follows(plan, cal.Today(at)))
	}
	if diff := cmp.Diff([]bool{false, true}, follow); diff != "" {
		t.Errorf("which payments follow (-want +got):\n%s", diff)
	}
	again := plan.Open(cal.Today(at), at, cal)
	if got := dues(again); got != "2026-12-05 2027-01-05" || again[0].Amount != sum {
		t.Errorf("made anew: %s for %v", got, again[0].Amount)
	}
	events := plan.Events()
	last := events[len(events)-1]
	if last.Act != ChangePlan || last.By != boss.ID || last.PlanBefore.Amount != Roubles(90_000) || last.PlanBefore.Rule.Day != 20 {
		t.Errorf("the history says %+v", last)
	}
}

func TestAPlanThatRestsMakesNothing(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-01-12 10:00", cal.Zone())
	rule := DateRule{Every: Monthly, Day: 20, Start: day(t, "2026-01-01")}
	plan, _ := PlanFiling{Title: "Аренда", Kind: RentPayment, Rule: rule, By: boss, At: at}.New()
	plan.Open(cal.Today(at), at, cal)
	if err := plan.Pause("", boss, at); codeOf(err) != "note_missing" {
		t.Errorf("paused without a reason: %v", err)
	}
	if err := plan.Pause("переезд", boss, at); err != nil {
		t.Fatal(err)
	}
	if _, ok := plan.NextOpening(cal); ok {
		t.Error("a paused plan has something to do")
	}
	later := clockAt(t, "2026-06-25 10:00", cal.Zone())
	if got := dues(plan.Open(cal.Today(later), later, cal)); got != "" {
		t.Errorf("while it rests: %s", got)
	}
	if err := plan.Resume(boss, later, cal); err != nil {
		t.Fatal(err)
	}
	if got := dues(plan.Open(cal.Today(later), later, cal)); got != "2026-07-20" {
		t.Errorf("resumed: %s", got)
	}
	if err := plan.End(boss, later); err != nil {
		t.Fatal(err)
	}
	if err := plan.Resume(boss, later, cal); codeOf(err) != "plan_ended" {
		t.Errorf("resumed after the end: %v", err)
	}
}

func TestWhatIsNoPlan(t *testing.T) {
	rule := once(day(t, "2026-12-01"), workdays.None)
	tests := []struct {
		name, code string
		f          PlanFiling
	}{
		{"by an employee", "not_yours", PlanFiling{Title: "НДС", Kind: StatePayment, Rule: rule, By: anna}},
		{"a receivable by a stranger", "not_yours", PlanFiling{Title: "счёт", Client: "Ромашка", Amount: Roubles(1), Kind: Receivable, Rule: rule, By: nobody}},
		{"without a title", "payment_untitled", PlanFiling{Title: " ", Kind: StatePayment, Rule: rule, By: boss}},
		{"with an endless title", "title_too_long", PlanFiling{Title: strings.Repeat("ы", 201), Kind: StatePayment, Rule: rule, By: boss}},
		{"a receivable of nobody", "client_empty", PlanFiling{Title: "счёт", Amount: Roubles(1), Kind: Receivable, Rule: rule, By: anna}},
		{"a receivable of nothing", "sum_missing", PlanFiling{Title: "счёт", Client: "Ромашка", Kind: Receivable, Rule: rule, By: anna}},
		{"without a rule", "rule_unclear", PlanFiling{Title: "НДС", Kind: StatePayment, By: boss}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := tt.f.New(); codeOf(err) != tt.code {
				t.Errorf("New() = %v, want %s", err, tt.code)
			}
		})
	}
}
