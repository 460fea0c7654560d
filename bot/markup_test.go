package bot

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"short", "abc", 3, []string{"abc"}},
		{"at a line", "ab\ncd\nef", 6, []string{"ab\ncd", "ef"}},
		{"at a space", "ab cd ef", 6, []string{"ab cd", "ef"}},
		{"nowhere", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"a line rather than a space", "ab\nc d efg", 8, []string{"ab", "c d efg"}},
		{"an entity is one character and stays whole", "a&lt;&amp;b&quot;c", 3, []string{"a&lt;&amp;", "b&quot;c"}},
		{"tags are not counted", "<b>abc</b>", 3, []string{"<b>abc</b>"}},
		{"open tags are closed and opened again", `<b>ab <i>cd ef</i></b>`, 5, []string{`<b>ab <i>cd</i></b>`, `<b><i>ef</i></b>`}},
		{"with their attributes", `<a href="x">abcd</a>`, 2, []string{`<a href="x">ab</a>`, `<a href="x">cd</a>`}},
		{"a pair of surrogates stays whole", "a😀b", 2, []string{"a", "😀", "b"}},
		{"nothing but tags behind is no part", "<b>abc</b>", 3, []string{"<b>abc</b>"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, split(c.text, c.limit)); d != "" {
				t.Error(d)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("ab <b>cd\n</b>ef &lt;", uint16(4))
	f.Add("<b><i>"+strings.Repeat("я&amp;", 30)+"</i></b>", uint16(7))
	f.Add("a&b<c", uint16(2))
	f.Fuzz(func(t *testing.T, text string, limit uint16) {
		text = strings.ToValidUTF8(text, "")
		// What is escaped is what people typed; the tags are ours.
		marked := "<b>" + string(texts.Escape(text)) + "</b>"
		max := int(limit%500) + 2
		var shown strings.Builder
		for _, part := range split(marked, max) {
			if n := units(plain(part)); n > max {
				t.Fatalf("%q has %d units, more than %d", part, n, max)
			}
			if strings.Count(part, "<b>") != strings.Count(part, "</b>") {
				t.Fatalf("%q is not closed", part)
			}
			shown.WriteString(plain(part))
		}
		fold := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if fold(shown.String()) != fold(text) {
			t.Errorf("%q became %q", text, shown.String())
		}
		if n := units(plain(shorten(marked, max))); n > max {
			t.Errorf("shortened to %d units, more than %d", n, max)
		}
	})
}

func TestParts(t *testing.T) {
	long := texts.HTML(strings.Repeat("строка\n", 1000))
	photo := func(ids ...string) (all []department.Attachment) {
		for _, id := range ids {
			all = append(all, department.Attachment{Kind: department.Photo, File: id})
		}
		return all
	}
	voice := department.Attachment{Kind: department.Voice, File: "v"}
	buttons := [][]handlers.Button{{{Label: "x", Data: "x:1"}}}
	for _, c := range []struct {
		name string
		m    handlers.Message
		want []string
	}{
		{"a short text", handlers.Message{Text: "a", Buttons: buttons, Matter: 1, Key: "k"}, []string{"text buttons card key=k"}},
		{"a long text: the last part is the card", handlers.Message{Text: long, Buttons: buttons, Matter: 1, Key: "k"},
			[]string{"text key=k", "text buttons card key=k#1"}},
		{"a change is not divided", handlers.Message{Text: long, Card: 3}, []string{"text"}},
		{"a photo with its text", handlers.Message{Text: "a", Media: photo("1"), Buttons: buttons}, []string{"text files=1 buttons"}},
		{"a card is never a caption", handlers.Message{Text: "a", Media: photo("1"), Matter: 1}, []string{"files=1", "text card"}},
		{"an album and its text", handlers.Message{Text: "a", Media: photo("1", "2"), Buttons: buttons, Key: "k"},
			[]string{"files=2 key=k", "text buttons key=k#1"}},
		{"a text too long for a caption", handlers.Message{Text: long[:2000], Media: photo("1")}, []string{"files=1", "text"}},
		{"eleven photos and a voice", handlers.Message{Text: "a", Media: append(photo("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"), voice)},
			[]string{"files=10", "files=1", "files=1", "text"}},
		{"nothing", handlers.Message{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range parts(c.m) {
				got = append(got, partInShort(p))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func partInShort(m handlers.Message) string {
	var words []string
	say := func(when bool, word string) {
		if when {
			words = append(words, word)
		}
	}
	say(m.Text != "", "text")
	say(len(m.Media) > 0, "files="+strconv.Itoa(len(m.Media)))
	say(len(m.Buttons) > 0, "buttons")
	say(m.Matter != 0, "card")
	say(m.Key != "", "key="+m.Key)
	return strings.Join(words, " ")
}
