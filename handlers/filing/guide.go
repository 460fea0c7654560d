package filing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// subjectDate is the subject that moves the due time of a matter; the others are
// only words.
const subjectDate = "date"

// subjects are what an approval about a matter may be about.
var subjects = []string{subjectDate, "discount", "price", "other"}

// press goes on with a button of a dialog, or begins one from a card.
func (r Room) press(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if !req.Person.May(department.Employee) {
		return handlers.Reply{}, department.Refuse("not_yours")
	}
	what, choice, _ := strings.Cut(req.Press.Data, ":")
	if what == "about" {
		return r.aboutMatter(ctx, tx, req, choice)
	}
	o, err := r.resume(ctx, tx, req, what)
	if err != nil {
		return handlers.Reply{}, err
	}
	switch what {
	case stepSubject:
		return r.subject(ctx, tx, req, o, choice)
	case stepWanted:
		if o.Proposed = r.desk.PickDeadline(choice, req.At); o.Proposed.IsZero() {
			return handlers.Reply{}, department.Refuse("button_unknown")
		}
		return r.wanted(ctx, tx, req, o)
	case stepWho:
		return r.toggle(ctx, tx, req, o, choice)
	case stepSilence:
		o.Silence = department.Objected
		if choice == string(department.Agreed) {
			o.Silence = department.Agreed
		}
		return r.goOn(ctx, tx, req, o)
	case stepSimilar:
		if choice == "fits" {
			return r.fits(ctx, tx, req)
		}
		o.New = true
		return r.goOn(ctx, tx, req, o)
	}
	return handlers.Reply{}, department.Refuse("button_unknown")
}

// aboutMatter begins an approval about a matter.
func (r Room) aboutMatter(ctx context.Context, tx handlers.Tx, req handlers.Request, number string) (handlers.Reply, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	m, err := r.desk.Visible(ctx, tx, req, id)
	if err == nil {
		err = m.Lets(department.Consult, req.Person)
	}
	switch {
	case err != nil:
		return handlers.Reply{}, err
	case m.State.Over():
		return handlers.Reply{}, department.Refuse("no_step", "Number", m.ID, "State", m.State)
	}
	w := r.desk.Words(req.Person)
	var buttons []handlers.Button
	for _, s := range subjects {
		buttons = append(buttons, handlers.Button{Label: w.Plain("subject_" + s), Data: "ask:subject:" + s})
	}
	o := order{Kind: department.Approval.Name, Parent: m.ID, Guided: true}
	return r.ask(ctx, tx, req, o, stepSubject, w.Say(w.Of(o.Kind, "ask_subject"), "Number", m.ID), handlers.Grid(2, buttons...))
}

// subject goes on with what is to be approved.
func (r Room) subject(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, choice string) (handlers.Reply, error) {
	if !slices.Contains(subjects, choice) {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	o.Subject = choice
	if choice == subjectDate {
		return r.askWanted(ctx, tx, req, o, "")
	}
	w := r.desk.Words(req.Person)
	return r.ask(ctx, tx, req, o, stepText, w.Say(w.Of(o.Kind, "ask_")+choice, "Number", o.Parent), nil)
}

// askWanted asks which due time is wanted for the matter.
func (r Room) askWanted(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, typed string) (handlers.Reply, error) {
	var doubt string
	said := r.desk.ReadDeadline(req, typed)
	if typed != "" {
		if !said.Due.IsZero() {
			o.Proposed = said.Due
			return r.wanted(ctx, tx, req, o)
		}
		if doubt = said.Doubt; doubt == "" {
			doubt = "none"
		}
	}
	why, rows := r.desk.DeadlineQuestion(req, doubt, said.Choices, false, "ask:wanted:", "")
	return r.ask(ctx, tx, req, o, stepWanted, texts.Join(why, r.desk.Words(req.Person).Say("ask_postpone", "Number", o.Parent)), rows)
}

// wanted goes on with the due time that is wanted.
func (r Room) wanted(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	o.Text = r.desk.Words(req.Person).Plain(string(o.Kind)+"_text_date", "Number", o.Parent, "Due", r.desk.Moment(req.Person, o.Proposed))
	return r.goOn(ctx, tx, req, o)
}

// askWho asks who is concerned: buttons that are switched on and off.
func (r Room) askWho(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return handlers.Reply{}, err
	}
	w := r.desk.Words(req.Person)
	var buttons []handlers.Button
	for _, p := range people {
		if p.ID == req.Person.ID {
			continue
		}
		label := p.Name
		if o.asks(p.ID) {
			label = "✓ " + label
		}
		buttons = append(buttons, handlers.Button{Label: label, Data: fmt.Sprintf("ask:who:%d", p.ID)})
	}
	rows := handlers.Grid(2, buttons...)
	if len(o.Parties) > 0 {
		rows = append(rows, []handlers.Button{{Label: w.Plain("button_send"), Data: "ask:who:done"}})
	}
	return r.ask(ctx, tx, req, o, stepWho, w.Say(w.Of(o.Kind, "ask_who"), "Text", o.Text), rows)
}

