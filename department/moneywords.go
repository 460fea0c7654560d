package department

import (
	"strings"
	"unicode"
)

// currencyOf knows the currencies by sign, code and word, in lower case.
var currencyOf = map[string]Currency{
	"₽": RUB, "р": RUB, "руб": RUB, "rub": RUB, "rur": RUB, "рубль": RUB, "рубля": RUB, "рублей": RUB, "рублю": RUB,
	"рублям": RUB, "рублями": RUB, "rouble": RUB, "roubles": RUB, "ruble": RUB, "rubles": RUB,
	"$": USD, "usd": USD, "долл": USD, "доллар": USD, "доллара": USD, "долларов": USD, "доллару": USD, "долларам": USD,
	"бакс": USD, "бакса": USD, "баксов": USD, "dollar": USD, "dollars": USD,
	"€": EUR, "eur": EUR, "евро": EUR, "euro": EUR, "euros": EUR,
	"£": GBP, "gbp": GBP, "pounds": GBP,
	"cny": CNY, "rmb": CNY, "юань": CNY, "юаня": CNY, "юаней": CNY, "yuan": CNY,
	"₸": KZT, "kzt": KZT, "тенге": KZT, "tenge": KZT,
	"byn": BYN,
}

// otherCurrencies are words for currencies that are not kept, so that nobody
// takes 300 yen for 300 roubles.
var otherCurrencies = map[string]bool{
	"jpy": true, "chf": true, "aed": true, "try": true, "gel": true, "amd": true, "uzs": true, "kgs": true, "inr": true, "uah": true,
	"pln": true, "czk": true, "azn": true, "tjs": true, "krw": true, "thb": true, "usdt": true, "btc": true,
	"иен": true, "иены": true, "крон": true, "кроны": true, "лир": true, "лиры": true, "франков": true, "франка": true, "гривен": true,
	"гривны": true, "сумов": true, "сомов": true, "лари": true, "драмов": true, "драма": true, "рупий": true, "дирхамов": true, "фунтов": true,
	"злотых": true, "манатов": true, "вон": true, "yen": true, "francs": true, "rupees": true, "dirhams": true, "lira": true,
}

// minorUnits are the hundredth parts.
var minorUnits = map[string]Currency{
	"коп": RUB, "копейка": RUB, "копейки": RUB, "копеек": RUB, "копейку": RUB, "kopeck": RUB, "kopecks": RUB, "kopek": RUB, "kopeks": RUB,
	"цент": USD, "цента": USD, "центов": USD, "cent": USD, "cents": USD,
}

const (
	thousand = 1_000
	million  = 1_000_000
	billion  = 1_000_000_000
)

// multipliers are words for thousands and more.
var multipliers = map[string]int64{
	"тыс": thousand, "тысяча": thousand, "тысячи": thousand, "тысяч": thousand, "тысячу": thousand, "тыщ": thousand, "тр": thousand,
	"thousand": thousand,
	"млн":      million, "миллион": million, "миллиона": million, "миллионов": million, "лимон": million, "mln": million, "million": million,
	"млрд": billion, "миллиард": billion, "миллиарда": billion, "миллиардов": billion, "bn": billion, "billion": billion,
}

// gluedMultipliers mean thousands only right behind the digits: «120 к пятнице»
// does not.
var gluedMultipliers = map[string]int64{"к": thousand, "k": thousand}

// references are words before a number that names something and is no amount.
var references = map[string]bool{
	"заказ": true, "заказа": true, "заказу": true, "заказе": true, "заказом": true, "договор": true, "договора": true, "договору": true,
	"договоре": true, "счет": true, "счета": true, "счету": true, "счете": true, "акт": true, "акта": true, "акту": true, "акте": true,
	"накладная": true, "накладной": true, "накладную": true, "инн": true, "кпп": true, "n": true, "no": true,
	"order": true, "invoice": true, "contract": true, "act": true,
}

// numerals are words that make another number of the digits behind them: «сто
// 20 тысяч».
var numerals = map[string]bool{
	"сто": true, "двести": true, "триста": true, "четыреста": true, "пятьсот": true, "шестьсот": true, "семьсот": true, "восемьсот": true,
	"девятьсот": true, "тысяча": true, "тысячи": true, "тысяч": true, "миллион": true, "миллиона": true, "минус": true, "minus": true,
	"hundred": true, "полтора": true,
}

type moneyTokenKind uint8

const (
	digitsToken moneyTokenKind = iota
	wordToken
	spaceToken
	breakToken // a line break: nothing goes on behind it
	signToken  // a currency sign
	otherToken // any other single character
)

type moneyToken struct {
	kind       moneyTokenKind
	text       string // folded
	start, end int    // in bytes of the original text
}

// moneyTokens cuts a text into digits, words, spaces and single characters.
func moneyTokens(text string) []moneyToken {
	var tokens []moneyToken
	for i, r := range text {
		kind := moneyKindOf(r)
		if n := len(tokens) - 1; n >= 0 && tokens[n].kind == kind && kind <= spaceToken {
			tokens[n].end = i + len(string(r))
			continue
		}
		tokens = append(tokens, moneyToken{kind: kind, start: i, end: i + len(string(r))})
	}
	for i, t := range tokens {
		tokens[i].end = min(t.end, len(text)) // a broken byte is read as a longer character
		tokens[i].text = strings.ReplaceAll(strings.ToLower(text[t.start:tokens[i].end]), "ё", "е")
	}
	return tokens
}

func moneyKindOf(r rune) moneyTokenKind {
	switch {
	case '0' <= r && r <= '9':
		return digitsToken
	case r == '\n' || r == '\r':
		return breakToken
	case unicode.IsSpace(r):
		return spaceToken
	case unicode.Is(unicode.Sc, r):
		return signToken
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return wordToken
	}
	return otherToken
}
