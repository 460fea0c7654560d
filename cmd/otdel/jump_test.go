package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

// TestTheClockJumpsAndTheProgramSleeps moves the clock over due times in each
// way in which it can move: set on and back by a day, over a suspended machine,
// over a stopped program. Nobody is told twice, nobody is forgotten, and what is
// late says so.
func TestTheClockJumpsAndTheProgramSleeps(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	monday := p.now()
	c := p.crowd(9, 0)
	j := &jumps{program: p, crowd: c, begin: monday}
	c.write(p.db, j.giveTasks)
	j.startAt(0)
	for _, person := range c.people { // who never wrote cannot be written to
		if _, err := person.Say("/help"); err != nil {
			t.Fatal(err)
		}
	}
	p.until("everybody is answered", func() bool { return p.telegram.Count("sendMessage") == len(c.people) })
	j.expect(0)

	j.set(25 * time.Hour) // the first three came due an hour ago
	j.expect(3)
	j.set(0)
	j.set(25*time.Hour + time.Minute)
	j.expect(3)

	p.child.Process.Signal(syscall.SIGSTOP)
	j.set(26*time.Hour + 30*time.Minute)
	p.child.Process.Signal(syscall.SIGCONT)
	j.expect(6)

	j.leave()
	j.startAt(28*time.Hour + 30*time.Minute)
	j.expect(9)
	j.leave()
}

// jumps are people with a task each and a program whose clock the test moves.
type jumps struct {
	*program
	crowd *crowd
	begin time.Time
	tasks []int64
	clock *os.File
}

// giveTasks gives each person a task; three each come due 24, 26 and 28 hours
// after the begin.
func (j *jumps) giveTasks(tx *storage.Tx) error {
	cal := workdays.Russia(time.FixedZone("MSK", 3*60*60))
	boss := department.NewPerson(1, "Директор")
	boss.Role = department.Director
	for i, p := range j.crowd.people {
		due := j.begin.Add(time.Duration(24+2*(i/3)) * time.Hour)
		owner := department.NewPerson(department.PersonID(p.ID()), "")
		owner.Role = department.Employee
		m, err := department.Task.New(department.Filing{Text: fmt.Sprint("поручение ", i), By: boss, At: j.begin, Owner: owner.ID, Due: due}, cal)
		if err != nil {
			return err
		}
		if err := m.Do(department.Move{Act: department.Take, By: owner, At: j.begin}, cal); err != nil {
			return err
		}
		if m, err = tx.CreateMatter(j.Context(), m, nil); err != nil {
			return err
		}
		j.tasks = append(j.tasks, m.ID)
	}
	return nil
}

// startAt starts the program that long after the begin.
func (j *jumps) startAt(after time.Duration) {
	j.Helper()
	in, clock, err := os.Pipe()
	if err != nil {
		j.Fatal(err)
	}
	defer in.Close()
	j.clock = clock
	j.set(after)
	polls := j.telegram.Polls()
	j.child = startChildReading(j.T, in, 0, []string{
		"TELEGRAM_BOT_TOKEN=" + j.telegram.Token(), "TELEGRAM_API_URL=" + j.url, "OTDEL_DB=" + j.db,
	}, "run", "--clock-from-stdin")
	j.until("it works", func() bool { return j.telegram.Polls() > polls })
}

// leave stops the program.
func (j *jumps) leave() {
	j.Helper()
	j.stop()
	j.clock.Close()
}

// set sets the clock of the program to that long after the begin.
func (j *jumps) set(after time.Duration) {
	j.Helper()
	if _, err := fmt.Fprintln(j.clock, time.Until(j.begin.Add(after))); err != nil {
		j.Fatal(err)
	}
}

// expect waits until the first n people were told that they are late, and checks
// that nobody was told twice and the others not at all.
func (j *jumps) expect(n int) {
	j.Helper()
	told := func() (counts []int) {
		for i, p := range j.crowd.people {
			count := 0
			for _, m := range p.Chat().Messages() {
				if m.FromBot && strings.HasPrefix(m.Text, fmt.Sprintf("Срок по №%d вышел", j.tasks[i])) && strings.Contains(m.Text, "(Напоминание от ") {
					count++
				}
			}
			counts = append(counts, count)
		}
		return counts
	}
	want := make([]int, len(j.tasks))
	for i := range n {
		want[i] = 1
	}
	j.until(fmt.Sprint("told are ", want), func() bool { return fmt.Sprint(told()) == fmt.Sprint(want) })
	j.until("a later tick was made", j.tick())
	if got := told(); fmt.Sprint(got) != fmt.Sprint(want) {
		j.Errorf("told were %v, want %v", got, want)
	}
	for _, p := range j.crowd.people {
		heard := make(map[string]bool)
		for _, m := range p.Chat().Messages() {
			if m.FromBot && heard[m.Text] {
				j.Errorf("said twice: %s", m.Text)
			}
			heard[m.Text] = heard[m.Text] || m.FromBot
		}
	}
}

// tick reports from when on the program has surely looked at its clock again.
func (j *jumps) tick() func() bool {
	from := time.Now()
	return func() bool { return time.Since(from) > 1200*time.Millisecond }
}
