package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/storage"
)

// counter is the whole Mux over a database file, with somebody of each role.
type counter struct {
	t      testing.TB
	office *office
	store  *storage.Store

	vera, anna, petr, gleb, boris department.Person // candidate, two employees, supervisor, director
}

// afternoon is when everything is said at the counter.
var afternoon = time.Date(2026, time.November, 23, 11, 30, 0, 0, time.UTC)

func newCounter(t testing.TB) counter {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	c := counter{
		t:    t,
		vera: of(5, "Вера Чужая", department.Candidate), anna: of(6, "Анна Смирнова", department.Employee),
		petr: of(7, "Пётр Иванов", department.Employee), boris: of(8, "Борис Орлов", department.Director),
		gleb: of(10, "Глеб Серов", department.Supervisor),
	}
	if c.office, err = newOffice(workdays.Russia(zone), &countingReader{}); err != nil {
		t.Fatal(err)
	}
	if c.store, err = storage.Open(context.Background(), filepath.Join(t.TempDir(), "otdel.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.store.Close() })
	for _, p := range []department.Person{c.anna, c.petr, c.gleb, c.boris} {
		c.keep(p)
	}
	return c
}

func of(id department.PersonID, name string, role department.Role) department.Person {
	p := department.NewPerson(id, name)
	if p.Role = role; role != department.Candidate {
		p.Joined = afternoon
	}
	return p
}

func (c counter) keep(p department.Person) {
	c.t.Helper()
	err := c.store.Write(context.Background(), func(tx *storage.Tx) error { return tx.SavePerson(context.Background(), p, time.Time{}) })
	if err != nil {
		c.t.Fatal(err)
	}
}

// handle returns what is answered, and whether it is a refusal. As in the
// program, what a refused request wrote is taken back.
func (c counter) handle(req handlers.Request) (reply handlers.Reply, refused bool) {
	c.t.Helper()
	req.At, req.Addressed = afternoon, true
	if req.Chat.ID == 0 {
		req.Chat.ID = int64(req.Person.ID)
	}
	err := c.store.Write(context.Background(), func(tx *storage.Tx) error {
		err := tx.Savepoint(context.Background(), func() (err error) {
			reply, err = c.office.mux.Handle(context.Background(), tx, req)
			return err
		})
		if _, refused = errors.AsType[department.Refusal](err); refused {
			return nil
		}
		return err
	})
	if err != nil {
		c.t.Fatalf("%+v: %v", req, err)
	}
	return reply, refused
}

func (c counter) press(p department.Person, data string) (handlers.Reply, bool) {
	c.t.Helper()
	return c.handle(handlers.Request{Person: p, Message: 10, Press: &handlers.Press{ID: "1", Data: data}})
}

// Buttons of every room that the person was not shown are explained and do
// nothing, whoever forged them.
func TestForgedButtonsOfEveryRoom(t *testing.T) {
	c := newCounter(t)
	c.handle(handlers.Request{Person: c.boris, Text: "поручить Анне подготовить отчёт до пятницы"})
	c.handle(handlers.Request{Person: c.anna, Text: "жалоба Лютик: брак"})
	c.handle(handlers.Request{Person: c.anna, Text: "клиент недоволен"}) // draft 1
	c.handle(handlers.Request{Person: c.boris, Text: "платёж НДС 120 000 15 декабря налог"})
	c.handle(handlers.Request{Person: c.anna, Text: "напомни завтра в 11 позвонить"})
	c.handle(handlers.Request{Person: c.boris, Command: "decision", Text: "Анне перевести Лютик на предоплату"})
	c.handle(handlers.Request{Person: c.boris, Command: "references", Text: "Скидки: до 5 %"})
	for data, p := range map[string]department.Person{"d:open:1": c.anna, "ref:open:1": c.petr, "m:1:open": c.anna, "m:2:full": c.petr, "pay:show:1": c.boris, "set:clock": c.boris, "m:2:more": c.gleb, "m:2:hist:0": c.gleb, "pay:story:1": c.gleb} {
		if reply, refused := c.press(p, data); refused {
			t.Fatalf("%q pressed by %s, who may: %+v", data, p.Name, reply)
		}
	}
	forged := map[string][]department.Person{ // what was pressed, by whom
		"m:1:comment":            {c.vera, c.petr, c.gleb},
		"m:2:comment":            {c.vera, c.gleb},
		"m:2:say:comment:1:open": {c.vera, c.gleb},
		"ask:about:2":            {c.vera, c.gleb},
		"meet:put:2":             {c.vera, c.gleb},
		"meet:about:2":           {c.vera, c.anna, c.gleb},
		"c:own:2":                {c.vera, c.gleb},
		"t:from:2":               {c.vera, c.anna, c.gleb},
		"m:1:take:open":          {c.vera, c.petr, c.boris, c.gleb},
		"m:1:cancel:open":        {c.vera, c.anna, c.petr},
		"m:1:accept:done":        {c.vera, c.anna, c.petr, c.boris},
		"m:1:finish:open":        {c.vera, c.anna, c.petr, c.boris},
		"m:1:say:finish:1:":      {c.vera, c.anna, c.petr, c.boris},
		"m:1:say:return:1:x":     {c.vera, c.anna, c.petr, c.boris},
		"m:1:undo:1":             {c.vera, c.anna, c.petr},
		"m:1:full":               {c.vera, c.petr},
		"m:1:files":              {c.vera, c.petr},
		"m:1:open":               {c.vera, c.petr},
		"m:2:undo:1":             {c.vera, c.petr, c.boris},
		"m:2:take:open":          {c.vera, c.gleb},
		"m:2:return:done":        {c.vera, c.anna, c.petr, c.boris},
		"m:2:conquer:open":       {c.vera, c.anna, c.petr, c.boris},
		"m:99:take:open":         {c.vera, c.anna, c.petr, c.boris},
		"m:-1:open":              {c.vera, c.anna, c.boris},
		"m:x":                    {c.vera, c.anna, c.boris},
		"m:my:0":                 {c.vera},
		"m:my:-1":                {c.vera, c.anna},
		"c:draft:1":              {c.vera, c.petr, c.boris},
		"c:draft:99":             {c.vera, c.anna},
		"c:client:1:0":           {c.vera, c.anna, c.petr},
		"c:client:2:skip":        {c.vera, c.anna, c.petr},
		"t:draft:1":              {c.vera, c.anna, c.petr, c.boris},
		"t:who:6":                {c.vera, c.anna, c.petr, c.boris},
		"t:due:tomorrow":         {c.vera, c.anna, c.petr, c.boris},
		"remind:stop:1":          {c.vera, c.petr, c.boris},
		"remind:change:1":        {c.vera, c.petr, c.boris},
		"remind:page:-1":         {c.vera, c.anna},
		"remind:conquer:1":       {c.vera, c.anna, c.petr, c.boris},
		"pay:show:1":             {c.vera, c.anna, c.petr},
		"pay:story:1":            {c.vera, c.anna, c.petr},
		"pay:paid:1":             {c.vera, c.anna, c.petr, c.gleb},
		"pay:undo:1":             {c.vera, c.anna, c.petr},
		"pay:drop:1":             {c.vera, c.anna, c.petr, c.gleb},
		"pay:snooze:1:hour":      {c.vera, c.anna, c.petr, c.gleb},
		"pay:rule:1":             {c.vera, c.anna, c.petr, c.gleb},
		"pay:end:1":              {c.vera, c.anna, c.petr},
		"pay:page:0":             {c.vera, c.anna, c.petr},
		"pay:list":               {c.vera, c.anna, c.petr},
		"pay:take:vat":           {c.vera, c.anna, c.petr},
		"pay:keep":               {c.vera, c.anna, c.boris},
		"pay:conquer:1":          {c.vera, c.anna, c.boris},
		"pay:show:99":            {c.vera, c.anna, c.boris},
		"f:0:":                   {c.vera, c.anna, c.boris},
		"f:x:x":                  {c.vera, c.anna, c.boris},
		"set:clock":              {c.vera, c.anna, c.petr},
		"set:clock:task:take:60": {c.vera, c.anna, c.petr},
		"set:clock:task:take:0":  {c.boris},
		"set:clock:x":            {c.boris},
		"m:all:0":                {c.vera, c.anna},
		"/payments":              {c.vera, c.anna},
		"/matters":               {c.vera, c.anna},
		"meet:will:1":            {c.vera, c.anna, c.petr, c.boris},
		"meet:off:99":            {c.vera, c.anna, c.boris},
		"meet:x":                 {c.vera, c.anna, c.boris},
		"digest:":                {c.vera, c.anna, c.boris},
		"ref:from:1":             {c.vera, c.petr},
		"ref:open:99":            {c.vera, c.anna, c.boris},
		"ref:edit:99":            {c.vera, c.anna, c.boris},
		"ref:new:0":              {c.vera, c.anna, c.petr},
		"ref:undo:x":             {c.vera, c.anna, c.boris},
		"find:r0:x:x":            {c.vera, c.anna, c.boris},
		"find:d999:x":            {c.vera, c.anna, c.boris},
		"c:note:99":              {c.vera, c.anna, c.boris},
		"c:to:99:1":              {c.vera, c.anna, c.boris},
		"d:undo:99:1":            {c.vera, c.anna, c.boris},
		"d:open:1":               {c.vera, c.petr},
		"d:hist:1":               {c.vera, c.petr},
		"d:take:1":               {c.vera, c.petr, c.gleb},
		"d:acted:1":              {c.vera, c.petr, c.gleb},
		"d:due:1:week":           {c.vera, c.petr},
		"d:check:1":              {c.vera, c.anna, c.petr},
		"d:drop:1":               {c.vera, c.anna, c.petr},
		"d:review:1":             {c.vera, c.anna, c.petr},
		"d:review:1:week":        {c.vera, c.anna, c.petr},
		"d:undo:1:0":             {c.vera, c.anna, c.petr, c.boris},
		"d:from:2":               {c.vera, c.anna, c.petr, c.gleb},
		"d:list:0":               {c.vera, c.anna, c.petr},
		"t:decided:1":            {c.vera, c.anna, c.petr},
		"t:routines:list:0":      {c.vera, c.anna, c.petr},
		"t:routines:end:99":      {c.vera, c.anna, c.boris},
		"ref:open:1":             {c.vera},
		"ref:edit:1":             {c.vera, c.anna, c.petr},
		"ref:drop:1":             {c.vera, c.anna, c.petr},
		"ref:ver:1:7":            {c.vera, c.anna, c.boris},
		"m:2:marks":              {c.vera, c.petr, c.gleb},
		"m:2:mark:key":           {c.vera, c.petr, c.gleb},
		"m:2:mark:claim":         {c.vera, c.petr},
		"m:2:mark:x":             {c.vera, c.anna, c.boris},
		"m:1:marks":              {c.vera, c.anna, c.petr, c.boris},
		"/task Анне x завтра":    {c.vera, c.anna, c.petr},
		"/complaint x: y":        {c.vera},
		"/remind":                {c.vera},
		"/my":                    {c.vera},
		"/1":                     {c.vera, c.petr},
	}
	for data, people := range forged {
		for _, p := range people {
			reply, refused := c.press(p, data)
			if !refused || reply.Toast == "" || !reply.Alert {
				t.Errorf("%q pressed by %s (%s): %+v", data, p.Name, p.Role, reply)
			}
			if n := utf8.RuneCountInString(reply.Toast); n > 200 {
				t.Errorf("%q: an alert of %d characters", data, n)
			}
		}
	}
}

// Whoever loses a role with a question open is not asked on: the answer is
// taken as a message of somebody without the role, and shows nothing of the
// department.
func TestAQuestionEndsWithTheRole(t *testing.T) {
	tests := map[string]struct {
		role  department.Role
		asked []string // what was said and pressed before
	}{
		"a task":        {department.Director, []string{"поручить подготовить отчёт"}},
		"a client":      {department.Employee, []string{"жалоба не отгрузили"}},
		"a complaint":   {department.Employee, []string{"/complaint"}},
		"words of step": {department.Employee, []string{"жалоба Лютик: брак", "[m:1:take:open]", "[m:1:finish:taken]"}},
		"a time zone":   {department.Employee, []string{"[set:zone:ask]"}},
		"a search":      {department.Employee, []string{"/find"}},
		"a payment":     {department.Director, []string{"/payment"}},
		"a reference":   {department.Director, []string{"[ref:new:0]"}},
		"a draft":       {department.Employee, []string{"ждём до пятницы", "[c:note:1]"}},
		"a reminder":    {department.Employee, []string{"напомни позвонить"}},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			c := newCounter(t)
			olga := of(9, "Ольга Белова", tt.role)
			c.keep(olga)
			for _, said := range tt.asked {
				if data, ok := strings.CutPrefix(said, "["); ok {
					c.press(olga, strings.TrimSuffix(data, "]"))
				} else if command, ok := strings.CutPrefix(said, "/"); ok {
					c.handle(handlers.Request{Person: olga, Command: command})
				} else {
					c.handle(handlers.Request{Person: olga, Text: said})
				}
			}
			if !c.asks(olga) {
				t.Fatal("nothing was asked")
			}
			olga.Role = department.Candidate
			c.keep(olga)
			reply, _ := c.handle(handlers.Request{Person: olga, Text: "Томск"})
			for _, m := range reply.Messages {
				for _, name := range []string{"Смирнова", "Орлов", "№1"} {
					if text := string(m.Text); strings.Contains(text, name) || len(m.Buttons) > 0 && strings.Contains(m.Buttons[0][0].Label, name) {
						t.Errorf("a former %s sees %s: %+v", tt.role, name, m)
					}
				}
			}
			if c.asks(olga) {
				t.Errorf("the question is still open: %+v", reply)
			}
		})
	}
}

