package script_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/bot/sandbox/script"
)

func TestParse(t *testing.T) {
	got, err := script.Parse("# a day\n\nanna: /complaint ООО «Ромашка»: нет акта\n  boris presses [Взять] on №1\nanna@office: итог\\nдня\npause 1.5s\n+4h\nuntil 18:05\nnext reminder\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []script.Step{
		{Line: 3, Text: "anna: /complaint ООО «Ромашка»: нет акта", Who: "anna", Verb: "says", Rest: "/complaint ООО «Ромашка»: нет акта"},
		{Line: 4, Text: "boris presses [Взять] on №1", Who: "boris", Verb: "presses", Rest: "[Взять] on №1"},
		{Line: 5, Text: `anna@office: итог\nдня`, Who: "anna", Room: "office", Verb: "says", Rest: "итог\nдня"},
		{Line: 6, Text: "pause 1.5s", Kind: script.Pause, Span: 1500 * time.Millisecond},
		{Line: 7, Text: "+4h", Kind: script.Move, Span: 4 * time.Hour},
		{Line: 8, Text: "until 18:05", Kind: script.Until, Hour: 18, Minute: 5},
		{Line: 9, Text: "next reminder", Kind: script.NextReminder},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("steps (-want +got):\n" + diff)
	}
}

func TestParseNamesTheLineThatIsNone(t *testing.T) {
	for _, line := range []string{"hello", "pause soon", "pause -1s", "until 25:00", "+9999h", "anna dances"} {
		if _, err := script.Parse("# one\n" + line); err == nil || !strings.HasPrefix(err.Error(), "line 2, ") {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("anna presses [Взять] on №1\nuntil 18:00")
	f.Add("+1h\npause 1h\nanna: \\n")
	f.Fuzz(func(t *testing.T, text string) {
		steps, err := script.Parse(text)
		for _, s := range steps {
			if err == nil && (s.Kind == script.Act) != (s.Who != "") {
				t.Errorf("%+v: only acts are done by somebody", s)
			}
		}
	})
}

// stage returns a stage with two people and a group, and a way to play a line.
func stage(t *testing.T) (*script.Stage, func(line string) error) {
	srv := sandbox.New(sandbox.Options{ReadsGroups: true})
	t.Cleanup(func() { srv.Close() })
	s := &script.Stage{Server: srv, People: map[string]*sandbox.Person{
		"anna": srv.Person(sandbox.Profile{FirstName: "Анна"}), "boris": srv.Person(sandbox.Profile{FirstName: "Борис"}),
	}}
	s.Rooms = map[string]*sandbox.Chat{"office": srv.Group("Отдел", sandbox.GroupOptions{Members: []*sandbox.Person{s.People["anna"], s.People["boris"]}})}
	return s, func(line string) error {
		steps, err := script.Parse(line)
		if err != nil {
			return err
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // what a line needs is there already, or never comes
		return s.Do(ctx, steps[0])
	}
}

func TestWhatPeopleDo(t *testing.T) {
	s, play := stage(t)
	for _, line := range []string{
		"anna: товар намок",
		`anna sends a photo "вот"`,
		"boris forwards anna's message: намок",
		`boris forwards from "Иван": где заказ?`,
		"anna@office: всем привет",
		"boris@office replies to anna: привет",
		"anna edits : товар сухой",
		"anna blocks",
	} {
		if err := play(line); err != nil {
			t.Fatal(err)
		}
	}
	plain := func(chat *sandbox.Chat) (lines []string) {
		for _, m := range chat.Messages() {
			if m.Service == "" {
				lines = append(lines, m.Plain())
			}
		}
		return lines
	}
	for _, c := range []struct {
		who  string
		chat *sandbox.Chat
		want []string
	}{
		{"Anna", s.People["anna"].Chat(), []string{"товар намок", "(photo)\nтовар сухой"}},
		{"Boris", s.People["boris"].Chat(), []string{"«Анна»:\nтовар намок", "«Иван»:\nгде заказ?"}},
		{"the group", s.Rooms["office"], []string{"всем привет", "привет"}},
	} {
		if diff := cmp.Diff(c.want, plain(c.chat)); diff != "" {
			t.Errorf("chat of %s (-want +got):\n%s", c.who, diff)
		}
	}
	if !s.People["anna"].Chat().Blocked() {
		t.Error("Anna has not blocked the bot")
	}
}

func TestWhatCannotBeDoneIsSaid(t *testing.T) {
	_, play := stage(t)
	for line, want := range map[string]string{
		"vera: привет":                "nobody is called",
		"anna@garage: привет":         "no group is called",
		"anna presses [Взять]":        "a button Взять did not appear",
		"anna presses Взять":          "say which button",
		"anna sends a cake":           "say what is sent",
		"anna replies to bot: да":     "a message of bot did not appear",
		"anna forwards something":     "say whose message",
		"anna sends an album of 2000": "at most ten",
	} {
		if err := play(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}
