package storage_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// desk is an outbox and those who use it.
type desk struct {
	*testing.T
	s *storage.Store
}

func (d desk) owe(messages ...department.Outgoing) {
	d.Helper()
	write(d, d.s, func(ctx context.Context, tx *storage.Tx) error {
		for _, o := range messages {
			if err := tx.Enqueue(ctx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d desk) settle(fates ...department.Fate) {
	d.Helper()
	write(d, d.s, func(ctx context.Context, tx *storage.Tx) error { return tx.Settle(ctx, fates) })
}

func (d desk) pending() []department.Outgoing {
	d.Helper()
	return read(d, d.s, func(ctx context.Context, tx *storage.Tx) ([]department.Outgoing, error) {
		return tx.Pending(ctx, department.Answer, 0, 100)
	})
}

// texts are the payloads that wait.
func (d desk) texts() (texts []string) {
	d.Helper()
	for _, o := range d.pending() {
		texts = append(texts, string(o.Payload))
	}
	return texts
}

func (d desk) waiting(want ...string) {
	d.Helper()
	if diff := cmp.Diff(want, d.texts()); diff != "" {
		d.Error(diff)
	}
}

func answer(text string) department.Outgoing {
	return department.Outgoing{Chat: 1, Priority: department.Answer, Payload: []byte(text), Created: monday}
}

func keyed(key, text string) department.Outgoing {
	o := answer(text)
	o.Key = key
	return o
}

func TestAMessageWaitsUntilItIsSent(t *testing.T) {
	d := desk{t, openNew(t)}
	held := answer("b")
	held.NotBefore = monday.AddDate(0, 0, 1)
	d.owe(answer("a"), held, department.Outgoing{Priority: department.Broadcast, Payload: []byte("c")})
	d.waiting("a", "b")
	rows := d.pending()
	held.ID = rows[1].ID
	if diff := cmp.Diff(held, rows[1]); diff != "" {
		t.Error(diff)
	}
	d.settle(department.Fate{ID: rows[0].ID, Outcome: department.Sent, At: monday})
	d.waiting("b")
	d.settle(department.Fate{ID: rows[1].ID, Outcome: department.Dropped, At: monday})
	d.waiting()
	d.owe(answer("d"))
	if after := d.pending()[0].ID; after <= rows[1].ID {
		t.Errorf("the number %d of a row that is gone was used again", after)
	}
}

func TestAKeyIsUsedOnce(t *testing.T) {
	d := desk{t, openNew(t)}
	d.owe(keyed("k", "a"), keyed("k", "b"), keyed("other", "c"))
	d.waiting("a", "c")
	for i, outcome := range []department.Outcome{department.Sent, department.Aside} {
		d.settle(department.Fate{ID: d.pending()[0].ID, Outcome: outcome, Reason: "403", At: monday})
		d.owe(keyed("k", "again"), keyed([]string{"k", "other"}[i], "again"))
	}
	d.waiting()
	write(t, d.s, func(ctx context.Context, tx *storage.Tx) error {
		_, err := tx.Prune(ctx, monday.AddDate(1, 0, 0))
		return err
	})
	d.owe(keyed("k", "a year later"))
	d.waiting("a year later")
}

func TestADroppedMessageGivesItsKeyBack(t *testing.T) {
	d := desk{t, openNew(t)}
	d.owe(keyed("k", "a"))
	d.settle(department.Fate{ID: d.pending()[0].ID, Outcome: department.Dropped})
	d.owe(keyed("k", "b"))
	d.waiting("b")
}

func TestCardsAreFollowed(t *testing.T) {
	d := desk{t, openNew(t)}
	m := create(t, d.s, department.Filing{})
	first := answer("card")
	first.Matter = m.ID
	d.owe(first)
	sent := d.pending()[0]
	cards := func() []department.Card {
		return read(t, d.s, func(ctx context.Context, tx *storage.Tx) ([]department.Card, error) { return tx.Cards(ctx, m.ID) })
	}
	want := []department.Card{{ID: sent.Card, Matter: m.ID, Chat: 1}}
	if diff := cmp.Diff(want, cards()); diff != "" {
		t.Error(diff)
	}
	edit := answer("edit 1")
	edit.Matter, edit.Card, edit.Edit = m.ID, sent.Card, true
	d.owe(edit)
	d.settle(department.Fate{ID: sent.ID, Card: sent.Card, Message: 55, Outcome: department.Sent, At: monday})
	want[0].Message = 55
	if diff := cmp.Diff(want, cards()); diff != "" {
		t.Error(diff)
	}
	edit.Payload = []byte("edit 2")
	d.owe(answer("between"), edit)
	d.waiting("between", "edit 2")
	last := d.pending()[1]
	if last.Message != 55 || !last.Edit || last.Card != sent.Card {
		t.Errorf("the edit is %+v", last)
	}
}

func TestAKeyThatWasUsedMakesNoCard(t *testing.T) {
	d := desk{t, openNew(t)}
	m := create(t, d.s, department.Filing{})
	card := keyed("k", "card")
	card.Matter = m.ID
	d.owe(card, card)
	cards := read(t, d.s, func(ctx context.Context, tx *storage.Tx) ([]department.Card, error) { return tx.Cards(ctx, m.ID) })
	if len(cards) != 1 {
		t.Errorf("%d cards", len(cards))
	}
}

func TestAGroupThatMovedKeepsWhatIsItsOwn(t *testing.T) {
	const old, fresh = -5, -1005
	d := desk{t, openNew(t)}
	m := create(t, d.s, department.Filing{})
	card := answer("sent card")
	card.Chat, card.Matter = old, m.ID
	d.owe(card)
	sent := d.pending()[0]
	d.settle(department.Fate{ID: sent.ID, Card: sent.Card, Message: 55, Outcome: department.Sent, At: monday})
	edit := answer("edit")
	edit.Chat, edit.Matter, edit.Card, edit.Edit = old, m.ID, sent.Card, true
	card.Payload = []byte("waiting card")
	plain := answer("plain")
	plain.Chat = old
	d.owe(edit, card, plain, answer("elsewhere"))
	var draft department.Draft
	write(t, d.s, func(ctx context.Context, tx *storage.Tx) (err error) {
		if draft, err = tx.CreateDraft(ctx, department.Draft{Chat: old, Album: "a"}); err != nil {
			return err
		}
		for _, chat := range []int64{old, fresh} {
			if err := tx.SaveDialog(ctx, department.Dialog{Chat: chat, Person: 1, Topic: "complaint"}); err != nil {
				return err
			}
		}
		return tx.MigrateChat(ctx, old, fresh)
	})
	d.waiting("edit", "waiting card", "plain", "elsewhere")
	for i, want := range []int64{fresh, fresh, fresh, 1} {
		if got := d.pending()[i]; got.Chat != want || got.Message != 0 {
			t.Errorf("row %d goes to %d as %d", i, got.Chat, got.Message)
		}
	}
	cards := read(t, d.s, func(ctx context.Context, tx *storage.Tx) ([]department.Card, error) { return tx.Cards(ctx, m.ID) })
	if len(cards) != 2 || cards[0].Chat != fresh || cards[1].Chat != fresh {
		t.Errorf("cards %v", cards)
	}
	found := read(t, d.s, func(ctx context.Context, tx *storage.Tx) (department.Draft, error) {
		return tx.DraftOfAlbum(ctx, fresh, "a")
	})
	if found.ID != draft.ID {
		t.Errorf("draft %v", found)
	}
	read(t, d.s, func(ctx context.Context, tx *storage.Tx) (department.Dialog, error) { return tx.Dialog(ctx, fresh, 1) })
}
