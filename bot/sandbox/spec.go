package sandbox

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// botapi is the machine-readable description of Bot API 10.3: facts only.
// README.md of this folder says where it comes from and how it was made.
//
//go:embed botapi.json
var botapi []byte

// spec is what botapi says, keyed for looking up.
type spec struct {
	Version     string                 `json:"version"`
	UpdateTypes []string               `json:"update_types"`
	Methods     map[string]*methodSpec `json:"methods"`
	Types       map[string]*typeSpec   `json:"types"`

	byLower map[string]*methodSpec // method names are compared without case
}

// methodSpec describes one method.
type methodSpec struct {
	Params map[string]*fieldSpec `json:"params"`

	name   string
	legacy map[string]bool // accepted though no longer documented
	list   []namedField    // Params in a fixed order, so that the same mistake gives the same answer
}

// typeSpec describes one object: its fields, or the types it may be.
type typeSpec struct {
	Fields   map[string]*fieldSpec `json:"fields"`
	Subtypes []string              `json:"subtypes"`
}

// fieldSpec describes a parameter of a method or a field of an object.
type fieldSpec struct {
	Types       []string    `json:"types"`
	Required    bool        `json:"required"`
	Constraints *constraint `json:"constraints"`
}

// constraint is a limit on a value. Unit says what Min and Max count.
type constraint struct {
	Min          *float64 `json:"min"`
	Max          *float64 `json:"max"`
	Unit         string   `json:"unit"` // characters, bytes, items or value
	AfterParsing bool     `json:"after_entities_parsing"`
	Enum         []string `json:"enum"`
}

type namedField struct {
	name string
	*fieldSpec
}

// loadSpec reads the embedded description once. It can only fail when the
// embedded file is broken, which the tests of this package would show.
var loadSpec = sync.OnceValue(func() *spec {
	var s spec
	if err := json.Unmarshal(botapi, &s); err != nil {
		panic(fmt.Sprintf("embedded description of the Bot API: %v", err))
	}
	s.byLower = make(map[string]*methodSpec, len(s.Methods)+3)
	for name, m := range s.Methods {
		m.name = name
		m.legacy = legacyParams(name)
		m.list = sortedFields(m.Params)
		s.byLower[strings.ToLower(name)] = m
	}
	for old, now := range renamedMethods {
		s.byLower[old] = s.Methods[now]
	}
	return &s
})

// renamedMethods are former names that the official server still answers to.
var renamedMethods = map[string]string{
	"getchatmemberscount": "getChatMemberCount",
	"setstickersetthumb":  "setStickerSetThumbnail",
	"kickchatmember":      "banChatMember",
}

// legacyParams names the parameters of method that left the documentation but
// are still read by the official server, or are sent and ignored; the client
// library of 2021 sends them.
func legacyParams(method string) map[string]bool {
	var names []string
	switch method {
	case "sendMessage":
		names = []string{"reply_to_message_id", "allow_sending_without_reply", "disable_web_page_preview"}
	case "editMessageText":
		names = []string{"disable_web_page_preview"}
	case "sendChatAction":
		names = []string{"reply_to_message_id", "allow_sending_without_reply", "disable_notification", "reply_markup"}
	case "setGameScore":
		names = []string{"scrore"}
	default:
		if strings.HasPrefix(method, "send") || method == "copyMessage" {
			names = []string{"reply_to_message_id", "allow_sending_without_reply", "thumb"}
		}
	}
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}