// asks reports whether a question to p is open.
func (c counter) asks(p department.Person) (open bool) {
	c.t.Helper()
	err := c.store.Write(context.Background(), func(tx *storage.Tx) error {
		_, err := tx.Dialog(context.Background(), int64(p.ID), p.ID)
		if open = err == nil; errors.Is(err, department.ErrNone) {
			return nil
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return open
}

// Whatever stands behind a command, it is answered, in messages that can be
// sent.
func FuzzCommandArguments(f *testing.F) {
	c := newCounter(f)
	var commands []string
	for _, command := range c.office.mux.CommandsFor(department.Director) {
		commands = append(commands, command.Name)
	}
	for i, arguments := range []string{
		"", "Иванову подготовить КП до пятницы 18:00", "ООО «Ромашка»: не отгрузили !!", "сотрудник Пётр Иванов", "\u202eабв\u202c \u200b", "<b>&amp;",
		strings.Repeat("ж", 4096), "31 ноября в 25:70", "каждые 0 дней", "AQIDBAUGBwgJCgsMDQ4PEA", "№118", "\x00\xff",
	} {
		for n := range commands {
			f.Add(uint8(n), i%2 == 0, arguments)
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, director bool, arguments string) {
		c := c
		c.t = t
		p := c.vera
		if director {
			p = c.boris
		}
		command := commands[int(n)%len(commands)]
		reply, _ := c.handle(handlers.Request{Person: p, Command: command, Text: arguments})
		if len(reply.Messages) == 0 {
			t.Fatalf("/%s %q is not answered", command, arguments)
		}
		for _, m := range reply.Messages {
			if m.Menu == nil && m.Text == "" {
				t.Errorf("/%s %q: an empty message", command, arguments)
			}
			for _, row := range m.Buttons {
				for _, b := range row {
					if len(b.Data) > handlers.MaxData || b.Label == "" {
						t.Errorf("/%s %q: button %+v", command, arguments, b)
					}
				}
			}
		}
	})
}
