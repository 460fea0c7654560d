package reminder

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// readWhen takes the time out of a line into the wish; what stays becomes its
// text. What cannot be taken as it stands becomes a doubt, to be asked about.
func (r Room) readWhen(w *wish, line string, req handlers.Request) {
	w.Doubt, w.Choices = "", nil
	zone := req.Person.Location(r.cal.Zone())
	result, err := when.Parse(line, req.At, when.Options{Calendar: r.cal, Zone: zone, Language: req.Person.Lang(), Purpose: when.Reminder})
	if problem, refused := errors.AsType[*when.Problem](err); refused {
		choices := result.Candidates
		if problem.Suggestion.Kind != when.None {
			choices = append(choices, problem.Suggestion)
		}
		w.Doubt, w.Choices = problem.Code.String(), readings(choices, req.At, zone)
		w.Said = said(line, result.Spans)
		w.Text = what(result.Rest)
		return
	}
	w.Text = what(result.Rest)
	at := result.At
	if result.Kind == when.Range {
		at = result.From
	}
	if result.Kind == when.None {
		return
	}
	if result.Zone != nil {
		zone = result.Zone
	}
	w.When = department.AlarmTime{Start: at.UTC(), Zone: zone.String()}
	w.Day = result.Kind == when.Date || result.Kind == when.Range && result.Whole
	if result.Kind == when.Recurrence {
		w.When.RRule, w.When.Workdays, w.When.Shift = result.Rule, result.Workdays, result.Shift
		w.Day, w.Said = !result.Timed, said(line, result.Spans)
	}
}

// fillers are what people put between «напомни» and the thing itself.
var fillers = []string{"мне ", "me to ", "me about ", "me ", "to ", "about ", "о том, что ", "что "}

// what returns the thing of which a line wants to remind.
func what(rest string) string {
	rest = strings.Trim(rest, " \t\n,;–—")
	for _, f := range fillers {
		if len(rest) > len(f) && strings.EqualFold(rest[:len(f)], f) {
			rest = strings.TrimSpace(rest[len(f):])
		}
	}
	return rest
}

// said returns the words of a line that tell the time.
func said(line string, spans []when.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, strings.TrimSpace(line[s.Start:s.End]))
	}
	return strings.Trim(strings.Join(parts, " "), " ,.;:–-")
}

// readings returns the times of the readings that are still to come, days in the
// morning, at most three, each once.
func readings(choices []when.Choice, now time.Time, zone *time.Location) []department.AlarmTime {
	var all []department.AlarmTime
	for _, c := range choices {
		at := c.At
		if c.Kind == when.Date {
			at = onClock(at, morning)
		}
		same := func(t department.AlarmTime) bool { return t.Start.Equal(at) && t.RRule == c.Rule }
		if at.After(now) && c.Kind != when.Range && len(all) < 3 && !slices.ContainsFunc(all, same) {
			all = append(all, department.AlarmTime{Start: at.UTC(), Zone: zone.String(), RRule: c.Rule})
		}
	}
	return all
}

// morning is the hour at which a day without an hour is offered first.
const morning = 9 * time.Hour

// onClock returns the moment when the clock shows clock on the day of t.
func onClock(t time.Time, clock time.Duration) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, int(clock/time.Minute), 0, 0, t.Location())
}

// whenQuestion asks when, with what may have been meant and the usual moments as
// buttons.
func (r Room) whenQuestion(w wish, req handlers.Request) (texts.HTML, [][]handlers.Button) {
	words := r.words(req.Person)
	var doubt texts.HTML
	if w.Doubt != "" {
		doubt = words.Say("remind_doubt_" + w.Doubt)
	}
	key := "remind_ask_when"
	if w.Alarm != 0 {
		key = "remind_ask_moment"
	}
	var buttons []handlers.Button
	for i, c := range w.Choices {
		label := r.moment(req.Person, c.Start)
		if c.RRule != "" {
			label = words.Plain("remind_and_on", "At", label)
		}
		buttons = append(buttons, handlers.Button{Label: label, Data: fmt.Sprintf("%s:at:%d", topicName, i)})
	}
	for _, s := range department.Snoozes(req.At, req.Person.Location(r.cal.Zone())) {
		buttons = append(buttons, handlers.Button{Label: r.snoozeLabel(s, req.Person, req.At), Data: topicName + ":in:" + string(s)})
	}
	return texts.Join(doubt, words.Say(key, "Text", short(w.Text))), handlers.Grid(1, buttons...)
}

