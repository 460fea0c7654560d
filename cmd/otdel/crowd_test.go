package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// crowd are employees who hand over complaints, one after another. Each has to
// be stored once and answered with a card, in the order of its chat.
type crowd struct {
	*testing.T
	telegram *sandbox.Server
	people   []*sandbox.Person
	rounds   int // how many complaints each of them hands over
}

// newCrowd brings people into the department whose databases those are.
func newCrowd(t *testing.T, telegram *sandbox.Server, size, rounds int, now time.Time, databases ...string) *crowd {
	t.Helper()
	c := &crowd{T: t, telegram: telegram, rounds: rounds}
	for i := range size {
		p := telegram.Person(sandbox.Profile{FirstName: fmt.Sprintf("Человек%d", i), Language: "ru"})
		c.people = append(c.people, p)
	}
	for _, db := range databases {
		c.write(db, func(tx *storage.Tx) error { return c.join(tx, now) })
	}
	return c
}

// join makes everybody an employee.
func (c *crowd) join(tx *storage.Tx, now time.Time) error {
	for _, p := range c.people {
		employee := department.NewPerson(department.PersonID(p.ID()), p.Profile().FirstName)
		employee.Role, employee.PhoneLanguage, employee.Joined = department.Employee, "ru", now
		if err := tx.SavePerson(c.Context(), employee, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

// write changes a database that no program has open.
func (c *crowd) write(db string, f func(tx *storage.Tx) error) {
	c.Helper()
	store, err := storage.Open(c.Context(), db)
	if err != nil {
		c.Fatal(err)
	}
	defer store.Close()
	if err := store.Write(c.Context(), f); err != nil {
		c.Fatal(err)
	}
}

// complaint is the text of one complaint, different from all others.
func (c *crowd) complaint(person, round int) string {
	return fmt.Sprintf("случай %d-%d.", person, round)
}

// complain hands over all complaints, with a pause after each.
func (c *crowd) complain(pause time.Duration) {
	for round := range c.rounds {
		for n, p := range c.people {
			if _, err := p.Say("жалоба ООО «Ромашка»: " + c.complaint(n, round)); err != nil {
				c.Error(err)
			}
			time.Sleep(pause)
		}
	}
}

// told counts how often each complaint was answered with its card.
func (c *crowd) told() map[string]int {
	told := make(map[string]int)
	for n, p := range c.people {
		for round := range c.rounds {
			told[c.complaint(n, round)] = 0
		}
		for _, m := range p.Chat().Messages() {
			_, text, found := strings.Cut(m.Text, "\nслучай ")
			if text, _, _ = strings.Cut(text, "\n"); found && m.FromBot {
				told["случай "+text]++
			}
		}
	}
	return told
}

// missing returns what was not told yet.
func missing(told map[string]int) []string {
	var missing []string
	for what, times := range told {
		if times == 0 {
			missing = append(missing, what)
		}
	}
	slices.Sort(missing)
	return missing
}

// again returns how often something was told that had been told already.
func again(told map[string]int) (n int) {
	for _, times := range told {
		n += max(0, times-1)
	}
	return n
}

// answered reports whether everybody has got all cards.
func (c *crowd) answered() bool {
	return c.telegram.Pending() == 0 && len(missing(c.told())) == 0
}

// examine reports complaints that were not stored exactly once, counted over the
// databases; others are how many matters are there beside them.
func (c *crowd) examine(others int, databases ...string) {
	c.Helper()
	stored, all := make(map[string]int), 0
	for _, db := range databases {
		c.write(db, func(tx *storage.Tx) error {
			for id := int64(1); ; id++ {
				m, err := tx.Matter(c.Context(), id)
				if err != nil {
					return nil // the numbers have no gaps
				}
				stored[m.Text]++
				all++
			}
		})
	}
	for n := range c.people {
		for round := range c.rounds {
			if times := stored[c.complaint(n, round)]; times != 1 {
				c.Errorf("%s was stored %d times", c.complaint(n, round), times)
			}
		}
	}
	if want := c.rounds*len(c.people) + others; all != want {
		c.Errorf("%d matters were stored, want %d", all, want)
	}
}

// inOrder reports answers that came in another order than the complaints.
func (c *crowd) inOrder() {
	c.Helper()
	for n, p := range c.people {
		next := 0
		for _, m := range p.Chat().Messages() {
			for i := next; i < c.rounds; i++ {
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
