package department

import (
	"slices"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/otdel-bot/otdel/department/workdays"
)

// RuleOf returns the rule that an RRULE means for money. One day of each month,
// quarter or year becomes a rule of that day, so that the 31st is never left
// out; everything else follows the RRULE. said is how somebody said it.
func RuleOf(text, said string, start workdays.Date) DateRule {
	plain := DateRule{Every: ByRule, RRule: text, Said: said, Start: start}
	o, err := rrule.StrToROption(text)
	if err != nil || len(o.Byweekday)+len(o.Byweekno)+len(o.Byyearday)+len(o.Byeaster) > 0 || o.Count > 0 || !o.Until.IsZero() {
		return plain
	}
	day := dayOf(o)
	if day == 0 {
		return plain
	}
	r := DateRule{Day: day, Start: start}
	switch {
	case o.Freq == rrule.MONTHLY && o.Interval <= 1 && len(o.Bymonth) == 0:
		r.Every = Monthly
	case o.Freq == rrule.MONTHLY && o.Interval == 3 && len(o.Bymonth) == 0:
		r.Every = Quarterly
	case (o.Freq == rrule.YEARLY || o.Freq == rrule.MONTHLY) && o.Interval <= 1 && len(o.Bymonth) > 0:
		r.Every = ByMonths
		for _, m := range o.Bymonth {
			r.Months = append(r.Months, time.Month(m))
		}
	default:
		return plain
	}
	return r
}

// dayOf returns the only day of the month that an RRULE names, 31 for the last,
// 0 if there is none or more than one.
func dayOf(o *rrule.ROption) int {
	days := o.Bymonthday
	switch {
	case len(days) == 1 && len(o.Bysetpos) == 0 && days[0] > 0:
		return days[0]
	case len(days) == 1 && len(o.Bysetpos) == 0 && days[0] == -1:
		return 31
	case len(days) > 1 && slices.Equal(o.Bysetpos, []int{-1}) && slices.Min(days) == 28:
		return slices.Max(days) // the last of 28, 29, 30, 31
	}
	return 0
}
