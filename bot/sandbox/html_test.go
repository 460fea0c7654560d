package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// show writes entities as "type@offset+length", with the argument behind.
func show(entities []Entity) string {
	var list []string
	for _, e := range entities {
		s := fmt.Sprintf("%s@%d+%d", e.Type, e.Offset, e.Length)
		for _, more := range []string{e.URL, e.Language, e.CustomEmojiID} {
			if more != "" {
				s += ":" + more
			}
		}
		if e.User != nil {
			s += fmt.Sprintf(":%d", e.User.ID)
		}
		list = append(list, s)
	}
	return strings.Join(list, " ")
}

func TestHTMLText(t *testing.T) {
	for _, test := range []struct{ source, text, entities string }{
		{"", "", ""},
		{"➡️ ➡️<b>➡️ ➡️</b>", "➡️ ➡️➡️ ➡️", "bold@5+5"},
		{"🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", "italic@5+6"},
		{"<STRONG>a</strong><em>b</EM><u>c</u><ins>d</ins>", "abcd", "bold@0+1 italic@1+1 underline@2+1 underline@3+1"},
		{"<s>a</s><strike>b</strike><del>c</del>", "abc", "strikethrough@0+1 strikethrough@1+1 strikethrough@2+1"},
		{`<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>`, "ab", "spoiler@0+1 spoiler@1+1"},
		{"&lt;&gt;&amp;&quot;&laquo;&#12345678;&nbsp;", `<>&"&laquo;&#12345678;&nbsp;`, ""},
		{"&#1078;&#x436;&#x1F3DF", "жж🏟", ""},
		{"&#xDFDF", "", "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"},
		{`<a href="https://example.com/a?b=1&amp;c=2">x</a>`, "x", "text_link@0+1:https://example.com/a?b=1&c=2"},
		{`<a href=telegram.org>x</a><a>t.me/otdel</a><a>нет</a>`, "xt.me/otdelнет", "text_link@0+1:http://telegram.org/ text_link@1+10:http://t.me/otdel"},
		{`<a href='tg://user?id=118'>Пётр</a>`, "Пётр", "text_mention@0+4:118"},
		{"<code>a</code><pre>b</pre>", "ab", "code@0+1 pre@1+1"},
		{`<pre><code class="language-go">x</code></pre>`, "x", "pre@0+1:go"},
		{`<code class="language-go"><pre>x</pre></code>`, "x", "pre@0+1:go"},
		{`<pre> <code class="language-go">x</code></pre>`, " x", "code@1+1:go pre@0+2"},
		{"<blockquote>a</blockquote><blockquote expandable>b</blockquote>", "ab", "blockquote@0+1 expandable_blockquote@1+1"},
		{`<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", "custom_emoji@0+2:5368324170671202286"},
		{`<tg-emoji emoji-id="x">👍</tg-emoji>`, "", "Invalid custom emoji identifier specified"},
		{"<i>a</><b></b>", "a", "italic@0+1"},
		{"<i    aba  =  190azAz-.   >a</i   >", "a", "italic@0+1"},
		{"🏟 🏟&lt;<abacaba", "", "Unclosed start tag at byte offset 13"},
		{"🏟 🏟&lt;<abac aba>", "", `Unsupported start tag "abac" at byte offset 13`},
		{"5 < 6", "", `Unsupported start tag "" at byte offset 2`},
		{"<br/>", "", `Unsupported start tag "br/" at byte offset 0`},
		{"🏟 🏟&lt;<i   =aba>", "", `Empty attribute name in the tag "i" at byte offset 13`},
		{"🏟 🏟&lt;<i    aba>", "", `Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13`},
		{"🏟 🏟&lt;<i    aba  =  ", "", `Unclosed start tag "i" at byte offset 13`},
		{"🏟 🏟&lt;<i    aba  =  190azAz-.,", "", "Unexpected end of name token at byte offset 27"},
		{`🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>`, "", "Unclosed start tag at byte offset 13"},
		{"🏟 🏟&lt;</", "", "Unexpected end tag at byte offset 13"},
		{"🏟 🏟&lt;<i>a</i   ", "", "Unclosed end tag at byte offset 17"},
		{"🏟 🏟&lt;<i>a</em   >", "", `Unmatched end tag at byte offset 17, expected "</i>", found "</em>"`},
		{"<b>жалоба", "", `Can't find end tag corresponding to start tag "b"`},
		{"<span>x</span>", "", `Tag "span" must have class "tg-spoiler" at byte offset 0`},
	} {
		text, entities, err := parseHTML(test.source)
		got := show(entities)
		if err != nil {
			text, got = "", err.Error()
		}
		if text != test.text || got != test.entities {
			t.Errorf("%s\n got %q, %s\nwant %q, %s", test.source, text, got, test.text, test.entities)
		}
	}
}

func TestFormattedText(t *testing.T) {
	for _, test := range []struct{ name, mode, source, text, entities string }{
		{"white space is trimmed and entities move along", "HTML", " \n<b> ж </b>\t", "ж", "bold@0+1"},
		{"carriage returns go", "HTML", "a\r\n<i>b\r\nc</i>", "a\nb\nc", "italic@2+3"},
		{"control characters become spaces", "", "a\x01b", "a b", ""},
		{"nothing is marked inside of code", "HTML", "<code>x<b>y</b> @ivanov</code>", "xy @ivanov", "code@0+10"},
		{"the same style twice is one", "HTML", "<b>a<strong>b</strong></b>", "ab", "bold@0+2"},
		{"quotations do not nest", "HTML", "<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", "blockquote@0+2"},
		{"a style is split at an address that crosses it", "HTML", "<b>на exam</b>ple.com", "на example.com", "bold@0+3 url@3+11 bold@3+4"},
		{"names, commands and tags are found", "", "@ivanov /help@otdel_bot #срочно, $USD", "@ivanov /help@otdel_bot #срочно, $USD", "mention@0+7 bot_command@8+15 hashtag@24+7 cashtag@33+4"},
		{"addresses are found", "", "см. https://example.com/a(b). и ivanov@example.ru, otdel.ru!", "см. https://example.com/a(b). и ivanov@example.ru, otdel.ru!", "url@4+24 email@32+17 url@51+8"},
		{"telephone numbers are found", "", "звоните +7 (900) 123-45-67", "звоните +7 (900) 123-45-67", "phone_number@8+18"},
		{"no command after a letter or a slash", "", "и/или //x </b> 1/2", "и/или //x </b> 1/2", ""},
		{"a Cyrillic word is no command", "", "/жалоба", "/жалоба", ""},
		{"numbers and versions are no addresses", "", "15.12 в 10.30, 2.10", "15.12 в 10.30, 2.10", ""},
		{"MarkdownV2", "MarkdownV2", "*ж* _к_ __п__ ~з~ ||с|| `код` [тут](otdel.ru) \\!", "ж к п з с код тут !", "bold@0+1 italic@2+1 underline@4+1 strikethrough@6+1 spoiler@8+1 code@10+3 text_link@14+3:http://otdel.ru/"},
		{"MarkdownV2 quotation and pre", "markdownv2", ">а\n>б\n```go\nx```", "а\nб\nx", "blockquote@0+3 pre@4+1:go"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, entities, err := formatted(test.source, test.mode, "")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{test.text, test.entities}, []string{text, show(entities)}); diff != "" {
				t.Error("(-want +got):\n" + diff)
			}
		})
	}
}

