package salary

import (
	"strings"
	"testing"
)

func BenchmarkUnderstand(b *testing.B) {
	parser := NewParser()
	for name, text := range map[string]string{
		"short":   "казань агентство 2 года",
		"usual":   "Сколько получает руководитель отдела по работе с клиентами в Москве в агентстве с опытом 3 года?",
		"typos":   "сколко плотят в маскве в агенстве с опытам 2 года",
		"layout":  "crjkmrj gkfnzn d eat d rjvgfybb ,tp jgsnf",
		"english": "How much does a head of client service earn in Nizhny Novgorod, agency, two and a half years?",
		"longest": strings.Repeat("неизвестноеслово ", 60),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				parser.Understand(text, asked())
			}
		})
	}
}

func BenchmarkAnswer(b *testing.B) {
	parser, survey := NewParser(), Survey2015()
	q := parser.Understand("Самара, Уфа, Казань: агентство или компания, 1 год", asked())
	for b.Loop() {
		survey.Answer(q)
	}
}

func BenchmarkNewParser(b *testing.B) {
	for b.Loop() {
		NewParser()
	}
}
