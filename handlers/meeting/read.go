package meeting

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// everybody are the words that invite the whole department, folded.
var everybody = []string{"все", "всем", "всех", "everybody", "everyone", "all"}

var link = regexp.MustCompile(`https?://\S+`)

// read takes out of a line what it says about a meeting; what stays is its
// title.
func (r Room) read(ctx context.Context, tx handlers.Tx, o *order, line string, req handlers.Request) error {
	if url := link.FindString(line); url != "" {
		o.Place = url
		line = strings.Replace(line, url, "", 1)
	}
	line = readLength(o, line)
	line, err := r.readPeople(ctx, tx, o, line)
	if err != nil {
		return err
	}
	rest := r.readWhen(o, line, req)
	if o.Title == "" {
		o.Title = strings.Trim(rest, " ,.;:–—-\n")
	}
	return nil
}

// lasting is how long a meeting is to last: «на 30 минут», "for 2 hours".
var lasting = regexp.MustCompile(`(?i)(?:^|\s)(?:на|for)\s+(\d{1,3})\s*(мин\S*|час\S*|min\S*|hour\S*)`)

// readLength takes the length of a meeting out of a line.
func readLength(o *order, line string) (rest string) {
	m := lasting.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	n, _ := strconv.Atoi(m[1])
	o.Length = time.Duration(n) * unit(m[2])
	return strings.Replace(line, m[0], "", 1)
}

// unit returns the unit of time that a word begins with.
func unit(word string) time.Duration {
	switch word = handlers.Fold(word); {
	case strings.HasPrefix(word, "час"), strings.HasPrefix(word, "hour"):
		return time.Hour
	case strings.HasPrefix(word, "д"), strings.HasPrefix(word, "day"):
		return 24 * time.Hour
	}
	return time.Minute
}

// rung is one reminder of a ladder as people type it: «за 10 минут», "1 hour".
var rung = regexp.MustCompile(`(?i)(\d{1,3})\s*(мин\S*|час\S*|д\S*|min\S*|hour\S*|day\S*)`)

// readLadder reads when to remind of a meeting: «накануне, за час, за 10 минут».
// It returns no rungs for a text that names none.
func readLadder(text string) (ladder []department.MeetingRung) {
	text = handlers.Fold(text)
	for _, word := range []string{"накануне", "вечером", "evening", "day before"} {
		if strings.Contains(text, word) {
			ladder = append(ladder, department.MeetingRung{Evening: true})
			text = strings.ReplaceAll(text, word, "")
			break
		}
	}
	for _, one := range []string{"за час", "an hour"} {
		if strings.Contains(text, one) {
			ladder = append(ladder, department.MeetingRung{Before: time.Hour})
			text = strings.ReplaceAll(text, one, "")
		}
	}
	for _, m := range rung.FindAllStringSubmatch(text, department.MaxRungs+1) {
		n, _ := strconv.Atoi(m[1])
		ladder = append(ladder, department.MeetingRung{Before: time.Duration(n) * unit(m[2])})
	}
	return ladder
}

// readPeople takes the names after an @ out of a line, and the words for
// everybody.
func (r Room) readPeople(ctx context.Context, tx handlers.Tx, o *order, line string) (rest string, err error) {
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return "", fmt.Errorf("find the employees: %w", err)
	}
	var kept []string
	for _, word := range strings.Fields(line) {
		bare := strings.Trim(word, ",.;:()")
		if slices.Contains(everybody, handlers.Fold(bare)) {
			o.Who = true
			for _, p := range people {
				o.People = append(o.People, p.ID)
			}
			continue
		}
		i := -1
		if strings.HasPrefix(bare, "@") {
			i = slices.IndexFunc(people, func(p department.Person) bool { return p.Called(bare) })
		}
		if i < 0 {
			kept = append(kept, word)
			continue
		}
		o.Who, o.People = true, append(o.People, people[i].ID)
	}
	return strings.Join(kept, " "), nil
}

