package department

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTheAgendaProposesWhatTheJobDescriptionNames(t *testing.T) {
	matter := func(id int64, kind Kind, text string, change func(*Matter)) Matter {
		m := Matter{ID: id, Kind: kind.Name, Text: text, Standing: Standing{State: Taken, Client: "Ромашка"}}
		if change != nil {
			change(&m)
		}
		return m
	}
	facts := AgendaFacts{
		Matters: []Matter{
			matter(1, Complaint, "не отгрузили заказ 118", nil),
			matter(2, Complaint, "Бракованная партия", nil),
			matter(3, Complaint, "требуют вернуть 45 000 ₽ за брак", nil),
			matter(4, Task, "подготовить КП на 100 000 ₽", nil),
			matter(5, Task, "отчёт", func(m *Matter) { m.Returns = 2 }),
			matter(6, Complaint, "плохое качество", func(m *Matter) { m.State = Closed }),
			matter(7, Complaint, "плохое качество", nil),
			matter(8, Complaint, "о собраке", nil),
		},
		Receivables: []Payment{
			{ID: 11, Title: "счёт 5", Client: "Лютик", Kind: Receivable, Occurrence: Occurrence{Due: day(t, "2026-11-23")}, PaymentStanding: PaymentStanding{State: Unpaid, Amount: Roubles(90_000)}},
			{ID: 12, Title: "счёт 6", Kind: Receivable, Occurrence: Occurrence{Due: day(t, "2026-11-24")}, PaymentStanding: PaymentStanding{State: Unpaid}},
			{ID: 13, Title: "счёт 7", Kind: Receivable, Occurrence: Occurrence{Due: day(t, "2026-11-01")}, PaymentStanding: PaymentStanding{State: Paid}},
			{ID: 14, Title: "НДС", Kind: StatePayment, Occurrence: Occurrence{Due: day(t, "2026-11-01")}, PaymentStanding: PaymentStanding{State: Unpaid}},
		},
		Decisions: []Decision{{ID: 21, Text: "скидка"}, {ID: 22, Text: "в работе", Matters: []int64{31}}},
		Linked:    []Matter{matter(31, Task, "…", nil)},
	}
	have := []AgendaPoint{{Matter: 7}}
	want := []Proposal{
		{Reason: ClaimPoint, Matter: 3, Text: "требуют вернуть 45 000 ₽ за брак", Client: "Ромашка", Sum: Roubles(45_000)},
		{Reason: UnpaidPoint, Payment: 11, Text: "счёт 5", Client: "Лютик", Sum: Roubles(90_000)},
		{Reason: ReturnedPoint, Matter: 5, Text: "отчёт", Client: "Ромашка"},
		{Reason: QualityPoint, Matter: 2, Text: "Бракованная партия", Client: "Ромашка"},
		{Reason: IdlePoint, Decision: 21, Text: "скидка"},
	}
	if diff := cmp.Diff(want, Propose(facts, have, day(t, "2026-11-24"))); diff != "" {
		t.Errorf("proposals (-want +got):\n%s", diff)
	}
	taken := []AgendaPoint{{Matter: 7}, {Decision: 21, Text: "скидка, короче", Reason: IdlePoint}}
	if got := Propose(facts, taken, day(t, "2026-11-24")); len(got) != 4 {
		t.Errorf("a decision on the agenda is proposed again: %+v", got)
	}
}

func TestWhatWasNotReachedRollsOver(t *testing.T) {
	points := []AgendaPoint{
		{ID: 1, Meeting: 7, Text: "раз", Done: true},
		{ID: 2, Meeting: 7, Text: "два", Rolled: 2, Waits: 1},
		{ID: 3, Meeting: 7, Matter: 118},
		{ID: 4, Meeting: 7, Text: "ушёл раньше", Moved: 6},
		{ID: 5, Meeting: 7, Matter: 119},
	}
	old, rolled := RollOver(points, 8, []AgendaPoint{{Meeting: 8, Matter: 119, Text: "уже там"}})
	if diff := cmp.Diff([]AgendaPoint{{Meeting: 8, Text: "два", Rolled: 3}, {Meeting: 8, Matter: 118, Rolled: 1}}, rolled); diff != "" {
		t.Errorf("rolled (-want +got):\n%s", diff)
	}
	var moved []int64
	for _, p := range old {
		if p.Moved != 8 || p.Waits != 0 || p.Left() {
			t.Errorf("%+v is not marked as moved", p)
		}
		moved = append(moved, p.ID)
	}
	if diff := cmp.Diff([]int64{2, 3, 5}, moved); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
}

