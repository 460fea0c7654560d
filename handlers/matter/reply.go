package matter

import (
	"context"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/department/search"
	"github.com/otdel-bot/otdel/handlers"
)

// Replied handles words written in reply to the card of Request.Number: they
// take the step that a reply takes now, or are a comment.
func (d Desk) Replied(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, req.Number)
	if err != nil {
		return handlers.Reply{}, err
	}
	move := department.Move{Act: department.Comment, By: req.Person, At: req.At}
	for _, s := range m.Steps(req.Person) {
		if s.Reply {
			move.Act = s.Do
			break
		}
	}
	return d.do(ctx, tx, req, m.ID, d.words(req, move))
}

// Reader reads what a line says when it is filed as a matter of one kind: its
// text, and the client if it names one.
type Reader func(ctx context.Context, tx handlers.Tx, req handlers.Request, line string) (text, client string, err error)

// Edited handles a message that was changed after it had become the matter
// Request.Number, which says then what the message says now.
func (d Desk) Edited(readers map[department.KindName]Reader) handlers.Handler {
	return func(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
		if strings.TrimSpace(req.Text) == "" {
			return handlers.Reply{}, nil
		}
		m, err := tx.Matter(ctx, req.Number)
		if err != nil {
			return handlers.Reply{}, fmt.Errorf("find matter %d: %w", req.Number, err)
		}
		text, client := strings.TrimSpace(req.Text), ""
		if read := readers[m.Kind]; read != nil {
			if text, client, err = read(ctx, tx, req, req.Text); err != nil {
				return handlers.Reply{}, err
			}
		}
		return d.Reword(ctx, tx, req, m.ID, d.SeeFiles(req.Person, text, req.Attachments), client)
	}
}

// Reword gives a matter another text, and another client if one is named, and
// tells everybody concerned if that changes anything.
func (d Desk) Reword(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, text, client string) (handlers.Reply, error) {
	changed := false
	m, err := tx.UpdateMatter(ctx, id, func(m *department.Matter) error {
		if client != "" && client != m.Client {
			changed = true
			if err := m.NameClient(client, req.Person, req.At); err != nil {
				return err
			}
		}
		reworded, err := m.Reword(text, req.Person, req.At)
		changed = changed || reworded
		return err
	})
	if err != nil || !changed {
		return handlers.Reply{}, err
	}
	return d.tell(ctx, tx, req, m, deed{act: department.Reword, by: req.Person, at: req.At})
}

// Remark adds a text and files to a matter that the person may see, as a comment.
func (d Desk) Remark(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, text string, with []department.Attachment) (handlers.Reply, error) {
	if _, err := d.visible(ctx, tx, req, id); err != nil {
		return handlers.Reply{}, err
	}
	req.Text, req.Attachments = text, with
	return d.do(ctx, tx, req, id, d.words(req, department.Move{Act: department.Comment, By: req.Person, At: req.At}))
}

// remember makes an answered question findable by those who ask alike.
func (d Desk) remember(ctx context.Context, tx handlers.Tx, m department.Matter, act department.Act) error {
	if m.Kind != department.Question.Name || act != department.Accept {
		return nil
	}
	return tx.NoteStems(ctx, m.ID, search.Stems(m.Text))
}
