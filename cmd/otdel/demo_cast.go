package main

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/bot/sandbox/phones"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// cast are the people of the demonstration and the group of the department.
type cast struct {
	employee, director, candidate *sandbox.Person
	group                         *sandbox.Chat
	words                         castWords
}

// castWords are the names and the few lines that depend on the language.
type castWords struct {
	employee, director, candidate [2]string // first and last name
	group                         string
	invite                        string // the director's command for the employee
}

var castIn = map[string]castWords{
	"ru": {
		employee: [2]string{"Анна", "Соколова"}, director: [2]string{"Борис", "Громов"}, candidate: [2]string{"Вера", "Ким"},
		group: "Клиентский отдел", invite: "/invite сотрудник Анна Соколова",
	},
	"en": {
		employee: [2]string{"Anna", "Sokolova"}, director: [2]string{"Boris", "Gromov"}, candidate: [2]string{"Vera", "Kim"},
		group: "Client service", invite: "/invite employee Anna Sokolova",
	},
}

// newCast adds the people to Telegram. Their numbers are always the same, so
// that a kept database knows them again.
func newCast(s *sandbox.Server, language string) cast {
	words := castIn[language]
	person := func(id int64, name [2]string, username, zone string) *sandbox.Person {
		return s.Person(sandbox.Profile{ID: id, FirstName: name[0], LastName: name[1], Username: username, Language: language, Zone: zone})
	}
	return cast{
		employee:  person(7_000_001, words.employee, "sokolova", "Europe/Moscow"),
		director:  person(7_000_002, words.director, "gromov", "Europe/Moscow"),
		candidate: person(7_000_003, words.candidate, "vera_kim", "Asia/Yekaterinburg"),
		words:     words,
	}
}

func (c cast) phones() []phones.Phone {
	return []phones.Phone{{Key: "employee", Person: c.employee}, {Key: "director", Person: c.director}, {Key: "candidate", Person: c.candidate}}
}

// prepare lets the people in as a real department would: the director by the
// link that the bot wrote to its log, the employee by the director's
// invitation, the candidate as any stranger.
func (d *demo) prepare() error {
	if err := d.admit(d.cast.director, department.Director, d.firstLink); err != nil {
		return err
	}
	if err := d.admit(d.cast.employee, department.Employee, d.invite); err != nil {
		return err
	}
	if err := d.greet(d.cast.candidate); err != nil {
		return err
	}
	d.cast.group = d.telegram.Group(d.cast.words.group, sandbox.GroupOptions{Members: []*sandbox.Person{d.cast.director, d.cast.employee}})
	for _, phone := range d.cast.phones() {
		phone.Person.Read(phone.Person.Chat())
		phone.Person.Read(d.cast.group)
	}
	return nil
}

// admit gives somebody the role by the link that invite returns, unless they
// have it in a kept database.
func (d *demo) admit(p *sandbox.Person, want department.Role, invite func() (string, error)) error {
	switch role, err := d.role(p); {
	case err != nil:
		return err
	case role == want:
		return d.greet(p)
	}
	link, err := invite()
	if err != nil {
		return err
	}
	if _, err := p.Open(code(link)); err != nil {
		return err
	}
	return waitUntil(d.ctx, fmt.Sprintf("%s has come in as %s", p.User().Name(), want), func() (bool, error) {
		role, err := d.role(p)
		return role == want && p.Chat().Last().FromBot, err
	})
}

// firstLink is the link that the bot writes to its log for the first director.
func (d *demo) firstLink() (link string, err error) {
	err = waitUntil(d.ctx, "the bot has written the director's link to its log", func() (bool, error) {
		link = d.bot.directorLink()
		return link != "", nil
	})
	return link, err
}

// invite lets the director make an invitation for the employee.
func (d *demo) invite() (link string, err error) {
	if _, err := d.cast.director.Say(d.cast.words.invite); err != nil {
		return "", err
	}
	err = waitUntil(d.ctx, "the director has an invitation to pass on", func() (bool, error) {
		for _, m := range d.cast.director.Chat().Messages() {
			if found := linkIn(m); found != "" {
				link = found
			}
		}
		return link != "", nil
	})
	return link, err
}

// linkIn returns the first link to the bot in a message, empty if it has none.
func linkIn(m sandbox.Message) string {
	text := []rune(m.Text) // entities count UTF-16 units; the texts around links have no others
	for _, e := range m.Entities {
		link := e.URL
		if e.Type == "url" && e.Offset+e.Length <= len(text) {
			link = string(text[e.Offset : e.Offset+e.Length])
		}
		if code(link) != "" {
			return link
		}
	}
	return ""
}

// code is what a link t.me/<bot>?start=<code> hands over, empty if nothing.
func code(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Query().Get("start")
}

// greet says /start and waits for the answer.
func (d *demo) greet(p *sandbox.Person) error {
	if _, err := p.Say("/start"); err != nil {
		return err
	}
	return waitUntil(d.ctx, "the bot has greeted "+p.User().Name(), func() (bool, error) { return p.Chat().Last().FromBot, nil })
}

// role is the person's role as the bot's database has it: a candidate's for
// somebody that the bot does not know.
func (d *demo) role(p *sandbox.Person) (role department.Role, err error) {
	err = d.store.Read(d.ctx, func(tx *storage.Tx) error {
		found, err := tx.Person(d.ctx, department.PersonID(p.ID()))
		if errors.Is(err, department.ErrNone) {
			return nil
		}
		role = found.Role
		return err
	})
	if err != nil {
		return role, fmt.Errorf("look for %s: %w", p.User().Name(), err)
	}
	return role, nil
}
