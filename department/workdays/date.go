package workdays

import (
	"fmt"
	"time"
)

// Date is a day of the civil (Gregorian) calendar, without a time of day and
// without a zone. Two dates are equal when == says so, provided both are
// [Date.Valid]. The zero Date is not valid and stands for "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the date that the wall clock of t's own zone shows.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads a date written as 2026-02-28. Days that do not exist are
// errors.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: not an existing day written as 2026-02-28", text)
	}
	return DateOf(t), nil
}

// String returns the date as ISO 8601 writes it, 2026-02-28.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the date as [Date.String] does, so that it is a JSON
// string and a JSON key.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [Date.MarshalText] writes.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Valid reports whether the day exists: 31 November does not.
func (d Date) Valid() bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return weekday(d.number()) }

// Add returns the date n days later, or earlier for negative n.
func (d Date) Add(n int) Date { return dateAt(d.number() + n) }

// Sub returns the number of days from other to d, negative when d is earlier.
func (d Date) Sub(other Date) int { return d.number() - other.number() }

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare returns -1, 0 or 1 as d is earlier than, equal to or later than other.
func (d Date) Compare(other Date) int {
	switch a, b := d.number(), other.number(); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// In returns the first moment of the date in zone: midnight, or the end of the
// gap where summer time skips midnight.
func (d Date) In(zone *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
	if DateOf(t) != d { // midnight does not exist and was read an hour too early
		t = time.Date(d.Year, d.Month, d.Day, 1, 0, 0, 0, zone)
	}
	return t
}

// Clamp returns day of the month of the year, or the month's last day where it
// has no such day: the 31st of February is the 28th or 29th.
func Clamp(year int, month time.Month, day int) Date {
	return Date{year, month, max(1, min(day, daysIn(year, month)))}
}

// number counts days from 1 January 1970.
func (d Date) number() int {
	const secondsPerDay = 24 * 60 * 60
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// dateAt is the inverse of number.
func dateAt(number int) Date {
	return DateOf(time.Date(1970, time.January, 1+number, 0, 0, 0, 0, time.UTC))
}

// weekday returns the day of the week of a day number.
func weekday(number int) time.Weekday {
	w := (number + int(time.Thursday)) % 7 // 1 January 1970 was a Thursday
	if w < 0 {
		w += 7
	}
	return time.Weekday(w)
}

// daysIn returns the length of a month.
func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
