// Package ics writes calendar files (RFC 5545) that the calendars of phones and
// office programs open.
//
// A [Calendar] is a value: a name and [Event]s. [Calendar.Bytes] turns it into
// the file; nothing else happens here, no clock is read and no network used.
//
// Whoever opens a later file with the same [Event.UID] and a higher
// [Event.Sequence] sees the event changed, or gone when it is [Event.Cancelled].
// Single events are written in UTC, which needs no zone. Recurring ones are
// written on the wall clock of their zone, together with the changes of that
// zone's clock for the years to come, because ten o'clock must stay ten o'clock.
package ics

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"github.com/otdel-bot/otdel/department/workdays"
)

// Calendar is what a file holds.
type Calendar struct {
	Name string `json:"name,omitempty"`
	// Stamp is when the file was made.
	Stamp  time.Time `json:"stamp"`
	Events []Event   `json:"events"`
}

// Event is a meeting, a payment or a reminder. It has either a moment or a day.
type Event struct {
	// UID names the event for good: "meeting-7@otdel".
	UID      string `json:"uid"`
	Sequence int    `json:"sequence,omitempty"` // counts the changes
	Title    string `json:"title"`
	// Start and Length place it in time; Day makes it last a whole day instead.
	Start  time.Time     `json:"start,omitzero"`
	Length time.Duration `json:"length,omitempty"`
	Day    workdays.Date `json:"day,omitzero"`
	// Rule makes an event with a start recur, as an RRULE; Zone is the zone on
	// whose clock it does, by its IANA name.
	Rule        string          `json:"rule,omitempty"`
	Zone        string          `json:"zone,omitempty"`
	Place       string          `json:"place,omitempty"`
	Description string          `json:"description,omitempty"`
	URL         string          `json:"url,omitempty"`
	Alarms      []time.Duration `json:"alarms,omitempty"` // how long before the start to ring
	Cancelled   bool            `json:"cancelled,omitempty"`
}

// Bytes returns the file.
//
// It returns an error that names every event without a UID, without a title,
// or with neither a start nor a day.
func (c Calendar) Bytes() ([]byte, error) {
	file := ical.NewCalendarFor("otdel")
	file.SetProductId("-//otdel//otdel//RU")
	file.SetMethod(ical.MethodPublish)
	file.SetCalscale("GREGORIAN")
	if c.Name != "" {
		file.SetName(clean(c.Name))
	}
	zones := map[string]bool{}
	var faults []error
	for _, e := range c.Events {
		if err := e.check(); err != nil {
			faults = append(faults, err)
			continue
		}
		if e.Rule != "" && !zones[e.Zone] {
			zones[e.Zone] = true
			file.AddVTimezone(timezone(e.zone(), e.Start))
		}
		file.AddVEvent(e.component(c.Stamp))
	}
	var b bytes.Buffer
	if err := file.SerializeTo(&b, ical.WithNewLineWindows); err != nil {
		faults = append(faults, fmt.Errorf("write the calendar: %w", err))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (e Event) check() error {
	switch {
	case e.UID == "":
		return errors.New("an event has no UID")
	case clean(e.Title) == "":
		return fmt.Errorf("event %s: it has no title", e.UID)
	case e.Start.IsZero() == e.Day.IsZero():
		return fmt.Errorf("event %s: it needs either a start or a day", e.UID)
	case e.Rule != "" && (e.zone() == nil || !e.Day.IsZero() || strings.ContainsAny(e.Rule, "\r\n:")):
		return fmt.Errorf("event %s: the recurrence needs a start, a zone and a rule on one line", e.UID)
	}
	return nil
}

// zone returns the zone of a recurrence, nil for an unknown one.
func (e Event) zone() *time.Location {
	zone, err := time.LoadLocation(e.Zone)
	if err != nil || e.Zone == "" {
		return nil
	}
	return zone
}

// Forms of dates and times in the file.
const (
	localForm = "20060102T150405"
	dateForm  = "20060102"
)

func (e Event) component(stamp time.Time) *ical.VEvent {
	v := ical.NewEvent(e.UID)
	v.SetDtStampTime(stamp)
	v.SetSequence(e.Sequence)
	v.SetSummary(clean(e.Title))
	e.place(v)
	if e.Place != "" {
		v.SetLocation(clean(e.Place))
	}
	if e.Description != "" {
		v.SetDescription(clean(e.Description))
	}
	if e.URL != "" && !strings.ContainsAny(e.URL, " \r\n") {
		v.SetURL(e.URL)
	}
	if v.SetStatus(ical.ObjectStatusConfirmed); e.Cancelled {
		v.SetStatus(ical.ObjectStatusCancelled)
	}
	for _, before := range e.Alarms {
		a := v.AddAlarm()
		a.SetAction(ical.ActionDisplay)
		a.SetProperty(ical.ComponentPropertyDescription, clean(e.Title))
		a.SetTrigger(fmt.Sprintf("-PT%dM", int(before/time.Minute)))
	}
	return v
}

// place writes when the event is.
func (e Event) place(v *ical.VEvent) {
	switch {
	case !e.Day.IsZero():
		v.SetAllDayStartAt(e.Day.In(time.UTC))
		v.SetAllDayEndAt(e.Day.Add(1).In(time.UTC)) // the end is the first day after it
	case e.Rule != "":
		zone := ical.WithTZID(e.Zone)
		v.SetProperty(ical.ComponentPropertyDtStart, e.Start.In(e.zone()).Format(localForm), zone)
		v.SetProperty(ical.ComponentPropertyDtEnd, e.Start.Add(e.Length).In(e.zone()).Format(localForm), zone)
		v.AddRrule(strings.TrimPrefix(e.Rule, "RRULE:"))
	default:
		v.SetStartAt(e.Start)
		v.SetEndAt(e.Start.Add(e.Length))
	}
}

// clean drops what a line of the file cannot hold.
func clean(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "")))
}
