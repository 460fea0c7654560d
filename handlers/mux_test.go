package handlers_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/salary"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/digest"
	"github.com/otdel-bot/otdel/handlers/help"
	"github.com/otdel-bot/otdel/handlers/matter"
	salaries "github.com/otdel-bot/otdel/handlers/salary"
	"github.com/otdel-bot/otdel/handlers/settings"
	"github.com/otdel-bot/otdel/handlers/team"
	"github.com/otdel-bot/otdel/handlers/texts"
	"github.com/otdel-bot/otdel/storage"
)

var monday = time.Date(2026, time.November, 23, 11, 30, 0, 0, time.UTC)

// desk is a Mux over the topics that need no matters, and a database file.
type desk struct {
	t     *testing.T
	mux   *handlers.Mux
	store *storage.Store
}

func newDesk(t *testing.T, people ...department.Person) desk {
	t.Helper()
	book, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	cal := workdays.Russia(moscow)
	pay := salaries.New(book, salary.Survey2015())
	mux, err := handlers.NewMux(book, handlers.Fallback{Unknown: pay.Unknown, Inline: pay.Inline},
		team.New(matter.NewDesk(book, cal), bytes.NewReader(make([]byte, 160)), func() string { return "otdel_bot" }).Topic(),
		pay.Topic(), digest.New(book, cal).Topic(), settings.New(book, cal).Topic(), help.New(book).Topic())
	if err != nil {
		t.Fatal(err)
	}
	store, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "otdel.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	d := desk{t, mux, store}
	for _, p := range people {
		d.write(func(ctx context.Context, tx *storage.Tx) error { return tx.SavePerson(ctx, p, time.Time{}) })
	}
	return d
}

func (d desk) write(f func(context.Context, *storage.Tx) error) {
	d.t.Helper()
	ctx := context.WithoutCancel(d.t.Context())
	if err := d.store.Write(ctx, func(tx *storage.Tx) error { return f(ctx, tx) }); err != nil {
		d.t.Fatal(err)
	}
}

// handle returns what the Mux answers; what a refused request wrote is taken back.
func (d desk) handle(req handlers.Request) (reply handlers.Reply) {
	d.t.Helper()
	req.At, req.Addressed = monday, true
	if req.Chat.ID == 0 {
		req.Chat.ID = int64(req.Person.ID)
	}
	d.write(func(ctx context.Context, tx *storage.Tx) error {
		return tx.Savepoint(ctx, func() error {
			var err error
			reply, err = d.mux.Handle(ctx, tx, req)
			if _, refused := errors.AsType[department.Refusal](err); refused {
				return nil
			}
			return err
		})
	})
	return reply
}

func member(id department.PersonID, role department.Role) department.Person {
	p := department.NewPerson(id, "Анна Смирнова")
	p.Role = role
	if role != department.Candidate {
		p.Joined = monday
	}
	return p
}

// Buttons that nobody was shown, or that were shown to somebody else, are
// explained and change nothing.
func TestForgedButtons(t *testing.T) {
	vera, anna, boris := member(5, department.Candidate), member(6, department.Employee), member(7, department.Director)
	d := newDesk(t, anna, boris)
	everybody := func() (people []department.Person) {
		d.write(func(ctx context.Context, tx *storage.Tx) (err error) {
			people, err = tx.FindPeople(ctx, department.Candidate)
			return err
		})
		return people
	}
	before := everybody()
	forged := map[string][]department.Person{ // what was pressed, by whom
		"":                                  {vera, anna, boris},
		":":                                 {vera, anna, boris},
		"nobody:1":                          {vera, boris},
		"team":                              {vera, boris},
		"team:admit:5":                      {vera, anna, boris},
		"team:admit:7":                      {vera, boris},
		"team:admit:-1":                     {boris},
		"team:admit:x":                      {boris},
		"team:decline:99999999999999999999": {boris},
		"team:new:employee":                 {vera, anna},
		"team:new:candidate":                {boris},
		"team:new:emperor":                  {boris},
		"team:revoke:1":                     {vera, anna, boris},
		"set:zone":                          {vera},
		"set:zone:Asia/Tokyo":               {vera},
		"set:zone:../../etc":                {anna},
		"set:zone:":                         {anna},
		"set:digest:9":                      {vera, anna},
		"set:digest:24":                     {boris},
		"set:digest:-5":                     {boris},
		"set:quiet:ask":                     {vera},
		"set:quiet:9-9":                     {anna},
		"set:lang:tlh":                      {vera, anna},
		"set:lang:ask":                      {vera},
		"set:emperor:1":                     {boris},
		"sal:zz.a.1.":                       {vera},
		"sal:e.a.9.":                        {vera},
		"help:invite":                       {vera, anna},
		"help:nothing":                      {boris},
		"/invite":                           {vera, anna},
		"/digest":                           {vera, anna},
		"/nothing":                          {vera, boris},
		"/":                                 {vera},
		strings.Repeat("x", 65):             {vera},
		"sal:" + strings.Repeat(".", 61):    {vera},
		"team:\xff\xfe":                     {boris},
	}
	for data, people := range forged {
		for _, p := range people {
			reply := d.handle(handlers.Request{Person: p, Press: &handlers.Press{ID: "1", Data: data}, Message: 10})
			if !reply.Alert || reply.Toast == "" || len(reply.Messages) > 0 {
				t.Errorf("%q pressed by a %s: %+v", data, p.Role, reply)
			}
			if n := utf8.RuneCountInString(reply.Toast); n > 200 {
				t.Errorf("%q: an alert of %d characters", data, n)
			}
		}
	}
	if diff := cmp.Diff(before, everybody()); diff != "" {
		t.Errorf("forged buttons changed people (-before +after):\n%s", diff)
	}
}

