package handlers

import (
	"github.com/otdel-bot/otdel/department"
)

// Topic is one room of conversation.
type Topic struct {
	// Name begins the data of the topic's buttons and names its dialogs. Short:
	// the data of a button has 64 bytes.
	Name     string
	Commands []Command
	// Part is that of the commands which name none themselves.
	Part Part
	// Least is the least role that may press the topic's buttons and answer its
	// questions. Whoever lost it with a question open is asked no more.
	Least department.Role
	// Press handles a tap on one of the topic's buttons; nil if it has none.
	Press Handler
	// Continue handles the answer to the question that the topic asked; nil if it
	// asks none. The dialog is in Request.Dialog.
	Continue Handler
}

// Part is a page of the help. The zero value is the page about the bot itself.
type Part string

// The other parts.
const (
	PartMatters Part = "matters"
	PartDates   Part = "dates"
	PartTeam    Part = "team"
)

// Parts returns all parts, in the order in which the help shows them.
func Parts() []Part { return []Part{PartMatters, PartDates, PartTeam, ""} }

// Command is one line of the command table. The texts cmd_NAME (for the menu,
// at most 60 characters) and help_NAME (with an example) belong to it.
type Command struct {
	Name string // without slash, Latin
	// Words are what begins a message that means the same, in lower case and as
	// the help shows them: "платёж". Typed with е for ё they mean the same.
	Words []string
	Least department.Role
	Part  Part
	// Groups says that the command may be used in a group too.
	Groups bool
	// Hidden keeps the command out of menus and help.
	Hidden bool
	// Candidates says that only candidates find it in the help and the menus;
	// others may use it all the same.
	Candidates bool
	// Alone says that its words mean the command only when nothing follows them:
	// «отмена», but not «отмена заказа 118».
	Alone bool
	// Leaves says that its words, typed alone, leave an open dialog too. All other
	// words are part of the answer there.
	Leaves bool
	Do     Handler
}
