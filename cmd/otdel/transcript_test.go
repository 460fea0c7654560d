package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
)

var update = flag.Bool("update", false, "rewrite the transcripts with what the bot says now")

// TestTranscripts plays the conversations of handlers/testdata. See the README
// there for how they are written.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("../../handlers/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := playTranscript(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the conversation went otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

// playTranscript does what stands at the margin and returns the transcript with
// what was said.
func playTranscript(t *testing.T, script string) string {
	return (&player{t: t}).play(script)
}

// play is playTranscript in the player's world, which can be looked at after it.
func (p *player) play(script string) string {
	var out strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "    ") {
			continue // what the bot said the last time
		}
		out.WriteString(line + "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		actor, err := p.act(line)
		if err != nil {
			p.t.Fatalf("%s: %v; so far:\n%s", line, err, out.String())
		}
		if p.w != nil {
			p.w.settle()
			out.WriteString(p.heard(actor))
		}
	}
	return out.String()
}

// player plays one transcript.
type player struct {
	t    *testing.T
	w    *world
	seen int64 // the last event that was written down
	// threads are the numbers of topics by their names.
	threads map[string]int
}

var (
	nowLine      = regexp.MustCompile(`^now (.+?)(?: in (\S+))?$`)
	isLine       = regexp.MustCompile(`^(\w+) is (candidate|employee|supervisor|director) "(.*?)"(?: @(\w+))?(?: (\w+))?$`)
	groupDef     = regexp.MustCompile(`^(\w+) is (group|basic group|forum) "(.*?)" with (.+)$`)
	migrates     = regexp.MustCompile(`^(\w+) becomes a supergroup$`)
	deletes      = regexp.MustCompile(`^the topic "(.*?)" of (\w+) is (made|deleted) by (\w+)$`)
	addsBot      = regexp.MustCompile(`^(\w+) adds the bot to (\w+)( as administrator)?$`)
	kicks        = regexp.MustCompile(`^(\w+) removes the bot from (\w+)$`)
	movesOn      = regexp.MustCompile(`^\+(\d+)(min|h|d)$`)
	until        = regexp.MustCompile(`^until (.+)$`)
	calendarGets = regexp.MustCompile(`^the calendar gets (\S+) (off|work|short)$`)
	setClock     = regexp.MustCompile(`^the clock is set to (.+)$`)
	sayLine      = regexp.MustCompile(`^(\w+)(?:@(\w+(?:#[^:]+)?))?: (.*)$`)
	doLine       = regexp.MustCompile(`^(\w+)(?:@(\w+))? (presses|forwards|sends|edits|replies|opens|blocks|unblocks|asks|chooses)\b ?(.*)$`)
)

// act does what a line says and returns the key of who did it.
func (p *player) act(line string) (actor string, err error) {
	switch m := func(re *regexp.Regexp) []string { return re.FindStringSubmatch(line) }; {
	case m(nowLine) != nil:
		zone, err := time.LoadLocation(cmpOr(m(nowLine)[2], "Europe/Moscow"))
		if err != nil {
			return "", err
		}
		now, err := moment(m(nowLine)[1], zone)
		if err == nil {
			p.w = newWorld(p.t, now)
		}
		return "", err
	case p.w == nil:
		return "", fmt.Errorf("the first line must say when it is: now Mon 23.11.2026 14:00")
	case m(isLine) != nil:
		p.introduce(m(isLine))
		return "", nil
	case m(groupDef) != nil:
		return "", p.gather(m(groupDef))
	case m(migrates) != nil:
		return "", p.migrate(m(migrates)[1])
	case m(deletes) != nil:
		return "", p.topic(m(deletes))
	case m(addsBot) != nil:
		return m(addsBot)[1], p.addBot(m(addsBot))
	case m(kicks) != nil:
		person, chat, err := p.who(m(kicks)[1], m(kicks)[2])
		if err == nil {
			chat.KickBot(person)
		}
		return m(kicks)[1], err
	case m(movesOn) != nil:
		n, _ := strconv.Atoi(m(movesOn)[1])
		p.w.pass(p.w.now.Add(time.Duration(n) * map[string]time.Duration{"min": time.Minute, "h": time.Hour, "d": 24 * time.Hour}[m(movesOn)[2]]))
		return "", nil
	case m(until) != nil:
		then, err := moment(m(until)[1], p.w.now.Location())
		if err == nil {
			p.w.pass(then)
		}
		return "", err
	case m(setClock) != nil:
		then, err := moment(m(setClock)[1], p.w.now.Location())
		if err == nil {
			p.w.set(then)
		}
		return "", err
	case m(calendarGets) != nil:
		day := m(calendarGets)
		cal, err := p.w.calendar.With(strings.NewReader(day[1] + "\t" + day[2]))
		p.w.calendar = cal
		return "", err
	case line == "the program stops":
		p.w.stop()
		return "", nil
	case line == "the program starts":
		p.w.start()
		return "", p.w.clock.Tick(p.t.Context(), p.w.now)
	case line == "the program restarts":
		p.w.stop()
		p.w.start()
		return "", nil
	case line == "messages do not arrive":
		p.w.telegram.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.HTML})
		return "", nil
	case line == "messages arrive again":
		p.w.telegram.ClearFaults()
		p.w.pass(p.w.now.Add(time.Minute)) // in which they are tried again
		return "", nil
	case m(doLine) != nil:
		d := m(doLine)
		return d[1], p.do(d[1], d[2], d[3], d[4])
	case m(sayLine) != nil:
		s := m(sayLine)
		return s[1], p.say(s[1], s[2], s[3])
	}
	return "", fmt.Errorf("nobody understands this line")
}

