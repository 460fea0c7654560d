package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/department"
)

// EndQuestion ends the open question that somebody has answered, typed or by a
// button: of that topic, and such that about says that its step and memory, read
// into an M, are about the thing. Another question that was opened meanwhile stays.
func EndQuestion[M any](ctx context.Context, tx Dialogs, req Request, topic string, about func(step string, memory M) bool) error {
	open, err := tx.Dialog(ctx, req.Chat.ID, req.Person.ID)
	switch {
	case errors.Is(err, department.ErrNone):
		return nil
	case err != nil:
		return fmt.Errorf("find the open question: %w", err)
	}
	var memory M
	if open.Topic != topic || len(open.Data) > 0 && json.Unmarshal(open.Data, &memory) != nil || !about(open.Step, memory) {
		return nil
	}
	if err := tx.EndDialog(ctx, req.Chat.ID, req.Person.ID); err != nil {
		return fmt.Errorf("end the question of %s: %w", topic, err)
	}
	return nil
}
