package department

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department/workdays"
)

func TestDigestCountsWhatHappened(t *testing.T) {
	to := time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	day := []Count{
		{Kind: "complaint", Act: Create, Times: 4},
		{Kind: "complaint", Act: Take, Times: 9},
		{Kind: "complaint", Act: Accept, Times: 3},
		{Kind: "complaint", Act: Cancel, Times: 1},
		{Kind: "complaint", Act: Return, Times: 2},
		{Kind: "complaint", Act: Undo, Undone: Create, Times: 1},
		{Kind: "complaint", Act: Undo, Undone: Accept, Times: 1},
		{Kind: "complaint", Act: Undo, Undone: Take, Times: 5},
		{Kind: "task", Act: Create, Times: 1},
	}
	week := []Count{{Kind: "complaint", Act: Create, Times: 10}, {Kind: "complaint", Act: Accept, Times: 4}}
	loads := []Load{
		{Person: 0, Kind: "complaint", Open: 2, Overdue: 1},
		{Person: 7, Kind: "complaint", Open: 5},
		{Person: 7, Kind: "task", Open: 1},
		{Person: 8, Kind: "task", Open: 2, Overdue: 2},
	}
	want := Digest{
		From: to.Add(-24 * time.Hour), To: to,
		Tallies: []Tally{
			// 7 are open now; 3 came (4 less 1 undone), 2 were solved, 1 was cancelled.
			{Kind: "complaint", Opened: 3, Solved: 2, Cancelled: 1, Returned: 2, Open: 7, Overdue: 1, Before: 7, WeekAgo: 1},
			{Kind: "question"},
			{Kind: "task", Opened: 1, Open: 3, Overdue: 2, Before: 2, WeekAgo: 3},
		},
		Load: []Load{{Person: 8, Open: 2, Overdue: 2}, {Person: 0, Open: 2, Overdue: 1}, {Person: 7, Open: 6}},
	}
	got := NewDigest(to.Add(-24*time.Hour), to, day, week, loads)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDigestOfNothingIsEmpty(t *testing.T) {
	d := NewDigest(time.Time{}, time.Time{}, []Count{{Kind: "complaint", Act: Take, Times: 1}}, nil, nil)
	if !d.Empty() {
		t.Errorf("%+v", d)
	}
	d = NewDigest(time.Time{}, time.Time{}, nil, nil, []Load{{Kind: "task", Open: 1}})
	if d.Empty() {
		t.Error("a digest with an open task is empty")
	}
}

// A question of the job description is asked once its kind of matter exists.
func TestDigestAsksWhatItCanAnswer(t *testing.T) {
	for _, kind := range DigestKinds() {
		if _, ok := KindOf(kind); !ok {
			t.Errorf("the digest asks about %s, which nobody can file", kind)
		}
	}
	if len(DigestKinds()) == 0 {
		t.Error("the digest asks nothing")
	}
}

func TestPreviousDigest(t *testing.T) {
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	cal := workdays.Russia(moscow)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, moscow).UTC()
	}
	p := NewPerson(1, "Борис")
	tests := []struct {
		what      string
		digest    time.Duration
		zone      string
		now, want time.Time
	}{
		{"in the afternoon it was yesterday", 18 * time.Hour, "", at(24, 14, 0), at(23, 18, 0)},
		{"in the evening it was today", 18 * time.Hour, "", at(24, 19, 0), at(24, 18, 0)},
		{"at its own moment it was the one before", 18 * time.Hour, "", at(24, 18, 0), at(23, 18, 0)},
		{"on Monday it was Friday", 18 * time.Hour, "", at(23, 14, 0), at(20, 18, 0)},
		{"turned off, the usual hour counts", NoDigest, "", at(24, 14, 0), at(23, 18, 0)},
		{"on the reader's own clock", 18 * time.Hour, "Asia/Yekaterinburg", at(24, 17, 0), at(24, 16, 0)},
	}
	for _, tt := range tests {
		p.DigestAt, p.Zone = tt.digest, tt.zone
		if got := PreviousDigest(p, tt.now, cal); !got.Equal(tt.want) {
			t.Errorf("%s: %v, want %v", tt.what, got, tt.want)
		}
	}
}
