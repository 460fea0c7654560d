package ics

import (
	"fmt"
	"time"

	ical "github.com/arran4/golang-ical"
)

// zoneYears is for how many years after its first event the clock of a zone is
// described. Calendars know the usual zones themselves and go on by that.
const zoneYears = 10

// timezone describes the clock of a zone from the time of start on, each change
// by itself: summer time is a matter of law and has no rule that lasts.
func timezone(zone *time.Location, start time.Time) *ical.VTimezone {
	tz := ical.NewTimezone(zone.String())
	end := start.AddDate(zoneYears, 0, 0)
	for at := start.In(zone); ; {
		began, ends := at.ZoneBounds()
		tz.Components = append(tz.Components, observance(at, began))
		if ends.IsZero() || ends.After(end) {
			return tz
		}
		at = ends
	}
}

// observance describes the clock at the moment at, as it has been since began.
func observance(at, began time.Time) ical.Component {
	name, offset := at.Zone()
	before := offset
	since := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if !began.IsZero() {
		_, before = began.Add(-time.Second).Zone()
		since = began.UTC().Add(time.Duration(before) * time.Second) // on the clock as it was until then
	}
	standard := ical.NewStandard()
	var c ical.Component = standard
	base := &standard.ComponentBase
	if at.IsDST() {
		daylight := &ical.Daylight{}
		c, base = daylight, &daylight.ComponentBase
	}
	base.SetProperty(ical.ComponentPropertyDtStart, since.Format(localForm))
	base.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetfrom), offsetText(before))
	base.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetto), offsetText(offset))
	base.SetProperty(ical.ComponentProperty(ical.PropertyTzname), name)
	return c
}

// offsetText writes an offset from UTC in seconds as +0300.
func offsetText(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds%3600/60)
}
