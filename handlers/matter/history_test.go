package matter

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

// tap is a marking that turned the key client on or off.
func tap(on bool) department.Event {
	from, to := `{"priority":0}`, `{"key_client":true}`
	if !on {
		from, to = to, from
	}
	return department.Event{Act: department.Marking, By: 2, At: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), Note: `{"from":` + from + `,"to":` + to + `}`}
}

func TestATapThatWasTakenBackStaysByItself(t *testing.T) {
	undo := department.Event{Act: department.Undo, By: 2}
	for _, c := range []struct {
		name   string
		events []department.Event
		undone bool
		want   []department.Act
	}{
		{"two taps that cancel out leave nothing", []department.Event{tap(false), tap(true)}, false, nil},
		{"the first was taken back on the page before", []department.Event{tap(false), tap(true)}, true, []department.Act{department.Marking, department.Marking}},
		{"those before the one taken back are gathered", []department.Event{tap(true), tap(false), tap(true)}, true, []department.Act{department.Marking}},
		{"it was taken back on the same page", []department.Event{undo, tap(false), tap(true)}, false, []department.Act{department.Undo, department.Marking, department.Marking}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []department.Act
			for _, e := range gathered(c.events, c.undone) {
				got = append(got, e.Act)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("gathered (-want +got):\n%s", diff)
			}
		})
	}
}
