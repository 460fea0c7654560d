package filing

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
)

func TestWhatSilenceMeansIsReadFromTheLine(t *testing.T) {
	for _, c := range []struct {
		line, text string
		silence    department.Verdict
	}{
		{"скидка 12 %, молчание – согласие", "скидка 12 %", department.Agreed},
		{"скидка 12 %. Молчание - отказ", "скидка 12 %", department.Objected},
		{"скидка молчание значит согласие до пятницы", "скидка до пятницы", department.Agreed},
		{"12 % off, silence means yes", "12 % off", department.Agreed},
		{"12 % off; silence = no", "12 % off", department.Objected},
		{"молчание ягнят", "молчание ягнят", ""},
		{"молчание данных", "молчание данных", ""},
	} {
		o := order{Text: c.line}
		o.silence()
		if diff := cmp.Diff([]string{c.text, string(c.silence)}, []string{o.Text, string(o.Silence)}); diff != "" {
			t.Errorf("%s: %s", c.line, diff)
		}
	}
}

func TestTheMatterIsReadFromTheLine(t *testing.T) {
	for line, want := range map[string]int64{
		"перенести срок №118 на пятницу": 118, "скидка по # 7": 7, "скидка 12 %": 0, "№999999999999999999999": 0,
	} {
		o := order{Text: line}
		if o.about(); o.Parent != want {
			t.Errorf("%s: №%d", line, o.Parent)
		}
	}
}

func FuzzSilence(f *testing.F) {
	f.Add("скидка 12 %, молчание – согласие")
	f.Add("silence means no")
	f.Fuzz(func(t *testing.T, line string) {
		o := order{Text: line}
		o.silence()
		o.about()
		if o.Parent < 0 || len(o.Text) > len(line)+1 || o.Silence == "" && o.Text != line && strings.TrimSpace(line) != o.Text {
			t.Errorf("%q became %+v", line, o)
		}
	})
}
