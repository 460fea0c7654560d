package department

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAmountsAsPeopleWriteThem(t *testing.T) {
	tests := []struct{ text, want string }{
		// Roubles unless the text says otherwise.
		{"120000", "120000.00 RUB"},
		{"120 000", "120000.00 RUB"},
		{"120\u00a0000", "120000.00 RUB"},
		{"120\u202f000 ₽", "120000.00 RUB"},
		{"120 000 ₽", "120000.00 RUB"},
		{"120000₽", "120000.00 RUB"},
		{"120 000 руб", "120000.00 RUB"},
		{"120 000 руб.", "120000.00 RUB"},
		{"120 000 р", "120000.00 RUB"},
		{"120 000р.", "120000.00 RUB"},
		{"120 000 рублей", "120000.00 RUB"},
		{"120 000,50 ₽", "120000.50 RUB"},
		{"120 000.50 ₽", "120000.50 RUB"},
		{"120000,5 руб", "120000.50 RUB"},
		{"118,50", "118.50 RUB"},
		{"15.12 ₽", "15.12 RUB"},
		{"1 руб", "1.00 RUB"},
		{"100 руб 50 коп", "100.50 RUB"},
		{"100 рублей 5 копеек", "100.05 RUB"},
		{"50 коп.", "0.50 RUB"},
		// Thousands and more.
		{"120 тыс", "120000.00 RUB"},
		{"120 тыс.", "120000.00 RUB"},
		{"120 тыс. руб.", "120000.00 RUB"},
		{"120 тысяч рублей", "120000.00 RUB"},
		{"120к", "120000.00 RUB"},
		{"120k", "120000.00 RUB"},
		{"120К", "120000.00 RUB"},
		{"120 т.р.", "120000.00 RUB"},
		{"120 т. р.", "120000.00 RUB"},
		{"120тр", "120000.00 RUB"},
		{"1,5 млн", "1500000.00 RUB"},
		{"1.5 млн", "1500000.00 RUB"},
		{"1,25 млн руб", "1250000.00 RUB"},
		{"2 миллиона", "2000000.00 RUB"},
		{"3 млрд ₽", "3000000000.00 RUB"},
		{"1 млн 200 тыс", "1200000.00 RUB"},
		{"1 млн 200 тыс руб", "1200000.00 RUB"},
		{"120 тыс 500 руб", "120500.00 RUB"},
		{"0,5 тыс", "500.00 RUB"},
		{"1,5 тыс", "1500.00 RUB"},
		// As English and German accountants write.
		{"120,000", "120000.00 RUB"},
		{"1,234,567.89", "1234567.89 RUB"},
		{"1.234.567,89 €", "1234567.89 EUR"},
		{"₽120,000", "120000.00 RUB"},
		{"120 thousand roubles", "120000.00 RUB"},
		// Other currencies.
		{"$300", "300.00 USD"},
		{"$ 300", "300.00 USD"},
		{"300$", "300.00 USD"},
		{"300 долларов", "300.00 USD"},
		{"300 баксов", "300.00 USD"},
		{"USD 300", "300.00 USD"},
		{"300 USD", "300.00 USD"},
		{"USD300", "300.00 USD"},
		{"$1.5m", "1500000.00 USD"},
		{"$1,234.50", "1234.50 USD"},
		{"€300", "300.00 EUR"},
		{"300 евро", "300.00 EUR"},
		{"1,5 млн евро", "1500000.00 EUR"},
		{"10 000 юаней", "10000.00 CNY"},
		{"500 000 тенге", "500000.00 KZT"},
		// In the middle of a line.
		{"НДС 120 000 налог", "120000.00 RUB"},
		{"НДС – 120 000", "120000.00 RUB"},
		{"сумма: 120 000", "120000.00 RUB"},
		{"сумма:120000", "120000.00 RUB"},
		{"аренда (120 000 ₽)", "120000.00 RUB"},
		{"заказ 118, претензия на 45 000 ₽", "45000.00 RUB"},
		{"№118 120 000 ₽", "120000.00 RUB"},
		{"№ 118 120 000", "120000.00 RUB"},
		{"счёт 120 000 ₽", "120000.00 RUB"},
		{"НДС 20 % 120 000", "120000.00 RUB"},
		{"120 000 к пятнице", "120000.00 RUB"},
		{"до 18:00 перевести 5000", "5000.00 RUB"},
		{"15.12.2026 аренда 90 000", "90000.00 RUB"},
		{"90 000 аренда 15.12", "90000.00 RUB"},
		{"договор 118-2 на 45 000 ₽", "45000.00 RUB"},
		// No amount at all.
		{"", "unknown"},
		{"НДС", "unknown"},
		{"НДС 20 %", "unknown"},
		{"в 18:00", "unknown"},
		{"15.12.2026", "unknown"},
		{"15.12", "unknown"},
		{"А118", "unknown"},
		{"5шт", "unknown"},
		{"ГОСТ Р-1234", "unknown"},
		{"№118", "unknown"},
		{"млн", "unknown"},
		{"0", "unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, err := ReadMoney(tt.text)
			if err != nil || got.String() != tt.want {
				t.Errorf("ReadMoney(%q) = %v, %v, want %s", tt.text, got.Money, err, tt.want)
			}
		})
	}
}

