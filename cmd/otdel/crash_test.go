package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

var (
	crashUpdates   = flag.Int("crash.updates", 300, "how many complaints arrive during the crash test")
	crashReminders = flag.Int("crash.reminders", 40, "how many reminders come due during it")
	crashKills     = flag.Int("crash.kills", 6, "how often the program is killed")
)

// TestCrash kills the program, at random and at each named point between fetch,
// commit, send and mark, while complaints arrive and reminders come due.
// Afterwards nothing is lost, nothing was stored twice, everybody was answered,
// and no more messages came twice than calls were in flight at the kills.
func TestCrash(t *testing.T) {
	c := newCrash(t)
	t.Logf("%d complaints, %d reminders, %d kills", *crashUpdates, *crashReminders, *crashKills)
	said := make(chan struct{})
	go c.complain(said)
	for k := range *crashKills {
		c.liveAndDie(k)
	}
	<-said
	last := startChild(t, c.ahead, c.variables(""), "run")
	c.waitForAll(last)
	if code := last.stop(t); code != exitOK {
		t.Errorf("exit code %d after SIGTERM, want %d:\n%s", code, exitOK, last.log)
	}
	c.examine()
}

// crash is a department whose program keeps dying.
type crash struct {
	*testing.T
	telegram *sandbox.Server
	url      string
	db       string
	ahead    time.Duration // of the program's clock before the real one
	people   []*sandbox.Person
	tasks    []int64 // whose due time comes during the test
}

// eachSays is how many complaints one person hands over.
const eachSays = 5

func newCrash(t *testing.T) *crash {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	// The program lives on a working Monday at eleven, whatever day it is here.
	monday := time.Date(2026, 11, 23, 11, 0, 0, 0, zone)
	c := &crash{T: t, db: filepath.Join(t.TempDir(), "otdel.db"), ahead: time.Until(monday)}
	c.telegram = sandbox.New(sandbox.Options{KeepMessages: 10_000})
	if c.url, err = c.telegram.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.telegram.Close() })
	for i := range max(1, *crashUpdates/eachSays) {
		p := c.telegram.Person(sandbox.Profile{FirstName: fmt.Sprintf("Человек%d", i), Language: "ru"})
		c.people = append(c.people, p)
	}
	c.settleIn(zone)
	return c
}

// settleIn makes everybody an employee and gives out the tasks that come due.
func (c *crash) settleIn(zone *time.Location) {
	ctx, now, cal := c.Context(), time.Now().Add(c.ahead), workdays.Russia(zone)
	store, err := storage.Open(ctx, c.db)
	if err != nil {
		c.Fatal(err)
	}
	defer store.Close()
	err = store.Write(ctx, func(tx *storage.Tx) error {
		boss := department.NewPerson(1, "Директор")
		boss.Role = department.Director
		for _, p := range c.people {
			employee := department.NewPerson(department.PersonID(p.ID()), p.Profile().FirstName)
			employee.Role, employee.PhoneLanguage, employee.Joined = department.Employee, "ru", now
			if err := tx.SavePerson(ctx, employee, time.Time{}); err != nil {
				return err
			}
		}
		for i := range *crashReminders {
			owner := department.NewPerson(department.PersonID(c.people[i%len(c.people)].ID()), "")
			owner.Role = department.Employee
			due := now.Add(3*time.Second + time.Duration(rand.Int64N(int64(crashLasts()))))
			m, err := department.Task.New(department.Filing{Text: fmt.Sprintf("поручение %d", i), By: boss, At: now, Owner: owner.ID, Due: due}, cal)
			if err != nil {
				return err
			}
			if err := m.Do(department.Move{Act: department.Take, By: owner, At: now}, cal); err != nil {
				return err
			}
			if m, err = tx.CreateMatter(ctx, m, nil); err != nil {
				return err
			}
			c.tasks = append(c.tasks, m.ID)
		}
		return nil
	})
	if err != nil {
		c.Fatal(err)
	}
}

// crashLasts is about how long the dying goes on.
func crashLasts() time.Duration { return time.Duration(*crashKills) * 500 * time.Millisecond }

// complaint is the text of one complaint, different from all others.
func (c *crash) complaint(person, i int) string { return fmt.Sprintf("случай %d-%d.", person, i) }

// complain hands over all complaints, spread over the time of the dying.
func (c *crash) complain(said chan<- struct{}) {
	defer close(said)
	pause := crashLasts() / time.Duration(eachSays*len(c.people))
	for i := range eachSays {
		for n, p := range c.people {
			if _, err := p.Say("жалоба ООО «Ромашка»: " + c.complaint(n, i)); err != nil {
				c.Error(err)
			}
			time.Sleep(pause)
		}
	}
}