// introduce makes a person known; what the bot greets them with is not written
// down.
func (p *player) introduce(m []string) {
	first, last, _ := strings.Cut(m[3], " ")
	role, _ := department.ParseRole(m[2])
	p.w.join(m[1], sandbox.Profile{FirstName: first, LastName: last, Username: m[4], Language: cmpOr(m[5], "ru")}, role)
	p.seen = p.w.telegram.LastEvent()
}

// who returns a person and the chat where that person acts.
func (p *player) who(key, group string) (*sandbox.Person, *sandbox.Chat, error) {
	person := p.w.people[key]
	if person == nil {
		return nil, nil, fmt.Errorf("%s was not introduced", key)
	}
	if group == "" {
		return person, person.Chat(), nil
	}
	chat := p.w.groups[group]
	if chat == nil {
		return nil, nil, fmt.Errorf("there is no group %s", group)
	}
	return person, chat, nil
}

// times at the end of a message say how often it is written.
var times = regexp.MustCompile(`^(.*) \((\d+) times\)$`)

// say writes a message; \n in it begins a new line.
func (p *player) say(key, group, text string) error {
	group, topic, threaded := strings.Cut(group, "#")
	person, chat, err := p.who(key, group)
	if err != nil {
		return err
	}
	text = strings.ReplaceAll(text, `\n`, "\n")
	if many := times.FindStringSubmatch(text); many != nil {
		n, _ := strconv.Atoi(many[2])
		for range n - 1 {
			if _, err := person.SayIn(chat, many[1]); err != nil {
				return err
			}
		}
		text = many[1]
	}
	if threaded {
		_, err = person.SayInTopic(chat, p.threads[topic], text)
		return err
	}
	_, err = person.SayIn(chat, text)
	return err
}

// heard returns what the people saw since the last line: the actor's chat
// first, as it is, then each other chat under its name.
func (p *player) heard(actor string) string {
	type screen struct{ name, text string }
	var screens []screen
	add := func(name, text string) {
		// Several copies of a card in one chat change alike: said once.
		if slices.ContainsFunc(screens, func(s screen) bool { return s.name == name && strings.HasSuffix(s.text, text+"\n") }) {
			return
		}
		if i := slices.IndexFunc(screens, func(s screen) bool { return s.name == name }); i >= 0 {
			screens[i].text += "--\n" + text + "\n"
			return
		}
		screens = append(screens, screen{name, text + "\n"})
	}
	shown := make(map[[2]int64]bool)
	for _, e := range p.w.telegram.Events(p.seen) {
		p.seen = e.Seq
		if text := p.shown(e, shown); text != "" {
			add(p.nameOf(e.ChatID), text)
		}
	}
	slices.SortStableFunc(screens, func(a, b screen) int { return boolInt(b.name == actor) - boolInt(a.name == actor) })
	var out strings.Builder
	for _, s := range screens {
		indent := "    "
		if s.name != actor {
			out.WriteString("    " + s.name + " sees:\n")
			indent += "    "
		}
		for line := range strings.Lines(s.text) {
			if line == "\n" {
				line = "|\n" // so that an empty line of a message is not one between two lines of the script
			}
			out.WriteString(strings.TrimRight(indent+line, " \n") + "\n")
		}
	}
	return out.String()
}

// shown returns what an event put on a screen, empty for nothing.
func (p *player) shown(e sandbox.Event, shown map[[2]int64]bool) string {
	switch e.Kind {
	case sandbox.EventAnswer:
		if e.Answer.Text == "" {
			return ""
		}
		if e.Answer.Alert {
			return "(! " + e.Answer.Text + ")"
		}
		return "(" + e.Answer.Text + ")"
	case sandbox.EventMessage, sandbox.EventEdit:
		m, ok := p.w.telegram.ChatByID(e.ChatID).Message(e.MessageID)
		id := [2]int64{e.ChatID, int64(e.MessageID)}
		if !ok || !m.FromBot || shown[id] {
			return ""
		}
		shown[id] = true
		if e.Kind == sandbox.EventEdit {
			return "changed: " + m.Plain()
		}
		return p.opened(m) + m.Plain()
	}
	return ""
}

// nameOf returns the key of the person or group of a chat.
func (p *player) nameOf(chat int64) string {
	for key, person := range p.w.people {
		if person.ID() == chat {
			return key
		}
	}
	for key, group := range p.w.groups {
		if group.ID() == chat {
			return key
		}
	}
	return strconv.FormatInt(chat, 10)
}

func cmpOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
