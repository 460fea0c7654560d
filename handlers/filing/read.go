package filing

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/matter"
)

var (
	silenceWords = regexp.MustCompile(`(?i)[,.;]?\s*(?:молчание|silence)\s*(?:[–—:=-]|означает|значит|means|is)?\s*(согласие|да|отказ|нет|consent|yes|refusal|no)(?:\P{L}|$)`)
	numberWords  = regexp.MustCompile(`(?:№|#)\s*(\d{1,18})(?:\D|$)`)
	dateWords    = regexp.MustCompile(`(?i)^(?:перенос|перенести|перенесём|перенесем|сдвинуть|отложить|новый срок|срок|move|postpone|new date|due)(?:\P{L}|$)`)
)

// read takes out of a line whom it asks, until when, what silence means, and the
// matter and the due time that it is about; what stays is the text. A question is
// taken as it stands.
func (r Room) read(ctx context.Context, tx handlers.Tx, req handlers.Request, o *order, line string) error {
	if o.Text = strings.TrimSpace(line); !o.kind().Asks {
		return nil
	}
	people, err := r.desk.Employees(ctx, tx)
	if err != nil {
		return err
	}
	o.silence()
	called, among, rest := department.NamedAll(o.Text, people)
	if len(among) > 0 {
		called, rest = nil, o.Text
	}
	more, rest := department.Mentioned(rest, people)
	for _, p := range append(called, more...) {
		o.add(p.ID)
	}
	o.Text = rest
	o.about()
	return r.dates(req, o)
}

// silence takes out what silence means.
func (o *order) silence() {
	found := silenceWords.FindStringSubmatchIndex(o.Text)
	if found == nil {
		return
	}
	switch strings.ToLower(o.Text[found[2]:found[3]]) {
	case "согласие", "да", "consent", "yes":
		o.Silence = department.Agreed
	default:
		o.Silence = department.Objected
	}
	o.Text = strings.TrimSpace(strings.TrimSpace(o.Text[:found[0]]) + " " + strings.TrimSpace(o.Text[found[3]:]))
}

// about notes the matter that the text names.
func (o *order) about() {
	if found := numberWords.FindStringSubmatch(o.Text); found != nil && o.Parent == 0 {
		o.Parent, _ = strconv.ParseInt(found[1], 10, 64)
	}
}

// dates takes out until when the answers are wanted, if the line says «до», and
// the due time that is wanted for the matter, if it is about that.
func (r Room) dates(req handlers.Request, o *order) error {
	said := r.desk.ReadDeadline(req, numberWords.ReplaceAllString(o.Text, "  "))
	wanted := o.Parent != 0 && dateWords.MatchString(o.Text)
	switch {
	case said.Doubt != "" && (said.Until || wanted):
		return department.Refuse("doubt_" + said.Doubt)
	case said.Due.IsZero():
		return nil
	case wanted:
		o.Proposed = said.Due
	case said.Until:
		o.Due = said.Due
		o.Text = strings.TrimSpace(r.desk.ReadDeadline(req, o.Text).Rest)
	}
	return nil
}

// add adds somebody who is asked, once.
func (o *order) add(id department.PersonID) {
	if !o.asks(id) {
		o.Parties = append(o.Parties, id)
	}
}

func (o *order) asks(id department.PersonID) bool {
	for _, p := range o.Parties {
		if p == id {
			return true
		}
	}
	return false
}

// Readers returns for each kind that is filed here what reads a line of it, see
// [matter.Desk.Edited].
func (r Room) Readers() map[department.KindName]matter.Reader {
	readers := make(map[department.KindName]matter.Reader)
	for _, w := range ways {
		readers[w.kind.Name] = func(ctx context.Context, tx handlers.Tx, req handlers.Request, line string) (string, string, error) {
			o := order{Kind: w.kind.Name}
			err := r.read(ctx, tx, req, &o, line)
			return o.Text, "", err
		}
	}
	return readers
}
