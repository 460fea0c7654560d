package bot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// placeholder stands for the token everywhere but on the wire, so that no
// error, log line or address that the library or net/http makes can hold it.
const placeholder = "TOKEN"

// tokenTransport puts the real token into the path of each request.
type tokenTransport struct {
	token string
	over  http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (t tokenTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	real, address := *req, *req.URL
	address.Path = strings.Replace(address.Path, "/bot"+placeholder+"/", "/bot"+t.token+"/", 1)
	address.RawPath = strings.Replace(address.RawPath, "/bot"+placeholder+"/", "/bot"+t.token+"/", 1)
	real.URL = &address
	resp, err := t.over.RoundTrip(&real)
	if resp != nil {
		resp.Request = req
	}
	return resp, err
}

// newHTTP returns a client that keeps up to idle connections open. It follows
// no redirections: the address in one could hold the token.
func newHTTP(a Access, proxy *url.URL, idle int) *http.Client {
	over := a.Transport
	if over == nil {
		dialer := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second}
		t := &http.Transport{
			DialContext:         dialer.DialContext,
			MaxIdleConns:        idle,
			MaxIdleConnsPerHost: idle,
			IdleConnTimeout:     90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second,
		}
		if proxy != nil {
			t.Proxy = http.ProxyURL(proxy)
		}
		over = t
	}
	return &http.Client{
		Transport:     tokenTransport{a.Token, over},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// boundClient is what the library calls: it adds the context that the library
// does not know, and lets through only answers that could be Telegram's.
type boundClient struct {
	ctx  context.Context
	over *http.Client
}

// Do sends the request and returns its answer, read to the end. An answer that
// is not JSON is a [*badAnswer], whatever its status says.
func (b boundClient) Do(req *http.Request) (*http.Response, error) {
	if err := b.ctx.Err(); err != nil {
		// Whoever writes the body waits until somebody reads or closes it.
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, err
	}
	resp, err := b.over.Do(req.WithContext(b.ctx))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var body bytes.Buffer
	if said := resp.ContentLength; said > 0 && said < maxAnswer {
		body.Grow(int(said) + bytes.MinRead) // read at once, without growing
	}
	_, err = body.ReadFrom(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the answer: %w", err)
	case body.Len() > maxAnswer:
		return nil, fmt.Errorf("the answer is larger than %d bytes", maxAnswer)
	case !looksLikeJSON(body.Bytes()):
		return nil, &badAnswer{Status: resp.StatusCode, Type: resp.Header.Get("Content-Type")}
	}
	resp.Body = io.NopCloser(&body)
	return resp, nil
}

// looksLikeJSON reports whether the answer begins as Telegram's do. The content
// type alone does not decide: own servers and mirrors set it as they like.
func looksLikeJSON(body []byte) bool {
	body = bytes.TrimLeft(body, " \t\r\n")
	return len(body) > 0 && body[0] == '{'
}
