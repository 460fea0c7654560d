package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"
)

// movableClock is a clock that is ahead of another by what the lines of a
// stream say: a duration each, "26h30m". It lets the demonstration show a week
// in a minute; the rest of the program only sees its now.
type movableClock struct {
	from  func() time.Time
	lines <-chan string // closed at the end of the stream
	ahead atomic.Int64  // nanoseconds
}

// newMovableClock waits for the first line, so that nothing happens by another
// clock, and returns a clock that is right from then on.
func newMovableClock(ctx context.Context, in io.Reader, from func() time.Time) (*movableClock, error) {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(in); s.Scan(); {
			select {
			case lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	c := &movableClock{from: from, lines: lines}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case line, more := <-lines:
		if !more {
			return nil, usageError{fmt.Errorf("the clock is not set: the standard input is empty")}
		}
		return c, c.set(line)
	}
}

func (c *movableClock) now() time.Time { return c.from().Add(time.Duration(c.ahead.Load())) }

func (c *movableClock) set(line string) error {
	ahead, err := time.ParseDuration(strings.TrimSpace(line))
	if err != nil {
		return usageError{fmt.Errorf("set the clock: %w", err)}
	}
	c.ahead.Store(int64(ahead))
	return nil
}

// follow returns the work of setting the clock to each further line and doing
// at once what is due by then. The work ends when the stream does, which is
// when whoever moved the clock has ended.
func (c *movableClock) follow(tick func(context.Context, time.Time) error, owed func()) func(context.Context) error {
	return func(ctx context.Context) error {
		for {
			select {
			case <-ctx.Done():
				return nil
			case line, more := <-c.lines:
				if !more {
					return nil
				}
				if err := c.set(line); err != nil {
					return err
				}
				if err := tick(ctx, c.now()); err != nil && ctx.Err() == nil {
					return err
				}
				owed()
			}
		}
	}
}
