package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func sortedFields(fields map[string]*fieldSpec) []namedField {
	list := make([]namedField, 0, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		list = append(list, namedField{name, fields[name]})
	}
	return list
}

// check compares the parameters of a request with the description of method m.
// What Telegram words in its own way (an empty text, a missing chat, a broken
// keyboard) is left to the method; mistakes whose wording at Telegram is not
// known are answered with "sandbox:" in the description.
func (s *spec) check(m *methodSpec, p params, files map[string]upload, strict bool) error {
	if strict {
		for _, name := range slices.Sorted(maps.Keys(p)) {
			if m.Params[name] == nil && !m.legacy[name] {
				return badRequest("sandbox: %s has no parameter %q", m.name, name)
			}
		}
	}
	for _, f := range m.list {
		value, given := p[f.name]
		if _, uploaded := files[f.name]; uploaded {
			continue
		}
		if !given || value == "" {
			if f.Required && !wordedElsewhere[f.name] {
				return badRequest("sandbox: parameter %q of %s is required", f.name, m.name)
			}
			continue
		}
		if err := s.checkParam(m, f, value); err != nil {
			return err
		}
	}
	return nil
}

// wordedElsewhere are parameters whose absence Telegram answers with a text of
// its own, which the methods give.
var wordedElsewhere = map[string]bool{
	"chat_id": true, "text": true, "message_id": true, "from_chat_id": true, "callback_query_id": true, "action": true,
	"photo": true, "document": true, "voice": true, "audio": true, "video": true, "animation": true, "video_note": true,
	"sticker": true, "media": true, "file_id": true, "user_id": true, "inline_query_id": true, "url": true, "commands": true,
}

// checkParam checks one parameter that is not empty.
func (s *spec) checkParam(m *methodSpec, f namedField, value string) error {
	wrong := func(what string) error {
		return badRequest("sandbox: parameter %q of %s %s", f.name, m.name, what)
	}
	kind := f.Types[0]
	switch {
	case kind == "Integer" && !slices.Contains(f.Types, "String"):
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return wrong("is not an integer")
		}
	case kind == "Float":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return wrong("is not a number")
		}
	case kind == "Boolean":
		if !slices.Contains([]string{"true", "false", "True", "False", "1", "0", "yes", "no"}, value) {
			return wrong("is not a boolean")
		}
	case kind == "String", kind == "InputFile", kind == "Integer":
	case ownParser[f.name]:
		return nil
	case strings.HasPrefix(kind, "Array of"), s.Types[kind] != nil:
		return s.checkJSON(m, f, value)
	}
	if what := f.Constraints.broken(f.name, value); what != "" {
		return wrong(what)
	}
	return nil
}

// ownParser are parameters whose JSON has parsers of its own, with Telegram's
// own words for every mistake.
var ownParser = map[string]bool{
	"reply_markup": true, "entities": true, "caption_entities": true, "allowed_updates": true, "commands": true,
	"media": true, "reaction": true,
}

// broken says how value breaks the limit c, or "".
func (c *constraint) broken(name, value string) string {
	if c == nil || c.AfterParsing || name == "text" { // a text is worded by the method
		return ""
	}
	if len(c.Enum) > 0 && name != "parse_mode" && name != "action" && !slices.Contains(c.Enum, value) {
		return fmt.Sprintf("is %q, not one of %s", value, strings.Join(c.Enum, ", "))
	}
	var size float64
	switch c.Unit {
	case "characters":
		size = float64(utf8.RuneCountInString(value))
	case "bytes":
		size = float64(len(value))
	default: // a value is clamped or worded by the method
		return ""
	}
	if c.Max != nil && size > *c.Max {
		return fmt.Sprintf("has %.0f %s, at most %.0f are allowed", size, c.Unit, *c.Max)
	}
	return ""
}

// checkJSON checks a parameter that is a JSON object or array.
func (s *spec) checkJSON(m *methodSpec, f namedField, value string) error {
	if value == "null" {
		return nil
	}
	var v any
	dec := json.NewDecoder(bytes.NewReader([]byte(value)))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return badRequest("can't parse %s JSON object", f.name)
	}
	var first error
	for _, kind := range f.Types {
		err := s.checkValue(kind, v)
		if err == nil {
			return s.checkItems(m, f, v)
		}
		if first == nil {
			first = err
		}
	}
	return badRequest("can't parse %s of %s: %v", f.name, m.name, first)
}

func (s *spec) checkItems(m *methodSpec, f namedField, v any) error {
	list, ok := v.([]any)
	c := f.Constraints
	if !ok || c == nil || c.Unit != "items" || c.Max == nil || float64(len(list)) <= *c.Max {
		return nil
	}
	return badRequest("sandbox: parameter %q of %s has %d items, at most %.0f are allowed", f.name, m.name, len(list), *c.Max)
}

// checkValue checks a decoded JSON value against a type of the description.
func (s *spec) checkValue(kind string, v any) error {
	if item, ok := strings.CutPrefix(kind, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return fmt.Errorf("expected an Array of %s", item)
		}
		for _, x := range list {
			if err := s.checkValue(item, x); err != nil {
				return err
			}
		}
		return nil
	}
	switch kind {
	case "String":
		return expect[string](kind, v)
	case "Boolean":
		return expect[bool](kind, v)
	case "Float", "Integer":
		return expect[json.Number](kind, v)
	}
	t := s.Types[kind]
	if t == nil {
		return nil
	}
	object, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("expected an object %s", kind)
	}
	return s.checkObject(kind, t, object)
}

// expect checks for the JSON type T.
func expect[T any](kind string, v any) error {
	if _, ok := v.(T); !ok {
		return fmt.Errorf("expected a value of type %s", kind)
	}
	return nil
}

// checkObject checks the fields of an object. Of several types the one that
// the field "type" names is meant; without one, any that fits.
func (s *spec) checkObject(kind string, t *typeSpec, object map[string]any) error {
	if len(t.Subtypes) > 0 {
		return s.checkUnion(kind, t, object)
	}
	for _, f := range sortedFields(t.Fields) {
		v, given := object[f.name]
		if !given || v == nil {
			if f.Required {
				return fmt.Errorf("can't find field %q of %s", f.name, kind)
			}
			continue
		}
		if err := s.checkField(f, v); err != nil {
			return fmt.Errorf("field %q of %s: %w", f.name, kind, err)
		}
	}
	return nil
}

func (s *spec) checkUnion(kind string, t *typeSpec, object map[string]any) error {
	var first error
	name, named := object["type"].(string)
	for _, sub := range t.Subtypes {
		f := s.Types[sub].Fields["type"]
		if named && f != nil && f.Constraints != nil && !slices.Contains(f.Constraints.Enum, name) {
			continue
		}
		err := s.checkObject(sub, s.Types[sub], object)
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		return fmt.Errorf("no %s has the type %q", kind, name)
	}
	return first
}

func (s *spec) checkField(f namedField, v any) error {
	var first error
	for _, kind := range f.Types {
		err := s.checkValue(kind, v)
		if err == nil {
			first = nil
			break
		}
		if first == nil {
			first = err
		}
	}
	if first != nil {
		return first
	}
	if text, ok := v.(string); ok {
		if what := f.Constraints.broken(f.name, text); what != "" {
			return fmt.Errorf("%s", what)
		}
	}
	return nil
}
