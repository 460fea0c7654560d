package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMovableClockIsSetByEachLine(t *testing.T) {
	real := monday
	clock, err := newMovableClock(t.Context(), strings.NewReader("26h\n-30m\n"), func() time.Time { return real })
	if err != nil {
		t.Fatal(err)
	}
	if want := real.Add(26 * time.Hour); !clock.now().Equal(want) {
		t.Errorf("at the start it is %v, want %v", clock.now(), want)
	}
	var ticks []time.Time
	owed := 0
	follow := clock.follow(func(_ context.Context, now time.Time) error { ticks = append(ticks, now); return nil }, func() { owed++ })
	if err := follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]time.Time{real.Add(-30 * time.Minute)}, ticks); diff != "" || owed != 1 {
		t.Errorf("%d times owed, ticks (-want +got):\n%s", owed, diff)
	}
}

func TestMovableClockRefusesWhatIsNoTime(t *testing.T) {
	for _, in := range []string{"", "noon\n", "\n"} {
		_, err := newMovableClock(t.Context(), strings.NewReader(in), time.Now)
		if _, ok := errors.AsType[usageError](err); !ok {
			t.Errorf("%q: %v", in, err)
		}
	}
	clock, err := newMovableClock(t.Context(), strings.NewReader("1h\nnoon\n"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	err = clock.follow(func(context.Context, time.Time) error { return nil }, func() {})(t.Context())
	if err == nil {
		t.Error("a line that is no time was passed over")
	}
}

func TestMovableClockEndsWithItsContext(t *testing.T) {
	in, out := io.Pipe()
	defer out.Close()
	go out.Write([]byte("1h\n"))
	ctx, stop := context.WithCancel(t.Context())
	clock, err := newMovableClock(ctx, in, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if err := clock.follow(nil, nil)(ctx); err != nil {
		t.Error(err)
	}
}
