package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// The reasons for which the bot stops by itself.
var (
	// ErrUnauthorized says that the server does not know the token: it is wrong
	// or was revoked.
	ErrUnauthorized = errors.New("the token is not accepted by Telegram: it is wrong or was revoked; @BotFather gives a new one")
	// ErrConflict says that another program polls with the same token.
	ErrConflict = errors.New("another program is running with the same token: stop one of the two")
)

// APIError is the server's refusal of a call.
type APIError struct {
	Method      string
	Code        int // as in HTTP: 400, 403, 429
	Description string
	// RetryAfter is how long the server wants to be left alone, zero if it did
	// not say.
	RetryAfter time.Duration
	// MigrateTo is the chat that took the place of the one addressed, 0 if none.
	MigrateTo int64
}

// Error tells the method, the code and the server's words.
func (e *APIError) Error() string {
	return fmt.Sprintf("%s: %d %s", e.Method, e.Code, e.Description)
}

// badAnswer is an answer that is not Telegram's: a page of a proxy, a broken
// server.
type badAnswer struct {
	Method string
	Status int
	Type   string
}

// Error tells what came instead of an answer, without its contents.
func (e *badAnswer) Error() string {
	return fmt.Sprintf("%s: the answer is not Telegram's: status %d, type %q", e.Method, e.Status, e.Type)
}

// fault turns what the library or net/http returned into an error of ours. The
// address is left out of it, and the token too, should a server repeat it.
func (c *Client) fault(method string, err error) error {
	if api, ok := errors.AsType[*tgbotapi.Error](err); ok {
		return &APIError{
			Method: method, Code: codeOf(api), Description: c.scrub(api.Message),
			RetryAfter: time.Duration(api.RetryAfter) * time.Second, MigrateTo: api.MigrateToChatID,
		}
	}
	if bad, ok := errors.AsType[*badAnswer](err); ok {
		return &badAnswer{Method: method, Status: bad.Status, Type: c.scrub(bad.Type)}
	}
	if inner, ok := errors.AsType[*url.Error](err); ok {
		err = inner.Err
	}
	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("%s: the answer ends in the middle or is broken", method)
	}
	if text := err.Error(); strings.Contains(text, c.token) {
		return fmt.Errorf("%s: %s", method, c.scrub(text))
	}
	return fmt.Errorf("%s: %w", method, err)
}

func (c *Client) scrub(text string) string {
	return strings.ReplaceAll(text, c.token, placeholder)
}

// prefixes are how Telegram begins the description of each code. The library
// loses the code when files were uploaded.
var prefixes = map[string]int{
	"Bad Request": 400, "Unauthorized": 401, "Forbidden": 403, "Not Found": 404,
	"Conflict": 409, "Request Entity Too Large": 413, "Too Many Requests": 429, "Internal Server Error": 500,
}

func codeOf(err *tgbotapi.Error) int {
	if err.Code != 0 {
		return err.Code
	}
	prefix, _, _ := strings.Cut(err.Message, ":")
	return prefixes[prefix]
}

// fatal returns the error with which the program has to end after err, nil if
// it may go on.
func fatal(err error) error {
	api, ok := errors.AsType[*APIError](err)
	if ok && (api.Code == 401 || api.Code == 404 && strings.HasPrefix(api.Description, "Not Found")) {
		return ErrUnauthorized
	}
	return nil
}

// graceful returns a context that ends some time after ctx does: what was begun
// is finished, but not for ever.
func graceful(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-longer.Done():
		}
	})
	return longer, func() { stop(); cancel() }
}
