package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// These tests start the whole program as a process and talk to it over HTTP.

func TestWithoutATokenTheProgramSaysWhatIsMissing(t *testing.T) {
	p := startChild(t, 0, nil, "run")
	<-p.ended
	want := "TELEGRAM_BOT_TOKEN is missing: set it to the token that @BotFather gave you"
	if got := p.log.String(); p.ProcessState.ExitCode() != exitUsage || !strings.Contains(got, want) || strings.Count(got, "\n") != 1 {
		t.Errorf("exit code %d, said:\n%s", p.ProcessState.ExitCode(), got)
	}
}

func TestAllWrongSettingsAreNamedTogether(t *testing.T) {
	p := startChild(t, 0, []string{
		"TELEGRAM_BOT_TOKEN=secret", "OTDEL_TIMEZONE=Moscow", "OTDEL_LOG=loud", "OTDEL_BACKUP_KEEP=none", "TELEGRAM_API_URL=api", "OTDEL_CALENDAR=nowhere.tsv",
	}, "run", "--http", "here", "--log-format", "xml", "--telegram-proxy", "ftp://me:pass@proxy")
	<-p.ended
	if code := p.ProcessState.ExitCode(); code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	for _, name := range []string{
		"TELEGRAM_BOT_TOKEN", "OTDEL_TIMEZONE", "OTDEL_LOG ", "OTDEL_BACKUP_KEEP", "TELEGRAM_API_URL", "OTDEL_HTTP", "OTDEL_LOG_FORMAT", "TELEGRAM_PROXY", "OTDEL_CALENDAR",
	} {
		if !strings.Contains(p.log.String(), name) {
			t.Errorf("%s is not named in:\n%s", strings.TrimSpace(name), p.log)
		}
	}
	if strings.Contains(p.log.String(), "pass") || strings.Contains(p.log.String(), "secret") {
		t.Errorf("a secret was printed:\n%s", p.log)
	}
}

// program is a program at work and the Telegram that it works with.
type program struct {
	*testing.T
	telegram *sandbox.Server
	url      string
	db       string
	ahead    time.Duration // of the program's clock before the real one
	child    *child
	logs     []string // of the programs that have ended
}

func newProgram(t *testing.T) *program {
	p := &program{T: t, db: filepath.Join(t.TempDir(), "otdel.db"), telegram: sandbox.New(sandbox.Options{})}
	var err error
	if p.url, err = p.telegram.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.telegram.Close() })
	// The program lives on a working Monday at eleven, whatever day it is here.
	p.ahead = time.Until(time.Date(2026, 11, 23, 11, 0, 0, 0, time.FixedZone("MSK", 3*60*60)))
	return p
}

// start starts the program.
func (p *program) start(variables ...string) *child {
	p.child = p.startOn(p.db, variables...)
	return p.child
}

// startOn starts the program on another database.
func (p *program) startOn(db string, variables ...string) *child {
	return startChild(p.T, p.ahead, append(variables,
		"TELEGRAM_BOT_TOKEN="+p.telegram.Token(), "TELEGRAM_API_URL="+p.url, "OTDEL_DB="+db), "run")
}

// stop ends the program and checks that it left at once.
func (p *program) stop() {
	p.Helper()
	began := time.Now()
	if code := p.child.stop(p.T); code != exitOK {
		p.Errorf("exit code %d after SIGTERM:\n%s", code, p.child.log)
	}
	if took := time.Since(began); took > 3*time.Second { // two, and one for a busy machine
		p.Errorf("it took %v to end", took)
	}
	p.logs = append(p.logs, p.child.log.String())
}

// until waits until what is so.
func (p *program) until(what string, so func() bool) {
	p.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	deadline := time.After(20 * time.Second)
	for !so() {
		select {
		case <-look.C:
		case <-deadline:
			p.Fatalf("it never came to this: %s\n%s", what, p.child.log)
		}
	}
}

// last returns the latest message of the bot in a person's chat, which may be
// none.
func last(p *sandbox.Person) sandbox.Message {
	m, _ := lastOf(p.Chat(), func(m sandbox.Message) bool { return m.FromBot })
	return m
}

// join makes an employee or director, as if an invitation had been used.
func (p *program) join(name string, role department.Role) *sandbox.Person {
	person := p.telegram.Person(sandbox.Profile{FirstName: name, Language: "ru"})
	store, err := storage.Open(p.Context(), p.db)
	if err != nil {
		p.Fatal(err)
	}
	defer store.Close()
	employee := department.NewPerson(department.PersonID(person.ID()), name)
	employee.Role, employee.PhoneLanguage = role, "ru"
	err = store.Write(p.Context(), func(tx *storage.Tx) error { return tx.SavePerson(p.Context(), employee, time.Time{}) })
	if err != nil {
		p.Fatal(err)
	}
	return person
}

