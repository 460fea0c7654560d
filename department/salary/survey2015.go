package salary

import (
	_ "embed"
	"fmt"
	"strings"
	"time"
)

//go:embed salary-survey-2015-04.tsv
var figures2015 string

// Survey2015 returns the survey that the program ships with: Superjob's of April
// 2015 on the head of the client department, for twelve cities of Russia.
func Survey2015() Survey {
	s, err := ParseSurvey(strings.NewReader(figures2015), Source{
		Position:  "Руководитель отдела по работе с клиентами",
		Year:      2015,
		Month:     time.April,
		Publisher: "Исследовательский центр портала Superjob.ru",
		Link:      "https://www.superjob.ru/",
		Currency:  "RUB",
	})
	if err != nil {
		panic(fmt.Sprintf("salary: the embedded survey is broken: %v", err)) // a test reads it
	}
	// Found by comparing the survey's text with its table line by line.
	s.Notes = []Note{
		{Kind: NoteTop, City: "Санкт-Петербург", Band: BandIV, InText: 165_000, InTable: 164_000},
		{Kind: NoteMedian},
		{Kind: NoteExperience, Band: BandIII},
		{Kind: NoteSegment, Segment: Agencies},
		{Kind: NoteOpenTop, Band: BandIV},
	}
	return s
}
