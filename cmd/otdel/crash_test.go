package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
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
	go func() {
		defer close(said)
		c.complain(crashLasts() / time.Duration(eachSays*len(c.people)))
	}()
	for k := range *crashKills {
		c.liveAndDie(k)
	}
	<-said
	last := startChild(t, c.ahead, c.variables(""), "run")
	c.waitForAll(last)
	if code := last.stop(t); code != exitOK {
		t.Errorf("exit code %d after SIGTERM, want %d:\n%s", code, exitOK, last.log)
	}
	c.examine(len(c.tasks), c.db)
	c.inOrder()
	twice, most := again(c.told()), inFlight**crashKills
	if twice > most {
		t.Errorf("%d messages came twice, at most %d were in flight", twice, most)
	}
	t.Logf("%d messages came twice, of at most %d", twice, most)
}

// crash is a department whose program keeps dying.
type crash struct {
	*crowd
	url   string
	db    string
	ahead time.Duration // of the program's clock before the real one
	tasks []int64       // whose due time comes during the test
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
	c := &crash{db: filepath.Join(t.TempDir(), "otdel.db"), ahead: time.Until(monday)}
	telegram := sandbox.New(sandbox.Options{KeepMessages: 10_000})
	if c.url, err = telegram.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { telegram.Close() })
	c.crowd = newCrowd(t, telegram, max(1, *crashUpdates/eachSays), eachSays, monday, c.db)
	c.write(c.db, func(tx *storage.Tx) error { return c.giveTasks(tx, workdays.Russia(zone)) })
	return c
}

// giveTasks gives out the tasks that come due during the test.
func (c *crash) giveTasks(tx *storage.Tx, cal workdays.Calendar) error {
	now := time.Now().Add(c.ahead)
	boss := department.NewPerson(1, "Директор")
	boss.Role = department.Director
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
		if m, err = tx.CreateMatter(c.Context(), m, nil); err != nil {
			return err
		}
		c.tasks = append(c.tasks, m.ID)
	}
	return nil
}

// crashLasts is about how long the dying goes on.
func crashLasts() time.Duration { return time.Duration(*crashKills) * 500 * time.Millisecond }

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
			if c.telegram.Pending() == 0 && len(missing(c.told())) == 0 {
				return
			}
		case <-deadline:
			left := missing(c.told())
			c.Fatalf("%d never answered, among them %q:\n%s", len(left), left[:min(3, len(left))], p.log)
		}
	}
}

// told counts how often each thing was said that has to be said once: the card
// of each complaint and the reminder of each task.
func (c *crash) told() map[string]int {
	told := c.crowd.told()
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
