package payment

import (
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/handlers"
)

// proofOf takes the proof out of a message: a file, or the number of a paper.
func proofOf(req handlers.Request) department.Proof {
	proof := department.Proof{Number: req.Text}
	if len(req.Attachments) > 0 {
		proof.File = &req.Attachments[0]
	}
	return proof
}

// proofs returns the files that show that money went, the oldest first.
func proofs(p department.Payment) []department.Attachment {
	var files []department.Attachment
	for _, part := range p.Parts {
		if part.Proof.File != nil {
			files = append(files, *part.Proof.File)
		}
	}
	return files
}

// mostMedia is how many files one message holds.
const mostMedia = 10

// proof sends the files of a payment again, the latest ones if there are many.
func (r Room) proof(req handlers.Request, p department.Payment) (handlers.Reply, error) {
	files := proofs(p)
	if len(files) == 0 {
		return handlers.Reply{}, department.Refuse("pay_proof_none")
	}
	message := req.Say(r.words(req).Say("pay_proof", "Title", p.Title))
	message.Media = files[max(0, len(files)-mostMedia):]
	return handlers.Replying(message), nil
}