// readWhen takes the time out of a line.
func (r Room) readWhen(o *order, line string, req handlers.Request) (rest string) {
	o.Doubt = ""
	result, err := when.Parse(line, req.At, when.Options{Calendar: r.cal, Zone: req.Person.Location(r.cal.Zone()), Language: req.Person.Lang(), Purpose: when.Meeting})
	if problem, refused := errors.AsType[*when.Problem](err); refused {
		o.Doubt = "remind_doubt_" + problem.Code.String()
		return result.Rest
	}
	switch result.Kind {
	case when.None:
		return line
	case when.Range:
		o.Start, o.Day = result.From, result.Whole
		if !result.Whole {
			o.Length = result.To.Sub(result.From)
		}
	case when.Recurrence:
		o.Start, o.Day, o.RRule = result.At, !result.Timed, result.Rule
		var said []string
		for _, s := range result.Spans {
			said = append(said, strings.TrimSpace(line[s.Start:s.End]))
		}
		o.Said = strings.Join(said, " ")
	default:
		o.Start, o.Day = result.At, result.Kind == when.Date
	}
	return result.Rest
}

// offered are the hours that are offered for a day.
var offered = []int{9, 10, 11, 12, 14, 15, 16, 17}

func (r Room) hours(o order, req handlers.Request) [][]handlers.Button {
	w := r.words(req.Person)
	var buttons []handlers.Button
	for _, h := range offered {
		if o.RRule == "" && !o.at(time.Duration(h)*time.Hour).After(req.At) {
			continue
		}
		buttons = append(buttons, handlers.Button{Label: w.TimeOfDay(time.Duration(h) * time.Hour), Data: fmt.Sprintf("%s:hour:%d", topicName, h)})
	}
	return handlers.Grid(4, buttons...)
}

// at returns the moment on the day of the order when the clock shows clock.
func (o order) at(clock time.Duration) time.Time {
	y, m, d := o.Start.Date()
	return time.Date(y, m, d, 0, int(clock/time.Minute), 0, 0, o.Start.Location())
}

// hourTyped is a time of day as people type it when asked for one.
var hourTyped = regexp.MustCompile(`^(?:в |at )?(\d{1,2})(?:[:.\-](\d{2}))?$`)

// setHour gives the day of the order the typed hour, and reports whether it was
// one.
func (o *order) setHour(text string, zone *time.Location) bool {
	m := hourTyped.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return false
	}
	h, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if h > 23 || minute > 59 {
		return false
	}
	o.Start = o.Start.In(zone)
	o.Start, o.Day = o.at(time.Duration(h)*time.Hour+time.Duration(minute)*time.Minute), false
	return true
}

// whoQuestion asks who belongs to the meeting: a button for each employee.
func (r Room) whoQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (texts.HTML, [][]handlers.Button, error) {
	const shown = 30
	w := r.words(req.Person)
	people, err := tx.FindPeople(ctx, department.Employee)
	if err != nil {
		return "", nil, fmt.Errorf("find the employees: %w", err)
	}
	var buttons []handlers.Button
	for _, p := range people {
		if p.ID == req.Person.ID || len(buttons) == shown {
			continue
		}
		label := p.Name
		if slices.Contains(o.People, p.ID) {
			label = "✓ " + label
		}
		buttons = append(buttons, handlers.Button{Label: label, Data: fmt.Sprintf("%s:who:%d", topicName, p.ID)})
	}
	last := []handlers.Button{{Label: w.Plain("meet_do_all"), Data: topicName + ":who:all"}}
	if len(o.People) > 0 {
		last = append(last, handlers.Button{Label: w.Plain("meet_do_chosen"), Data: topicName + ":who:done"})
	}
	return w.Say("meet_ask_who", "Title", o.Title), append(handlers.Grid(2, buttons...), last), nil
}

// keepQuestion shows the next three dates of a series before it is kept.
func (r Room) keepQuestion(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	w := r.words(req.Person)
	zone := r.cal.Zone()
	s := department.Series{RRule: o.RRule, Zone: zone.String(), Start: o.Start}
	if err := s.Check(r.cal); err != nil {
		return handlers.Reply{}, err
	}
	lines := []texts.HTML{w.Say("meet_keep", "Title", o.Title, "Said", o.Said)}
	for slot := range s.Meetings(req.At, r.cal) {
		if !slot.At.After(req.At) {
			continue // moved to a day that is over
		}
		if len(lines) > 3 {
			break
		}
		line := texts.Escape(w.Moment(slot.At, zone))
		if slot.Moved() {
			line = w.Say("pay_date_moved", "Nominal", w.Moment(slot.Nominal, zone), "Due", w.Moment(slot.At, zone))
		}
		lines = append(lines, line)
	}
	row := []handlers.Button{{Label: w.Plain("remind_do_keep"), Data: topicName + ":keep"}, {Label: w.Plain("remind_do_not"), Data: "/cancel"}}
	return r.ask(ctx, tx, req, o, stepKeep, texts.Join(lines...), [][]handlers.Button{row})
}
