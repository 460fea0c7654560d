// Package settings is the conversation about how a person wants to be served:
// language, time zone, the hour of the digest, quiet hours.
//
// Everything happens in one message that is edited in place: a panel of the
// present values, and a panel of choices for each of them. What is not among the
// choices can be typed after a button asked for it. A candidate is asked for the
// language only, and the row that keeps it is made at that moment.
package settings

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// name is the topic in the data of its buttons and in its dialogs.
const name = "set"

// Room is the conversation about settings. See [New].
type Room struct {
	book *texts.Book
	cal  workdays.Calendar
}

// New returns the room; cal knows the department's zone and working days.
func New(book *texts.Book, cal workdays.Calendar) Room { return Room{book: book, cal: cal} }

// Topic returns the room's command, buttons and dialogs.
func (r Room) Topic() handlers.Topic {
	return handlers.Topic{
		Name: name,
		Commands: []handlers.Command{
			{Name: "settings", Words: []string{"настройки", "settings"}, Alone: true, Least: department.Candidate, Do: r.settings},
		},
		Press:    r.press,
		Continue: r.typed,
	}
}

// setting is one thing that can be set.
type setting struct {
	name  string
	least department.Role
	// below is the least role that has another setting instead; 0 for none.
	below department.Role
	// panel returns the choices for p.
	panel func(r Room, p department.Person, now time.Time) (texts.HTML, [][]handlers.Button)
	// choose sets what a button or a typed text says. It refuses what it cannot
	// read.
	choose func(r Room, p *department.Person, value string) error
}

// settings are all of them, in the order of the panel.
func settings() []setting {
	return []setting{
		{name: "lang", least: department.Candidate, panel: Room.languages, choose: Room.chooseLanguage},
		{name: "zone", least: department.Employee, panel: Room.zones, choose: Room.chooseZone},
		{name: "digest", least: department.Supervisor, panel: Room.digestHours, choose: Room.chooseDigest},
		{name: "morning", least: department.Employee, below: department.Supervisor, panel: Room.morningHours, choose: Room.chooseMorning},
		{name: "quiet", least: department.Employee, panel: Room.quietHours, choose: Room.chooseQuiet},
	}
}

// offered reports whether p has the setting.
func (s setting) offered(p department.Person) bool {
	return p.May(s.least) && (s.below == 0 || !p.May(s.below))
}

func settingOf(name string, p department.Person) (setting, error) {
	for _, s := range settings() {
		if s.name == name {
			switch {
			case !p.May(s.least):
				return setting{}, department.Refuse("command_" + s.least.String())
			case !s.offered(p):
				return setting{}, department.Refuse("button_unknown")
			}
			return s, nil
		}
	}
	return setting{}, department.Refuse("button_unknown")
}

