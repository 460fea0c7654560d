package department

import "time"

// Dialog is a question that a person was asked and has not answered yet. It is
// stored, so it goes on after a restart. A person has at most one in each chat.
type Dialog struct {
	Chat    int64
	Person  PersonID
	Topic   string // whose question it is
	Step    string // which question
	Data    []byte // what the topic remembers, in a form of its own
	Started time.Time
}
