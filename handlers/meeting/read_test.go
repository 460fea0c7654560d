package meeting

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestLaddersAsPeopleTypeThem(t *testing.T) {
	before := func(d time.Duration) department.MeetingRung { return department.MeetingRung{Before: d} }
	evening := department.MeetingRung{Evening: true}
	tests := []struct {
		text string
		want []department.MeetingRung
	}{
		{"накануне, за час, за 10 минут", []department.MeetingRung{evening, before(time.Hour), before(10 * time.Minute)}},
		{"за 2 часа и за 5 мин", []department.MeetingRung{before(2 * time.Hour), before(5 * time.Minute)}},
		{"за 2 дня", []department.MeetingRung{before(48 * time.Hour)}},
		{"the evening before, an hour, 15 minutes", []department.MeetingRung{evening, before(time.Hour), before(15 * time.Minute)}},
		{"1 hour, 1 day", []department.MeetingRung{before(time.Hour), before(24 * time.Hour)}},
		{"как обычно", nil},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, readLadder(tt.text)); diff != "" {
				t.Errorf("readLadder (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLengthsAsPeopleTypeThem(t *testing.T) {
	tests := []struct {
		line, rest string
		want       time.Duration
	}{
		{"планёрка на 30 минут", "планёрка", 30 * time.Minute},
		{"планёрка на 2 часа @ivanov", "планёрка @ivanov", 2 * time.Hour},
		{"planning for 45 min", "planning", 45 * time.Minute},
		{"совещание на 3 этаже", "совещание на 3 этаже", 0},
		{"планёрка", "планёрка", 0},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			var o order
			if rest := readLength(&o, tt.line); rest != tt.rest || o.Length != tt.want {
				t.Errorf("readLength: %q for %v, want %q for %v", rest, o.Length, tt.rest, tt.want)
			}
		})
	}
}

func FuzzLadder(f *testing.F) {
	f.Add("накануне, за час, за 10 минут")
	f.Add("999 дней 000 минут")
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range readLadder(text) {
			if r.Before < 0 || r.Evening && r.Before != 0 {
				t.Errorf("%q: %+v", text, r)
			}
		}
		var o order
		if readLength(&o, text); o.Length < 0 {
			t.Errorf("%q lasts %v", text, o.Length)
		}
	})
}
