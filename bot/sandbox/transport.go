package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// Transport returns a [http.RoundTripper] that hands requests to the server
// without a socket, so that it works inside testing/synctest. The host of the
// request does not matter. A request that a fault drops gives an error, and
// so does one whose context ends.
func (s *Server) Transport() http.RoundTripper { return transport{s} }

type transport struct{ server *Server }

// RoundTrip implements [http.RoundTripper].
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	ctx, cancel := context.WithCancel(r.Context())
	w := &memoryWriter{header: make(http.Header)}
	dropped := make(chan bool, 1)
	go func() {
		defer cancel()
		defer func() {
			p := recover()
			if err, ok := p.(error); p != nil && !(ok && errors.Is(err, http.ErrAbortHandler)) {
				panic(p)
			}
			dropped <- p != nil
		}()
		t.server.ServeHTTP(w, r.Clone(ctx))
	}()
	select {
	case <-r.Context().Done():
		cancel()
		if r.Body != nil {
			_ = r.Body.Close() // ends a read of a body that nobody writes any more
		}
		<-dropped // the handler notices at once; nothing is left behind
		return nil, fmt.Errorf("call the sandbox: %w", r.Context().Err())
	case cut := <-dropped:
		return w.response(r, cut)
	}
}

// memoryWriter collects an answer.
type memoryWriter struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *memoryWriter) Header() http.Header { return w.header }

func (w *memoryWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

func (w *memoryWriter) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

// response makes the answer; one that was cut before its first byte is an
// error, a later cut shows when the body is read.
func (w *memoryWriter) response(r *http.Request, cut bool) (*http.Response, error) {
	if cut && w.status == 0 {
		return nil, fmt.Errorf("call the sandbox: connection dropped: %w", io.ErrUnexpectedEOF)
	}
	length, err := strconv.ParseInt(w.header.Get("Content-Length"), 10, 64)
	if err != nil {
		length = -1
	}
	body := io.Reader(&w.body)
	if cut {
		body = io.MultiReader(body, brokenReader{})
	}
	return &http.Response{
		Status: strconv.Itoa(w.status) + " " + http.StatusText(w.status), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(body), ContentLength: length, Request: r,
	}, nil
}

// brokenReader is where a cut connection ends.
type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
