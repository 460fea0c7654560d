package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestExplainWhen(t *testing.T) {
	in := strings.Join([]string{
		"до пятницы 18:00 подготовить 2 договора",
		"завтра",
		"",
		"с 14 до 15",
		"15–17 декабря",
		"каждый понедельник в 9:30 планёрка",
		"по пятницам",
		"завтра в 12:00 по Екатеринбургу",
		"в среду 25 декабря",
		"31 ноября",
		"вчера",
		"каждый час",
		"заказ 118 <b>",
	}, "\n")
	want := `{"text":"до пятницы 18:00 подготовить 2 договора","kind":"datetime","at":"2026-11-27T18:00","rest":"подготовить 2 договора","deadline":true}
{"text":"завтра","kind":"date","at":"2026-11-24","rest":""}
{"text":"с 14 до 15","kind":"range","from":"2026-11-24T14:00","to":"2026-11-24T15:00","rest":""}
{"text":"15–17 декабря","kind":"range","from":"2026-12-15","to":"2026-12-17","rest":""}
{"text":"каждый понедельник в 9:30 планёрка","kind":"recurrence","rule":"FREQ=WEEKLY;BYDAY=MO","next":["2026-11-30T09:30","2026-12-07T09:30","2026-12-14T09:30"],"rest":"планёрка"}
{"text":"по пятницам","kind":"recurrence","rule":"FREQ=WEEKLY;BYDAY=FR","next":["2026-11-27","2026-12-04","2026-12-11"],"rest":""}
{"text":"завтра в 12:00 по Екатеринбургу","kind":"datetime","at":"2026-11-24T10:00","rest":"","zone":"Asia/Yekaterinburg"}
{"text":"в среду 25 декабря","kind":"date","at":"2026-12-25","rest":"","candidates":["2026-12-25","2026-12-23","2026-11-25"],"problem":"ambiguous"}
{"text":"31 ноября","kind":"none","rest":"","candidates":["2026-11-30"],"problem":"impossible"}
{"text":"вчера","kind":"none","rest":"","candidates":["2026-11-23"],"problem":"past"}
{"text":"каждый час","kind":"none","rest":"","problem":"toooften"}
{"text":"заказ 118 <b>","kind":"none","rest":"заказ 118 <b>"}
`
	if diff := cmp.Diff(want, explained(t, in, "when", "--now", "2026-11-23T14:30")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExplainWhenInAnotherZoneAndLanguage(t *testing.T) {
	got := explained(t, "10/12 at 10", "when", "--now", "2026-11-23T14:30", "--zone", "Asia/Vladivostok", "--lang", "en")
	want := `{"text":"10/12 at 10","kind":"datetime","at":"2026-12-10T10:00","rest":"","candidates":["2026-12-10T10:00","2027-10-12T10:00"],"problem":"ambiguous"}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExplainWhenSurvivesAnyLine(t *testing.T) {
	in := strings.Repeat("завтра в 10 ", maxPhrase) + "\n\xff\xfe\nзавтра\n"
	lines := strings.Split(strings.TrimSpace(explained(t, in, "when", "--now", "2026-11-23T14:30")), "\n")
	if len(lines) != 3 || lines[2] != `{"text":"завтра","kind":"date","at":"2026-11-24","rest":""}` {
		t.Fatalf("%d lines, the last %s", len(lines), lines[len(lines)-1])
	}
}

func TestExplainWhenRefusesWrongFlags(t *testing.T) {
	for _, flags := range [][]string{{"--now", "soon"}, {"--zone", "Mars/Base"}, {"--lang", "fr"}} {
		code := run(t.Context(), process{
			args: append([]string{"explain", "when"}, flags...), getenv: func(string) string { return "" },
			in: strings.NewReader(""), out: &strings.Builder{}, errs: &strings.Builder{}, now: time.Now,
		})
		if code != exitUsage {
			t.Errorf("%v ended with %d", flags, code)
		}
	}
}
