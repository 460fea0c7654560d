package texts

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// catalogue returns all texts of a language as they are written: by key, the
// plural forms by name; a text without forms has the form "other" only.
func catalogue(t *testing.T, lang string) map[string]map[string]string {
	t.Helper()
	all := make(map[string]map[string]string)
	from := make(map[string]string)
	files, err := catalogues.ReadDir("catalogue")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), "."+lang+".toml") {
			continue
		}
		data, err := catalogues.ReadFile(path.Join("catalogue", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]any
		if err := toml.Unmarshal(data, &raw); err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		for key, value := range raw {
			if other, twice := from[key]; twice {
				t.Errorf("text %s is in %s and in %s", key, other, f.Name())
			}
			from[key] = f.Name()
			all[key] = forms(t, key, value)
		}
	}
	return all
}

func forms(t *testing.T, key string, value any) map[string]string {
	switch v := value.(type) {
	case string:
		return map[string]string{"other": v}
	case map[string]any:
		out := make(map[string]string)
		for form, text := range v {
			s, ok := text.(string)
			if !ok {
				t.Errorf("text %s: form %s is no text", key, form)
			}
			out[form] = s
		}
		return out
	}
	t.Errorf("text %s is neither a text nor forms of one", key)
	return nil
}

var placeholder = regexp.MustCompile(`{{[^}]*}}`)

// grammar is what one language does to a placeholder and another need not.
var grammar = regexp.MustCompile(`\.(From|Nth)}}$`)

// placeholders returns what is put into any form of a text, each once.
func placeholders(forms map[string]string) []string {
	seen := make(map[string]bool)
	for _, text := range forms {
		for _, p := range placeholder.FindAllString(text, -1) {
			seen[grammar.ReplaceAllString(p, "}}")] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	ru, en := catalogue(t, "ru"), catalogue(t, "en")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(ru)), slices.Sorted(maps.Keys(en))); diff != "" {
		t.Errorf("keys (-ru +en):\n%s", diff)
	}
	for key := range ru {
		if _, both := en[key]; !both {
			continue
		}
		if diff := cmp.Diff(placeholders(ru[key]), placeholders(en[key])); diff != "" {
			t.Errorf("%s: what is put in (-ru +en):\n%s", key, diff)
		}
	}
}

func TestPluralFormsAreComplete(t *testing.T) {
	want := map[string][]string{"ru": {"few", "many", "one", "other"}, "en": {"one", "other"}}
	for lang, want := range want {
		for key, forms := range catalogue(t, lang) {
			got := slices.Sorted(maps.Keys(forms))
			if len(got) == 1 && got[0] == "other" {
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s in %s (-want +got):\n%s", key, lang, diff)
			}
		}
	}
}

// Texts are written by us, so their markup is trusted; it still has to be what
// the messenger accepts.
func TestMarkupIsClosed(t *testing.T) {
	for _, lang := range Languages() {
		for key, forms := range catalogue(t, lang) {
			for _, text := range forms {
				if fault := markupFault(placeholder.ReplaceAllString(text, "x")); fault != "" {
					t.Errorf("%s in %s: %s: %s", key, lang, fault, text)
				}
			}
		}
	}
}

func TestTextsAreWrittenWithCare(t *testing.T) {
	faults := []struct {
		lang, what string
		pattern    *regexp.Regexp
	}{
		{"ru", "a hyphen instead of a dash", regexp.MustCompile(` - `)},
		{"ru", "straight quotation marks", regexp.MustCompile(`[^=]"[^>]`)},
		{"ru", "three dots instead of an ellipsis", regexp.MustCompile(`\.\.\.`)},
		{"ru", "ещё without ё", regexp.MustCompile(`(?i)\bеще\b|(^|[^а-яё])еще([^а-яё]|$)`)},
		{"en", "a hyphen instead of a dash", regexp.MustCompile(` - `)},
		{"en", "Russian left over", regexp.MustCompile(`(?i)^[^«]*\p{Cyrillic}{3,}[^»]*$`)},
	}
	for _, f := range faults {
		for key, forms := range catalogue(t, f.lang) {
			for _, text := range forms {
				// Examples and trigger words are Russian in both languages.
				if strings.HasPrefix(key, "help_") || key == "language_ru" {
					continue
				}
				if f.pattern.MatchString(text) {
					t.Errorf("%s in %s: %s: %s", key, f.lang, f.what, text)
				}
			}
		}
	}
}

// markupFault says what is wrong with the markup of a text, or nothing.
func markupFault(text string) string {
	var open []string
	for _, tag := range regexp.MustCompile(`<[^>]*>?`).FindAllString(text, -1) {
		name := strings.Trim(tag, "<>/")
		name, _, _ = strings.Cut(name, " ")
		switch {
		case !slices.Contains([]string{"b", "i", "u", "s", "code", "pre", "a", "blockquote"}, name) || !strings.HasSuffix(tag, ">"):
			return "no tag of the messenger: " + tag
		case strings.HasPrefix(tag, "</"):
			if len(open) == 0 || open[len(open)-1] != name {
				return "closes what is not open: " + tag
			}
			open = open[:len(open)-1]
		default:
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		return "left open: " + open[0]
	}
	return ""
}
