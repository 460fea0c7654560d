package matter

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// sieve is what the list of all matters is narrowed down to. It travels in the
// data of the buttons, so nothing about it is kept: "kcomplaint.sopen.o5f3k.c3a.d"
// is overdue complaints that are open, of one person and one client.
type sieve struct {
	kind    department.KindName
	state   department.State // Closed stands for everything that is over
	unowned bool
	owner   department.PersonID
	// client is a matter of the client that is meant: its number is shorter than
	// the name.
	client  int64
	overdue bool
}

// sieveStates are the states that can be chosen, in the order of the choice.
var sieveStates = []department.State{department.Open, department.Taken, department.Waiting, department.Done, department.Closed}

// base is that of the numbers in a packed sieve.
const base = 36

// pack returns the sieve as readSieve reads it, in at most 47 bytes: three
// numbers of 36 bits and more fit into a button.
func (s sieve) pack() string {
	var parts []string
	add := func(sign, value string) { parts = append(parts, sign+value) }
	if s.kind != "" {
		add("k", string(s.kind))
	}
	if s.state != "" {
		add("s", string(s.state))
	}
	switch {
	case s.unowned:
		add("o", "")
	case s.owner != 0:
		add("o", strconv.FormatInt(int64(s.owner), base))
	}
	if s.client != 0 {
		add("c", strconv.FormatInt(s.client, base))
	}
	if s.overdue {
		add("d", "")
	}
	return strings.Join(parts, ".")
}

// readSieve reads a packed sieve. It returns false for what is none: anybody can
// forge a button.
func readSieve(packed string) (s sieve, ok bool) {
	if packed == "" {
		return s, true
	}
	for part := range strings.SplitSeq(packed, ".") {
		if part == "" {
			return sieve{}, false
		}
		value := part[1:]
		n, err := strconv.ParseInt(value, base, 64)
		number := err == nil && n > 0
		switch part[0] {
		case 'k':
			s.kind = department.KindName(value)
			_, ok = department.KindOf(s.kind)
		case 's':
			s.state = department.State(value)
			ok = slices.Contains(sieveStates, s.state)
		case 'o':
			s.unowned, s.owner = value == "", department.PersonID(n)
			ok = s.unowned || number
		case 'c':
			s.client, ok = n, number
		case 'd':
			s.overdue, ok = true, value == ""
		default:
			ok = false
		}
		if !ok {
			return sieve{}, false
		}
	}
	return s, true
}

// filter returns the sieve as storage takes it; client is the name.
func (s sieve) filter(client string, now time.Time) department.MatterFilter {
	f := department.MatterFilter{Kind: s.kind, State: s.state, Owner: s.owner, Unowned: s.unowned, Client: client}
	if s.state == department.Closed {
		f.State, f.Over = "", true
	}
	if s.overdue && !f.Over {
		f.OverdueAt = now
	}
	return f
}
