package settings

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/when"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
)

// digits is a span in figures: 20:00–9:00, «с 20 до 9», 21 8.30, "8 pm to 7 am".
// Figures mean the hours of the day as they stand.
var digits = func() *regexp.Regexp {
	const moment = `(\d+)(?:[:.](\d+))?\s*(?:([ap]m)|ч\.?|час\p{L}*|h)?`
	return regexp.MustCompile(`^(?:со?|from)?\s*` + moment + `\s*(?:[-–—\s]|до|по|to|till|until)\s*` + moment + `$`)
}()

// readQuiet reads quiet hours: in figures, or in words as «с 9 вечера до 8 утра».
// It reports false unless there are exactly two different times.
func readQuiet(text string, cal workdays.Calendar) (department.Quiet, bool) {
	text = handlers.Fold(strings.TrimSpace(text))
	if len(text) > 100 {
		return department.Quiet{}, false
	}
	if m := digits.FindStringSubmatch(text); m != nil {
		from, okFrom := readTime(m[1:4])
		until, okUntil := readTime(m[4:7])
		return department.Quiet{From: from, Until: until}, okFrom && okUntil && from != until
	}
	day := time.Date(2026, time.January, 12, 0, 0, 0, 0, time.UTC) // any will do: only the times of day are kept
	tomorrow := day.AddDate(0, 0, 1)
	r, err := when.Parse(text, day, when.Options{Calendar: cal, Zone: time.UTC, Language: "ru"})
	if err != nil || r.Kind != when.Range || r.Whole || r.Rest != "" || r.From.After(tomorrow) || !r.To.Before(r.From.AddDate(0, 0, 1)) {
		return department.Quiet{}, false
	}
	q := department.Quiet{From: sinceMidnight(r.From), Until: sinceMidnight(r.To)}
	return q, q.From != q.Until
}

