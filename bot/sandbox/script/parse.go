package script

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Kind says what a step is.
type Kind int

const (
	// Act is something a person does; [Stage.Do] carries it out.
	Act Kind = iota
	// Pause lets the watchers look, for [Step.Span] of real time.
	Pause
	// Move moves the clock on by [Step.Span].
	Move
	// Until moves the clock on to the next [Step.Hour]:[Step.Minute].
	Until
	// NextReminder moves the clock on to when the bot next speaks by itself.
	NextReminder
)

// Step is one line of a script.
type Step struct {
	Line         int    // its number in the text, from 1
	Text         string // the line itself
	Kind         Kind
	Span         time.Duration
	Hour, Minute int

	// Of an act: who, in which group ("": in private), what ("says", "presses",
	// …) and the rest of the line.
	Who, Room, Verb, Rest string
}

var (
	pauseLine = regexp.MustCompile(`^pause (\S+)$`)
	moveLine  = regexp.MustCompile(`^\+(\d+)(min|h|d)$`)
	untilLine = regexp.MustCompile(`^until (\d\d?):(\d\d)$`)
	sayLine   = regexp.MustCompile(`^(\w+)(?:@(\w+))?: (.+)$`)
	actLine   = regexp.MustCompile(`^(\w+)(?:@(\w+))? (presses|sends|forwards|replies|edits|reacts|opens|asks|blocks|unblocks)\b ?(.*)$`)
)

var units = map[string]time.Duration{"min": time.Minute, "h": time.Hour, "d": 24 * time.Hour}

// Parse reads a script. Empty lines and those that begin with # are left out.
// The error names the first line that is none of a script.
func Parse(text string) ([]Step, error) {
	var steps []Step
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		step, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("line %d, %q: %w", number, line, err)
		}
		step.Line, step.Text = number, line
		steps = append(steps, step)
	}
	return steps, nil
}

func parseLine(line string) (Step, error) {
	if line == "next reminder" {
		return Step{Kind: NextReminder}, nil
	}
	if m := pauseLine.FindStringSubmatch(line); m != nil {
		span, err := time.ParseDuration(m[1])
		if err != nil || span < 0 {
			return Step{}, fmt.Errorf("%q is no pause: it looks like 1.5s", m[1])
		}
		return Step{Kind: Pause, Span: span}, nil
	}
	if m := moveLine.FindStringSubmatch(line); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil || n > 1000 {
			return Step{}, fmt.Errorf("the clock does not move on by %s at once", m[1])
		}
		return Step{Kind: Move, Span: time.Duration(n) * units[m[2]]}, nil
	}
	if m := untilLine.FindStringSubmatch(line); m != nil {
		hour, _ := strconv.Atoi(m[1])
		minute, _ := strconv.Atoi(m[2])
		if hour > 23 || minute > 59 {
			return Step{}, fmt.Errorf("%s:%s is no time of day", m[1], m[2])
		}
		return Step{Kind: Until, Hour: hour, Minute: minute}, nil
	}
	if m := actLine.FindStringSubmatch(line); m != nil {
		return Step{Who: m[1], Room: m[2], Verb: m[3], Rest: m[4]}, nil
	}
	if m := sayLine.FindStringSubmatch(line); m != nil {
		return Step{Who: m[1], Room: m[2], Verb: "says", Rest: strings.ReplaceAll(m[3], `\n`, "\n")}, nil
	}
	return Step{}, fmt.Errorf("nobody says or does anything here")
}
