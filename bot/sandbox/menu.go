package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// Command is one line of a command menu.
type Command struct {
	Name        string `json:"command"` // without "/"
	Description string `json:"description"`
}

// menu is what setMyCommands and its relatives stored.
type menu struct {
	commands map[menuKey][]Command
	button   *menuButton                  // for all private chats
	about    map[string]map[string]string // name and descriptions, by language
}

// menuKey is a scope and a language; chat and user are zero unless the scope
// needs them.
type menuKey struct {
	scope      string
	chat, user int64
	language   string
}

// menuKey reads the parameters scope and language_code.
func (c *call) menuKey() (menuKey, error) {
	key := menuKey{scope: "default", language: c.params["language_code"]}
	if n := len(key.language); n != 0 && (n != 2 || strings.ToLower(key.language) != key.language) {
		return key, badRequest("invalid language code specified")
	}
	raw := c.params["scope"]
	if raw == "" || raw == "null" {
		return key, nil
	}
	var scope struct {
		Type   string          `json:"type"`
		ChatID json.RawMessage `json:"chat_id"`
		UserID int64           `json:"user_id"`
	}
	if err := json.Unmarshal([]byte(raw), &scope); err != nil {
		return key, badRequest("can't parse BotCommandScope: %v", err)
	}
	key.scope = scope.Type
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return key, nil
	case "chat", "chat_administrators", "chat_member":
	default:
		return key, badRequest("can't parse BotCommandScope: unsupported type specified")
	}
	sub := *c
	sub.params = params{"chat_id": strings.Trim(string(scope.ChatID), `"`)}
	ch, err := sub.chat("chat_id")
	if err != nil {
		return key, err
	}
	key.chat, key.user = ch.id, scope.UserID
	switch {
	case scope.Type != "chat" && ch.kind == "private":
		return key, badRequest("can't use specified scope in private chats")
	case scope.Type == "chat_member" && c.accounts[scope.UserID] == nil:
		return key, badRequest("user not found")
	}
	return key, nil
}

// readCommands reads and checks a list of commands.
func readCommands(raw string) ([]Command, error) {
	var list []Command
	if json.Unmarshal([]byte(raw), &list) != nil {
		return nil, badRequest("can't parse commands JSON object")
	}
	if len(list) > 100 {
		return nil, badRequest("too many commands specified")
	}
	for i, c := range list {
		c.Name = strings.TrimPrefix(strings.TrimSpace(c.Name), "/")
		c.Description = strings.TrimSpace(c.Description)
		if c.Name == "" || len(c.Name) > 32 || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Description); n == 0 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		list[i] = c
	}
	return list, nil
}

func setMyCommands(c *call) (any, error) {
	key, err := c.menuKey()
	if err != nil {
		return nil, err
	}
	list, err := readCommands(c.params["commands"])
	if err != nil {
		return nil, err
	}
	if c.menu.commands == nil {
		c.menu.commands = make(map[menuKey][]Command)
	}
	if c.menu.commands[key] = list; len(list) == 0 {
		delete(c.menu.commands, key)
	}
	c.tellMenu(key.chat)
	return true, nil
}

func (s *Server) tellMenu(chat int64) {
	s.feed.add(Event{At: s.now(), Kind: EventMenu, ChatID: chat})
}

func deleteMyCommands(c *call) (any, error) {
	key, err := c.menuKey()
	if err != nil {
		return nil, err
	}
	delete(c.menu.commands, key)
	c.tellMenu(key.chat)
	return true, nil
}

func getMyCommands(c *call) (any, error) {
	key, err := c.menuKey()
	if err != nil {
		return nil, err
	}
	return append([]Command{}, c.menu.commands[key]...), nil
}

// Commands returns the command menu that the person sees in ch: of all menus
// that fit, that of the narrowest scope, in the person's language if there is
// one, as Telegram's applications do.
func (p *Person) Commands(ch *Chat) []Command {
	s := p.server
	s.mu.Lock()
	defer s.mu.Unlock()
	id := ch.c.id
	scopes := []menuKey{{scope: "chat", chat: id}, {scope: "all_private_chats"}, {scope: "default"}}
	if ch.c.kind != "private" {
		scopes = []menuKey{{scope: "chat_member", chat: id, user: p.acct.user.ID}}
		if me := ch.c.members[p.acct.user.ID]; me != nil && (me.status == "creator" || me.status == "administrator") {
			scopes = append(scopes, menuKey{scope: "chat_administrators", chat: id}, menuKey{scope: "chat", chat: id}, menuKey{scope: "all_chat_administrators"})
		} else {
			scopes = append(scopes, menuKey{scope: "chat", chat: id})
		}
		scopes = append(scopes, menuKey{scope: "all_group_chats"}, menuKey{scope: "default"})
	}
	language, _, _ := strings.Cut(p.acct.user.LanguageCode, "-")
	for _, key := range scopes {
		for _, key.language = range []string{language, ""} {
			if list := s.menu.commands[key]; len(list) > 0 {
				return slices.Clone(list)
			}
		}
	}
	return nil
}

// menuButton is what stands beside the field for writing.
type menuButton struct {
	Type   string          `json:"type"` // commands, web_app or default
	Text   string          `json:"text,omitempty"`
	WebApp json.RawMessage `json:"web_app,omitempty"`
}

// menuChat finds the private chat whose button is meant, nil for all.
func (c *call) menuChat() (*chat, error) {
	if c.params["chat_id"] == "" {
		return nil, nil
	}
	ch, err := c.chat("chat_id")
	if err == nil && ch.kind != "private" {
		err = badRequest("sandbox: chat_id must be that of a private chat")
	}
	return ch, err
}

func setChatMenuButton(c *call) (any, error) {
	ch, err := c.menuChat()
	if err != nil {
		return nil, err
	}
	b := &menuButton{Type: "default"}
	if raw := c.params["menu_button"]; raw != "" {
		if err := json.Unmarshal([]byte(raw), b); err != nil {
			return nil, badRequest("can't parse menu button: %v", err)
		}
	}
	if ch != nil {
		ch.menu = b
		c.tellMenu(ch.id)
	} else {
		c.menu.button = b
		c.tellMenu(0)
	}
	return true, nil
}

func getChatMenuButton(c *call) (any, error) {
	ch, err := c.menuChat()
	if err != nil {
		return nil, err
	}
	return c.buttonOf(ch), nil
}

// buttonOf is the button of one chat, or of all for nil.
func (s *Server) buttonOf(ch *chat) *menuButton {
	switch {
	case ch != nil && ch.menu != nil && ch.menu.Type != "default":
		return ch.menu
	case s.menu.button != nil:
		return s.menu.button
	}
	return &menuButton{Type: "commands"}
}

// MenuButton returns the type (commands, web_app or default) and the text of
// the button beside the field for writing in a private chat.
func (ch *Chat) MenuButton() (kind, text string) {
	ch.server.mu.Lock()
	defer ch.server.mu.Unlock()
	b := ch.server.buttonOf(ch.c)
	return b.Type, b.Text
}