// toggle switches somebody who is asked on or off, or ends the choice.
func (r Room) toggle(ctx context.Context, tx handlers.Tx, req handlers.Request, o order, choice string) (handlers.Reply, error) {
	if choice == "done" {
		o.Chosen = len(o.Parties) > 0
		return r.goOn(ctx, tx, req, o)
	}
	id, err := strconv.ParseInt(choice, 10, 64)
	if err != nil {
		return handlers.Reply{}, department.Refuse("button_unknown")
	}
	p, err := r.desk.Employee(ctx, tx, department.PersonID(id))
	switch {
	case err != nil:
		return handlers.Reply{}, err
	case o.asks(p.ID):
		o.Parties = slices.DeleteFunc(o.Parties, func(q department.PersonID) bool { return q == p.ID })
	case len(o.Parties) < department.MaxParties:
		o.add(p.ID)
	}
	return r.askWho(ctx, tx, req, o)
}

// askSilence asks what it means if somebody does not answer.
func (r Room) askSilence(ctx context.Context, tx handlers.Tx, req handlers.Request, o order) (handlers.Reply, error) {
	w := r.desk.Words(req.Person)
	var row []handlers.Button
	for _, v := range []department.Verdict{department.Objected, department.Agreed} {
		row = append(row, handlers.Button{Label: w.Plain("silence_" + string(v)), Data: "ask:silence:" + string(v)})
	}
	return r.ask(ctx, tx, req, o, stepSilence, w.Say(w.Of(o.Kind, "ask_silence")), [][]handlers.Button{row})
}

// answered goes on with the answer that was typed.
func (r Room) answered(ctx context.Context, tx handlers.Tx, req handlers.Request) (handlers.Reply, error) {
	if req.Dialog.Step == stepLetter {
		return r.letter(ctx, tx, req)
	}
	var o order
	if err := json.Unmarshal(req.Dialog.Data, &o); err != nil {
		return handlers.Reply{}, fmt.Errorf("read the dialog: %w", err)
	}
	w := r.desk.Words(req.Person)
	switch req.Dialog.Step {
	case stepText:
		o.Files = append(o.Files, req.Attachments...)
		if err := r.read(ctx, tx, req, &o, req.Text); err != nil {
			return handlers.Reply{}, err
		}
		if o.Subject != "" && o.Subject != "other" && o.Text != "" {
			o.Text = w.Plain("subject_"+o.Subject) + ": " + o.Text
		}
	case stepWanted:
		return r.askWanted(ctx, tx, req, o, req.Text)
	case stepWho:
		people, err := r.desk.Employees(ctx, tx)
		if err != nil {
			return handlers.Reply{}, err
		}
		called, among, _ := department.NamedAll(req.Text, people)
		if len(called) == 0 || len(among) > 0 {
			return handlers.Reply{}, department.Refuse("task_who_unclear")
		}
		for _, p := range called {
			o.add(p.ID)
		}
		o.Chosen = true
	case stepSimilar: // the question in other words
		o.Text = strings.TrimSpace(req.Text)
	default:
		return handlers.Reply{}, department.Refuse("press_button")
	}
	return r.goOn(ctx, tx, req, o)
}
