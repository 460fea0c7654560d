package handlers

import (
	"slices"
	"strings"

	"github.com/otdel-bot/otdel/department"
)

// Table is the one command table, as far as topics look into it: the help and
// the menus are made from it.
type Table interface {
	// CommandsFor returns what somebody in that role is offered, in the order of
	// the table.
	CommandsFor(role department.Role) []Command
	// MenuFor returns the same as the list that a phone in that language offers.
	MenuFor(role department.Role, lang string) Menu
	// Claims reports whether a text means something by itself to somebody in that
	// role, because it begins with a word of a command.
	Claims(role department.Role, text string) bool
}

// CommandsFor implements [Table].
func (m *Mux) CommandsFor(role department.Role) []Command {
	var open []Command
	for _, c := range m.commands {
		if c.Hidden || role < c.Least || c.Candidates && role != department.Candidate {
			continue
		}
		open = append(open, c)
	}
	return open
}

// MenuFor implements [Table].
func (m *Mux) MenuFor(role department.Role, lang string) Menu {
	w := m.book.In(lang)
	var menu Menu
	for _, c := range m.CommandsFor(role) {
		menu.Commands = append(menu.Commands, MenuItem{Command: c.Name, Description: w.Plain("cmd_" + c.Name)})
	}
	return menu
}

// Claims implements [Table].
func (m *Mux) Claims(role department.Role, text string) bool {
	c, _, ok := m.word(strings.TrimSpace(text))
	return ok && role >= c.Least
}

// Doing returns a button that does what the command does, as if it was typed.
// Its rights are checked at the tap, as those of the command are.
func Doing(label, command string) Button {
	return Button{Label: label, Data: "/" + command}
}

// MenuOf returns the message that replaces the command menu in somebody's chat.
// The chat has the number of the person.
func MenuOf(p department.Person, t Table) Message {
	menu := t.MenuFor(p.Rank(), p.Lang())
	return Message{Chat: int64(p.ID), Menu: &menu}
}

// Grid puts buttons into rows of at most n.
func Grid(n int, buttons ...Button) [][]Button {
	return slices.Collect(slices.Chunk(buttons, n))
}
