package when

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// clause returns the RRULE of a recurrence without its bounds, and completes r:
// the shift off days off and where counting begins.
func (in *interpreter) clause(r *rule) (string, Code) {
	if len(r.without) > 0 && !in.leaveOut(r) || r.unclear {
		return "", Unclear
	}
	switch r.unit {
	case days:
		if r.anchored && r.interval > 1 {
			r.first = in.anchor(r, r.interval)
		}
		return freq("DAILY", r.interval), 0
	case weeks:
		return in.weekly(r)
	case months:
		return in.monthly(r)
	case years:
		return in.yearly(r)
	}
	return "", Unclear
}

// leaveOut takes the weekdays that the text excepts out of the rule.
func (in *interpreter) leaveOut(r *rule) bool {
	list := r.weekdays
	switch {
	case r.unit == days && r.interval == 1:
		r.unit, r.anchored = weeks, false
		list = []int{1, 2, 3, 4, 5, 6, 7}
	case r.work:
		r.work = false
		list = []int{1, 2, 3, 4, 5}
	case r.unit != weeks || len(list) == 0:
		return false
	}
	r.weekdays = slices.DeleteFunc(slices.Clone(list), func(w int) bool { return slices.Contains(r.without, w) })
	if slices.Equal(r.weekdays, []int{1, 2, 3, 4, 5}) {
		r.work = true
	}
	return len(r.weekdays) > 0
}

func freq(name string, interval int) string {
	if interval > 1 {
		return "FREQ=" + name + ";INTERVAL=" + strconv.Itoa(interval)
	}
	return "FREQ=" + name
}

// anchor returns the day n days from where an open recurrence is counted: a bound,
// or today.
func (in *interpreter) anchor(r *rule, n int) workdays.Date {
	if !r.from.IsZero() {
		return r.from
	}
	return in.today.Add(n)
}

// weekly writes a rule of weeks. Without a weekday it is that of the anchor.
func (in *interpreter) weekly(r *rule) (string, Code) {
	if r.nth.kind == dayBoundary { // «в конце каждой недели»
		r.weekdays = []int{map[edge]int{edgeBegin: 1, edgeMiddle: 3, edgeEnd: 5}[r.nth.edge]}
	}
	if r.work {
		return freq("WEEKLY", r.interval) + ";BYDAY=MO,TU,WE,TH,FR", 0
	}
	list := r.weekdays
	if len(list) == 0 {
		start := in.anchor(r, 0)
		list = []int{isoWeekday(start)}
		if r.interval > 1 {
			r.first = in.anchor(r, 7*r.interval)
			if r.clock != nil && r.from.IsZero() && in.clockAhead(r) {
				r.first = in.today
			}
		}
	}
	return freq("WEEKLY", r.interval) + ";BYDAY=" + weekdayNames(list), 0
}

// clockAhead reports whether the time of a rule is still to come today.
func (in *interpreter) clockAhead(r *rule) bool {
	return wall(in.today, in.clockOf(*r.clock, in.today), in.zone).After(in.now)
}

func weekdayNames(list []int) string {
	var has [8]bool
	for _, w := range list {
		has[w] = true
	}
	var names []string
	for w := 1; w <= 7; w++ {
		if has[w] {
			names = append(names, weekdayName(w))
		}
	}
	return strings.Join(names, ",")
}

func weekdayName(w int) string {
	return [...]string{"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"}[w]
}

// monthly writes a rule of months.
func (in *interpreter) monthly(r *rule) (string, Code) {
	head := freq("MONTHLY", r.interval)
	if r.nth.kind != noDay {
		return in.monthlyNth(r, head)
	}
	list := r.days
	if len(list) == 0 {
		start := in.anchor(r, 0)
		list = []int{start.Day}
		if r.from.IsZero() {
			r.first = monthsOn(in.today, r.interval)
			if r.clock != nil && in.clockAhead(r) {
				r.first = in.today
			}
		}
	}
	for _, n := range list {
		if n < 1 || n > 31 {
			return "", Impossible
		}
	}
	days, ok := monthDays(list)
	if !ok {
		return "", Unclear
	}
	return head + days, 0
}

// monthDays returns the part of a rule for days of the month. The last of them,
// if short months lack it, becomes their last day; no rule can say that of two.
func monthDays(list []int) (string, bool) {
	list = slices.Compact(slices.Sorted(slices.Values(list)))
	last := list[len(list)-1]
	if len(list) > 1 && list[len(list)-2] > 28 {
		return "", false
	}
	var parts, places []string
	for i, n := range list[:len(list)-1] {
		parts = append(parts, strconv.Itoa(n))
		places = append(places, strconv.Itoa(i+1))
	}
	if last <= 28 {
		return ";BYMONTHDAY=" + strings.Join(append(parts, strconv.Itoa(last)), ","), true
	}
	for n := 28; n <= last; n++ {
		if n > 28 || len(list) == 1 || list[len(list)-2] != 28 {
			parts = append(parts, strconv.Itoa(n))
		}
	}
	return ";BYMONTHDAY=" + strings.Join(parts, ",") + ";BYSETPOS=" + strings.Join(append(places, "-1"), ","), true
}

// monthlyNth writes «последний рабочий день», «первый понедельник», «конец».
func (in *interpreter) monthlyNth(r *rule, head string) (string, Code) {
	d := r.nth
	if of := d.of; r.interval == 3 && (of.unit == quarters || of.unit == noUnit) {
		d.of = period{unit: quarters}
	}
	if d.of.unit == quarters {
		v := in.day(d, at)
		if v.code != 0 {
			return "", v.code
		}
		r.first = workdays.Date{Year: v.choices[0].from.Year, Month: v.choices[0].from.Month, Day: 1}
	}
	if len(d.nths) > 0 && d.of2 != weeks {
		return "", Unclear
	}
	switch {
	case d.kind == dayBoundary && d.edge == edgeEnd:
		return head + ";BYMONTHDAY=-1", 0
	case d.kind == dayBoundary && d.edge == edgeBegin:
		return head + ";BYMONTHDAY=1", 0
	case d.kind == dayBoundary:
		return head + ";BYMONTHDAY=15", 0
	case d.of2 == workingDays:
		if d.n > 1 {
			return "", Unclear // holidays move the second and third: no rule says that
		}
		r.shift = workdays.Next
		if d.n < 0 {
			r.shift = workdays.Previous
		}
		return fmt.Sprintf("%s;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=%d", head, d.n), 0
	case d.of2 == days:
		return head + ";BYMONTHDAY=" + strconv.Itoa(d.n), 0
	}
	names := fmt.Sprintf("%d%s", d.n, weekdayName(d.weekday))
	for _, n := range d.nths {
		names += fmt.Sprintf(",%d%s", n, weekdayName(d.weekday))
	}
	return head + ";BYDAY=" + names, 0
}

// yearly writes a rule of years.
func (in *interpreter) yearly(r *rule) (string, Code) {
	head := freq("YEARLY", r.interval)
	if r.nth.kind != noDay {
		return "", Unclear
	}
	d := r.date
	if d.kind == noDay {
		start := in.anchor(r, 0)
		d = day{day: start.Day, month: int(start.Month)}
		if r.from.IsZero() {
			r.first = monthsOn(in.today, 12*r.interval)
		}
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > workdays.Clamp(2028, time.Month(d.month), 31).Day {
		return "", Impossible
	}
	if d.month == 2 && d.day == 29 {
		return head + ";BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", 0
	}
	return fmt.Sprintf("%s;BYMONTH=%d;BYMONTHDAY=%d", head, d.month, d.day), 0
}
