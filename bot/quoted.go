package bot

import (
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// forward tells whose message was passed on, nil if none was. Newer servers say
// it in one field, older ones in several.
func (m *message) forward() *handlers.Forward {
	o := m.Origin
	if o == nil {
		if m.ForwardDate == 0 {
			return nil
		}
		o = &origin{Date: m.ForwardDate, User: m.ForwardFrom, Name: m.ForwardSenderName, Chat: m.ForwardChat}
	}
	f := o.author()
	f.At = time.Unix(o.Date, 0).UTC()
	return &f
}

// author returns who first wrote the message, without the moment.
func (o *origin) author() handlers.Forward {
	switch {
	case o == nil:
		return handlers.Forward{}
	case o.User != nil:
		return handlers.Forward{From: department.PersonID(o.User.ID), Name: nameOf(o.User)}
	case o.Name != "":
		return handlers.Forward{Name: department.CleanName(clean(o.Name))}
	}
	name := o.Signature
	for _, c := range []*chat{o.SenderChat, o.Chat} {
		if c != nil && c.Title != "" {
			name = c.Title
		}
	}
	return handlers.Forward{Name: department.CleanName(clean(name))}
}

func nameOf(u *tgbotapi.User) string {
	return department.CleanName(clean(u.FirstName + " " + u.LastName))
}

// quoted returns the message that was replied to, nil if none was.
func (m *message) quoted(me Me) *handlers.Quoted {
	switch r := m.ReplyTo; {
	case r != nil && (r.TopicCreated != nil || m.IsTopic && r.ID == m.ThreadID):
		// Every message of a topic looks like a reply to the topic's beginning.
		return nil
	case r != nil:
		q := &handlers.Quoted{Message: r.ID, Text: clean(r.Text + r.Caption), Attachments: r.attachments()}
		m.cite(q)
		switch {
		case r.Sender != nil:
			q.Name = department.CleanName(clean(r.Sender.Title))
		case r.From != nil:
			q.From, q.Name = department.PersonID(r.From.ID), nameOf(r.From)
			q.FromBot = r.From.ID == me.ID
		}
		return q
	case m.External != nil:
		author := m.External.Origin.author()
		q := &handlers.Quoted{
			Message: m.External.MessageID, From: author.From, Name: author.Name,
			Attachments: m.External.attachments(),
		}
		m.cite(q)
		return q
	}
	return nil
}

// cite replaces the text by the part of it that the person chose to quote.
func (m *message) cite(q *handlers.Quoted) {
	if m.Quote != nil && m.Quote.Text != "" {
		q.Text = clean(m.Quote.Text)
	}
}

// attachments returns the files of a message: of a photo its largest size.
func (m media) attachments() []department.Attachment {
	var found []department.Attachment
	add := func(kind department.MediaKind, f *file) {
		if f != nil && f.ID != "" {
			found = append(found, department.Attachment{Kind: kind, File: f.ID, Name: clean(f.Name)})
		}
	}
	add(department.Photo, largest(m.Photo))
	add(department.Voice, m.Voice)
	add(department.Video, m.Video)
	add(department.Video, m.VideoNote)
	add(department.Audio, m.Audio)
	if m.Animation != nil {
		add(department.Document, m.Animation) // its document field is the same file
	} else {
		add(department.Document, m.Document)
	}
	return found
}

func largest(sizes []tgbotapi.PhotoSize) *file {
	var best *tgbotapi.PhotoSize
	for i, s := range sizes {
		if best == nil || s.Width*s.Height > best.Width*best.Height {
			best = &sizes[i]
		}
	}
	if best == nil {
		return nil
	}
	return &file{ID: best.FileID}
}
