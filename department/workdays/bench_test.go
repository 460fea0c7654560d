package workdays

import (
	"testing"
	"time"
)

func BenchmarkAdd(b *testing.B) {
	cal := Russia(moscow(b))
	from := at(b, "Mon 23 Nov 2026 14:00", cal.Zone())
	for b.Loop() {
		cal.Add(from, 3*Day)
	}
}

func BenchmarkBetween(b *testing.B) {
	cal := Russia(moscow(b))
	from := at(b, "Mon 23 Nov 2026 14:00", cal.Zone())
	to := from.AddDate(1, 0, 0)
	for b.Loop() {
		cal.Between(from, to)
	}
}

func BenchmarkShift(b *testing.B) {
	cal := Russia(moscow(b))
	for b.Loop() {
		cal.Shift(Date{2027, time.January, 1}, Next)
	}
}

func BenchmarkRussia(b *testing.B) {
	for b.Loop() {
		Russia(time.UTC)
	}
}