func sinceMidnight(t time.Time) time.Duration {
	t = t.UTC()
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// readTime returns the time since midnight of hour, minute, and am or pm.
func readTime(parts []string) (time.Duration, bool) {
	hour, err := strconv.Atoi(parts[0])
	if err != nil {
		return 0, false
	}
	minute := 0
	if parts[1] != "" {
		if minute, err = strconv.Atoi(parts[1]); err != nil || len(parts[1]) != 2 {
			return 0, false
		}
	}
	if parts[2] != "" {
		if hour < 1 || hour > 12 {
			return 0, false
		}
		hour %= 12
		if parts[2] == "pm" {
			hour += 12
		}
	}
	if hour == 24 && minute == 0 {
		hour = 0
	}
	ok := hour <= 23 && minute <= 59
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, ok
}

// cities are the zones of cities whose name is not that of their zone, folded.
var cities = map[string]string{
	"калининград": "Europe/Kaliningrad",
	"москва":      "Europe/Moscow", "мск": "Europe/Moscow", "питер": "Europe/Moscow", "спб": "Europe/Moscow", "петербург": "Europe/Moscow",
	"санкт-петербург": "Europe/Moscow", "казань": "Europe/Moscow", "нижний новгород": "Europe/Moscow", "ростов": "Europe/Moscow",
	"ростов-на-дону": "Europe/Moscow", "краснодар": "Europe/Moscow", "воронеж": "Europe/Moscow", "сочи": "Europe/Moscow", "ярославль": "Europe/Moscow",
	"тула": "Europe/Moscow", "пенза": "Europe/Moscow", "липецк": "Europe/Moscow", "рязань": "Europe/Moscow", "чебоксары": "Europe/Moscow",
	"ставрополь": "Europe/Moscow", "махачкала": "Europe/Moscow", "симферополь": "Europe/Simferopol",
	"волгоград": "Europe/Volgograd", "киров": "Europe/Kirov", "мурманск": "Europe/Moscow", "архангельск": "Europe/Moscow",
	"самара": "Europe/Samara", "тольятти": "Europe/Samara", "ижевск": "Europe/Samara", "саратов": "Europe/Saratov",
	"ульяновск": "Europe/Ulyanovsk", "астрахань": "Europe/Astrakhan",
	"екатеринбург": "Asia/Yekaterinburg", "екб": "Asia/Yekaterinburg", "челябинск": "Asia/Yekaterinburg", "уфа": "Asia/Yekaterinburg",
	"пермь": "Asia/Yekaterinburg", "тюмень": "Asia/Yekaterinburg", "оренбург": "Asia/Yekaterinburg", "магнитогорск": "Asia/Yekaterinburg",
	"сургут": "Asia/Yekaterinburg", "курган": "Asia/Yekaterinburg",
	"омск": "Asia/Omsk", "новосибирск": "Asia/Novosibirsk", "томск": "Asia/Tomsk", "барнаул": "Asia/Barnaul", "кемерово": "Asia/Novokuznetsk",
	"новокузнецк": "Asia/Novokuznetsk", "красноярск": "Asia/Krasnoyarsk", "абакан": "Asia/Krasnoyarsk",
	"иркутск": "Asia/Irkutsk", "улан-удэ": "Asia/Irkutsk", "якутск": "Asia/Yakutsk", "чита": "Asia/Chita", "благовещенск": "Asia/Yakutsk",
	"владивосток": "Asia/Vladivostok", "хабаровск": "Asia/Vladivostok", "южно-сахалинск": "Asia/Sakhalin", "сахалин": "Asia/Sakhalin",
	"магадан": "Asia/Magadan", "камчатка": "Asia/Kamchatka", "петропавловск-камчатский": "Asia/Kamchatka", "анадырь": "Asia/Anadyr",
	"минск": "Europe/Minsk", "алматы": "Asia/Almaty", "алма-ата": "Asia/Almaty", "астана": "Asia/Almaty", "ташкент": "Asia/Tashkent",
	"бишкек": "Asia/Bishkek", "ереван": "Asia/Yerevan", "тбилиси": "Asia/Tbilisi", "баку": "Asia/Baku", "дубай": "Asia/Dubai",
	"стамбул": "Europe/Istanbul", "белград": "Europe/Belgrade", "берлин": "Europe/Berlin", "лондон": "Europe/London",

	"saint petersburg": "Europe/Moscow", "st petersburg": "Europe/Moscow", "kazan": "Europe/Moscow", "nizhny novgorod": "Europe/Moscow",
	"ekaterinburg": "Asia/Yekaterinburg", "chelyabinsk": "Asia/Yekaterinburg", "ufa": "Asia/Yekaterinburg", "perm": "Asia/Yekaterinburg",
}

// offset finds how far from Moscow or from UTC somebody is: мск+2, UTC+5, +5.
var offset = regexp.MustCompile(`^(мск|msk|utc|gmt)?\s*\+\s*(\d{1,2})$`)

// readZone reads a time zone: a city in Russian or English, an IANA name, or an
// offset. It returns the IANA name.
func readZone(text string) (string, bool) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || len(text) > 64 {
		return "", false
	}
	folded := handlers.Fold(text)
	for _, preposition := range []string{"г. ", "город ", "city of "} {
		folded = strings.TrimPrefix(folded, preposition)
	}
	if zone, ok := cities[folded]; ok {
		return zone, true
	}
	if m := offset.FindStringSubmatch(folded); m != nil {
		return zoneAt(m[1], m[2])
	}
	return zoneNamed(text)
}

// zoneAt returns the Russian zone that is so many hours east of UTC or, if
// from says so, of Moscow.
func zoneAt(from, hours string) (string, bool) {
	const mostWestern = 2 // Kaliningrad
	n, err := strconv.Atoi(hours)
	if from == "мск" || from == "msk" {
		n += 3
	}
	i := n - mostWestern
	if err != nil || i < 0 || i >= len(russianZones) {
		return "", false
	}
	return russianZones[i], true
}

// zoneNamed returns the zone of an IANA name, or of its last part: Berlin.
func zoneNamed(text string) (string, bool) {
	for _, c := range text {
		if !(c == ' ' || c == '/' || c == '_' || c == '-' || c == '+' || c < unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsDigit(c))) {
			return "", false
		}
	}
	named := titled(text)
	if strings.Contains(named, "/") {
		_, err := time.LoadLocation(named)
		return named, err == nil
	}
	for _, region := range []string{"Europe", "Asia", "America", "Africa", "Australia", "Pacific", "Atlantic", "Indian"} {
		if _, err := time.LoadLocation(region + "/" + named); err == nil {
			return region + "/" + named, true
		}
	}
	return "", false
}

// titled writes a name as IANA does: new york is New_York, europe/moscow is
// Europe/Moscow.
func titled(text string) string {
	upper := true
	return strings.Map(func(c rune) rune {
		if c == ' ' {
			c = '_'
		}
		if upper {
			c = unicode.ToUpper(c)
		}
		upper = c == '_' || c == '/' || c == '-'
		return c
	}, text)
}
