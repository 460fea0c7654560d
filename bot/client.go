package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// DefaultURL is the address of Telegram's own Bot API server.
const DefaultURL = "https://api.telegram.org"

const (
	sendTimeout = 30 * time.Second // one call that is no poll
	fileTimeout = 2 * time.Minute  // one file, up or down
	pollSlack   = 10 * time.Second // what a poll may last over its own time
	maxAnswer   = 32 << 20         // bytes of one answer
)

// Access says how the Bot API is reached.
type Access struct {
	Token string
	// URL is the base address of the server, [DefaultURL] if empty.
	URL string
	// Proxy is the address of an http, https or socks5 proxy, none if empty.
	Proxy string
	// Transport carries the requests instead of the network: a server in the
	// same process. The proxy is not used then.
	Transport http.RoundTripper
}

// Client calls the methods of the Bot API. It is safe for use by several
// goroutines. No error that it returns contains the token.
type Client struct {
	api   tgbotapi.BotAPI
	base  string
	token string
	// Polls and sends have connections of their own: a poll that lasts a minute
	// never takes one away from a message.
	polls, sends *http.Client
}

// NewClient returns a client. It does not call the server; it fails when the
// token or an address cannot be used, naming all that is wrong.
func NewClient(a Access) (*Client, error) {
	base, errBase := baseURL(a.URL)
	proxy, errProxy := proxyURL(a.Proxy)
	if err := errors.Join(checkToken(a.Token), errBase, errProxy); err != nil {
		return nil, err
	}
	c := &Client{
		api:   tgbotapi.BotAPI{Token: placeholder, Buffer: 100},
		base:  base,
		token: a.Token,
		polls: newHTTP(a, proxy, 2),
		sends: newHTTP(a, proxy, maxCalls+callbackCalls),
	}
	c.api.SetAPIEndpoint(strings.ReplaceAll(base, "%", "%%") + "/bot%s/%s")
	return c, nil
}

func checkToken(token string) error {
	if token == "" {
		return errors.New("the bot's token is missing")
	}
	for _, r := range token {
		if r <= ' ' || r > '~' || strings.ContainsRune(`/\?#%"`, r) {
			return errors.New("the bot's token has characters that no token has")
		}
	}
	return nil
}

func baseURL(text string) (string, error) {
	if text == "" {
		text = DefaultURL
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" {
		return "", errors.New("the address of the Bot API is not like http://host or https://host")
	}
	return strings.TrimRight(text, "/"), nil
}

// proxyURL does not repeat the address in its error: it may hold a password.
func proxyURL(text string) (*url.URL, error) {
	if text == "" {
		return nil, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return nil, errors.New("the address of the proxy is not like http://host:port")
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return u, nil
	}
	return nil, fmt.Errorf("a proxy of the kind %q is not known, only http, https and socks5", u.Scheme)
}

// call calls a method and returns its result. The error is an [*APIError] when
// the server answered with one.
func (c *Client) call(ctx context.Context, method string, params tgbotapi.Params) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	answer, err := c.bound(ctx, c.sends).MakeRequest(method, params)
	return c.result(method, answer, err)
}

// poll calls a method that may last for wait before it answers.
func (c *Client) poll(ctx context.Context, method string, params tgbotapi.Params, wait time.Duration) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, wait+pollSlack)
	defer cancel()
	answer, err := c.bound(ctx, c.polls).MakeRequest(method, params)
	return c.result(method, answer, err)
}

// make makes a call, with its files if it has some.
func (c *Client) make(ctx context.Context, call request) (json.RawMessage, error) {
	if len(call.files) > 0 {
		return c.Upload(ctx, call.method, call.params, call.files)
	}
	return c.call(ctx, call.method, call.params)
}

// Upload calls a method with files whose contents are sent along.
func (c *Client) Upload(ctx context.Context, method string, params tgbotapi.Params, files []tgbotapi.RequestFile) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	answer, err := c.bound(ctx, c.sends).UploadFiles(method, params, files)
	return c.result(method, answer, err)
}

// bound returns the library's object with a context, which it knows nothing of.
func (c *Client) bound(ctx context.Context, over *http.Client) *tgbotapi.BotAPI {
	api := c.api
	api.Client = boundClient{ctx, over}
	return &api
}

func (c *Client) result(method string, answer *tgbotapi.APIResponse, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, c.fault(method, err)
	}
	return answer.Result, nil
}

// Me is who the bot is.
type Me struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
}

// Me asks who the bot is.
func (c *Client) Me(ctx context.Context) (Me, error) {
	raw, err := c.call(ctx, "getMe", nil)
	if err != nil {
		return Me{}, err
	}
	var me Me
	if err := json.Unmarshal(raw, &me); err != nil {
		return Me{}, fmt.Errorf("read the answer to getMe: %w", err)
	}
	return me, nil
}

// dropWebhook makes getUpdates possible: while a webhook is set, the server
// refuses it. It reports whether there was one.
func (c *Client) dropWebhook(ctx context.Context) (bool, error) {
	raw, err := c.call(ctx, "getWebhookInfo", nil)
	if err != nil {
		return false, err
	}
	var info struct {
		URL string `json:"url"`
	}
	if err := json.Unmarshal(raw, &info); err != nil || info.URL == "" {
		return false, err
	}
	_, err = c.call(ctx, "deleteWebhook", nil)
	return err == nil, err
}

// Download returns the contents of a file that somebody sent, at most max
// bytes; a larger one is an error.
func (c *Client) Download(ctx context.Context, file string, max int64) ([]byte, error) {
	raw, err := c.call(ctx, "getFile", tgbotapi.Params{"file_id": file})
	if err != nil {
		return nil, err
	}
	var at struct {
		Path string `json:"file_path"`
	}
	if err := json.Unmarshal(raw, &at); err != nil || at.Path == "" {
		return nil, errors.New("getFile: the answer has no path")
	}
	where, err := url.JoinPath(c.base, "file", "bot"+placeholder, at.Path)
	if err != nil || !strings.HasPrefix(where, c.base+"/file/bot"+placeholder+"/") {
		return nil, errors.New("getFile: the answer has an unusable path")
	}
	return c.fetch(ctx, where, max)
}

func (c *Client) fetch(ctx context.Context, where string, max int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, fileTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, where, nil)
	if err != nil {
		return nil, errors.New("download: the answer has an unusable path")
	}
	resp, err := c.sends.Do(req)
	if err != nil {
		return nil, c.fault("download", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &badAnswer{Method: "download", Status: resp.StatusCode}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, max+1))
	switch {
	case err != nil:
		return nil, c.fault("download", err)
	case int64(len(body)) > max:
		return nil, fmt.Errorf("download: the file is larger than %d bytes", max)
	}
	return body, nil
}
