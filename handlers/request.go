package handlers

import (
	"context"
	"time"

	"github.com/otdel-bot/otdel/department"
)

// Request is what somebody did in a chat, in our own words: nothing of the
// messenger's protocol is in it. Zero fields mean "not there".
type Request struct {
	// At is the moment for all rules and clocks.
	At     time.Time
	Person department.Person
	Chat   Chat
	// Message is the messenger's number of the message that was written, or of
	// the one that carries the pressed button.
	Message int64
	Edited  bool // an earlier message was changed
	// Command is the command without slash and bot's name, "complaint"; Text is
	// what was typed without it.
	Command string
	Text    string
	// Addressed says that a message in a group was meant for the bot: a command,
	// a mention, a reply to it. In a private chat it is always true.
	Addressed   bool
	Press       *Press
	Forward     *Forward
	ReplyTo     *Quoted
	Attachments []department.Attachment
	Album       string // the same for all parts of an album
	Inline      *Inline
	Membership  Membership

	// The Mux adds these.

	// Dialog is the question that the message answers, or the one that a command
	// leaves.
	Dialog *department.Dialog
	// Number is the matter that the message names, №118, or to whose card it
	// replies.
	Number int64
	// Meeting is the one to whose card the message replies, or to whose minutes a
	// changed message belongs.
	Meeting int64
	// Table is the command table.
	Table Table
}

// Chat is where something was said.
type Chat struct {
	ID     int64
	Group  bool
	Thread int64 // the topic within a forum, 0 for none
}

// Press is a tap on a button.
type Press struct {
	ID   string // by which the messenger wants the tap answered
	Data string // what the button carried; anybody could have forged it
}

// Forward tells whose message was passed on.
type Forward struct {
	Name string // as the messenger shows it
	From department.PersonID
	At   time.Time
}

// Quoted is the message that was replied to.
type Quoted struct {
	Message     int64
	Text        string
	From        department.PersonID
	FromBot     bool // it was our own
	Name        string
	Attachments []department.Attachment
}

// Inline is a question typed after the bot's name in any chat.
type Inline struct {
	ID    string
	Query string
}

// Membership says how the bot stands in a chat after a change.
type Membership int

// What happened to the bot in the chat: nothing, it can write again, or it can
// no longer.
const (
	Unchanged Membership = iota
	Welcome
	Unwelcome
)

// Handler answers one kind of request. It decides with the rules of department,
// reads and writes through tx, and returns what is to be said. A
// [department.Refusal] becomes its text, any other error an apology with a
// reference number; in both cases nothing that the handler wrote is kept.
type Handler func(ctx context.Context, tx Tx, req Request) (Reply, error)
