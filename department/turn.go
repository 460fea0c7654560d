package department

// Turn returns whose turn it is: who has to act next, 0 when that is whoever
// takes it, or nobody because the matter is over. While it waits for something
// outside, it is its owner who has to ask. Of several who are asked it is the
// first who owes an answer.
func (m Matter) Turn() PersonID {
	switch owing := m.Owing(Asked); {
	case m.State == Open && len(owing) > 0:
		return owing[0]
	case m.State == Waiting && m.Inquired:
		return m.Reporter
	}
	switch m.State {
	case Open, Taken, Waiting:
		return m.Owner
	case Done:
		return m.Reporter
	}
	return 0
}