func TestAButtonMayCarryACommand(t *testing.T) {
	boris := member(7, department.Director)
	d := newDesk(t, boris)
	reply := d.handle(handlers.Request{Person: boris, Press: &handlers.Press{ID: "1", Data: "/salary казань агентство 2 года"}})
	if len(reply.Messages) != 1 || !strings.Contains(string(reply.Messages[0].Text), "Казань") {
		t.Errorf("%+v", reply)
	}
}

// The word of /cancel leaves an open question; other words are its answer.
func TestWordsWithinADialog(t *testing.T) {
	anna := member(6, department.Employee)
	d := newDesk(t, anna)
	open := func() bool {
		var err error
		d.write(func(ctx context.Context, tx *storage.Tx) error {
			_, err = tx.Dialog(ctx, int64(anna.ID), anna.ID)
			return nil
		})
		return err == nil
	}
	ask := handlers.Request{Person: anna, Press: &handlers.Press{ID: "1", Data: "set:zone:ask"}}
	for _, tt := range []struct {
		said string
		left bool
	}{
		{"отмена", true},
		{"ОТМЕНА", true},
		{"cancel", true},
		{"отмена заказа 118", false},
		{"зарплата", false},
		{"Казань", true},
	} {
		d.handle(ask)
		if !open() {
			t.Fatal("no question is open")
		}
		d.handle(handlers.Request{Person: anna, Text: tt.said})
		if open() == tt.left {
			t.Errorf("after %q the question is open: %v", tt.said, open())
		}
	}
}

// A message that cannot be the answer to the open question is not lost in it.
func TestWhatIsNoAnswerIsTakenAsAnyOtherMessage(t *testing.T) {
	anna := member(1, department.Employee)
	d := newDesk(t, anna)
	d.handle(handlers.Request{Person: anna, Command: "away"})
	reply := d.handle(handlers.Request{Person: anna, Text: "сколько платят в Казани в агентстве, если два года руководил отделом, а перед этим три года был менеджером?"})
	if len(reply.Messages) != 1 || !strings.Contains(string(reply.Messages[0].Text), "Казань") {
		t.Errorf("%+v", reply.Messages)
	}
}

// Each role gets the commands that it may use, in each language, in a form that
// phones take.
func TestMenus(t *testing.T) {
	d := newDesk(t)
	tests := map[department.Role][]string{
		department.Candidate: {"start", "salary", "settings", "help", "cancel", "privacy", "forget"},
		department.Employee:  {"start", "away", "salary", "settings", "help", "cancel"},
		department.Director:  {"start", "invite", "team", "group", "away", "salary", "digest", "settings", "help", "cancel"},
	}
	for role, want := range tests {
		for _, lang := range texts.Languages() {
			var got []string
			for _, item := range d.mux.MenuFor(role, lang).Commands {
				got = append(got, item.Command)
				if n := utf8.RuneCountInString(item.Description); n == 0 || n > 60 {
					t.Errorf("/%s in %s: a description of %d characters", item.Command, lang, n)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s in %s (-want +got):\n%s", role, lang, diff)
			}
		}
	}
}

// A stranger leaves no row behind until something is chosen, and none after
// /forget.
func TestStrangersAreNotKept(t *testing.T) {
	vera := member(5, department.Candidate)
	d := newDesk(t, member(7, department.Director))
	known := func() bool {
		var err error
		d.write(func(ctx context.Context, tx *storage.Tx) error {
			_, err = tx.Person(ctx, vera.ID)
			return nil
		})
		return err == nil
	}
	for _, text := range []string{"сколько платят в казани?", "зарплата казань агентство 2 года", "привет"} {
		d.handle(handlers.Request{Person: vera, Text: text})
	}
	for _, command := range []string{"start", "help", "salary", "settings", "privacy", "cancel", "forget"} {
		d.handle(handlers.Request{Person: vera, Command: command})
	}
	if known() {
		t.Fatal("asking questions was recorded")
	}
	d.handle(handlers.Request{Person: vera, Press: &handlers.Press{ID: "1", Data: "set:lang:en"}})
	if !known() {
		t.Fatal("the language was not kept")
	}
	reply := d.handle(handlers.Request{Person: vera, Command: "forget"})
	if known() || len(reply.Messages) != 2 || reply.Messages[1].Menu == nil {
		t.Errorf("after /forget: known %v, %+v", known(), reply)
	}
}
