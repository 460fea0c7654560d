package department

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/otdel-bot/otdel/department/workdays"
)

// filed returns the first payment of a plan that the director files.
func filed(t testing.TB, f PlanFiling, at time.Time, cal workdays.Calendar) Payment {
	t.Helper()
	f.At = at
	if f.By.ID == 0 {
		f.By = boss
	}
	if f.Title == "" {
		f.Title = "НДС"
	}
	plan, err := f.New()
	if err != nil {
		t.Fatal(err)
	}
	opened := plan.Open(cal.Today(at), at, cal)
	if len(opened) == 0 {
		t.Fatalf("nothing falls due by %+v", f.Rule)
	}
	return opened[0]
}

func once(d workdays.Date, shift workdays.Rule) DateRule {
	return DateRule{Every: Once, Start: d, Shift: shift}
}

func TestTheLadderOfAPayment(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	filedAt := clockAt(t, "2026-01-12 10:00", z)
	tests := []struct {
		name string
		p    PlanFiling
		want string
	}{
		{
			"28.02.2026 is a Saturday and becomes Monday", PlanFiling{Kind: StatePayment, Rule: once(day(t, "2026-02-28"), workdays.Next)},
			`Wed 2026-02-18 09:00 payment_ahead
			Wed 2026-02-25 09:00 payment_ahead
			Fri 2026-02-27 09:00 payment_ahead
			Mon 2026-03-02 09:00 payment_today through
			Mon 2026-03-02 12:00 payment_today through
			Mon 2026-03-02 16:00 payment_today through
			Mon 2026-03-02 17:00 payment_escalated through supervisor
			Tue 2026-03-03 09:00 payment_late
			Wed 2026-03-04 09:00 payment_late
			Thu 2026-03-05 09:00 payment_late
			Fri 2026-03-06 09:00 payment_late
			Tue 2026-03-10 09:00 payment_late`,
		},
		{
			"a payment that nobody moves rings on its Sunday", PlanFiling{Kind: RentPayment, Rule: once(day(t, "2026-02-01"), workdays.None)},
			`Thu 2026-01-22 09:00 payment_ahead
			Wed 2026-01-28 09:00 payment_ahead
			Fri 2026-01-30 09:00 payment_ahead
			Sun 2026-02-01 09:00 payment_today through
			Sun 2026-02-01 12:00 payment_today through
			Sun 2026-02-01 16:00 payment_today through
			Sun 2026-02-01 17:00 payment_escalated through supervisor
			Mon 2026-02-02 09:00 payment_late`,
		},
		{
			"money that a client owes", PlanFiling{Kind: Receivable, Client: "Ромашка", Amount: Roubles(90_000), Rule: once(day(t, "2026-02-06"), workdays.None)},
			`Fri 2026-02-06 09:00 payment_today
			Mon 2026-02-09 09:00 payment_late
			Mon 2026-02-16 09:00 payment_late
			Tue 2026-02-24 09:00 payment_late`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := filed(t, tt.p, filedAt, cal)
			want := strings.Split(strings.ReplaceAll(tt.want, "\t", ""), "\n")
			var got []string
			for at := filedAt; len(got) < len(want); {
				b, ok := p.Next(at, cal)
				if !ok {
					t.Fatal("the ladder ends")
				}
				line := shown(b.Due, z) + " " + string(b.Cause)
				if b.Through {
					line += " through"
				}
				if b.Tell&Supervisors != 0 {
					line += " supervisor"
				}
				got, at = append(got, line), b.Due
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the ladder (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPaymentThatKeepsQuietHoursSaysSo(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-03-02 09:00", cal.Zone())
	p := filed(t, PlanFiling{Kind: StatePayment, Rule: once(day(t, "2026-03-02"), workdays.Next)}, at, cal)
	p.Hushed = true
	if b, ok := p.Next(at, cal); !ok || b.Through {
		t.Errorf("at noon it rings as %+v", b)
	}
}

func TestAfterASleepOneBellSaysItAll(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	p := filed(t, PlanFiling{Kind: StatePayment, Rule: once(day(t, "2026-02-28"), workdays.Next)}, clockAt(t, "2026-02-02 10:00", z), cal)
	asleep, _ := p.Next(clockAt(t, "2026-02-27 10:00", z), cal) // the morning of 2 March
	got := p.Catch(asleep, clockAt(t, "2026-03-05 14:00", z), cal)
	if shown(got.Due, z) != "Thu 2026-03-05 09:00" || got.Cause != PaymentLate || got.Tell != Owners|Supervisors {
		t.Errorf("after three days: %s %s, told %b", shown(got.Due, z), got.Cause, got.Tell)
	}
	if same := p.Catch(asleep, asleep.Due, cal); same != asleep {
		t.Errorf("in time: %+v, want %+v", same, asleep)
	}
}

func TestPayingInParts(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-24 10:00", cal.Zone())
	p := filed(t, PlanFiling{Kind: StatePayment, Amount: Roubles(120_000), Rule: once(day(t, "2026-11-28"), workdays.Next)}, at, cal)
	proof := Proof{Number: " п/п 118 "}
	refused := []struct {
		name, code string
		part       Part
		by         Person
	}{
		{"by a stranger", "not_yours", Part{Proof: proof}, nobody},
		{"by somebody else", "not_yours", Part{Proof: proof}, anna},
		{"without proof", "proof_missing", Part{Sum: Roubles(1)}, boss},
		{"more than is open", "sum_too_big", Part{Sum: Roubles(120_001), Proof: proof}, boss},
		{"in dollars", "sum_currency", Part{Sum: Money{100, USD}, Proof: proof}, boss},
		{"nothing", "money_zero", Part{Sum: Roubles(0), Proof: proof}, boss},
		{"tomorrow", "paid_ahead", Part{On: day(t, "2026-11-25"), Proof: proof}, boss},
		{"with an endless number", "proof_too_long", Part{Proof: Proof{Number: strings.Repeat("1", 101)}}, boss},
	}
	for _, tt := range refused {
		t.Run(tt.name, func(t *testing.T) {
			if err := p.Pay(tt.part, tt.by, at, cal); codeOf(err) != tt.code {
				t.Errorf("Pay() = %v, want %s", err, tt.code)
			}
		})
	}
	if p.State != Unpaid || len(p.Parts) != 0 {
		t.Fatalf("a refusal changed the payment: %+v", p.PaymentStanding)
	}
	if err := p.Pay(Part{Sum: Roubles(50_000), Proof: proof}, boss, at, cal); err != nil {
		t.Fatal(err)
	}
	if p.State != Unpaid || p.Remainder() != Roubles(70_000) || p.Parts[0].Proof.Number != "п/п 118" || p.Parts[0].On != day(t, "2026-11-24") {
		t.Errorf("after a part: %+v", p.PaymentStanding)
	}
	if err := p.SetAmount(Roubles(50_000), boss, at); codeOf(err) != "sum_too_small" {
		t.Errorf("an amount below what was paid: %v", err)
	}
	if err := p.Pay(Part{Proof: Proof{File: &Attachment{Kind: Photo, File: "f"}}}, boss, at, cal); err != nil {
		t.Fatal(err)
	}
	if p.State != Paid || p.Remainder() != Roubles(0) || p.Got() != Roubles(120_000) {
		t.Errorf("after the rest: %+v", p.PaymentStanding)
	}
	if _, rings := p.Next(at, cal); rings {
		t.Error("a paid payment rings")
	}
	if err := p.Pay(Part{Sum: Roubles(1), Proof: proof}, boss, at, cal); err == nil {
		t.Error("it is paid twice")
	}
	last := p.Events()[len(p.Events())-1]
	if last.Act != PayAll || last.Sum != Roubles(70_000) {
		t.Errorf("the history ends with %+v", last)
	}
	if err := p.Undo(boss, last, at.Add(11*time.Minute)); codeOf(err) != "undo_late" {
		t.Errorf("undone after eleven minutes: %v", err)
	}
	if err := p.Undo(boss, last, at.Add(time.Minute)); err != nil || p.State != Unpaid || p.Remainder() != Roubles(70_000) {
		t.Errorf("undone: %v, %+v", err, p.PaymentStanding)
	}
}

func TestAnUnknownAmountIsWhateverWasPaid(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-24 10:00", cal.Zone())
	p := filed(t, PlanFiling{Kind: StatePayment, Rule: once(day(t, "2026-11-28"), workdays.Next)}, at, cal)
	proof := Proof{Number: "1"}
	if err := p.Pay(Part{Proof: proof}, boss, at, cal); codeOf(err) != "sum_missing" {
		t.Errorf("no sum at all: %v", err)
	}
	if err := p.Pay(Part{Sum: Money{7, EUR}, Proof: proof}, boss, at, cal); err != nil || p.State != Paid || p.Amount != (Money{7, EUR}) {
		t.Errorf("paid: %v, %+v", err, p.PaymentStanding)
	}
	notice := filed(t, PlanFiling{Kind: NoticePayment, Rule: once(day(t, "2026-11-25"), workdays.Next)}, at, cal)
	if err := notice.Pay(Part{Proof: proof}, boss, at, cal); err != nil || notice.State != Paid {
		t.Errorf("a notice is sent: %v, %+v", err, notice.PaymentStanding)
	}
}

func TestAHeldPaymentIsSilentUntilReleased(t *testing.T) {
	cal := moscowCalendar(t)
	at := clockAt(t, "2026-11-24 10:00", cal.Zone())
	p := filed(t, PlanFiling{Kind: RentPayment, Rule: once(day(t, "2026-11-25"), workdays.None)}, at, cal)
	if err := p.Hold(" ", boss, at); codeOf(err) != "note_missing" {
		t.Errorf("held without a reason: %v", err)
	}
	if err := p.Hold("ждём счёт", boss, at); err != nil {
		t.Fatal(err)
	}
	if b, ok := p.Next(at, cal); ok {
		t.Errorf("a held payment rings: %+v", b)
	}
	if err := p.Release(boss, at); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.Next(at, cal); !ok || p.Reason != "" {
		t.Error("a released payment is silent")
	}
}

func TestABrokenPromiseMakesATaskOnce(t *testing.T) {
	cal := moscowCalendar(t)
	z := cal.Zone()
	at := clockAt(t, "2026-11-20 10:00", z)
	p := filed(t, PlanFiling{Title: "счёт 118", Kind: Receivable, Client: "ООО «Ромашка»", Amount: Roubles(90_000), By: anna, Rule: once(day(t, "2026-11-10"), workdays.None)}, at, cal)
	if err := p.Promise(day(t, "2026-11-19"), anna, at, cal); codeOf(err) != "promise_past" {
		t.Errorf("promised for yesterday: %v", err)
	}
	if err := p.Promise(day(t, "2026-11-27"), anna, at, cal); err != nil {
		t.Fatal(err)
	}
	if _, broken := p.FollowUp(clockAt(t, "2026-11-27 23:59", z), cal); broken {
		t.Error("the promised day is not over")
	}
	b, _ := p.Next(clockAt(t, "2026-11-27 12:00", z), cal)
	if shown(b.Due, z) != "Mon 2026-11-30 09:00" || b.Cause != PromisePassed {
		t.Errorf("rings %s %s", shown(b.Due, z), b.Cause)
	}
	f, broken := p.FollowUp(b.Due, cal)
	if !broken || f.Owner != anna.ID || f.Client != "ООО «Ромашка»" || f.Text != "счёт 118" {
		t.Errorf("the task is %+v, %v", f, broken)
	}
	if _, again := p.FollowUp(b.Due, cal); again {
		t.Error("one promise makes two tasks")
	}
	if err := p.Promise(day(t, "2026-12-04"), anna, b.Due, cal); err != nil {
		t.Fatal(err)
	}
	if _, broken := p.FollowUp(clockAt(t, "2026-12-07 09:00", z), cal); !broken {
		t.Error("a second promise cannot be broken")
	}
}

func TestReceivablesAge(t *testing.T) {
	p := Payment{Kind: Receivable, Occurrence: Occurrence{Due: day(t, "2026-11-01")}}
	tests := []struct {
		today string
		want  Age
	}{
		{"2026-10-31", NotYet}, {"2026-11-01", NotYet},
		{"2026-11-02", UpTo30}, {"2026-12-01", UpTo30},
		{"2026-12-02", UpTo60}, {"2026-12-31", UpTo60},
		{"2027-01-01", UpTo90}, {"2027-01-30", UpTo90},
		{"2027-01-31", Over90},
	}
	for _, tt := range tests {
		t.Run(tt.today, func(t *testing.T) {
			if got := p.Age(day(t, tt.today)); got != tt.want {
				t.Errorf("Age() = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestTotalsByKindAndCurrency(t *testing.T) {
	of := func(kind PaymentKind, sum Money, parts ...Part) Payment {
		return Payment{Kind: kind, PaymentStanding: PaymentStanding{State: Unpaid, Amount: sum, Parts: parts}}
	}
	paid := of(RentPayment, Roubles(1))
	paid.State = Paid
	got := Totals([]Payment{
		of(RentPayment, Roubles(90_000)),
		of(StatePayment, Roubles(100), Part{Sum: Roubles(40)}),
		of(StatePayment, Money{}),
		of(StatePayment, Roubles(5)),
		of(StatePayment, Money{7, EUR}),
		paid,
	})
	want := []PaymentTotal{
		{Kind: StatePayment, Currency: RUB, Open: 6_500, Count: 2},
		{Kind: StatePayment, Count: 1},
		{Kind: StatePayment, Currency: EUR, Open: 7, Count: 1},
		{Kind: RentPayment, Currency: RUB, Open: 9_000_000, Count: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Totals (-want +got):\n%s", diff)
	}
}

func TestTheLadderOnlyClimbs(t *testing.T) {
	cal := moscowCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		due := workdays.Date{Year: 2025, Month: 1, Day: 1}.Add(rapid.IntRange(0, 900).Draw(t, "due"))
		p := Payment{
			Occurrence: Occurrence{Nominal: due, Due: due}, Kind: rapid.SampledFrom(PaymentKinds()).Draw(t, "kind"),
			PaymentStanding: PaymentStanding{State: Unpaid},
		}
		if p.Kind == Receivable && rapid.Bool().Draw(t, "promised") {
			p.Promised = due.Add(rapid.IntRange(-20, 60).Draw(t, "promise"))
		}
		at := due.Add(rapid.IntRange(-30, 60).Draw(t, "from")).In(cal.Zone()).Add(time.Duration(rapid.IntRange(0, 86399).Draw(t, "second")) * time.Second)
		for range 15 {
			b, ok := p.Next(at, cal)
			if !ok || !b.Due.After(at) {
				t.Fatalf("after %v comes %v, %v", at, b.Due, ok)
			}
			if !b.Through && b.Cause != PaymentToday && !cal.IsWorkday(cal.Today(b.Due)) {
				t.Fatalf("it rings on %v, a day off", b.Due)
			}
			at = b.Due
		}
		for _, s := range []PaymentState{Paid, Void, Held} {
			p.State = s
			if _, ok := p.Next(at, cal); ok {
				t.Fatalf("it rings while %s", s)
			}
		}
	})
}
