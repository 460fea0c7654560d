package department

import (
	"errors"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// The people of these tests.
var (
	anna   = Person{ID: 2, Name: "Анна Петрова", Role: Employee}
	pyotr  = Person{ID: 3, Name: "Пётр Иванов", Role: Employee, Username: "ivanov"}
	nobody = Person{ID: 9, Name: "Гость"}
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func moscowCalendar(t testing.TB) workdays.Calendar {
	t.Helper()
	return workdays.Russia(zone(t, "Europe/Moscow"))
}

// day reads "2026-02-28".
func day(t testing.TB, text string) workdays.Date {
	t.Helper()
	d, err := workdays.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// clockAt reads "2026-02-28 09:00" on the clock of a zone.
func clockAt(t testing.TB, text string, z *time.Location) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, z)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// shown writes a moment as clockAt reads it, with the weekday.
func shown(at time.Time, z *time.Location) string { return at.In(z).Format("Mon 2006-01-02 15:04") }

// codeOf returns the code of a refusal, empty for anything else.
func codeOf(err error) string {
	refusal, _ := errors.AsType[Refusal](err)
	return refusal.Code
}
