package when

import "testing"

// BenchmarkParse measures a phrase of the lists, all of them in turn.
func BenchmarkParse(b *testing.B) {
	all := lists(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c := &all[i%len(all)]
		_, _ = Parse(c.text, c.now, c.o)
	}
}

// BenchmarkLongText measures a text of four thousand characters without a date
// in it, and with many.
func BenchmarkLongText(b *testing.B) {
	c := lists(b)[0]
	for name, piece := range map[string]string{"prose": "не отгрузили заказ клиенту Ромашка, просят вернуть деньги ", "dates": "завтра в 10 и с 15 по 17 декабря до пятницы 18:00, "} {
		var text string
		for len(text) < 8<<10 {
			text += piece
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				_, _ = Parse(text, c.now, c.o)
			}
		})
	}
}
