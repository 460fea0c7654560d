package bot

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// updateCase is a line of testdata/updates.json: an update and what we make of
// it, in short.
type updateCase struct {
	Why    string          `json:"why"`
	Update json.RawMessage `json:"update"`
	Want   string          `json:"want"`
}

func updateCases(t testing.TB) []updateCase {
	t.Helper()
	raw, err := os.ReadFile("testdata/updates.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []updateCase
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestTranslate(t *testing.T) {
	for _, c := range updateCases(t) {
		t.Run(c.Why, func(t *testing.T) {
			in, err := translate(c.Update, testMe)
			got := inShort(in)
			if err != nil {
				got = "kept"
			}
			if got != c.Want {
				t.Errorf("%s\n got %s\nwant %s", c.Update, got, c.Want)
			}
		})
	}
}

// inShort describes a translated update in one line; the usual is left out.
func inShort(in incoming) string {
	switch {
	case in.Ignored:
		return "ignored"
	case in.MovedTo != 0:
		return fmt.Sprintf("%d moved=%d", in.Chat.ID, in.MovedTo)
	}
	words := []string{fmt.Sprint(in.Chat.ID)}
	say := func(when bool, format string, args ...any) {
		if when {
			words = append(words, fmt.Sprintf(format, args...))
		}
	}
	say(in.Chat.Group, "group")
	say(in.Chat.Thread != 0, "thread=%d", in.Chat.Thread)
	say(in.Addressed, "addressed")
	say(in.Edited, "edited")
	say(in.Command != "", "cmd=%s", in.Command)
	say(in.Text != "", "text=%q", raw(in.Text))
	say(in.Press != nil, "press=%q", in.pressed())
	say(in.Inline != nil, "inline=%s", in.asked())
	say(in.Membership == handlers.Welcome, "welcome")
	say(in.Membership == handlers.Unwelcome, "unwelcome")
	if f := in.Forward; f != nil {
		say(true, "forward=%s", strings.TrimSuffix(fmt.Sprintf("%s:%d", f.Name, f.From), ":0"))
	}
	if q := in.ReplyTo; q != nil {
		say(true, "reply=%d:%q", q.Message, q.Text)
		say(len(q.Attachments) > 0, "with=%s", filesInShort(q.Attachments))
	}
	say(len(in.Attachments) > 0, "files=%s", filesInShort(in.Attachments))
	say(in.Album != "", "album=%s", in.Album)
	say(in.Message != 0 && in.Message != 11, "message=%d", in.Message)
	say(in.From.ID != 7 || in.From.Name != "Анна Ким", "from=%d:%s", in.From.ID, in.From.Name)
	return strings.Join(words, " ")
}

// raw keeps %q from escaping what is to be compared as it is.
func raw(text string) rawText { return rawText(text) }

type rawText string

// Format writes the text in quotes; only new lines and quotes are escaped.
func (r rawText) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, `"%s"`, strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(string(r)))
}

func (in incoming) pressed() string {
	if in.Press == nil {
		return ""
	}
	return in.Press.Data
}

func (in incoming) asked() string {
	if in.Inline == nil {
		return ""
	}
	return fmt.Sprintf("%s:%q", in.Inline.ID, in.Inline.Query)
}

func filesInShort(files []department.Attachment) string {
	var all []string
	for _, f := range files {
		all = append(all, string(f.Kind)+":"+f.File)
	}
	return strings.Join(all, ",")
}

func TestHostileUpdatesArriveTogetherAndHarmNobody(t *testing.T) {
	cases := updateCases(t)
	if len(cases) < 60 {
		t.Fatalf("only %d updates", len(cases))
	}
	var page []string
	kept := 0
	for _, c := range cases {
		page = append(page, string(c.Update))
		if c.Want == "kept" {
			kept++
		}
	}
	page = append(page, `{"update_id":"odd"}`, `7`, `{"update_id":99999999999999999999}`, said(5000, "still here"))
	h := newHouse(t, strings.Join(page, ","))
	if n, err := h.poller.Once(t.Context()); err != nil || n != len(page) {
		t.Fatalf("Once: %d, %v", n, err)
	}
	if n := len(h.memory.snapshot().failed); n != kept+3 {
		t.Errorf("%d updates were kept, want %d", n, kept+3)
	}
	if owed := h.owed(); !slices.Contains(owed, "you said still here") {
		t.Error("the last update was not answered")
	}
	if h.poller.offset != 5001 {
		t.Errorf("the offset is %d", h.poller.offset)
	}
}

func TestAHugeTextIsCut(t *testing.T) {
	raw, err := json.Marshal(strings.Repeat("я😀", 1<<20))
	if err != nil {
		t.Fatal(err)
	}
	in, err := translate(fmt.Appendf(nil, `{"update_id":1,"message":{"message_id":1,"chat":{"id":7,"type":"private"},"from":{"id":7},"text":%s}}`, raw), testMe)
	if err != nil {
		t.Fatal(err)
	}
	if n := utf8.RuneCountInString(in.Text); n != maxIncoming {
		t.Errorf("%d characters", n)
	}
}

func FuzzTranslate(f *testing.F) {
	for _, c := range updateCases(f) {
		f.Add([]byte(c.Update))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		updateID(raw)
		in, err := translate(raw, testMe)
		if err != nil {
			return
		}
		for _, text := range []string{in.Text, in.Command, in.From.Name} {
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r\x7f") {
				t.Errorf("%q of %q", text, raw)
			}
		}
		if in.Command != "" && (!commandName(in.Command) || strings.ToLower(in.Command) != in.Command) {
			t.Errorf("command %q of %q", in.Command, raw)
		}
	})
}

func FuzzEntities(f *testing.F) {
	f.Add("/start x", 0, 6)
	f.Add("a😀b", 1, 1)
	f.Add("", -1, 9)
	f.Fuzz(func(t *testing.T, text string, offset, length int) {
		e := tgbotapi.MessageEntity{Type: "bot_command", Offset: offset, Length: length}
		if from, to, ok := span(text, e); ok && units(text[from:to]) != length {
			t.Errorf("%q: bytes %d to %d for %d units", text, from, to, length)
		}
		command(text, []tgbotapi.MessageEntity{e}, "bot")
		e.Type = "mention"
		mentioned(text, []tgbotapi.MessageEntity{e}, testMe)
	})
}
