package texts

import (
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

// Span returns how long something lasts, in its largest unit or two: 40 мин,
// 2 ч 30 мин, 3 дня. Less than a minute counts as one.
func (w Words) Span(d time.Duration) string {
	minutes := max(1, int(d.Round(time.Minute)/time.Minute))
	switch days := minutes / (24 * 60); {
	case days >= 2:
		return w.Plain("unit_day", "N", days)
	case minutes < 60:
		return w.Plain("unit_minute", "N", minutes)
	case minutes%60 == 0:
		return w.Plain("unit_hour", "N", minutes/60)
	}
	return w.Plain("unit_hour", "N", minutes/60) + " " + w.Plain("unit_minute", "N", minutes%60)
}

// WorkingTime returns a span of working time: 2 рабочих часа, 3 рабочих дня.
// See [workdays.Hour] and [workdays.Day].
func (w Words) WorkingTime(d time.Duration) string {
	if d >= workdays.Day && d%workdays.Day == 0 {
		return w.Plain("unit_workday", "N", int(d/workdays.Day))
	}
	if d%workdays.Hour == 0 {
		return w.Plain("unit_workhour", "N", int(d/workdays.Hour))
	}
	return w.Span(d)
}

// Years returns how much time passed in years and months: 11 лет 7 месяцев. Less
// than a month counts as one.
func (w Words) Years(months int) string {
	months = max(1, months)
	years, rest := months/12, months%12
	var parts []string
	if years > 0 {
		parts = append(parts, w.Plain("unit_year", "N", years))
	}
	if rest > 0 {
		parts = append(parts, w.Plain("unit_month", "N", rest))
	}
	return strings.Join(parts, " ")
}

// Matters returns a number of matters of one kind: 5 жалоб.
func (w Words) Matters(kind department.KindName, n int) string {
	return w.Plain("n_"+string(kind), "N", n)
}

// List joins parts as one names things in a sentence: a, b и c.
func (w Words) List(parts []string) string { return w.joined(parts, "and") }

// Choice joins parts of which one is meant: a, b или c.
func (w Words) Choice(parts []string) string { return w.joined(parts, "or") }

// joined joins parts, the last with the word of that key.
func (w Words) joined(parts []string, word string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " " + w.Plain(word) + " " + parts[last]
}

// Quote returns s in the quotation marks of the language: «Ромашка», “Daisy”.
func (w Words) Quote(s string) string {
	if w.Lang == "en" {
		return "“" + s + "”"
	}
	return "«" + s + "»"
}