func TestWhichMeetingFollows(t *testing.T) {
	at := time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)
	meet := func(id int64, hours time.Duration, people ...PersonID) Meeting {
		m := called(t, MeetingFiling{Start: at.Add(hours * time.Hour), At: at, People: people})
		m.ID = id
		return m
	}
	before := meet(1, 2, 2, 3, 4)
	off := meet(2, 26, 2, 3, 4)
	off.State = MeetingOff
	foreign := meet(3, 26, 2, 3, 4)
	foreign.Organiser = 9
	for _, tt := range []struct {
		name string
		next Meeting
		want bool
	}{
		{"the same people a day later", meet(4, 26, 2, 3, 4), true},
		{"most of them, and others", meet(5, 26, 2, 3, 7, 8), true},
		{"one of three", meet(6, 26, 2, 7), false},
		{"earlier", meet(7, 1, 2, 3, 4), false},
		{"itself", before, false},
		{"called off", off, false},
		{"of somebody else", foreign, false},
	} {
		if got := tt.next.Follows(before); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestWhoMayAddToTheAgenda(t *testing.T) {
	at := time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)
	m := called(t, MeetingFiling{Start: at.Add(time.Hour), At: at, People: []PersonID{anna.ID}})
	have := []AgendaPoint{{Matter: 118}}
	tests := []struct {
		name, text, code string
		matter           int64
		by               Person
		have             []AgendaPoint
	}{
		{"a guest", "скидки", "", 0, anna, have},
		{"a guest, a matter", "", "", 119, anna, have},
		{"somebody who was not invited", "скидки", "not_invited", 0, pyotr, have},
		{"nothing", " ", "agenda_empty", 0, anna, have},
		{"the same matter twice", "", "agenda_twice", 118, anna, have},
		{"too much", "скидки", "agenda_full", 0, anna, make([]AgendaPoint, MaxPoints)},
		{"an endless line", strings.Repeat("ы", MaxNote+1), "text_too_long", 0, anna, have},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := m.NewPoint(tt.text, tt.matter, tt.by, at, tt.have); codeOf(err) != tt.code {
				t.Errorf("NewPoint() = %v, want %q", err, tt.code)
			}
		})
	}
}

func TestWhatBecameOfADecision(t *testing.T) {
	at := time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)
	in := func(id int64, s State) Matter { return Matter{ID: id, Standing: Standing{State: s}} }
	tests := []struct {
		name    string
		d       Decision
		matters []Matter
		want    DecisionState
	}{
		{"nothing", Decision{}, []Matter{in(1, Taken)}, DecisionNoAction},
		{"a task in work", Decision{Matters: []int64{1, 2}}, []Matter{in(1, Closed), in(2, Done)}, DecisionInWork},
		{"all tasks closed", Decision{Matters: []int64{1, 2}}, []Matter{in(1, Closed), in(2, Cancelled)}, DecisionActed},
		{"all tasks cancelled", Decision{Matters: []int64{1}}, []Matter{in(1, Cancelled)}, DecisionNoAction},
		{"done without a task", Decision{Acted: at}, nil, DecisionActed},
		{"done, and yet a task is open", Decision{Acted: at, Matters: []int64{1}}, []Matter{in(1, Open)}, DecisionInWork},
		{"checked", Decision{Acted: at, Checked: at}, nil, DecisionChecked},
		{"taken back", Decision{Acted: at, Checked: at, Dropped: at}, nil, DecisionVoid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.d.State(tt.matters); got != tt.want {
				t.Errorf("State() = %s, want %s", got, tt.want)
			}
		})
	}
}

func TestDecisionsAreAskedAboutUntilAnswered(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	at := clockAt(t, "2026-11-24 14:00", z)
	d, err := NewDecision(Decision{Text: "скидка", Review: clockAt(t, "2026-12-03 12:00", z)}, boss, at)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for now := at; len(got) < 5; {
		b, ok := d.Next(now, cal)
		if !ok {
			t.Fatal("nobody asks any more")
		}
		got, now = append(got, shown(b.Due, z)+" "+string(b.Cause)), b.Due
	}
	want := []string{
		"Fri 2026-11-27 09:00 decision_idle", "Wed 2026-12-02 09:00 decision_idle", "Thu 2026-12-03 09:00 decision_review",
		"Fri 2026-12-04 09:00 decision_review", "Mon 2026-12-07 09:00 decision_review",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		day   string
		cause Cause
		who   Who
	}{
		{"2026-11-26", "", 0},
		{"2026-11-27", DecisionIdle, Owners},
		{"2026-12-01", DecisionIdle, Owners},
		{"2026-12-02", DecisionIdle, Owners | Directors},
		{"2026-12-03", DecisionReview, Directors},
	} {
		cause, who, _ := d.Asks(nil, clockAt(t, tt.day+" 09:00", z), cal)
		if cause != tt.cause || who != tt.who {
			t.Errorf("on %s: %q to %v, want %q to %v", tt.day, cause, who, tt.cause, tt.who)
		}
	}
	if err := d.Act("сделано", anna, at); codeOf(err) != "not_yours" {
		t.Errorf("answered by somebody else: %v", err)
	}
	if err := d.Act("сделано", boss, at); err != nil {
		t.Fatal(err)
	}
	if b, ok := d.Next(at, cal); !ok || b.Cause != DecisionReview {
		t.Errorf("acted: %+v, want the review", b)
	}
	if err := d.Check("работает", boss, at); err != nil {
		t.Fatal(err)
	}
	if b, ok := d.Next(at, cal); ok {
		t.Errorf("checked, and still asked: %+v", b)
	}
	if err := d.Act("ещё раз", boss, at); codeOf(err) != "decision_over" {
		t.Errorf("acted after the check: %v", err)
	}
	for _, tt := range []struct {
		name, code string
		d          Decision
		by         Person
	}{
		{"by an employee", "not_yours", Decision{Text: "скидка"}, anna},
		{"without a text", "decision_empty", Decision{Text: " "}, boss},
		{"of signs only", "decision_empty", Decision{Text: "???"}, boss},
		{"for yesterday", "due_past", Decision{Text: "скидка", Due: at.Add(-time.Hour)}, boss},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := NewDecision(tt.d, tt.by, at); codeOf(err) != tt.code {
				t.Errorf("NewDecision() = %v, want %s", err, tt.code)
			}
		})
	}
}

