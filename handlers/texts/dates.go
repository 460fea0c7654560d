package texts

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Moment returns a moment on the wall clock of zone with all that leaves no
// doubt: пт 27.11.2026 18:00, Fri 27 Nov 2026 18:00.
func (w Words) Moment(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	return w.Date(workdays.DateOf(local)) + " " + clock(local)
}

// MomentFrom returns the same as [Words.Moment], followed by the name of zone
// if the wall clock there shows another time than in the department.
func (w Words) MomentFrom(t time.Time, zone, department *time.Location) string {
	return w.Moment(t, zone) + w.zoneMark(t, zone, department)
}

// Short returns a moment without its year, for cards and lists, where the year
// is plain: пт 27.11 18:00, Fri 27 Nov 18:00.
func (w Words) Short(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	return w.WeekdayShort(local.Weekday()) + " " + w.Day(workdays.DateOf(local)) + " " + clock(local)
}

// ShortFrom returns the same as [Words.Short], followed by the name of zone if
// the wall clock there shows another time than in the department.
func (w Words) ShortFrom(t time.Time, zone, department *time.Location) string {
	return w.Short(t, zone) + w.zoneMark(t, zone, department)
}

// Date returns a day with its weekday and year: пт 27.11.2026, Fri 27 Nov 2026.
func (w Words) Date(d workdays.Date) string {
	if w.Lang == "en" {
		return fmt.Sprintf("%s %s %d", w.WeekdayShort(d.Weekday()), w.Day(d), d.Year)
	}
	return fmt.Sprintf("%s %s.%04d", w.WeekdayShort(d.Weekday()), w.Day(d), d.Year)
}

// Day returns a day of the year: 27.11, 27 Nov.
func (w Words) Day(d workdays.Date) string {
	if w.Lang == "en" {
		return fmt.Sprintf("%d %s", d.Day, d.Month.String()[:3])
	}
	return fmt.Sprintf("%02d.%02d", d.Day, int(d.Month))
}

// Clock returns a moment's time on the wall clock of zone: 18:00.
func (w Words) Clock(t time.Time, zone *time.Location) string { return clock(t.In(zone)) }

// TimeOfDay returns a time of day given as the time since midnight: 9:00.
func (w Words) TimeOfDay(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d/time.Hour), int(d%time.Hour/time.Minute))
}

func clock(local time.Time) string { return local.Format("15:04") }

// MonthOf returns a month of a year by its name: апрель 2015, April 2015.
func (w Words) MonthOf(year int, month time.Month) string {
	if w.Lang == "en" {
		return fmt.Sprintf("%s %d", month, year)
	}
	return fmt.Sprintf("%s %d", russianMonths[month-1], year)
}

var russianMonths = [...]string{
	"январь", "февраль", "март", "апрель", "май", "июнь",
	"июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
}

var russianWeekdays = [...]string{
	"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
}

var russianWeekdaysShort = [...]string{"вс", "пн", "вт", "ср", "чт", "пт", "сб"}

// Weekday returns the name of a weekday: пятница, Friday.
func (w Words) Weekday(d time.Weekday) string {
	if w.Lang == "en" {
		return d.String()
	}
	return russianWeekdays[d]
}

// WeekdayShort returns the short name of a weekday: пт, Fri.
func (w Words) WeekdayShort(d time.Weekday) string {
	if w.Lang == "en" {
		return d.String()[:3]
	}
	return russianWeekdaysShort[d]
}

// Zone returns the name of a time zone: that of its best known Russian city if
// it has one, else its city in the zone's own name.
func (w Words) Zone(zone *time.Location) string {
	city := path.Base(zone.String())
	if key := "zone_" + strings.ToLower(city); w.Has(key) {
		return w.Plain(key)
	}
	return strings.ReplaceAll(city, "_", " ")
}

// zoneMark returns the name of zone in brackets if its clock shows another time
// than the department's at t.
func (w Words) zoneMark(t time.Time, zone, department *time.Location) string {
	_, here := t.In(zone).Zone()
	_, there := t.In(department).Zone()
	if here == there {
		return ""
	}
	return " (" + w.Zone(zone) + ")"
}

// Offset returns how far the clock of zone is from UTC at t: UTC+3, UTC+5:30.
func (w Words) Offset(t time.Time, zone *time.Location) string {
	_, seconds := t.In(zone).Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	hours, minutes := seconds/3600, seconds%3600/60
	if minutes == 0 {
		return fmt.Sprintf("UTC%s%d", sign, hours)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, hours, minutes)
}
