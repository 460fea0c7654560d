package handlers

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers/ics"
	"github.com/otdel-bot/otdel/handlers/texts"
	"github.com/otdel-bot/otdel/handlers/xlsx"
)

// Reply is what is to be said in answer to a request.
type Reply struct {
	Messages []Message
	// Toast is shown for a moment over the chat when a button was pressed; with
	// Alert it has to be dismissed. Plain text, at most 200 characters.
	Toast string
	Alert bool
	// Results answer an inline question.
	Results []Result
}

// Message is one message to one chat, or the change of an earlier one. It is
// stored in this form until it is sent.
type Message struct {
	Chat   int64      `json:"chat"`
	Thread int64      `json:"thread,omitempty"`
	Text   texts.HTML `json:"text,omitempty"`
	// Buttons are the rows of buttons below the message.
	Buttons [][]Button `json:"buttons,omitempty"`
	// Edit is the number of the message to change in place; 0 sends a new one.
	// It is for messages that the person just pressed; cards are changed by Card.
	Edit    int64 `json:"edit,omitempty"`
	ReplyTo int64 `json:"reply_to,omitempty"`
	// Silent lets a new message come without a sound.
	Silent bool `json:"silent,omitempty"`
	// AskText opens the keyboard of the phone for an answer.
	AskText bool `json:"ask_text,omitempty"`
	// Media are sent with the text as their caption.
	Media []department.Attachment `json:"media,omitempty"`
	// File is made when the message is sent, and sent with the text as its caption.
	File *File `json:"file,omitempty"`
	// Menu replaces the command menu of the chat instead of sending a message.
	Menu *Menu `json:"menu,omitempty"`

	// What follows is stored beside the message, not in it.

	// Matter makes a new message a card of that matter. Card is the copy to be
	// changed instead.
	Matter   int64  `json:"-"`
	Meeting  int64  `json:"-"` // the same for a meeting
	Decision int64  `json:"-"` // and for a decision
	Card     int64  `json:"-"`
	Key      string `json:"-"`
	Priority int    `json:"-"` // zero counts as department.Answer
	// Undated says that only the day is noted on which the message was owed.
	Undated bool `json:"-"`
}

// File is the recipe of a file: its name, and what is to be in it.
type File struct {
	Name     string         `json:"name"`
	Calendar *ics.Calendar  `json:"calendar,omitempty"`
	Workbook *xlsx.Workbook `json:"workbook,omitempty"`
}

// Make returns the contents of the file.
func (f File) Make() ([]byte, error) {
	switch {
	case f.Calendar != nil:
		return f.Calendar.Bytes()
	case f.Workbook != nil:
		return f.Workbook.Bytes()
	}
	return nil, fmt.Errorf("make the file %s: nothing is to be in it", f.Name)
}

// Button is one button below a message. It carries Data back when pressed, or
// opens URL. Data begins with the name of the topic whose button it is and a
// colon, or is a command with its slash, see [Doing].
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data,omitempty"`
	URL   string `json:"url,omitempty"`
}

// MaxData is how many bytes the data of a button may have.
const MaxData = 64

// Menu is the list of commands that a person's phone offers.
type Menu struct {
	Commands []MenuItem `json:"commands"`
}

// MenuItem is one command of the menu.
type MenuItem struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// Result is one answer to an inline question.
type Result struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Description string     `json:"description,omitempty"`
	Text        texts.HTML `json:"text"`
}

// Say returns a new message in the chat of the request.
func (req Request) Say(text texts.HTML, buttons ...[]Button) Message {
	return Message{Chat: req.Chat.ID, Thread: req.Chat.Thread, Text: text, Buttons: buttons}
}

// Change returns the message whose button was pressed, with other contents.
func (req Request) Change(text texts.HTML, buttons ...[]Button) Message {
	return Message{Chat: req.Chat.ID, Edit: req.Message, Text: text, Buttons: buttons}
}

// Outgoing returns the message as the row that is stored until it is sent.
func (m Message) Outgoing(now time.Time) (department.Outgoing, error) {
	payload, err := json.Marshal(m)
	if err != nil {
		return department.Outgoing{}, fmt.Errorf("encode message to %d: %w", m.Chat, err)
	}
	priority := m.Priority
	if priority == 0 {
		priority = department.Answer
	}
	if m.Undated {
		now = now.UTC().Truncate(24 * time.Hour)
	}
	return department.Outgoing{
		Chat: m.Chat, Priority: priority, Payload: payload, Key: m.Key,
		Card: m.Card, Matter: m.Matter, Meeting: m.Meeting, Decision: m.Decision, Edit: m.Card != 0, Created: now.UTC(),
	}, nil
}

// Replying returns a reply of these messages.
func Replying(messages ...Message) Reply { return Reply{Messages: messages} }

// Toasting returns a reply to a tap that is shown for a moment over the chat.
func Toasting(text string) Reply { return Reply{Toast: text} }
