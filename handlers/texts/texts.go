package texts

import (
	"embed"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/otdel-bot/otdel/department"
)

// HTML is text in the markup that the messenger understands. It is made only
// here: a string becomes HTML by [Escape].
type HTML string

// escaper replaces the characters that mean something in a message's markup.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// Escape returns s so that it is shown exactly as it is.
func Escape(s string) HTML { return HTML(escaper.Replace(s)) }

// Short returns how a text of people begins: at most n characters, and an ellipsis
// for the rest.
func Short(s string, n int) string {
	at := 0
	for i := range s {
		if at == n {
			return s[:i] + "…"
		}
		at++
	}
	return s
}

// Join joins lines, leaving out empty ones.
func Join(lines ...HTML) HTML {
	var kept []string
	for _, l := range lines {
		if l != "" {
			kept = append(kept, string(l))
		}
	}
	return HTML(strings.Join(kept, "\n"))
}

// Words says things in one language. It is safe for use by several goroutines.
type Words struct {
	Lang      string // "ru" or "en"
	localizer *i18n.Localizer
	keys      map[string]bool
	fixed     map[string]string // what takes no arguments, ready to be said
}

//go:embed catalogue/*.toml
var catalogues embed.FS

// Book holds the catalogues of all languages.
type Book struct {
	words map[string]Words
}

// Load reads the catalogues of all languages. The error says which file is
// broken.
func Load() (*Book, error) {
	bundle := i18n.NewBundle(language.Russian)
	b := &Book{words: make(map[string]Words)}
	for _, lang := range Languages() {
		b.words[lang] = Words{Lang: lang, localizer: i18n.NewLocalizer(bundle, lang), keys: make(map[string]bool), fixed: make(map[string]string)}
	}
	files, err := catalogues.ReadDir("catalogue")
	if err != nil {
		return nil, fmt.Errorf("list catalogues: %w", err)
	}
	for _, f := range files {
		if err := b.read(bundle, path.Join("catalogue", f.Name())); err != nil {
			return nil, fmt.Errorf("read catalogue %s: %w", f.Name(), err)
		}
	}
	return b, nil
}

// read reads one catalogue. A text without arguments needs no template and stays
// out of the bundle.
func (b *Book) read(bundle *i18n.Bundle, file string) error {
	content, err := catalogues.ReadFile(file)
	if err != nil {
		return err
	}
	read, err := i18n.ParseMessageFileBytes(content, file, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return err
	}
	w, ok := b.words[read.Tag.String()]
	if !ok {
		return fmt.Errorf("nobody speaks %s", read.Tag)
	}
	var templates []*i18n.Message
	for _, m := range read.Messages {
		w.keys[m.ID] = true
		if m.One == "" && !strings.Contains(m.Other, "{{") {
			w.fixed[m.ID] = strings.TrimSpace(m.Other)
		} else {
			templates = append(templates, m)
		}
	}
	return bundle.AddMessages(read.Tag, templates...)
}

// Languages returns the languages that the bot speaks, the default one first.
func Languages() []string { return []string{"ru", "en"} }

// In returns the words of a language, Russian for an unknown one.
func (b *Book) In(lang string) Words {
	if w, ok := b.words[lang]; ok {
		return w
	}
	return b.words["ru"]
}

// Say returns the text of that key. Its arguments are given as alternating
// names and values; values that are not [HTML] are escaped. A number named N
// chooses the plural form.
func (w Words) Say(key string, args ...any) HTML {
	return HTML(w.fill(key, args, true))
}

// Plain returns the text of that key without markup, for buttons and toasts.
// Its arguments are put in as they are.
func (w Words) Plain(key string, args ...any) string {
	return w.fill(key, args, false)
}

// Has reports whether there is a text of that key.
func (w Words) Has(key string) bool { return w.keys[key] }

// Of returns the key of a text in the words of a kind of matter: its own if it
// has one, "question_standing_done" before "standing_done".
func (w Words) Of(kind department.KindName, key string) string {
	if own := string(kind) + "_" + key; w.keys[own] {
		return own
	}
	return key
}

func (w Words) fill(key string, args []any, escape bool) string {
	if text, ok := w.fixed[key]; ok {
		return text
	}
	config := i18n.LocalizeConfig{MessageID: key}
	if len(args) > 0 {
		data := make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			name, value := args[i].(string), args[i+1]
			if name == "N" {
				config.PluralCount = value
			}
			data[name] = inserted(value, escape)
		}
		config.TemplateData = data
	}
	text, err := w.localizer.Localize(&config)
	if text == "" && err != nil {
		return key // a missing text is a fault of ours, shown rather than hidden
	}
	return strings.TrimSpace(text)
}

// piece is a string that goes into a text.
type piece string

// From puts the Russian preposition before a day as people say it: с пн, but со
// вт and со ср.
func (p piece) From() string {
	if strings.HasPrefix(string(p), "вт ") || strings.HasPrefix(string(p), "ср ") {
		return "со " + string(p)
	}
	return "с " + string(p)
}

// Nth puts the English ending behind a number: 1st, 22nd, 13th.
func (p piece) Nth() string {
	n, _ := strconv.Atoi(string(p))
	endings := map[int]string{1: "st", 2: "nd", 3: "rd"}
	if ending, ok := endings[n%10]; ok && n/10%10 != 1 {
		return string(p) + ending
	}
	return string(p) + "th"
}

// inserted returns value as it goes into a text.
func inserted(value any, escape bool) any {
	switch v := value.(type) {
	case HTML:
		return string(v)
	case int, int64:
		return v
	case string:
		if escape {
			return piece(Escape(v))
		}
		return piece(v)
	default:
		if escape {
			return string(Escape(fmt.Sprint(v)))
		}
		return fmt.Sprint(v)
	}
}
