package phones

import (
	"net/http"

	"github.com/otdel-bot/otdel/bot/sandbox"
)

// pane is one telephone, or the group: a chat and who may act in it.
type pane struct {
	key    string
	chat   *sandbox.Chat
	people []*sandbox.Person
}

// stateView is everything that the page shows.
type stateView struct {
	Seq   int64      `json:"seq"` // the events after this one are not in it
	Bot   userView   `json:"bot"`
	World worldView  `json:"world"`
	Panes []paneView `json:"panes"`
}

// paneView is a telephone with all its messages.
type paneView struct {
	headView
	Messages []messageView `json:"messages"`
}

// headView is a telephone without its messages.
type headView struct {
	Key     string       `json:"key"`
	Chat    int64        `json:"chat"`
	Title   string       `json:"title"`
	Group   bool         `json:"group"`
	Blocked bool         `json:"blocked"`
	People  []personView `json:"people"`
	// Actions are what the bot is seen doing: typing, upload_photo, …
	Actions []string `json:"actions"`
}

type forceView struct {
	Message     int    `json:"message"`
	Placeholder string `json:"placeholder"`
}

// personView is somebody with what they see of a chat.
type personView struct {
	userView
	Language string            `json:"language"`
	Zone     string            `json:"zone"`
	Commands []sandbox.Command `json:"commands"`
	Unread   int               `json:"unread"`
	ReadTo   int               `json:"readTo"` // number of the newest message that was read
	// Keyboard takes the place of the letters; Force is the message that the
	// application makes the person answer.
	Keyboard *sandbox.ReplyKeyboard `json:"keyboard,omitempty"`
	Force    *forceView             `json:"force,omitempty"`
}

type userView struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Username string `json:"username,omitempty"`
}

func userOf(u sandbox.User) userView { return userView{u.ID, u.Name(), u.Username} }

// serveState answers with the whole state. Its number is read first: what
// happens while the chats are read is told once more by the events, and an
// event carries what is there now.
func (p *Page) serveState(w http.ResponseWriter, r *http.Request) {
	s := stateView{Seq: p.opts.Server.LastEvent(), Bot: userOf(p.opts.Server.Bot()), World: p.world(r.Context())}
	for _, pane := range p.panes {
		v := paneView{headView: p.head(pane), Messages: []messageView{}}
		for _, m := range pane.chat.Messages() {
			v.Messages = append(v.Messages, viewOf(m))
		}
		s.Panes = append(s.Panes, v)
	}
	answer(w, http.StatusOK, s)
}

// head reads a telephone without its messages.
func (p *Page) head(pane pane) headView {
	ch := pane.chat
	v := headView{
		Key: pane.key, Chat: ch.ID(), Title: ch.Title(), Group: pane.key == "group", Blocked: ch.Blocked(), Actions: []string{},
	}
	for _, a := range ch.Actions() {
		v.Actions = append(v.Actions, a.Action)
	}
	for _, person := range pane.people {
		v.People = append(v.People, personOf(person, ch))
	}
	return v
}

func personOf(person *sandbox.Person, ch *sandbox.Chat) personView {
	profile := person.Profile()
	v := personView{
		userView: userOf(person.User()), Language: profile.Language, Zone: profile.Zone,
		Commands: append([]sandbox.Command{}, person.Commands(ch)...),
		Unread:   ch.Unread(person), ReadTo: ch.ReadTo(person), Keyboard: ch.Keyboard(person),
	}
	if message, hint := ch.ForcedReply(person); message != 0 {
		v.Force = &forceView{message, hint}
	}
	return v
}