func TestAnAnswerAboutADecisionGivesRest(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	at := clockAt(t, "2026-11-24 14:00", z)
	fresh := func() Decision {
		d, err := NewDecision(Decision{Text: "скидка", Owner: anna.ID}, boss, at)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	asked := clockAt(t, "2026-11-27 09:00", z)
	for _, tt := range []struct {
		name   string
		answer func(*Decision) error
		want   string // when it is asked next, empty for never
		code   string
	}{
		{"another due time", func(d *Decision) error { return d.Postpone(clockAt(t, "2026-12-10 18:00", z), anna, asked) }, "Thu 2026-12-10 09:00", ""},
		{"one that has passed", func(d *Decision) error { return d.Postpone(at, anna, asked) }, "Wed 2026-12-02 09:00", "due_past"},
		{"the owner finds it needless", func(d *Decision) error { return d.ProposeDrop("не нужно", anna, asked, cal) }, "Wed 2026-12-02 09:00", ""},
		{"carried out", func(d *Decision) error { return d.Act("сделано", anna, asked) }, "", ""},
		{"another review by the owner", func(d *Decision) error { return d.PostponeReview(asked.AddDate(0, 0, 9), anna, asked) }, "Wed 2026-12-02 09:00", "not_yours"},
		{"by somebody else", func(d *Decision) error { return d.Postpone(clockAt(t, "2026-12-10 18:00", z), pyotr, asked) }, "Wed 2026-12-02 09:00", "not_yours"},
		{"taken back", func(d *Decision) error { return d.Drop("передумали", boss, asked) }, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := fresh()
			if err := tt.answer(&d); codeOf(err) != tt.code {
				t.Fatalf("answered: %v, want %q", err, tt.code)
			}
			got := ""
			if b, ok := d.Next(asked, cal); ok {
				got = shown(b.Due, z)
			}
			if got != tt.want {
				t.Errorf("asked next %s, want %s", got, tt.want)
			}
			if want := 2; tt.code == "" && len(d.Events()) != want {
				t.Errorf("%d events, want %d", len(d.Events()), want)
			}
		})
	}
}

// TestNobodyIsAskedAboutADecisionAtNight lets people answer at any time: the
// clock looks at a decision on working mornings only, ever later, and never once
// it is over.
func TestNobodyIsAskedAboutADecisionAtNight(t *testing.T) {
	cal := moscowCalendar(t)
	start := clockAt(t, "2026-11-02 10:00", cal.Zone())
	rapid.Check(t, func(t *rapid.T) {
		d, err := NewDecision(Decision{Text: "скидка", Owner: anna.ID, Patience: rapid.IntRange(0, 10).Draw(t, "patience")}, boss, start)
		if err != nil {
			t.Fatal(err)
		}
		now := start
		for range 30 {
			b, rings := d.Next(now, cal)
			if rings == d.Over() && !(d.Review.IsZero() && !d.Acted.IsZero()) {
				t.Fatalf("over: %v, and looked at: %v", d.Over(), rings)
			}
			if rings {
				at := b.Due.In(cal.Zone())
				if !b.Due.After(now) || at.Hour() != 9 || !cal.IsWorkday(cal.Today(at)) {
					t.Fatalf("looked at on %v, asked at %v", at, now)
				}
			}
			now = now.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "hours")) * time.Hour)
			if rings && rapid.Bool().Draw(t, "waits") {
				now = b.Due
			}
			later := now.Add(time.Duration(rapid.IntRange(-10, 400).Draw(t, "later")) * time.Hour)
			switch rapid.IntRange(0, 9).Draw(t, "answer") {
			case 0:
				err = d.Postpone(later, anna, now)
			case 1:
				err = d.PostponeReview(later, boss, now)
			case 2:
				err = d.ProposeDrop("не нужно", anna, now, cal)
			case 3:
				err = d.Act("сделано", anna, now)
			case 4:
				err = d.Check("", boss, now)
			case 5:
				err = d.Drop("передумали", boss, now)
			}
			if err != nil && codeOf(err) == "" {
				t.Fatal(err)
			}
			if cause, _, asks := d.Asks(nil, now, cal); asks && (d.Over() || cause == DecisionIdle && !d.Acted.IsZero()) {
				t.Fatalf("asked %s of %+v", cause, d)
			}
		}
	})
}