func TestAnEmptyFolderBecomesADepartment(t *testing.T) {
	p := newProgram(t)
	t.Chdir(t.TempDir())
	p.db = "otdel.db" // as it is unless somebody says otherwise
	boris := p.telegram.Person(sandbox.Profile{FirstName: "Борис", Language: "ru"})
	c := p.start("OTDEL_LOG_FORMAT=json")
	if _, err := boris.Say("/start"); err != nil {
		t.Fatal(err)
	}
	p.until("a stranger is greeted", func() bool { return last(boris).ID != 0 })
	p.stop()
	_, after, found := strings.Cut(c.log.String(), "?start=")
	code, _, _ := strings.Cut(after, `"`)
	if !found {
		t.Fatalf("no link for the director in the log:\n%s", c.log)
	}
	p.start()
	if _, err := boris.Open(code); err != nil {
		t.Fatal(err)
	}
	p.until("the link makes a director", func() bool { return strings.Contains(last(boris).Plain(), "Сводка") })
	if menu := boris.Commands(boris.Chat()); len(menu) < 5 {
		t.Errorf("the director's menu has only %d commands", len(menu))
	}
	p.stop()
}

func TestADialogGoesOnAfterARestart(t *testing.T) {
	p := newProgram(t)
	anna := p.join("Анна", department.Employee)
	p.start()
	if _, err := anna.Say("/complaint"); err != nil {
		t.Fatal(err)
	}
	p.until("the bot asks what happened", func() bool { return strings.Contains(last(anna).Text, "Что случилось") })
	p.stop()
	if _, err := anna.Say("ООО «Ромашка»: не отгрузили"); err != nil {
		t.Fatal(err)
	}
	p.start()
	p.until("the answer becomes a complaint", func() bool {
		return strings.HasPrefix(last(anna).Text, "№1 · Жалоба · ООО «Ромашка»")
	})
	p.stop()
}

func TestADeliveryGoesOnAfterARestart(t *testing.T) {
	p := newProgram(t)
	anna := p.join("Анна", department.Employee)
	p.telegram.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.DropBefore})
	p.start()
	if _, err := anna.Say("жалоба ООО «Ромашка»: не отгрузили"); err != nil {
		t.Fatal(err)
	}
	p.until("the complaint is taken in", func() bool {
		return p.telegram.Pending() == 0 && strings.Contains(p.child.log.String(), "cannot be sent")
	})
	p.stop()
	p.telegram.ClearFaults()
	p.start()
	p.until("the card arrives", func() bool { return strings.HasPrefix(last(anna).Text, "№1 · Жалоба") })
	p.stop()
}

func TestNeitherTheTokenNorWhatPeopleWriteIsLogged(t *testing.T) {
	p := newProgram(t)
	anna := p.join("Анна", department.Employee)
	p.telegram.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.DropBefore, Times: 2})
	p.telegram.Fault(sandbox.Fault{Method: "getUpdates", Kind: sandbox.DropAfter, Times: 1})
	p.start("OTDEL_LOG=debug")
	if _, err := anna.Say("жалоба ООО «Секрет»: вот мой пароль"); err != nil {
		t.Fatal(err)
	}
	if err := p.telegram.InjectRaw(`{"update_id": 999, "message": {"message_id": "odd", "text": "пароль"}}`); err != nil {
		t.Fatal(err)
	}
	p.until("the card arrives", func() bool { return strings.HasPrefix(last(anna).Text, "№1 · Жалоба") })
	p.stop()
	_, secret, _ := strings.Cut(p.telegram.Token(), ":")
	for _, word := range []string{secret, "пароль", "Секрет"} {
		if strings.Contains(strings.Join(p.logs, ""), word) {
			t.Errorf("%q stands in the log:\n%s", word, p.logs)
		}
	}
}

func TestARevokedTokenAndASecondPollerEndTheProgram(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault sandbox.Fault
		says  string
	}{
		{"a revoked token", sandbox.Fault{Method: "getUpdates", Kind: sandbox.Refuse, Error: &sandbox.APIError{Code: 401, Description: "Unauthorized"}}, "token"},
		{"a second poller", sandbox.Fault{Method: "getUpdates", Kind: sandbox.Refuse, Error: &sandbox.APIError{Code: 409, Description: "Conflict: terminated by other getUpdates request"}}, "another"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t)
			p.telegram.Fault(tt.fault)
			c := p.start()
			select {
			case <-c.ended:
			case <-time.After(20 * time.Second):
				t.Fatalf("it goes on:\n%s", c.log)
			}
			if code := c.ProcessState.ExitCode(); code != exitFault || !strings.Contains(c.log.String(), tt.says) {
				t.Errorf("exit code %d, said:\n%s", code, c.log)
			}
		})
	}
}

func TestASecondProgramOnTheSameDatabaseStaysOut(t *testing.T) {
	p := newProgram(t)
	anna := p.join("Анна", department.Employee)
	first := p.start()
	if _, err := anna.Say("/help"); err != nil {
		t.Fatal(err)
	}
	p.until("the first one works", func() bool { return last(anna).ID != 0 })
	second := p.start()
	<-second.ended
	if code := second.ProcessState.ExitCode(); code != exitFault || !strings.Contains(second.log.String(), "otdel.db") {
		t.Errorf("exit code %d, said:\n%s", code, second.log)
	}
	p.child = first
	p.stop()
}

func TestTheDocumentsNameTheRateThatTheProgramKeepsTo(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	row := fmt.Sprintf("| `OTDEL_RATE` | `--rate` | %v |", bot.DefaultRate)
	if !strings.Contains(string(readme), row) {
		t.Errorf("the README has no row %s", row)
	}
}
