package settings

import (
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
)

func TestReadZone(t *testing.T) {
	tests := []struct{ text, zone string }{
		{"Москва", "Europe/Moscow"},
		{" питер ", "Europe/Moscow"},
		{"г. Казань", "Europe/Moscow"},
		{"Нижний  Новгород", "Europe/Moscow"},
		{"ТОМСК", "Asia/Tomsk"},
		{"Петропавловск-Камчатский", "Asia/Kamchatka"},
		{"мск+2", "Asia/Yekaterinburg"},
		{"МСК + 4", "Asia/Krasnoyarsk"},
		{"UTC+7", "Asia/Krasnoyarsk"},
		{"+3", "Europe/Moscow"},
		{"gmt+2", "Europe/Kaliningrad"},
		{"Berlin", "Europe/Berlin"},
		{"new york", "America/New_York"},
		{"Asia/Tokyo", "Asia/Tokyo"},
		{"europe/moscow", "Europe/Moscow"},
		{"", ""},
		{"Нарния", ""},
		{"Local", ""},
		{"+99", ""},
		{"мск+20", ""},
		{"../../etc/passwd", ""},
		{"/etc/localtime", ""},
		{"Europe/../Europe/Moscow", ""},
		{"Europe/", ""},
	}
	for _, tt := range tests {
		zone, ok := readZone(tt.text)
		if ok != (tt.zone != "") || ok && zone != tt.zone {
			t.Errorf("%q: %q, %v; want %q", tt.text, zone, ok, tt.zone)
		}
	}
}

func TestEveryKnownZoneExists(t *testing.T) {
	for city, zone := range cities {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Errorf("%s: %v", city, err)
		}
	}
	for _, zone := range russianZones {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
}

func TestReadQuiet(t *testing.T) {
	at := func(h, m int) time.Duration { return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute }
	cal := workdays.Russia(time.UTC)
	tests := []struct {
		text        string
		from, until time.Duration
		ok          bool
	}{
		{"20:00–9:00", at(20, 0), at(9, 0), true},
		{"с 21 до 8.30", at(21, 0), at(8, 30), true},
		{"22-7", at(22, 0), at(7, 0), true},
		{"from 8 pm to 7:30 am", at(20, 0), at(7, 30), true},
		{"12 am to 12 pm", at(0, 0), at(12, 0), true},
		{"с 24 до 6", at(0, 0), at(6, 0), true},
		{"13-14", at(13, 0), at(14, 0), true},
		{"21:00 8:30", at(21, 0), at(8, 30), true},
		{"с 20 часов до 9 часов", at(20, 0), at(9, 0), true},
		{"с 9 вечера до 8 утра", at(21, 0), at(8, 0), true},
		{"с десяти вечера до половины девятого утра", at(22, 0), at(8, 30), true},
		{"С полуночи до семи утра", at(0, 0), at(7, 0), true},
		{"не беспокоить с 9 вечера", 0, 0, false},
		{"завтра с 9 до 18", 0, 0, false},
		{"с 5 до 12 декабря", 0, 0, false},
		{"9-9", 0, 0, false},
		{"когда сплю", 0, 0, false},
		{"20:00", 0, 0, false},
		{"25-9", 0, 0, false},
		{"20:60-9", 0, 0, false},
		{"20:5-9", 0, 0, false},
		{"13 pm - 9", 0, 0, false},
		{"1-2-3", 0, 0, false},
		{"99999999999999999999-1", 0, 0, false},
	}
	for _, tt := range tests {
		got, ok := readQuiet(tt.text, cal)
		if ok != tt.ok || ok && got != (department.Quiet{From: tt.from, Until: tt.until}) {
			t.Errorf("%q: %v, %v", tt.text, got, ok)
		}
	}
}

func FuzzRead(f *testing.F) {
	cal := workdays.Russia(time.UTC)
	for _, s := range []string{"20:00–9:00", "Томск", "UTC+5", "../x", "8 pm to 7 am", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if q, ok := readQuiet(text, cal); ok && (q.From == q.Until || q.From < 0 || q.Until < 0 || q.From >= 24*time.Hour || q.Until >= 24*time.Hour) {
			t.Errorf("%q: quiet from %v until %v", text, q.From, q.Until)
		}
		if zone, ok := readZone(text); ok {
			if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
				t.Errorf("%q: zone %q: %v", text, zone, err)
			}
		}
	})
}
