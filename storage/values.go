package storage

import (
	"fmt"
	"math"
	"time"
)

// micro returns the stored form of an instant.
func micro(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant scans an instant into a [time.Time].
type instant struct{ to *time.Time }

func at(t *time.Time) instant { return instant{t} }

// Scan implements sql.Scanner.
func (i instant) Scan(stored any) error {
	n, ok := stored.(int64)
	if !ok {
		return fmt.Errorf("scan an instant: %T is no integer", stored)
	}
	*i.to = time.Time{}
	if n != 0 && n != never {
		*i.to = time.UnixMicro(n).UTC()
	}
	return nil
}

// scanMoment reads a row of a single instant.
func scanMoment(row scanner) (t time.Time, err error) {
	err = row.Scan(at(&t))
	return t, err
}

// never is how a due time is stored that a matter does not have: it sorts last
// and has never passed.
const never = math.MaxInt64

// dueMicro returns the stored form of a due time.
func dueMicro(t time.Time) int64 {
	if t.IsZero() {
		return never
	}
	return t.UnixMicro()
}

// truth returns the stored form of a yes or no.
func truth(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// clockTime scans a time of day, stored as microseconds since midnight.
type clockTime struct{ to *time.Duration }

// Scan implements sql.Scanner.
func (c clockTime) Scan(stored any) error {
	n, ok := stored.(int64)
	if !ok {
		return fmt.Errorf("scan a time of day: %T is no integer", stored)
	}
	*c.to = time.Duration(n) * time.Microsecond
	return nil
}

// bytesOf returns b, empty instead of nil, which would be stored as NULL.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
