package sandbox

import "fmt"

// Press presses the button with the given label under m. Buttons with data
// become a callback query; others are refused with [ErrNoButton]. Of several
// with the same label the first is pressed.
func (p *Person) Press(m Message, label string) (*Tap, error) {
	return p.press(m, func(b Button, _, _ int) bool { return b.Text == label })
}

// PressAt presses the button in the given row and column, both counted from 0.
func (p *Person) PressAt(m Message, row, column int) (*Tap, error) {
	return p.press(m, func(_ Button, r, c int) bool { return r == row && c == column })
}

// press looks for the button in the message as it is now: after an edit the
// old buttons are gone.
func (p *Person) press(m Message, match func(b Button, row, column int) bool) (*Tap, error) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	target := s.lookup(m)
	if target == nil {
		return nil, fmt.Errorf("press a button of message %d: %w", m.ID, ErrNoMessage)
	}
	if target.buttons != nil {
		for r, row := range target.buttons.Rows {
			for c, b := range row {
				if match(b, r, c) && b.Data != "" {
					return s.tap(p.acct, target, b.Data)
				}
			}
		}
	}
	return nil, fmt.Errorf("press a button of message %d: %w", m.ID, ErrNoButton)
}

// PressData sends a callback query with any data for m: an old button that is
// not there any more, or one that somebody forged.
func (p *Person) PressData(m Message, data string) (*Tap, error) {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	target := s.lookup(m)
	if target == nil {
		return nil, fmt.Errorf("press a button of message %d: %w", m.ID, ErrNoMessage)
	}
	return s.tap(p.acct, target, data)
}

// tap makes the callback query.
func (s *Server) tap(by *account, m *message, data string) (*Tap, error) {
	if by.deactivated {
		return nil, ErrDeactivated
	}
	q := s.newQuery(by)
	by.seen = true
	w := wireQuery{ID: q.id, From: by.user, ChatInstance: fmt.Sprintf("%d", 7_000_000_000_000_000_000+m.chat.id), Data: data}
	if m.inlineID != "" {
		w.InlineID = m.inlineID
	} else {
		w.Message = m.wire()
	}
	s.push("callback_query", w)
	return &Tap{s, q}, nil
}

// PressKey presses a key of the reply keyboard that shows in ch: its text is
// sent, or the person's contact if the key asks for that.
func (p *Person) PressKey(ch *Chat, label string) (Message, error) {
	keyboard := ch.Keyboard(p)
	if keyboard == nil {
		return Message{}, fmt.Errorf("press the key %q: %w", label, ErrNoButton)
	}
	for _, row := range keyboard.Rows {
		for _, b := range row {
			if b.Text == label {
				return p.one(ch, p.keyPost(b))
			}
		}
	}
	return Message{}, fmt.Errorf("press the key %q: %w", label, ErrNoButton)
}

// keyPost is what a key sends.
func (p *Person) keyPost(b Button) Post {
	switch {
	case b.RequestContact:
		u := p.User()
		contact := &Contact{Phone: fmt.Sprintf("+7900%07d", u.ID%10_000_000), FirstName: u.FirstName, LastName: u.LastName, UserID: u.ID}
		return Post{Files: []Attachment{{Kind: "contact", Contact: contact}}}
	case b.RequestLocation:
		return Post{Files: []Attachment{{Kind: "location", Location: &Location{Latitude: 55.7558, Longitude: 37.6173}}}}
	}
	return Post{Text: b.Text}
}
