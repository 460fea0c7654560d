package department

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRulesOfMoney(t *testing.T) {
	start := day(t, "2026-11-24")
	tests := []struct {
		rrule string
		want  DateRule
	}{
		{"FREQ=MONTHLY;BYMONTHDAY=28", DateRule{Every: Monthly, Day: 28}},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", DateRule{Every: Monthly, Day: 31}},
		{"FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", DateRule{Every: Monthly, Day: 31}},
		{"FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", DateRule{Every: Monthly, Day: 30}},
		{"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", DateRule{Every: Quarterly, Day: 15}},
		{"FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15", DateRule{Every: ByMonths, Months: []time.Month{4}, Day: 15}},
		{"FREQ=MONTHLY;BYMONTH=4,7,10;BYMONTHDAY=28", DateRule{Every: ByMonths, Months: []time.Month{4, 7, 10}, Day: 28}},
		{"FREQ=MONTHLY;BYMONTHDAY=10,25", DateRule{Every: ByRule}},
		{"FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=10", DateRule{Every: ByRule}},
		{"FREQ=WEEKLY;BYDAY=WE", DateRule{Every: ByRule}},
		{"FREQ=MONTHLY;BYMONTHDAY=28;COUNT=3", DateRule{Every: ByRule}},
		{"FREQ=MONTHLY;BYMONTHDAY=-2", DateRule{Every: ByRule}},
		{"never", DateRule{Every: ByRule}},
	}
	for _, tt := range tests {
		t.Run(tt.rrule, func(t *testing.T) {
			tt.want.Start = start
			if tt.want.Every == ByRule {
				tt.want.RRule, tt.want.Said = tt.rrule, "так"
			}
			if diff := cmp.Diff(tt.want, RuleOf(tt.rrule, "так", start)); diff != "" {
				t.Errorf("RuleOf (-want +got):\n%s", diff)
			}
		})
	}
}
