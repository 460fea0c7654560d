package digest

import (
	"strings"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// Limits of one screen.
const (
	loadShown  = 8  // people whose load is shown
	aboutShown = 40 // characters of what a matter is about
)

// screen is a digest as one reader sees it.
type screen struct {
	words      texts.Words
	zone       *time.Location // of the reader
	department *time.Location
	names      map[department.PersonID]string
	digest     department.Digest
	totals     bool // no names, no matters
	unknown    int  // the year whose days off are missing, 0 for none
}

// text returns the whole message.
func (s screen) text() texts.HTML {
	w, d := s.words, s.digest
	since := w.ShortFrom(d.From, s.zone, s.department)
	today := w.Date(workdays.DateOf(d.To.In(s.zone)))
	if d.Empty() {
		return texts.Join(w.Say("digest_calm", "Date", today, "Since", since), s.warning())
	}
	blocks := []texts.HTML{w.Say("digest_head", "Date", today, "Since", since)}
	for _, t := range d.Tallies {
		blocks = append(blocks, "\n"+s.answer(t))
	}
	if load := s.load(); load != "" && !s.totals {
		blocks = append(blocks, "\n"+load)
	}
	return texts.Join(append(blocks, s.warning())...)
}

// warning says to the director which year's days off are not known yet.
func (s screen) warning() texts.HTML {
	if s.unknown == 0 || s.totals {
		return ""
	}
	return "\n" + s.words.Say("digest_unknown_year", "Year", s.unknown)
}

// answer answers one question: how it stands, what happened, the worst.
func (s screen) answer(t department.Tally) texts.HTML {
	w := s.words
	says := w.Say(verdict(t), "Matters", w.Matters(t.Kind, t.Open), "Overdue", t.Overdue)
	var idle texts.HTML
	if t.Kind == department.Task.Name && s.digest.Idle > 0 {
		idle = w.Say("digest_idle", "N", s.digest.Idle)
		if t.Open == 0 {
			says = "" // no "yes" while a decision waits
		}
	}
	lines := []texts.HTML{w.Say("digest_question_" + string(t.Kind)), says, idle, s.flow(t)}
	if s.totals {
		return texts.Join(lines...)
	}
	for _, m := range t.Worst {
		who := s.names[m.Owner]
		if m.Owner == 0 {
			who = w.Plain("digest_nobody")
		}
		lines = append(lines, w.Say("digest_worst", "Number", m.ID, "About", about(m), "Due", w.ShortFrom(m.Due, s.zone, s.department), "Who", who))
		if m.Claim.Known() {
			lines[len(lines)-1] += " · " + w.Say("mark_claim_of", "Sum", w.Money(m.Claim))
		}
	}
	return texts.Join(lines...)
}

// verdict names the sentence that answers the question.
func verdict(t department.Tally) string {
	switch {
	case t.Open == 0:
		return "digest_all"
	case t.Overdue == 0:
		return "digest_on_time"
	}
	return "digest_overdue"
}

// arrow shows where a number went.
func arrow(before, now int) string {
	switch {
	case now > before:
		return "↑"
	case now < before:
		return "↓"
	}
	return "→"
}

// flow says where the number comes from: how it was, and what happened in the
// period. It says nothing if nothing was and nothing happened.
func (s screen) flow(t department.Tally) texts.HTML {
	var parts []string
	if t.Open != 0 || t.Before != 0 || t.WeekAgo != 0 {
		trend := s.words.Say("digest_trend", "Arrow", arrow(t.Before, t.Open), "Before", t.Before, "WeekAgo", t.WeekAgo)
		parts = append(parts, string(trend))
	}
	for _, p := range []struct {
		key string
		n   int
	}{{"digest_came", t.Opened}, {"digest_solved", t.Solved}, {"digest_cancelled", t.Cancelled}, {"digest_returned", t.Returned}} {
		if p.n > 0 {
			parts = append(parts, string(s.words.Say(p.key, "Times", p.n)))
		}
	}
	return texts.HTML(strings.Join(parts, " · "))
}

// load says how much each person has in hand.
func (s screen) load() texts.HTML {
	w := s.words
	if len(s.digest.Load) == 0 {
		return ""
	}
	lines := []texts.HTML{w.Say("digest_load")}
	for i, l := range s.digest.Load {
		if i == loadShown {
			lines = append(lines, w.Say("digest_load_more", "N", len(s.digest.Load)-loadShown))
			break
		}
		who := s.names[l.Person]
		if l.Person == 0 {
			who = w.Plain("digest_nobody")
		}
		key := "digest_load_line"
		if l.Overdue > 0 {
			key = "digest_load_overdue"
		}
		lines = append(lines, w.Say(key, "Who", who, "Open", l.Open, "Overdue", l.Overdue))
	}
	return texts.Join(lines...)
}

// about says in a few words what a matter is about: whose it is, or how it begins.
func about(m department.Matter) string {
	if m.Client != "" {
		return m.Client
	}
	line, _, _ := strings.Cut(m.Text, "\n")
	if letters := []rune(line); len(letters) > aboutShown {
		return strings.TrimSpace(string(letters[:aboutShown])) + "…"
	}
	return line
}
