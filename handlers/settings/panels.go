package settings

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// choice returns a button that sets a value, marked if it is the present one.
func choice(label, setting, value string, present bool) handlers.Button {
	if present {
		label = "✓ " + label
	}
	return handlers.Button{Label: label, Data: data(setting, value)}
}

// back returns the button to the panel of all settings.
func back(w texts.Words) handlers.Button {
	return handlers.Button{Label: w.Plain("set_back"), Data: data("home")}
}

// languages returns the choices of a language. Each is named in itself, so that
// it is found by those who do not read the present one.
func (r Room) languages(p department.Person, _ time.Time) (texts.HTML, [][]handlers.Button) {
	w := r.words(p)
	var row []handlers.Button
	for _, lang := range texts.Languages() {
		row = append(row, choice(r.book.In(lang).Plain("language_own"), "lang", lang, p.Language == lang))
	}
	buttons := [][]handlers.Button{row, {choice(w.Plain("set_lang_auto"), "lang", "auto", p.Language == "")}}
	if p.May(department.Employee) {
		buttons = append(buttons, []handlers.Button{back(w)})
	}
	return w.Say("set_lang_which"), buttons
}

func (r Room) chooseLanguage(p *department.Person, value string) error {
	if value == "auto" {
		p.Language = ""
		return nil
	}
	for _, lang := range texts.Languages() {
		if value == lang {
			p.Language = lang
			return nil
		}
	}
	return department.Refuse("button_unknown")
}

// russianZones are one zone for each of the hours that Russia has, from west to
// east.
var russianZones = []string{
	"Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
	"Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
}

// zones returns the choices of a time zone.
func (r Room) zones(p department.Person, now time.Time) (texts.HTML, [][]handlers.Button) {
	w := r.words(p)
	present := p.Location(r.cal.Zone()).String()
	var buttons []handlers.Button
	for _, zone := range russianZones {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			continue // a system without that zone does not offer it
		}
		buttons = append(buttons, choice(w.Zone(loc)+" "+w.Offset(now, loc), "zone", zone, zone == present))
	}
	rows := handlers.Grid(2, buttons...)
	rows = append(rows, []handlers.Button{{Label: w.Plain("set_zone_other"), Data: data("zone", "ask")}, back(w)})
	return w.Say("set_zone_which", "Now", w.Clock(now, p.Location(r.cal.Zone()))), rows
}

func (r Room) chooseZone(p *department.Person, value string) error {
	zone, ok := readZone(value)
	if !ok {
		return department.Refuse("zone_unknown")
	}
	p.Zone = zone
	return nil
}

// digestHours are the hours that are offered for the digest.
var digestHours = []int{9, 12, 15, 17, 18, 19, 20, 21}

func (r Room) digestHours(p department.Person, _ time.Time) (texts.HTML, [][]handlers.Button) {
	w := r.words(p)
	return w.Say("set_digest_which"), hours(w, "digest", digestHours, p.DigestAt)
}

func (r Room) chooseDigest(p *department.Person, value string) (err error) {
	p.DigestAt, err = readHour(value)
	return err
}

// morningHours are the hours that are offered for the morning list.
var morningHours = []int{7, 8, 9, 10}

func (r Room) morningHours(p department.Person, _ time.Time) (texts.HTML, [][]handlers.Button) {
	w := r.words(p)
	return w.Say("set_morning_which"), hours(w, "morning", morningHours, p.MorningAt)
}

func (r Room) chooseMorning(p *department.Person, value string) (err error) {
	p.MorningAt, err = readHour(value)
	return err
}

// hours returns the choices for the hour of a daily message: those offered, and
// none.
func hours(w texts.Words, setting string, offered []int, set time.Duration) [][]handlers.Button {
	var buttons []handlers.Button
	for _, hour := range offered {
		at := time.Duration(hour) * time.Hour
		buttons = append(buttons, choice(w.TimeOfDay(at), setting, strconv.Itoa(hour), set == at))
	}
	return append(handlers.Grid(4, buttons...), []handlers.Button{choice(w.Plain("set_digest_off"), setting, "off", set < 0), back(w)})
}

// readHour reads the hour of a daily message from a button.
func readHour(value string) (time.Duration, error) {
	if value == "off" {
		return department.NoDigest, nil
	}
	hour, err := strconv.Atoi(value)
	if err != nil || hour < 0 || hour > 23 {
		return 0, department.Refuse("button_unknown")
	}
	return time.Duration(hour) * time.Hour, nil
}

// usualQuiet are the quiet hours that are offered.
var usualQuiet = []department.Quiet{
	department.DefaultQuiet,
	{From: 22 * time.Hour, Until: 8 * time.Hour},
	{From: 18 * time.Hour, Until: 9 * time.Hour},
}

func (r Room) quietHours(p department.Person, _ time.Time) (texts.HTML, [][]handlers.Button) {
	w := r.words(p)
	var buttons []handlers.Button
	for _, q := range usualQuiet {
		span := w.TimeOfDay(q.From) + "–" + w.TimeOfDay(q.Until)
		buttons = append(buttons, choice(span, "quiet", fmt.Sprintf("%d-%d", q.From/time.Hour, q.Until/time.Hour), p.Quiet == q))
	}
	off := choice(w.Plain("set_quiet_off"), "quiet", "off", p.Quiet.From == p.Quiet.Until)
	other := handlers.Button{Label: w.Plain("set_quiet_other"), Data: data("quiet", "ask")}
	return w.Say("set_quiet_which"), handlers.Grid(2, append(buttons, off, other, back(w))...)
}

func (r Room) chooseQuiet(p *department.Person, value string) error {
	switch handlers.Fold(strings.TrimSpace(value)) {
	case "off", "нет", "без тихих часов", "no", "none":
		p.Quiet = department.Quiet{}
		return nil
	}
	q, ok := readQuiet(value, r.cal)
	if !ok {
		return department.Refuse("quiet_unclear")
	}
	p.Quiet = q
	return nil
}
