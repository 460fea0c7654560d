package department_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

func TestTheDirectorSetsTheClocks(t *testing.T) {
	var norms department.Norms
	for _, set := range []struct {
		kind department.KindName
		norm department.Norm
		span time.Duration
	}{
		{"complaint", department.NormTake, 2 * workdays.Hour},
		{"complaint", department.NormUrgentSolve, 4 * workdays.Hour},
		{"", department.NormNudge, 5 * workdays.Day},
	} {
		before := norms
		next, err := norms.Set(set.kind, set.norm, set.span, dora)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, norms); diff != "" {
			t.Errorf("what was before changed: %s", diff)
		}
		norms = next
	}
	cal := office(t)
	for _, c := range []struct {
		kind                   department.Kind
		urgency                department.Priority
		take, due, longestIdle string
	}{
		{department.Complaint, department.Normal, "Mon 23 Nov 2026 12:00", "Thu 26 Nov 2026 10:00", "45h0m0s"},
		{department.Complaint, department.Critical, "Mon 23 Nov 2026 11:00", "Mon 23 Nov 2026 14:00", "45h0m0s"},
		{department.Task, department.Normal, "Mon 23 Nov 2026 14:00", "Thu 26 Nov 2026 10:00", "45h0m0s"},
	} {
		m, err := norms.Of(c.kind).New(department.Filing{Text: "дело", By: dora, Priority: c.urgency, At: inMoscow(t, "Mon 23 Nov 2026 10:00")}, cal)
		if err != nil {
			t.Fatal(err)
		}
		in := func(at time.Time) string { return at.In(cal.Zone()).Format(form) }
		if in(m.TakeBy) != c.take || in(m.Due) != c.due || m.Nudge.String() != c.longestIdle {
			t.Errorf("%s: take by %s, due %s, nudge after %v", c.kind.Name, in(m.TakeBy), in(m.Due), m.Nudge)
		}
	}
	never, err := norms.Set("", department.NormNudge, 0, dora)
	if err != nil || never.Of(department.Task).Clocks.Nudge != 0 {
		t.Errorf("nudges are not off: %v, %v", never, err)
	}
}

func TestNormsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		kind department.KindName
		norm department.Norm
		span time.Duration
		by   department.Person
		want string
	}{
		{"by an employee", "complaint", department.NormTake, workdays.Hour, anna, "not_yours"},
		{"of an unknown kind", "party", department.NormTake, workdays.Hour, dora, "button_unknown"},
		{"an unknown number", "complaint", "dance", workdays.Hour, dora, "button_unknown"},
		{"no time at all", "complaint", department.NormTake, 0, dora, "button_unknown"},
		{"negative", "", department.NormNudge, -workdays.Day, dora, "button_unknown"},
		{"a year", "complaint", department.NormSolve, 250 * workdays.Day, dora, "button_unknown"},
	} {
		before := department.Norms{Nudge: workdays.Day}
		got, err := before.Set(c.kind, c.norm, c.span, c.by)
		if r := refusal(err); r != c.want || cmp.Diff(before, got) != "" {
			t.Errorf("%s: %q, %v", c.name, r, got)
		}
	}
}
