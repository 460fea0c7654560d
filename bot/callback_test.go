package bot

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// FuzzCallbackData sends what buttons carry, forged as it may be, from the
// update to the rows of the outbox.
func FuzzCallbackData(f *testing.F) {
	for _, data := range []string{"t:take:118", "t", "t:", ":", "", "t:" + string(make([]byte, 70)), "другой:1", "t:\xff", "/my", "/start x"} {
		f.Add(data)
	}
	var got string
	mux, err := handlers.NewMux(loadBook(f), handlers.Fallback{}, handlers.Topic{
		Name: "t",
		Press: func(_ context.Context, _ handlers.Tx, req handlers.Request) (handlers.Reply, error) {
			got = req.Press.Data
			return handlers.Replying(req.Change("ok")), nil
		},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data string) {
		in, err := translate([]byte(tapped(1, data)), testMe)
		if err != nil {
			t.Skip() // %q is not JSON for every string
		}
		tx := &memoryTx{state: &newMemory().state}
		carried := in.Press.Data
		_, want, _ := strings.Cut(carried, ":")
		reply, err := mux.Handle(t.Context(), tx, in.Request)
		switch _, refused := errors.AsType[department.Refusal](err); {
		case err != nil && !refused:
			t.Fatalf("%q: %v", data, err)
		case err == nil && len(reply.Messages) > 0 && got != want:
			t.Errorf("%q arrived as %q", carried, got)
		case refused && (reply.Toast == "" || !reply.Alert):
			t.Errorf("%q was refused without a word", carried)
		}
		if err := enqueue(t.Context(), tx, in.Request, reply, in.At); err != nil {
			t.Fatal(err)
		}
		if first, err := newRow(tx.state.outbox[0]); err != nil || first.content.Callback == nil {
			t.Errorf("%q: the tap is not answered first: %v", carried, err)
		}
	})
}
