package department_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestAnAbsenceIsNotedByThePersonOrTheDirector(t *testing.T) {
	now := inMoscow(t, "Mon 23 Nov 2026 10:00")
	from, until := inMoscow(t, "Tue 1 Dec 2026 00:00"), inMoscow(t, "Tue 15 Dec 2026 00:00")
	other := department.Absence{Person: anna.ID, From: inMoscow(t, "Mon 14 Dec 2026 00:00"), Until: inMoscow(t, "Wed 16 Dec 2026 00:00")}
	over := other
	over.Ended = now
	for _, c := range []struct {
		name        string
		who, by     department.Person
		from, until time.Time
		others      []department.Absence
		want        string
	}{
		{"one's own", anna, anna, from, until, nil, ""},
		{"by the director", anna, dora, from, until, nil, ""},
		{"somebody else's", anna, boris, from, until, nil, "not_yours"},
		{"a candidate's", kim, dora, from, until, nil, "away_stranger"},
		{"in the past", anna, anna, from.AddDate(-1, 0, 0), until.AddDate(-1, 0, 0), nil, "away_past"},
		{"backwards", anna, anna, until, from, nil, "away_unclear"},
		{"for two years", anna, anna, from, until.AddDate(2, 0, 0), nil, "away_toolong"},
		{"twice", anna, anna, from, until, []department.Absence{other}, "away_twice"},
		{"after one that was called off", anna, anna, from, until, []department.Absence{over}, ""},
		{"besides one of somebody else", boris, boris, from, until, []department.Absence{other}, ""},
	} {
		_, err := department.NewAbsence(c.who, c.from, c.until, c.by, now, c.others)
		if got := refusal(err); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestADeputyIsThereAndSomebodyElse(t *testing.T) {
	from, until := inMoscow(t, "Tue 1 Dec 2026 00:00"), inMoscow(t, "Tue 15 Dec 2026 00:00")
	absence := department.Absence{Person: anna.ID, From: from, Until: until}
	busy := []department.Absence{{Person: clara.ID, From: until.Add(-time.Hour), Until: until.Add(time.Hour)}}
	for _, c := range []struct {
		name       string
		deputy, by department.Person
		want       string
	}{
		{"a colleague", boris, anna, ""},
		{"nobody", department.Person{}, anna, ""},
		{"by the director", boris, dora, ""},
		{"by the deputy", boris, boris, "not_yours"},
		{"oneself", anna, anna, "deputy_self"},
		{"a candidate", kim, anna, "deputy_gone"},
		{"somebody away then", clara, anna, "deputy_away"},
	} {
		a := absence
		if got := refusal(a.Appoint(c.deputy, c.by, busy)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTheDeputyHasTheRightsOfTheAbsentBetweenTwoDates(t *testing.T) {
	from, until := inMoscow(t, "Tue 1 Dec 2026 00:00"), inMoscow(t, "Tue 15 Dec 2026 00:00")
	a := department.Absence{Person: dora.ID, Deputy: anna.ID, From: from, Until: until}
	role := func(department.PersonID) department.Role { return department.Director }
	for _, c := range []struct {
		at   time.Time
		may  bool
		away bool
		next time.Time
	}{
		{from.Add(-time.Second), false, false, from},
		{from, true, true, until},
		{until.Add(-time.Second), true, true, until},
		{until, false, false, time.Time{}},
	} {
		a.Turn(c.at)
		deputy, absent := anna, dora
		deputy.Arrange([]department.Absence{a}, role)
		absent.Arrange([]department.Absence{a}, role)
		if deputy.May(department.Director) != c.may || absent.IsAway() != c.away || !a.Next().Equal(c.next) {
			t.Errorf("at %v: may %v, away %v, next %v", c.at, deputy.May(department.Director), absent.IsAway(), a.Next())
		}
	}
}

func TestNobodyActsAfterTheAbsenceIsOver(t *testing.T) {
	until := inMoscow(t, "Tue 15 Dec 2026 00:00")
	deputy := anna
	deputy.Stands = []department.Stand{{For: dora.ID, Role: department.Director, Until: until}}
	if !deputy.At(until.Add(-time.Second)).May(department.Director) {
		t.Error("the deputy may not act while the director is away")
	}
	if deputy.At(until).May(department.Director) {
		t.Error("the deputy acts although the director is back")
	}
	deputy.Role = department.Candidate
	if deputy.May(department.Employee) || deputy.StandsFor(dora.ID) {
		t.Error("somebody who left stands in the director's place")
	}
}

func TestADeputyMayDoWithAMatterWhatTheAbsentOwnerMay(t *testing.T) {
	now := inMoscow(t, "Mon 23 Nov 2026 10:00")
	m, err := department.Task.New(department.Filing{Text: "КП", By: dora, Owner: anna.ID, At: now}, office(t))
	if err != nil {
		t.Fatal(err)
	}
	deputy := clara
	if deputy.Stands = []department.Stand{{For: anna.ID, Role: department.Employee, Until: now.Add(time.Hour)}}; !m.Visible(deputy) {
		t.Error("the deputy does not see the matter")
	}
	if err := m.Do(department.Move{Act: department.Take, By: deputy, At: now}, office(t)); err != nil || m.Owner != anna.ID {
		t.Errorf("%v, owner %d", err, m.Owner)
	}
	if m.Visible(boris) {
		t.Error("somebody without a part in it sees the matter")
	}
}

func TestWhatConcernsAllIsToldToThosePresent(t *testing.T) {
	away := dora
	away.Away.Until = inMoscow(t, "Tue 15 Dec 2026 00:00")
	for _, c := range []struct{ people, want []department.Person }{
		{[]department.Person{away, anna}, []department.Person{anna}},
		{[]department.Person{away}, []department.Person{away}},
		{nil, nil},
	} {
		if diff := cmp.Diff(c.want, department.Present(c.people)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTheDeputyAnswersForTheAbsent(t *testing.T) {
	now := inMoscow(t, "Mon 23 Nov 2026 10:00")
	m, err := department.Approval.New(department.Filing{Text: "скидка 12 %", By: dora, Parties: []department.PersonID{anna.ID, boris.ID}, At: now}, office(t))
	if err != nil {
		t.Fatal(err)
	}
	deputy := boris
	deputy.Stands = []department.Stand{{For: anna.ID, Role: department.Employee, Until: now.Add(time.Hour)}}
	agree := department.Move{Act: department.Agree, By: deputy, At: now}
	if err := m.Do(agree, office(t)); err != nil || m.Parties[1].Answer != department.Agreed || m.Parties[0].Answer != "" {
		t.Fatalf("the first answer is not the deputy's own: %v, %+v", err, m.Parties)
	}
	if err := m.Do(agree, office(t)); err != nil || m.Parties[0].By != boris.ID || m.Outcome != department.Agreed {
		t.Fatalf("the second answer is not that of the absent: %v, %+v", err, m.Parties)
	}
	back := m
	if err := back.Do(department.Move{Act: department.Agree, By: deputy.At(now.Add(2 * time.Hour)), At: now}, office(t)); err == nil {
		t.Error("somebody answers a third time")
	}
}

func TestTheLadderClimbsFromTheDirectorToTheDeputyToTheSupervisor(t *testing.T) {
	until := inMoscow(t, "Tue 15 Dec 2026 00:00")
	person := func(id department.PersonID, role department.Role) department.Person {
		return department.Person{ID: id, Role: role}
	}
	away := func(p department.Person) department.Person { p.Away.Until = until; return p }
	acting := func(p department.Person) department.Person {
		p.Stands = []department.Stand{{For: 1, Role: department.Director, Until: until}}
		return p
	}
	one, other := person(1, department.Director), person(2, department.Director)
	deputy, gleb := person(3, department.Employee), person(4, department.Supervisor)
	for _, c := range []struct {
		name                    string
		people, first, standIns []department.Person
	}{
		{"nobody is away", []department.Person{one, deputy, gleb}, []department.Person{one}, []department.Person{gleb}},
		{"the director is away", []department.Person{away(one), acting(deputy), gleb}, []department.Person{acting(deputy)}, []department.Person{gleb}},
		{"one of two directors is away", []department.Person{away(one), other, acting(deputy), gleb}, []department.Person{other}, []department.Person{acting(deputy)}},
		{"the director named nobody", []department.Person{away(one), deputy, gleb}, []department.Person{away(one)}, []department.Person{gleb}},
		{"there is no supervisor", []department.Person{one, deputy}, []department.Person{one}, nil},
	} {
		first, standIns := department.Leaders(c.people)
		if diff := cmp.Diff([][]department.Person{c.first, c.standIns}, [][]department.Person{first, standIns}); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
