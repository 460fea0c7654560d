package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// payload is what a row of the outbox holds: a message, or one of the answers
// that are none.
type payload struct {
	handlers.Message
	Callback *callbackAnswer `json:"callback,omitempty"`
	Inline   *inlineAnswer   `json:"inline,omitempty"`
}

// callbackAnswer ends the waiting of a pressed button.
type callbackAnswer struct {
	ID    string `json:"id"`
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"alert,omitempty"`
}

// inlineAnswer are the results of an inline question.
type inlineAnswer struct {
	ID      string            `json:"id"`
	Results []handlers.Result `json:"results,omitempty"`
}

// maxToast is how long the text shown over a chat may be, in characters.
const maxToast = 200

// enqueue owes what the reply says: first the answer to the tap, which every
// tap gets, then the results of an inline question, then the messages.
func enqueue(ctx context.Context, tx Tx, req handlers.Request, reply handlers.Reply, now time.Time) error {
	var rows []department.Outgoing
	if req.Press != nil {
		answer := &callbackAnswer{ID: req.Press.ID, Text: cut(reply.Toast, maxToast), Alert: reply.Alert}
		rows = append(rows, answerRow(payload{Callback: answer}, now))
	}
	if req.Inline != nil {
		rows = append(rows, answerRow(payload{Inline: &inlineAnswer{req.Inline.ID, reply.Results}}, now))
	}
	for _, m := range reply.Messages {
		for _, part := range parts(m) {
			row, err := part.Outgoing(now)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
	}
	for _, row := range rows {
		if row.Chat == 0 && row.Priority != department.Callback {
			return errors.New("a message is addressed to no chat")
		}
		if err := tx.Enqueue(ctx, row); err != nil {
			return fmt.Errorf("owe a message to %d: %w", row.Chat, err)
		}
	}
	return nil
}

func answerRow(p payload, now time.Time) department.Outgoing {
	raw, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings, numbers and lists of them always encode
	}
	return department.Outgoing{Priority: department.Callback, Payload: raw, Created: now.UTC()}
}

// Limits of Telegram, in UTF-16 code units after the markup was read.
const (
	maxText    = 4096
	maxCaption = 1024
	maxAlbum   = 10
)

// parts divides a message into such as Telegram takes. Files that cannot stand
// in one message with the text go before it. Of a long text the last part
// carries the buttons and is the card. A change of an earlier message cannot
// grow into several and is left to be cut when it is sent.
func parts(m handlers.Message) []handlers.Message {
	if m.Menu != nil || m.Edit != 0 || m.Card != 0 || m.File != nil {
		return []handlers.Message{m}
	}
	var all []handlers.Message
	alone := m.Matter == 0 && len(m.Media) == 1 && units(plain(string(m.Text))) <= maxCaption
	if len(m.Media) > 0 && !alone {
		for _, files := range albums(m.Media) {
			all = append(all, handlers.Message{
				Chat: m.Chat, Thread: m.Thread, Media: files, Priority: m.Priority, ReplyTo: m.ReplyTo,
			})
		}
		m.Media = nil
	}
	if m.Text != "" || len(m.Media) > 0 {
		for _, text := range split(string(m.Text), maxText) {
			part := m
			part.Text = texts.HTML(text)
			all = append(all, part)
		}
	}
	for i := range all {
		all[i].Key = partKey(m.Key, i)
		if i > 0 {
			all[i].ReplyTo = 0
		}
		if i < len(all)-1 {
			all[i].Buttons, all[i].Matter, all[i].Meeting, all[i].Decision, all[i].AskText = nil, 0, 0, 0, false
		}
	}
	return all
}

// partKey returns the key of a part: the first one has that of the whole.
func partKey(key string, i int) string {
	if key == "" || i == 0 {
		return key
	}
	return key + "#" + strconv.Itoa(i)
}

// albums groups files that Telegram takes together: photos and videos, or
// documents, or music; a voice message stands alone.
func albums(files []department.Attachment) [][]department.Attachment {
	var groups [][]department.Attachment
	last := ""
	for _, f := range files {
		family := string(f.Kind)
		if f.Kind == department.Video {
			family = string(department.Photo)
		}
		n := len(groups)
		if n == 0 || family != last || f.Kind == department.Voice || len(groups[n-1]) == maxAlbum {
			groups = append(groups, nil)
			n++
		}
		groups[n-1] = append(groups[n-1], f)
		last = family
	}
	return groups
}
