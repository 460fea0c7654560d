package department

import (
	"errors"
	"testing"
	"time"
)

// refused returns the code of a refusal, empty for none.
func refused(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	r, ok := errors.AsType[Refusal](err)
	if !ok {
		t.Fatalf("no refusal: %v", err)
	}
	return r.Code
}

var (
	entryNow = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	boss     = Person{ID: 1, Name: "Борис Орлов", Role: Director}
)

func TestAskingToBeLetIn(t *testing.T) {
	steps := []struct {
		what  string
		after time.Duration
		do    func(p *Person, now time.Time) error
		want  string
	}{
		{"a stranger asks", 0, (*Person).Ask, ""},
		{"and asks again at once", time.Minute, (*Person).Ask, "entry_waiting"},
		{"nobody answered for a day: asks again", 25 * time.Hour, (*Person).Ask, ""},
		{"an employee cannot answer", time.Hour, func(p *Person, now time.Time) error { return p.Admit(Person{Role: Employee}, now) }, "not_yours"},
		{"the director declines", time.Hour, func(p *Person, now time.Time) error { return p.Decline(boss, now) }, ""},
		{"and cannot admit afterwards", time.Hour, func(p *Person, now time.Time) error { return p.Admit(boss, now) }, "entry_answered"},
		{"asking again is too early", 24 * time.Hour, (*Person).Ask, "entry_declined"},
		{"a week later it is not", 7 * 24 * time.Hour, (*Person).Ask, ""},
		{"a wish lapses after a month", 31 * 24 * time.Hour, func(p *Person, now time.Time) error { return p.Admit(boss, now) }, "entry_answered"},
		{"and can be repeated", time.Hour, (*Person).Ask, ""},
		{"the director admits", time.Hour, func(p *Person, now time.Time) error { return p.Admit(boss, now) }, ""},
		{"an employee need not ask", time.Hour, (*Person).Ask, "entry_needless"},
		{"and is not admitted twice", time.Hour, func(p *Person, now time.Time) error { return p.Admit(boss, now) }, "entry_answered"},
	}
	p, now := NewPerson(2, "Анна"), entryNow
	for _, s := range steps {
		now = now.Add(s.after)
		if got := refused(t, s.do(&p, now)); got != s.want {
			t.Errorf("%s: %q, want %q", s.what, got, s.want)
		}
	}
	if p.Role != Employee || p.Joined.IsZero() || p.Stranger() || p.Entry != (Entry{}) {
		t.Errorf("after all that: %+v", p)
	}
}

func TestRedeemingAnInvitation(t *testing.T) {
	fresh := Invitation{Role: Employee, Created: entryNow, Expires: entryNow.Add(InvitationLasts)}
	used, revoked, named := fresh, fresh, fresh
	used.Used, revoked.Revoked, named.Name = entryNow, entryNow, "Пётр Иванов"
	stranger := NewPerson(3, "Petya")
	tests := []struct {
		what string
		inv  Invitation
		p    Person
		now  time.Time
		want string
		name string
	}{
		{"fresh", fresh, stranger, entryNow, "", "Petya"},
		{"in its last moment", fresh, stranger, entryNow.Add(InvitationLasts - 1), "", "Petya"},
		{"a moment later", fresh, stranger, entryNow.Add(InvitationLasts), "invitation_expired", ""},
		{"used", used, stranger, entryNow, "invitation_used", ""},
		{"revoked", revoked, stranger, entryNow, "invitation_revoked", ""},
		{"by somebody who has that role", fresh, Person{ID: 4, Role: Employee}, entryNow, "invitation_needless", ""},
		{"by the director", fresh, boss, entryNow, "invitation_needless", ""},
		{"with a name", named, stranger, entryNow, "", "Пётр Иванов"},
		{"with the same name in another case", Invitation{Role: Employee, Name: "Петра Иванова", Expires: fresh.Expires}, NewPerson(5, "Пётр Иванов"), entryNow, "", "Пётр Иванов"},
		{"with more of the name", Invitation{Role: Employee, Name: "Анна Смирнова", Expires: fresh.Expires}, NewPerson(6, "Анна"), entryNow, "", "Анна Смирнова"},
	}
	for _, tt := range tests {
		p, inv := tt.p, tt.inv
		got := refused(t, inv.Redeem(&p, tt.now))
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.want)
		}
		if got == "" && (p.Role != Employee || p.Name != tt.name || inv.UsedBy != p.ID || p.Joined.IsZero() || refused(t, inv.Usable(tt.now)) != "invitation_used") {
			t.Errorf("%s: %+v, %+v", tt.what, p, inv)
		}
		if got != "" && (p != tt.p || inv.Used != tt.inv.Used) {
			t.Errorf("%s: refused, but something changed", tt.what)
		}
	}
}