// snoozeLabel names a choice with the moment that it means now.
func (r Room) snoozeLabel(s department.Snooze, p department.Person, now time.Time) string {
	at, err := s.Until(now, p.Location(r.cal.Zone()), r.cal)
	if err != nil {
		return r.words(p).Plain("snooze_"+string(s), "At", "")
	}
	return r.words(p).Plain("snooze_"+string(s), "At", r.words(p).Short(at, p.Location(r.cal.Zone())))
}

// hours are the hours that are offered for a day.
var hours = []int{9, 10, 12, 15, 17, 18}

// hourQuestion asks at what hour of a day that is known.
func (r Room) hourQuestion(w wish, req handlers.Request) (texts.HTML, [][]handlers.Button) {
	words, zone := r.words(req.Person), zoneOf(w.When)
	day := w.When.Start.In(zone)
	var buttons []handlers.Button
	for _, h := range hours {
		clock := time.Duration(h) * time.Hour
		if w.When.RRule == "" && !onClock(day, clock).After(req.At) {
			continue
		}
		buttons = append(buttons, handlers.Button{Label: words.TimeOfDay(clock), Data: fmt.Sprintf("%s:h:%d", topicName, h)})
	}
	about := words.Date(workdays.DateOf(day))
	if w.When.RRule != "" {
		about = w.Said
	}
	return words.Say("remind_ask_hour", "Day", about), handlers.Grid(3, buttons...)
}

// hourTyped is a time of day as people type it when asked for one: 9, 9:30, в 9.
var hourTyped = regexp.MustCompile(`^(?:в |at )?(\d{1,2})(?:[:.\-](\d{2}))?$`)

// setHour gives the day of the wish the typed hour, and reports whether it was
// one.
func (r Room) setHour(w *wish, text string, req handlers.Request) bool {
	if m := hourTyped.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text))); m != nil {
		h, _ := strconv.Atoi(m[1])
		minute, _ := strconv.Atoi(m[2])
		if h < 24 && minute < 60 {
			w.at(time.Duration(h)*time.Hour+time.Duration(minute)*time.Minute, r.words(req.Person))
			return true
		}
		return false
	}
	typed := wish{}
	r.readWhen(&typed, text, req)
	if !typed.timed() || typed.When.RRule != "" {
		return false
	}
	clock := typed.When.Start.In(zoneOf(typed.When))
	w.at(time.Duration(clock.Hour())*time.Hour+time.Duration(clock.Minute())*time.Minute, r.words(req.Person))
	return true
}

// at gives the day of the wish its hour.
func (w *wish) at(clock time.Duration, words texts.Words) {
	w.When.Start, w.Day = onClock(w.When.Start.In(zoneOf(w.When)), clock).UTC(), false
	if w.When.RRule != "" {
		w.Said = words.Plain("remind_said_at", "Said", w.Said, "Time", words.TimeOfDay(clock))
	}
}

// zoneOf returns the zone of an alarm's clock.
func zoneOf(t department.AlarmTime) *time.Location {
	zone, err := time.LoadLocation(t.Zone)
	if err != nil {
		return time.UTC // the rules refuse it when it is set
	}
	return zone
}

// keepQuestion shows the next three dates of a recurrence before it is kept.
func (r Room) keepQuestion(w wish, req handlers.Request) (texts.HTML, [][]handlers.Button, error) {
	words := r.words(req.Person)
	if _, err := department.NewAlarm(cmpOr(w.Text, "…"), w.When, req.Person, req.At, r.cal); err != nil {
		return "", nil, err
	}
	lines := []texts.HTML{words.Say("remind_keep", "Text", w.Text, "Said", w.Said)}
	n := 0
	for at := range w.When.Moments(req.At, r.cal) {
		if n++; n > 3 {
			break
		}
		lines = append(lines, texts.Escape(r.moment(req.Person, at)))
	}
	row := []handlers.Button{
		{Label: words.Plain("remind_do_keep"), Data: topicName + ":keep"},
		{Label: words.Plain("remind_do_not"), Data: "/cancel"},
	}
	return texts.Join(lines...), [][]handlers.Button{row}, nil
}

func cmpOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