// variables is the environment of the program.
func (c *crash) variables(death string) []string {
	return []string{
		"TELEGRAM_BOT_TOKEN=" + c.telegram.Token(), "TELEGRAM_API_URL=" + c.url, "OTDEL_DB=" + c.db,
		"OTDEL_RATE=0", deathVariable + "=" + death,
	}
}

// liveAndDie starts the program and kills it: in turn at random and at each
// point.
func (c *crash) liveAndDie(k int) {
	points := []string{"", string(bot.Fetched), string(bot.Committed), string(bot.Delivered), string(bot.Marked)}
	point, plan := points[k%len(points)], ""
	if point != "" {
		plan = fmt.Sprintf("%s:%d", point, 1+rand.IntN(10))
	}
	p := startChild(c.T, c.ahead, c.variables(plan), "run")
	select {
	case <-p.ended: // at the point
	case <-time.After(250*time.Millisecond + time.Duration(rand.Int64N(int64(400*time.Millisecond)))):
		p.Process.Kill()
		<-p.ended
	}
	if code := p.ProcessState.ExitCode(); code != -1 {
		c.Fatalf("the program ended by itself with %d:\n%s", code, p.log)
	}
}

// waitForAll waits until everything was answered.
func (c *crash) waitForAll(p *child) {
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	deadline := time.After(time.Minute)
	for {
		select {
		case <-look.C:
			if c.telegram.Pending() == 0 && len(c.missing()) == 0 {
				return
			}
		case <-deadline:
			missing := c.missing()
			c.Fatalf("%d never answered, among them %q:\n%s", len(missing), missing[:min(3, len(missing))], p.log)
		}
	}
}

// missing returns what nobody was told yet.
func (c *crash) missing() []string {
	var missing []string
	for what, times := range c.told() {
		if times == 0 {
			missing = append(missing, what)
		}
	}
	slices.Sort(missing)
	return missing
}

// told counts how often each thing was said that has to be said once: the card
// of each complaint and the reminder of each task.
func (c *crash) told() map[string]int {
	told := make(map[string]int)
	for n, p := range c.people {
		for i := range eachSays {
			told[c.complaint(n, i)] = 0
		}
		for _, m := range p.Chat().Messages() {
			_, text, found := strings.Cut(m.Text, "\nслучай ")
			if text, _, _ = strings.Cut(text, "\n"); found && m.FromBot {
				told["случай "+text]++
			}
		}
	}
	for i, id := range c.tasks {
		reminder := fmt.Sprintf("Срок по №%d вышел", id)
		told[reminder] = 0
		for _, m := range c.people[i%len(c.people)].Chat().Messages() {
			if m.FromBot && strings.HasPrefix(m.Text, reminder) {
				told[reminder]++
			}
		}
	}
	return told
}

// inFlight is how many calls the sender has under way at most.
const inFlight = 64

// examine counts what was stored and what was said twice.
func (c *crash) examine() {
	store, err := storage.Open(c.Context(), c.db)
	if err != nil {
		c.Fatal(err)
	}
	defer store.Close()
	stored := make(map[string]int)
	total := eachSays*len(c.people) + len(c.tasks)
	err = store.Read(c.Context(), func(tx *storage.Tx) error {
		for id := range int64(total + 1) {
			if m, err := tx.Matter(c.Context(), id+1); err == nil {
				stored[m.Text]++
			}
		}
		return nil
	})
	if err != nil {
		c.Fatal(err)
	}
	for n := range c.people {
		for i := range eachSays {
			if times := stored[c.complaint(n, i)]; times != 1 {
				c.Errorf("%s was stored %d times", c.complaint(n, i), times)
			}
		}
	}
	if len(stored) != total {
		c.Errorf("%d matters were stored, want %d", len(stored), total)
	}
	again := 0
	for _, times := range c.told() {
		again += max(0, times-1)
	}
	if most := inFlight * *crashKills; again > most {
		c.Errorf("%d messages came twice, at most %d were in flight", again, most)
	}
	c.Logf("%d messages came twice, of at most %d", again, inFlight**crashKills)
	c.inOrder()
}

// inOrder reports answers that came in another order than the complaints.
func (c *crash) inOrder() {
	for n, p := range c.people {
		next := 0
		for _, m := range p.Chat().Messages() {
			for i := next; i < eachSays; i++ {
				if m.FromBot && strings.Contains(m.Text, "\n"+c.complaint(n, i)+"\n") {
					if i != next {
						c.Errorf("person %d was answered about %d before %d", n, i, next)
					}
					next = i + 1
				}
			}
		}
	}
}
