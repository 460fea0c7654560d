package matter

import (
	"context"
	"fmt"
	"strings"

	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
	"github.com/otdel-bot/otdel/handlers/texts"
)

// namedFiles is how many of the files that were left out are named.
const namedFiles = 5

// Attach adds files to a matter as far as they fit. It returns those that do, and
// what is to be said about the others.
func (d Desk) Attach(ctx context.Context, tx handlers.Tx, req handlers.Request, id int64, with []department.Attachment) ([]department.Attachment, []handlers.Message, error) {
	if len(with) == 0 {
		return nil, nil, nil
	}
	have, err := tx.Attachments(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	fit, over := department.FitFiles(len(have), with)
	if err := tx.Attach(ctx, id, fit); err != nil {
		return nil, nil, fmt.Errorf("attach to matter %d: %w", id, err)
	}
	return fit, d.leftOut(req, id, over), nil
}

// SeeFiles returns the text of somebody who sent files with it: one that says
// nothing, such as «👍», points to them.
func (d Desk) SeeFiles(by department.Person, text string, files []department.Attachment) string {
	if len(files) == 0 || department.Says(text) {
		return text
	}
	return strings.TrimSpace(text + " " + d.Words(by).Plain("complaint_see_files"))
}

// leftOut names the files that did not fit to who sent them.
func (d Desk) leftOut(req handlers.Request, id int64, over []department.Attachment) []handlers.Message {
	if len(over) == 0 {
		return nil
	}
	w := d.Words(req.Person)
	return []handlers.Message{{Chat: int64(req.Person.ID), Text: w.Say("files_over", "Number", id, "Max", department.MaxFiles, "Names", FileNames(w, over))}}
}

// FileNames names files, the first of many. Those without a name are counted by
// their kind.
func FileNames(w texts.Words, files []department.Attachment) string {
	var names []string
	times := make(map[string]int)
	for _, f := range files {
		name := w.Plain("file_" + string(f.Kind))
		if f.Name != "" {
			name += " " + w.Quote(f.Name)
		}
		if times[name]++; times[name] == 1 {
			names = append(names, name)
		}
	}
	more := len(names) - namedFiles
	names = names[:min(len(names), namedFiles)]
	for i, name := range names {
		if times[name] > 1 {
			names[i] = w.Plain("files_times", "Name", name, "N", times[name])
		}
	}
	if more > 0 {
		names = append(names, w.Plain("files_more", "N", more))
	}
	return w.List(names)
}

// noteSource notes which message has become the matter, so that it follows when
// that is changed. The other parts of an album come by themselves: a draft that
// has become the matter already waits for them.
func (d Desk) noteSource(ctx context.Context, tx handlers.Tx, req handlers.Request, m department.Matter) error {
	if req.Message == 0 || req.Press != nil {
		return nil
	}
	if req.Album == "" {
		return tx.NoteSource(ctx, req.Chat.ID, req.Message, m.ID)
	}
	rest := department.Draft{Chat: req.Chat.ID, Person: req.Person.ID, Album: req.Album, Created: req.At, Matter: m.ID}
	rest.Say(req.Message, req.Text)
	if _, err := tx.CreateDraft(ctx, rest); err != nil {
		return fmt.Errorf("expect the rest of the album: %w", err)
	}
	return nil
}