// settings shows the panel of all settings.
func (r Room) settings(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	text, buttons := r.home(req.Person, req.At)
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// home returns the panel of the present values. A candidate has one setting
// only and gets its choices at once.
func (r Room) home(p department.Person, now time.Time) (texts.HTML, [][]handlers.Button) {
	w := r.words(p)
	if !p.May(department.Employee) {
		return r.languages(p, now)
	}
	lines := []texts.HTML{w.Say("set_head")}
	var buttons []handlers.Button
	for _, s := range settings() {
		if s.offered(p) {
			lines = append(lines, w.Say("set_"+s.name+"_line", "Value", r.value(s.name, p, now)))
			buttons = append(buttons, handlers.Button{Label: w.Plain("set_" + s.name), Data: data(s.name)})
		}
	}
	if p.May(department.Director) {
		buttons = append(buttons, handlers.Button{Label: w.Plain("clocks"), Data: data(clocksName)})
	}
	return texts.Join(lines...), handlers.Grid(2, buttons...)
}

// value returns how a setting stands.
func (r Room) value(setting string, p department.Person, now time.Time) string {
	w := r.words(p)
	switch setting {
	case "lang":
		if p.Language == "" {
			return w.Plain("set_lang_phone", "Language", w.Plain("language_"+p.Lang()))
		}
		return w.Plain("language_" + p.Language)
	case "zone":
		zone := p.Location(r.cal.Zone())
		return w.Zone(zone) + ", " + w.Offset(now, zone)
	case "digest":
		if p.DigestAt < 0 {
			return w.Plain("set_off")
		}
		return w.Plain("set_digest_at", "Time", w.TimeOfDay(p.DigestAt))
	case "morning":
		if p.MorningAt < 0 {
			return w.Plain("set_off")
		}
		return w.Plain("set_digest_at", "Time", w.TimeOfDay(p.MorningAt))
	case "quiet":
		if p.Quiet.From == p.Quiet.Until {
			return w.Plain("set_off")
		}
		return w.TimeOfDay(p.Quiet.From) + "–" + w.TimeOfDay(p.Quiet.Until)
	}
	return ""
}

// press handles the buttons: home, SETTING, SETTING:VALUE, and SETTING:ask for
// a value to be typed.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	which, value, chosen := strings.Cut(req.Press.Data, ":")
	if which == "home" {
		text, buttons := r.home(req.Person, req.At)
		return handlers.Replying(req.Change(text, buttons...)), nil
	}
	if which == clocksName {
		return r.pressClocks(ctx, tx, req, value)
	}
	s, err := settingOf(which, req.Person)
	switch {
	case err != nil:
		return handlers.Reply{}, err
	case !chosen:
		text, buttons := s.panel(r, req.Person, req.At)
		return handlers.Replying(req.Change(text, buttons...)), nil
	case value == "ask" && (s.name == "zone" || s.name == "quiet"):
		return r.ask(ctx, tx, req, s)
	}
	p, err := r.set(ctx, tx, req, s, value)
	if err != nil {
		return handlers.Reply{}, err
	}
	text, buttons := r.home(p, req.At)
	reply := handlers.Replying(req.Change(text, buttons...))
	reply.Toast = r.words(p).Plain("set_saved")
	return r.withMenu(reply, s, p, req), nil
}

// ask opens a dialog for a value that is typed.
func (r Room) ask(ctx context.Context, tx handlers.Tx, req handlers.Request, s setting) (handlers.Reply, error) {
	d := department.Dialog{Chat: req.Chat.ID, Person: req.Person.ID, Topic: name, Step: s.name, Started: req.At.UTC()}
	if err := tx.SaveDialog(ctx, d); err != nil {
		return handlers.Reply{}, fmt.Errorf("ask for the setting %s: %w", s.name, err)
	}
	m := req.Say(r.words(req.Person).Say("set_" + s.name + "_ask"))
	m.AskText = true
	return handlers.Replying(m), nil
}

// typed takes the value that was asked for. Whoever may no longer set it is
// shown what there is to set.
func (r Room) typed(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	p := req.Person
	s, err := settingOf(req.Dialog.Step, p)
	if err == nil {
		if p, err = r.set(ctx, tx, req, s, req.Text); err != nil {
			return handlers.Reply{}, err
		}
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return handlers.Reply{}, fmt.Errorf("end the dialog about %s: %w", req.Dialog.Step, err)
	}
	text, buttons := r.home(p, req.At)
	return handlers.Replying(req.Say(text, buttons...)), nil
}

// set changes one setting of the person, as stored, and stores it.
func (r Room) set(ctx context.Context, tx handlers.Tx, req handlers.Request, s setting, value string) (department.Person, error) {
	p, err := tx.Person(ctx, req.Person.ID)
	switch {
	case errors.Is(err, department.ErrNone):
		p = req.Person
	case err != nil:
		return p, fmt.Errorf("set %s: %w", s.name, err)
	}
	if err := s.choose(r, &p, value); err != nil {
		return p, err
	}
	if err := tx.SavePerson(ctx, p, department.NextDigest(p, req.At, r.cal)); err != nil {
		return p, fmt.Errorf("set %s: %w", s.name, err)
	}
	return p, nil
}

// withMenu adds the command menu in the new language.
func (r Room) withMenu(reply handlers.Reply, s setting, p department.Person, req handlers.Request) handlers.Reply {
	if s.name == "lang" {
		reply.Messages = append(reply.Messages, handlers.MenuOf(p, req.Table))
	}
	return reply
}

func (r Room) words(p department.Person) texts.Words { return r.book.In(p.Lang()) }

func data(parts ...string) string { return name + ":" + strings.Join(parts, ":") }
