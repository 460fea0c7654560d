package matter

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

const (
	// shortMention is how many words a text may have besides the number of a
	// matter to be taken as a question for its card: «что там с №118?»
	shortMention = 4
	// mostMentions is how many matters a text can offer to open.
	mostMentions = 3
)

// Mention answers a text that names matters by their numbers. A short one means
// the card. What is longer is answered as any other text, by otherwise, with a
// button to each of the matters that the person may see.
func (d Desk) Mention(ctx context.Context, tx handlers.Tx, req handlers.Request, otherwise handlers.Handler) (handlers.Reply, error) {
	numbers, rest := handlers.Numbers(req.Text)
	if len(numbers) == 0 || !req.Person.May(department.Employee) || req.Forward != nil {
		return otherwise(ctx, tx, req)
	}
	if len(numbers) == 1 && len(strings.Fields(rest)) <= shortMention && len(req.Attachments) == 0 {
		req.Number = numbers[0]
		return d.Open(ctx, tx, req)
	}
	reply, err := otherwise(ctx, tx, req)
	if err != nil || len(reply.Messages) == 0 {
		return reply, err
	}
	var row []handlers.Button
	for _, n := range numbers[:min(len(numbers), mostMentions)] {
		switch m, err := tx.Matter(ctx, n); {
		case errors.Is(err, department.ErrNone) || err == nil && !m.Visible(req.Person):
			continue
		case err != nil:
			return handlers.Reply{}, fmt.Errorf("find matter %d, which was mentioned: %w", n, err)
		}
		label := d.Words(req.Person).Plain("button_open", "Number", n)
		row = append(row, handlers.Button{Label: label, Data: fmt.Sprintf("m:%d:open", n)})
	}
	if last := &reply.Messages[len(reply.Messages)-1]; len(row) > 0 && last.Chat == req.Chat.ID {
		last.Buttons = append(last.Buttons, row)
	}
	return reply, nil
}
