package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// APIError is an answer with "ok":false.
type APIError struct {
	Code        int    // HTTP status and error_code
	Description string // as Telegram words it, prefix included
	RetryAfter  int    // seconds, for 429
	MigrateTo   int64  // new id of a group that became a supergroup
}

// Error returns the description.
func (e *APIError) Error() string { return e.Description }

func badRequest(format string, args ...any) *APIError {
	return &APIError{Code: 400, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(why string) *APIError {
	return &APIError{Code: 403, Description: "Forbidden: " + why}
}

func conflict(why string) *APIError {
	return &APIError{Code: 409, Description: "Conflict: " + why}
}

func tooManyRequests(seconds int) *APIError {
	return &APIError{Code: 429, Description: "Too Many Requests: retry after " + strconv.Itoa(seconds), RetryAfter: seconds}
}

// body is the JSON of the answer.
func (e *APIError) body() []byte {
	type parameters struct {
		MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
		RetryAfter int   `json:"retry_after,omitempty"`
	}
	answer := struct {
		OK          bool        `json:"ok"`
		Code        int         `json:"error_code"`
		Description string      `json:"description"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{Code: e.Code, Description: e.Description}
	if e.RetryAfter != 0 || e.MigrateTo != 0 {
		answer.Parameters = &parameters{e.MigrateTo, e.RetryAfter}
	}
	return mustJSON(answer)
}

// okBody is the JSON of an answer with a result.
func okBody(result any) []byte {
	var b bytes.Buffer
	b.WriteString(`{"ok":true,"result":`)
	switch r := result.(type) {
	case bool:
		b.WriteString(strconv.FormatBool(r))
	case []json.RawMessage: // updates, already JSON
		b.WriteByte('[')
		for i, raw := range r {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(raw)
		}
		b.WriteByte(']')
	default:
		b.Write(mustJSON(result))
	}
	b.WriteByte('}')
	return b.Bytes()
}

// mustJSON encodes one of our own types, which cannot fail.
func mustJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("encode %T: %v", v, err))
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