func TestAmountsThatCouldBeReadInTwoWaysAreRefused(t *testing.T) {
	tests := []struct{ text, code string }{
		{"12.500 ₽", "money_unclear"},
		{"12.500", "money_unclear"},
		{"1,500 тыс", "money_unclear"},
		{"1,5555 ₽", "money_unclear"},
		{"1 млн 200", "money_unclear"},
		{"1 млн 200 руб", "money_unclear"},
		{"100–120 тыс", "money_unclear"},
		{"100-120 тыс", "money_unclear"},
		{"-500 ₽", "money_unclear"},
		{"минус 500 ₽", "money_unclear"},
		{"сто 20 тысяч", "money_unclear"},
		{"1 20 000 ₽", "money_unclear"},
		{"1200 000 ₽", "money_unclear"},
		{"0 500 ₽", "money_unclear"},
		{"$300 ₽", "money_unclear"},
		{"А118 ₽", "money_unclear"},
		{"заказ 118 120 000 ₽", "money_unclear"},
		{"договор 15 120 000", "money_unclear"},
		{"0,001 ₽", "money_unclear"},
		{"300 ¥", "money_currency"},
		{"300 иен", "money_currency"},
		{"300 JPY", "money_currency"},
		{"300 белорусских рублей", "money_currency"},
		{"300 бел. руб", "money_currency"},
		{"0 ₽", "money_zero"},
		{"0,00 руб", "money_zero"},
		{"99999999999999999999 ₽", "money_too_big"},
		{"20 000 млрд", "money_too_big"},
		{"100 200", ""},
		{"5000 и 6000", "money_two"},
		{"5000 ₽ или 6000 ₽", "money_two"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, err := ReadMoney(tt.text)
			refusal, _ := errors.AsType[Refusal](err)
			if refusal.Code != tt.code {
				t.Errorf("ReadMoney(%q) = %v, %v, want the refusal %q", tt.text, got.Money, err, tt.code)
			}
		})
	}
}

func TestAnAmountIsTakenOutOfItsLine(t *testing.T) {
	tests := []struct{ text, want string }{
		{"НДС 120 000 ₽ налог", "НДС налог"},
		{"1,5 млн аренда", "аренда"},
		{"аренда  120к", "аренда"},
		{"аренда", "аренда"},
		{"аренда 120 тыс. руб. за ноябрь", "аренда за ноябрь"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			m, err := ReadMoney(tt.text)
			if err != nil || m.Without(tt.text) != tt.want {
				t.Errorf("without %v: %q, %v, want %q", m.Money, m.Without(tt.text), err, tt.want)
			}
		})
	}
}

// grouped writes digits in groups of three.
func grouped(n int64, gap string) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + gap + digits[i:]
	}
	return digits
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(1, MaxMoney).Draw(t, "minor")
		gap := rapid.SampledFrom([]string{"", " ", "\u00a0", "\u202f"}).Draw(t, "gap")
		point := rapid.SampledFrom([]string{",", "."}).Draw(t, "point")
		unit := rapid.SampledFrom([]string{" ₽", " руб.", "р", " рублей", " $", " евро"}).Draw(t, "unit")
		around := rapid.SampledFrom([][2]string{{"", ""}, {"НДС ", " налог"}, {"№5 ", ", срочно"}, {"(", ")"}}).Draw(t, "around")
		text := grouped(minor/100, gap)
		if minor%100 != 0 || rapid.Bool().Draw(t, "kopecks") {
			text += point + fmt.Sprintf("%02d", minor%100)
		}
		want := RUB
		switch strings.TrimSpace(unit) {
		case "$":
			want = USD
		case "евро":
			want = EUR
		}
		line := around[0] + text + unit + around[1]
		got, err := ReadMoney(line)
		if err != nil || got.Money != (Money{minor, want}) {
			t.Fatalf("%q is read as %v, %v", line, got.Money, err)
		}
		if place := line[got.Start:got.End]; place != text+unit {
			t.Fatalf("%q: found %q", line, place)
		}
	})
}

func FuzzMoney(f *testing.F) {
	for _, seed := range []string{
		"НДС 120 000 ₽", "1 млн 200 тыс", "$1,234.50", "12.500", "100–120 тыс", "№118 120 000", "\xff120к", "5 ₽₽ 6", "т.р. 5 т.", "1.2.3.4,5",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found, err := FindMoney(text)
		if err != nil {
			return
		}
		end := 0
		for _, m := range found {
			if m.Minor <= 0 || m.Minor > MaxMoney || !m.Known() {
				t.Errorf("%q: found %v", text, m.Money)
			}
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q: found at %d–%d, after %d", text, m.Start, m.End, end)
			}
			end = m.End
			if utf8.ValidString(text) && !utf8.ValidString(text[m.Start:m.End]) {
				t.Errorf("%q: a character was cut", text)
			}
			if !strings.ContainsAny(text[m.Start:m.End], "0123456789") {
				t.Errorf("%q: an amount without digits", text)
			}
		}
	})
}
