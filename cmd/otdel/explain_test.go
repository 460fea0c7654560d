package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// explained runs the program on the lines of in and returns what it prints.
func explained(t *testing.T, in string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), process{
		args:   append([]string{"explain"}, args...),
		getenv: func(string) string { return "" },
		in:     strings.NewReader(in),
		out:    &out,
		errs:   &errs,
		now:    time.Now,
	})
	if code != exitOK {
		t.Fatalf("otdel explain %v ended with %d: %s", args, code, &errs)
	}
	return out.String()
}

func TestExplainShift(t *testing.T) {
	in := strings.Join([]string{
		"2026-02-28 next",
		"2026-02-28 previous",
		"",
		"\t2027-02-20   NEXT\r",
		"2026-11-24 none",
		"2030-01-01 next",
		"2026-02-30 next",
		"2026-02-28 <sideways>",
		"2026-02-28",
		"2027-01-01 next", // the last line has no end
	}, "\n")
	want := `{"date":"2026-02-28","rule":"next","due":"2026-03-02","day":"off"}
{"date":"2026-02-28","rule":"previous","due":"2026-02-27","day":"off"}
{"date":"2027-02-20","rule":"next","due":"2027-02-20","day":"short"}
{"date":"2026-11-24","rule":"none","due":"2026-11-24","day":"work"}
{"date":"2030-01-01","rule":"next","due":"2030-01-01","day":"work","guess":true}
{"text":"2026-02-30 next","problem":"date \"2026-02-30\": not an existing day written as 2026-02-28"}
{"text":"2026-02-28 <sideways>","problem":"rule \"<sideways>\" is not next, previous or none"}
{"text":"2026-02-28","problem":"1 words instead of a date and a rule, like 2026-02-28 next"}
{"date":"2027-01-01","rule":"next","due":"2027-01-11","day":"off"}
`
	if diff := cmp.Diff(want, explained(t, in, "shift")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExplainSurvivesAnyLine(t *testing.T) {
	in := strings.Repeat("x", 3*maxPhrase) + "\n\xff\xfe\n2026-02-28 next\n"
	lines := strings.Split(strings.TrimSpace(explained(t, in, "shift")), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines for 3 phrases", len(lines))
	}
	if want := `{"date":"2026-02-28","rule":"next","due":"2026-03-02","day":"off"}`; lines[2] != want {
		t.Errorf("after odd lines: %s", lines[2])
	}
}

func TestExplainSalary(t *testing.T) {
	in := strings.Join([]string{
		"сколько в питере агентство 2 года рулю отделом",
		"предлагают 90к в казани, это нормально?",
		"бухгалтер в москве",
		"Томск, агентство, год",
		"руковожу с марта 2024, уфа, компания, 2000$",
		"агентство или компания в омске, 2 года",
		"новгород",
	}, "\n")
	want := `{"text":"сколько в питере агентство 2 года рулю отделом","outcome":"answer","city":"Санкт-Петербург","segment":"Агентства","band":3,"from":66000,"to":107000,"median":94000}
{"text":"предлагают 90к в казани, это нормально?","outcome":"ask","city":"Казань","missing":["segment","experience"],"amount":90000}
{"text":"бухгалтер в москве","outcome":"no_data","city":"Москва","reason":"position"}
{"text":"Томск, агентство, год","outcome":"no_data","city":"Томск","segment":"Агентства","band":2,"reason":"city","nearby":["Новосибирск","Омск"]}
{"text":"руковожу с марта 2024, уфа, компания, 2000$","outcome":"answer","city":"Уфа","segment":"Компании","band":3,"from":40000,"to":66000,"median":58000,"currency":"USD"}
{"text":"агентство или компания в омске, 2 года","outcome":"compare","city":"Омск","band":3,"items":[{"city":"Омск","segment":"Агентства","band":3,"from":50000,"to":80000,"median":70000},{"city":"Омск","segment":"Компании","band":3,"from":43000,"to":74000,"median":65000,"above":-5000,"above_percent":-7.142857142857143}]}
{"text":"новгород","outcome":"ask","missing":["city","segment","experience"],"ambiguous":["Нижний Новгород","Великий Новгород"]}
`
	if diff := cmp.Diff(want, explained(t, in, "salary", "--now", "2026-11-23T14:30")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExplainSalaryRefusesAWrongNow(t *testing.T) {
	var out, errs bytes.Buffer
	code := run(t.Context(), process{args: []string{"explain", "salary", "--now", "yesterday"}, in: strings.NewReader(""), out: &out, errs: &errs, now: time.Now})
	if code != exitUsage || !strings.Contains(errs.String(), "2026-11-23T14:30") {
		t.Errorf("ended with %d: %s", code, &errs)
	}
}