func TestMarkdownErrors(t *testing.T) {
	for source, want := range map[string]string{
		"№1.":                    "Character '.' is reserved and must be escaped with the preceding '\\'",
		"🏟 🏟_abacaba":            "Can't find end of Italic entity at byte offset 9",
		"🏟 🏟`":                   "Can't find end of Code entity at byte offset 9",
		"[telegram\\.org](asd":   "Can't find end of a URL at byte offset 16",
		"![x](https://otdel.ru)": "Custom emoji entity must contain a tg://emoji URL",
	} {
		if _, _, err := parseMarkdown(source); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", source, err, want)
		}
	}
}

func TestExplicitEntities(t *testing.T) {
	for _, test := range []struct{ name, marks, want string }{
		{"null is ignored", "null", ""},
		{"what is no array is ignored", `{"type":"bold"}`, ""},
		{"out of range ones are dropped", `[{"type":"bold","offset":3,"length":9},{"type":"bold","offset":-1,"length":2},{"type":"italic","offset":0,"length":0}]`, ""},
		{"overflowing ones are dropped", `[{"type":"bold","offset":1,"length":9223372036854775807}]`, ""},
		{"crossing styles are split", `[{"type":"bold","offset":0,"length":4},{"type":"italic","offset":2,"length":6}]`, "bold@0+4 italic@2+2 italic@4+4"},
		{"automatic ones cannot be sent", `[{"type":"url","offset":0,"length":4}]`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, got, err := formatted("abcdefgh", "", test.marks); err != nil || show(got) != test.want {
				t.Errorf("got %s, %v; want %s", show(got), err, test.want)
			}
		})
	}
}

