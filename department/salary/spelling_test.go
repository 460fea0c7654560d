package salary

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSkeletonsOfWordsThatSoundAlike(t *testing.T) {
	for _, pair := range [][2]string{{"казань", "казан"}, {"нижний", "нижныи"}, {"агентство", "агентствво"}, {"дижитал", "дыжитал"}} {
		if a, b := skeleton(pair[0]), skeleton(pair[1]); a != b {
			t.Errorf("%s and %s differ: %s, %s", pair[0], pair[1], a, b)
		}
	}
	if skeleton("нн") == skeleton("н") {
		t.Error("«НН» loses a letter")
	}
}

func TestTransliteration(t *testing.T) {
	for latin, russian := range map[string]string{"chelyabinsk": "челябинск", "nizhny": "нижний", "kazan": "казань", "opyta": "опыта", "yekaterinburg": "екатеринбург", "schuka": "щука"} {
		if got, want := transliterate(latin), skeleton(russian); got != want {
			t.Errorf("%s: %s, want %s", latin, got, want)
		}
	}
}

func TestTypos(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"казань", "казань", 0}, {"москва", "масква", 1}, {"москва", "мосвка", 1}, {"москва", "моква", 1},
		{"москва", "москква", 1}, {"уфа", "омск", 3}, {"новосибирск", "новасибриск", 2},
	} {
		if got := typos([]rune(c.a), []rune(c.b), 2); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
		if c.want <= 2 && farApart(letters(c.a), letters(c.b), c.want) {
			t.Errorf("%s and %s are thought far apart", c.a, c.b)
		}
	}
}

func TestDeclension(t *testing.T) {
	for name, want := range map[string]string{
		"Казань": "казани", "Москва": "москве", "Томск": "томске", "Великий": "великом", "Нижний": "нижнем", "Ярославль": "ярославле",
		"Набережные": "набережных", "Чебоксары": "чебоксарах", "Череповец": "череповце", "Московская": "московской", "Иваново": "иванове", "Подмосковье": "подмосковье",
	} {
		if got := declined(name); !slices.Contains(got, want) {
			t.Errorf("%s: %v lack %s", name, got, want)
		}
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, text := range []string{
		"сколько в питере агентство 2 года рулю отделом", "1.2 млн в год, 80-100к, с марта 2024", "rfpfym futyncndj", "с '22 1/2/3 10:00 2-х 5/2 ½",
		"-1--2..3,,,000 000 000 000", "год-полтора или два с половиной", "\xff\xfe", "ъ ь казань", "не не не без без", "от до от до 5 5 5", strings.Repeat("год и ", 300),
	} {
		f.Add(text)
	}
	parser, survey := NewParser(), Survey2015()
	f.Fuzz(func(t *testing.T, text string) {
		q := parser.Understand(text, asked())
		for _, b := range q.Bands {
			if b < BandI || b > BandIV {
				t.Errorf("band %d", b)
			}
		}
		if a := q.Amount; a != nil && (a.From <= 0 || a.To < a.From) {
			t.Errorf("amount %v to %v", a.From, a.To)
		}
		for _, c := range q.Cities {
			if c.Name == "" || !utf8.ValidString(c.Name) {
				t.Errorf("city %q", c.Name)
			}
		}
		r := survey.Answer(q)
		if (r.Outcome == Answered) != (len(r.Items) == 1 && len(r.Missing) == 0) && r.Outcome != NoData && r.Outcome != Compares {
			t.Errorf("outcome %s with %d items, missing %v", r.Outcome, len(r.Items), r.Missing)
		}
	})
}

func FuzzParseSurvey(f *testing.F) {
	f.Add("Пермь\tАгентства\t1\t2\t2\t3\t3\t4\t4\t5\t3")
	f.Add("Пермь;Агентства;1;2;2;3;3;4;4;5;3\n\n#\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSurvey(strings.NewReader(text), Source{})
		if (err == nil) != (len(s.Rows()) > 0) {
			t.Errorf("%d rows and %v", len(s.Rows()), err)
		}
	})
}
