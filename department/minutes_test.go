package department

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var friday = time.Date(2026, 11, 27, 15, 0, 0, 0, time.UTC)

// dueFriday knows one deadline and one date that is none.
func dueFriday(text string) (time.Time, string, error) {
	if rest, ok := strings.CutSuffix(text, "до пятницы"); ok {
		return friday, rest, nil
	}
	if strings.Contains(text, "31 ноября") {
		return time.Time{}, text, Refuse("when_impossible")
	}
	if strings.Contains(text, "сломанный разбор") {
		return time.Time{}, text, errors.New("a fault")
	}
	return time.Time{}, text, nil
}

// always reads the deadlines of all messages alike.
func always(MinuteEntry) FindDue { return dueFriday }

func TestLinesOfTheMinutes(t *testing.T) {
	people := []Person{boss, anna, pyotr, {ID: 4, Name: "Анна Белова", Role: Employee}}
	tests := []struct {
		line string
		want MinuteLine
	}{
		{"решение: скидка Ромашке 5 %", MinuteLine{Kind: DecidedLine, Text: "скидка Ромашке 5 %"}},
		{"Решение – скидка Ромашке", MinuteLine{Kind: DecidedLine, Text: "скидка Ромашке"}},
		{"решили перейти на ЭДО до пятницы", MinuteLine{Kind: DecidedLine, Text: "перейти на ЭДО", Due: friday}},
		{"решение: Иванову перейти на ЭДО, проверить до пятницы", MinuteLine{Kind: DecidedLine, Text: "перейти на ЭДО", People: []PersonID{3}, Review: friday}},
		{"решили: Анне позвонить", MinuteLine{Kind: DecidedLine, Text: "Анне позвонить"}},
		{"решение: Иванов", MinuteLine{Kind: DecidedLine, Text: "Иванов"}},
		{"решение: пора проверить склад", MinuteLine{Kind: DecidedLine, Text: "пора проверить склад"}},
		{"Decision: go on", MinuteLine{Kind: DecidedLine, Text: "go on"}},
		{"поручить Иванову подготовить КП до пятницы", MinuteLine{Kind: AssignedLine, Text: "подготовить КП", People: []PersonID{3}, Due: friday}},
		{"Поручить: @ivanov – подготовить КП", MinuteLine{Kind: AssignedLine, Text: "подготовить КП", People: []PersonID{3}}},
		{"поручить Анне Петровой позвонить", MinuteLine{Kind: AssignedLine, Text: "позвонить", People: []PersonID{2}}},
		{"поручить Анне позвонить", MinuteLine{Kind: AssignedLine, Text: "позвонить", People: []PersonID{2, 4}, Doubt: "minute_several"}},
		{"поручить подготовить КП", MinuteLine{Kind: AssignedLine, Text: "подготовить КП", Doubt: "minute_nobody"}},
		{"поручить Иванову отчёт к 31 ноября", MinuteLine{Kind: AssignedLine, Text: "отчёт к 31 ноября", People: []PersonID{3}, Doubt: "when_impossible"}},
		{"поручить Иванову сломанный разбор", MinuteLine{Kind: AssignedLine, Text: "сломанный разбор", People: []PersonID{3}, Doubt: "due_unclear"}},
		{"поручить Иванову", MinuteLine{Kind: AssignedLine, People: []PersonID{3}, Doubt: "minute_empty"}},
		{"решение:", MinuteLine{Kind: DecidedLine, Doubt: "minute_empty"}},
		{"вопрос: кто отвечает за возвраты?", MinuteLine{Kind: AskedLine, Text: "кто отвечает за возвраты?"}},
		{"вопрос: успеем до пятницы?", MinuteLine{Kind: AskedLine, Text: "успеем до пятницы?"}},
		{"Вопрос Иванову: когда отгрузим?", MinuteLine{Kind: AskedLine, Text: "когда отгрузим?", People: []PersonID{3}}},
		{"question: @ivanov, when?", MinuteLine{Kind: AskedLine, Text: "when?", People: []PersonID{3}}},
		{"вопрос: Анна, когда?", MinuteLine{Kind: AskedLine, Text: "когда?", People: []PersonID{2, 4}, Doubt: "minute_several"}},
		{"вопрос: Иванов звонил клиенту?", MinuteLine{Kind: AskedLine, Text: "Иванов звонил клиенту?"}},
		{"вопрос Иванову отложили", MinuteLine{Kind: NoteLine, Text: "вопрос Иванову отложили"}},
		{"вопрос:", MinuteLine{Kind: AskedLine, Doubt: "minute_empty"}},
		{"вопрос: ???", MinuteLine{Kind: AskedLine, Text: "???", Doubt: "minute_empty"}},
		{"решение: 🙂", MinuteLine{Kind: DecidedLine, Text: "🙂", Doubt: "minute_empty"}},
		{"вопрос закрыт", MinuteLine{Kind: NoteLine, Text: "вопрос закрыт"}},
		{"решение отложили", MinuteLine{Kind: NoteLine, Text: "решение отложили"}},
		{"обсудили отгрузку", MinuteLine{Kind: NoteLine, Text: "обсудили отгрузку"}},
		{"решительно: нет", MinuteLine{Kind: NoteLine, Text: "решительно: нет"}},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ReadMinute(tt.line, people, dueFriday)); diff != "" {
				t.Errorf("ReadMinute (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEditedMinutesTakeTheOldPlace(t *testing.T) {
	at := time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC)
	var ms Minutes
	put := func(message int64, minute int, text string) {
		t.Helper()
		if err := ms.Put(MinuteEntry{Chat: 1, Message: message, At: at.Add(time.Duration(minute) * time.Minute), Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	put(10, 0, "решение: раз\nзаметка")
	put(11, 1, "вопрос: два?")
	put(10, 5, "решение: три")
	put(12, 6, "лишнее")
	put(12, 7, " ")
	put(13, 8, "")
	var got []string
	for _, l := range ms.Lines(nil, always) {
		got = append(got, string(l.Kind)+" "+l.Text)
	}
	if diff := cmp.Diff([]string{"decision три", "question два?"}, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if err := ms.Put(MinuteEntry{Text: strings.Repeat("ы", MaxText+1)}); codeOf(err) != "text_too_long" {
		t.Errorf("endless minutes: %v", err)
	}
}

func TestClosingAMeetingLeavesItsOutcome(t *testing.T) {
	cal := moscowCalendar(t)
	start := clockAt(t, "2026-11-25 10:00", cal.Zone())
	m := called(t, MeetingFiling{Start: start, People: []PersonID{2, 5}, At: start.Add(-24 * time.Hour)})
	m.ID = 7
	people := []Person{boss, anna, pyotr}
	lines := func(text string) []MinuteLine {
		ms := Minutes{}
		if err := ms.Put(MinuteEntry{Text: text}); err != nil {
			t.Fatal(err)
		}
		return ms.Lines(people, always)
	}
	after := start.Add(time.Hour)
	out := m.Outcome(lines("решение: скидка\nпоручить Иванову КП до пятницы\nпоручить Орлову отчёт\nвопрос: кто?\nвопрос Иванову: когда?\nобсудили"), boss, after)
	want := MeetingOutcome{
		Decisions: []Decision{{Text: "скидка", Meeting: 7}},
		Tasks:     []Filing{{Text: "КП", Owner: 3, Due: friday, By: boss, At: after}, {Text: "отчёт", Owner: 1, By: boss, At: after}},
		Questions: []Filing{{Text: "кто?", Owner: 1, By: boss, At: after}, {Text: "когда?", Owner: 3, By: boss, At: after}},
		Notes:     []string{"обсудили"},
		Concerned: []PersonID{2, 3, 5},
	}
	if diff := cmp.Diff(want, out, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Decision{})); diff != "" {
		t.Fatalf("outcome (-want +got):\n%s", diff)
	}
	noted := m.Outcome(NoteDoubts(lines("поручить кому-нибудь КП\nрешение:\nрешение: скидка")), boss, after)
	if len(noted.Doubts) > 0 || !cmp.Equal(noted.Notes, []string{"кому-нибудь КП"}) || len(noted.Decisions) != 1 {
		t.Errorf("doubtful lines as notes: %+v", noted)
	}
	doubtful := m.Outcome(lines("поручить кому-нибудь КП"), boss, after)
	for _, tt := range []struct {
		name, code string
		out        MeetingOutcome
		by         Person
		at         time.Time
	}{
		{"by a guest", "not_yours", out, anna, after},
		{"before it began", "meeting_ahead", out, boss, start.Add(-time.Minute)},
		{"with a doubtful line", "minutes_doubt", doubtful, boss, after},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := m.Close(tt.out, tt.by, tt.at); codeOf(err) != tt.code {
				t.Errorf("Close() = %v, want %s", err, tt.code)
			}
		})
	}
	if err := m.Acknowledge(anna, after); codeOf(err) != "minutes_open" {
		t.Errorf("acknowledged before the end: %v", err)
	}
	if err := m.Close(out, boss, after); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]PersonID{2, 5, 3}, m.Unread()); diff != "" {
		t.Errorf("who has to acknowledge (-want +got):\n%s", diff)
	}
	for range 2 { // a second tap changes nothing
		if err := m.Acknowledge(pyotr, after); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]PersonID{2, 5}, m.Unread()); diff != "" {
		t.Errorf("after Ivanov (-want +got):\n%s", diff)
	}
	if err := m.Acknowledge(nobody, after); codeOf(err) != "not_invited" {
		t.Errorf("a stranger acknowledges: %v", err)
	}
	if err := m.Close(out, boss, after); codeOf(err) != "meeting_over" {
		t.Errorf("closed twice: %v", err)
	}
}

func FuzzMinutes(f *testing.F) {
	for _, seed := range []string{"решение: да", "поручить Иванову – КП до пятницы", "вопрос:", "вопрос: ???", "решение: 🙂", "ПОРУЧИТЬ:::", "решение —— ", "\xff\xfe: поручить"} {
		f.Add(seed)
	}
	people := []Person{anna, pyotr}
	f.Fuzz(func(t *testing.T, text string) {
		var ms Minutes
		if ms.Put(MinuteEntry{Text: text}) != nil {
			return
		}
		for _, l := range ms.Lines(people, always) {
			if l.Kind == AssignedLine && l.Doubt == "" && (len(l.People) != 1 || l.Text == "") {
				t.Errorf("%q is a task without doubt: %+v", text, l)
			}
			if l.Doubt == "" && (l.Text == "" || l.Kind != NoteLine && !Says(l.Text)) {
				t.Errorf("%q says nothing and is not doubted: %+v", text, l)
			}
			if utf8.ValidString(text) && !utf8.ValidString(l.Text) {
				t.Errorf("%q: a character was cut in %q", text, l.Text)
			}
		}
	})
}