// checkEntities makes sure that entities lie in text, in order, and that no
// two of them cross.
func checkEntities(t *testing.T, text string, entities []Entity) {
	t.Helper()
	length := units(text)
	for i, e := range entities {
		if e.Type == "" || e.Offset < 0 || e.Length <= 0 || e.end() > length {
			t.Errorf("entity %s is not in a text of %d units", show(entities[i:i+1]), length)
		}
		for _, other := range entities[i+1:] {
			if other.Offset < e.Offset {
				t.Errorf("not in order: %s", show(entities))
			}
			if other.Offset < e.end() && other.end() > e.end() {
				t.Errorf("crossing: %s and %s in %q", show([]Entity{e}), show([]Entity{other}), text)
			}
		}
	}
}

func FuzzFormatted(f *testing.F) {
	for _, seed := range []string{
		"", "<b>№1</b> · Жалоба", "&lt;b&gt; &#128512; &#xD83D;", "<a href='https://otdel.ru'>@ivanov</a> /help", "<b>x exam</b>ple.com",
		"<pre><code class=\"language-go\">x</code></pre>", "*_ж_* [x](y.ru) ||s||", "<blockquote expandable>a\r\n</blockquote>",
	} {
		f.Add(seed, "HTML", `[{"type":"bold","offset":1,"length":2}]`)
		f.Add(seed, "MarkdownV2", "")
		f.Add(seed, "", `[{"type":"italic","offset":0,"length":4},{"type":"code","offset":2,"length":4}]`)
	}
	f.Fuzz(func(t *testing.T, source, mode, marks string) {
		text, entities, err := formatted(source, mode, marks)
		if err != nil {
			return
		}
		if len(text) > len(source) {
			t.Errorf("%q grew to %q", source, text)
		}
		if !utf8.ValidString(text) {
			t.Errorf("%q is not UTF-8", text)
		}
		checkEntities(t, text, entities)
		if again, _, err := formatted(text, "", ""); err != nil || again != text {
			t.Errorf("%q changed to %q, %v when sent again as it is", text, again, err)
		}
		if !slices.IsSortedFunc(entities, compareEntities) {
			t.Errorf("not sorted: %s", show(entities))
		}
	})
}

func FuzzMarkup(f *testing.F) {
	for _, seed := range []string{
		`{"inline_keyboard":[[{"text":"Взять","callback_data":"take:1"}]]}`, `{"keyboard":[["a",{"text":"b"}]],"one_time_keyboard":true}`,
		`{"remove_keyboard":true}`, `{"force_reply":true}`, `null`, `[]`, `{"inline_keyboard":null}`, `{"inline_keyboard":[null]}`, `{"keyboard":[[null]]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		markup, err := readMarkup(raw)
		if err != nil {
			return
		}
		if markup.inline != nil {
			for _, row := range markup.inline.Rows {
				for _, b := range row {
					if b.Text == "" || len(b.Data) > maxData {
						t.Errorf("button %+v was accepted", b)
					}
				}
			}
		}
	})
}
