package matter

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// buttons returns what the reader can do, two to a row: at first sight what is
// usual, and everything in a wide view.
func (v view) buttons(m department.Matter) [][]handlers.Button {
	w := v.Words(v.reader)
	var flat []handlers.Button
	add := func(label, format string, args ...any) {
		flat = append(flat, handlers.Button{Label: label, Data: fmt.Sprintf(format, args...)})
	}
	for _, s := range m.Steps(v.reader) {
		if (!s.Rare && !(s.Do == department.Cancel && v.undoes()) || v.wide) && (!s.Asked || v.asked) {
			add(label(w, m.Kind, s.Do), "m:%d:%s:%s", m.ID, s.Do, m.State)
		}
	}
	kind, _ := department.KindOf(m.Kind)
	if v.reader.May(department.Director) && (v.wide || kind.Yields && (m.State == department.Done || m.State == department.Closed)) {
		add(w.Plain("button_task"), "t:from:%d", m.ID)
		add(w.Plain("button_decision"), "d:from:%d", m.ID)
		if kind.Yields && m.Result != "" {
			add(w.Plain("button_reference"), "ref:from:%d", m.ID)
		}
	}
	if v.files > 0 {
		add(w.Plain("button_files", "N", v.files), "m:%d:files", m.ID)
	}
	if utf8.RuneCountInString(m.Text) > shownText {
		add(w.Plain("button_full"), "m:%d:full", m.ID)
	}
	if markable(m, v.reader) && (v.wide || m.State == department.Open && m.Reporter == v.reader.ID) {
		add(w.Plain("button_marks"), "m:%d:marks", m.ID)
	}
	if v.undoes() {
		add(w.Plain("button_undo"), "m:%d:undo:%d", m.ID, m.Version)
	}
	switch {
	case v.reader.ID == 0: // a group gets no more
	case v.wide:
		v.further(m, add)
	default:
		add(w.Plain("button_more"), "m:%d:more", m.ID)
	}
	return handlers.Grid(2, flat...)
}

// undoes reports whether the reader may take the last step back. Until then
// cancelling waits behind "more": side by side the two look the same.
func (v view) undoes() bool { return v.undo != 0 && v.undo == v.reader.ID }

// further adds what can be done with any matter.
func (v view) further(m department.Matter, add func(label, format string, args ...any)) {
	w := v.Words(v.reader)
	may := func(act department.Act) bool { return m.Lets(act, v.reader) == nil }
	if may(department.Comment) {
		add(w.Plain("button_comment"), "m:%d:comment", m.ID)
	}
	if may(department.Consult) && !m.State.Over() {
		add(w.Plain("button_approval"), "ask:about:%d", m.ID)
	}
	if v.reader.May(department.Director) {
		add(w.Plain("button_meeting"), "meet:about:%d", m.ID)
	}
	if may(department.Table) && !m.State.Over() {
		add(w.Plain("button_agenda"), "meet:put:%d", m.ID)
	}
	if m.Routine != 0 && v.reader.May(department.Director) {
		add(w.Plain("button_routine"), "t:routine:%d", m.Routine)
	}
	add(w.Plain("button_remind"), "remind:about:m:%d", m.ID)
	add(w.Plain("button_history"), "m:%d:hist:0", m.ID)
	add(w.Plain("button_less"), "m:%d:less", m.ID)
}

// label names a step on a button, in the words of the kind if it has its own.
func label(w texts.Words, kind department.KindName, act department.Act) string {
	return w.Plain(w.Of(kind, "step_"+string(act)))
}

// widen shows the card in place with everything that can be done, or as usual.
func (d Desk) widen(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, wide bool) (handlers.Reply, error) {
	m, err := d.visible(ctx, tx, req, id)
	if err != nil {
		return handlers.Reply{}, err
	}
	v, err := d.view(ctx, tx, m, req.At)
	if err != nil {
		return handlers.Reply{}, err
	}
	v.wide, v.reader = wide, req.Person
	if req.Chat.Group {
		v.wide = false
		if v.reader, err = anybody(ctx, tx, req.Chat.ID); err != nil {
			return handlers.Reply{}, err
		}
	}
	if v.wide {
		if v.reminded, err = tx.NextAlarm(ctx, req.Person.ID, id); err != nil {
			return handlers.Reply{}, err
		}
	}
	return handlers.Replying(req.Change(v.text(m), v.buttons(m)...)), nil
}
