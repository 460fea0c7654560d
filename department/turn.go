package department

// Turn returns whose turn it is: who has to act next, 0 when that is whoever
// takes it, or nobody because the matter is over. While it waits for something
// outside, it is its owner who has to ask.
func (m Matter) Turn() PersonID {
	switch m.State {
	case Open, Taken, Waiting:
		return m.Owner
	case Done:
		return m.Reporter
	}
	return 0
}
