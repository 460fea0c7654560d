package salary

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSurvey2015(t *testing.T) {
	s := Survey2015()
	if got := len(s.Cities()); got != 12 {
		t.Errorf("%d cities instead of 12", got)
	}
	if got := len(s.Rows()); got != 24 {
		t.Errorf("%d rows instead of 24", got)
	}
	row, ok := s.Row("Самара", Companies)
	want := Row{"Самара", Companies, [4]Range{{30000, 35000}, {35000, 42000}, {42000, 72000}, {72000, 120000}}, 63000}
	if diff := cmp.Diff(want, row); !ok || diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, r := range s.Rows() {
		for b := range r.Bands[1:] {
			if r.Bands[b].To != r.Bands[b+1].From {
				t.Errorf("%s, %s: the bands %v and %v do not meet", r.City, r.Segment, r.Bands[b], r.Bands[b+1])
			}
		}
	}
}

func TestContradictionsOfTheSource(t *testing.T) {
	s := Survey2015()
	kinds := func(notes []Note) (list []NoteKind) {
		for _, n := range notes {
			list = append(list, n.Kind)
		}
		return list
	}
	for _, c := range []struct {
		city string
		band Band
		want []NoteKind
	}{
		{"Санкт-Петербург", BandIV, []NoteKind{NoteTop, NoteMedian, NoteSegment, NoteOpenTop}},
		{"Санкт-Петербург", BandI, []NoteKind{NoteMedian, NoteSegment}},
		{"Москва", BandIV, []NoteKind{NoteMedian, NoteSegment, NoteOpenTop}},
		{"Москва", BandIII, []NoteKind{NoteMedian, NoteExperience, NoteSegment}},
	} {
		if diff := cmp.Diff(c.want, kinds(s.NotesOn(c.city, c.band))); diff != "" {
			t.Errorf("%s, %v (-want +got):\n%s", c.city, c.band, diff)
		}
	}
	top := s.NotesOn("Санкт-Петербург", BandIV)[0]
	row, _ := s.Row("Санкт-Петербург", Agencies)
	if top.InTable != row.Band(BandIV).To || top.InText != 165_000 {
		t.Errorf("the note says %d and %d", top.InText, top.InTable)
	}
}

func TestRequirements(t *testing.T) {
	for b := BandI; b <= BandIV; b++ {
		ru, en := Requirements(b, Russian), Requirements(b, English)
		if len(ru) == 0 || len(ru) != len(en) {
			t.Errorf("band %v: %d requirements in Russian, %d in English", b, len(ru), len(en))
		}
	}
	if Requirements(0, Russian) != nil || Requirements(5, English) != nil {
		t.Error("a band that is none has requirements")
	}
	if Advantage(BandIII, English) == "" || Advantage(BandI, Russian) != "" {
		t.Error("English is an advantage from the third band on, not before")
	}
}

func TestBadRowsAreAllReported(t *testing.T) {
	good := "Пермь\tАгентства\t30 000\t40000\t40000\t50000\t50000\t80000\t80000\t125000\t70000"
	file := strings.Join([]string{
		"city\tsegment\tband1_min\tband1_max\tband2_min\tband2_max\tband3_min\tband3_max\tband4_min\tband4_max\tmedian",
		good,
		"Пермь\tАгентства",
		good,
		"Пермь\tШколы\t1\t2\t3\t4\t5\t6\t7\t8\t5",
		"\tКомпании\t1\t2\t3\t4\t5\t6\t7\t8\t5",
		"Пермь\tКомпании\t1\t2\t3\tмного\t5\t6\t7\t8\t5",
		"Пермь\tКомпании\t5\t2\t3\t4\t5\t6\t7\t8\t5",
		"Пермь\tКомпании\t1\t2\t3\t4\t5\t6\t7\t8\t9",
		"Пермь;Компании;1;2;3;4;5;6;7;-8;5",
	}, "\n")
	_, err := ParseSurvey(strings.NewReader(file), Source{})
	var bad BadRowsError
	if !errors.As(err, &bad) {
		t.Fatalf("got %v", err)
	}
	want := BadRowsError{
		{3, ProblemColumns, "2"},
		{4, ProblemTwice, "Пермь, Агентства"},
		{5, ProblemSegment, "Школы"},
		{6, ProblemCity, ""},
		{7, ProblemNumber, "много"},
		{8, ProblemOrder, "5–2"},
		{9, ProblemMedian, "9"},
		{10, ProblemNumber, "-8"},
	}
	if diff := cmp.Diff(want, bad); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s, err := ParseSurvey(strings.NewReader("\ufeff"+strings.ReplaceAll(good, "\t", ";")+"\r\n"), Source{})
	if err != nil || !s.Covers("Пермь") {
		t.Errorf("semicolons: %v", err)
	}
	if _, err := ParseSurvey(strings.NewReader("# nothing\n"), Source{}); err == nil {
		t.Error("an empty file is accepted")
	}
}

func TestASurveyMayCoverFurtherCities(t *testing.T) {
	s, err := ParseSurvey(strings.NewReader("Томск\tАгентства\t1\t2\t2\t3\t3\t4\t4\t5\t3\nНовый Город\tАгентства\t1\t2\t2\t3\t3\t4\t4\t5\t3\n"), Source{Currency: "RUB"})
	if err != nil {
		t.Fatal(err)
	}
	parser := NewParser(s.Cities()...)
	for _, text := range []string{"в томске, агентство, 2 года", "в Новом Городе в агентстве, 2 года"} {
		if got := s.Answer(parser.Understand(text, asked())).Outcome; got != Answered {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := s.Answer(parser.Understand("москва, агентство, 2 года", asked())).Outcome; got != NoData {
		t.Errorf("Moscow, which this survey lacks: %s", got)
	}
}
