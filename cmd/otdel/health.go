package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/otdel-bot/otdel/storage"
)

// watch serves /healthz and /metrics on the configured address until ctx ends.
// Without an address it only waits. Neither page names people or texts.
func watch(ctx context.Context, c config, store *storage.Store, log *slog.Logger) error {
	if c.http == "" {
		<-ctx.Done()
		return nil
	}
	listener, err := net.Listen("tcp", c.http)
	if err != nil {
		return fmt.Errorf("serve /healthz: %w", err)
	}
	log.Info("serving /healthz and /metrics", "address", listener.Addr().String())
	server := &http.Server{Handler: healthPages(store), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve /healthz: %w", err)
	}
	return nil
}

// healthPages answers 200 while the database can be read and 503 when it cannot.
func healthPages(store *storage.Store) http.Handler {
	mux := http.NewServeMux()
	count := func(r *http.Request) (w storage.Waiting, err error) {
		ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
		defer cancel()
		err = store.Read(ctx, func(tx *storage.Tx) error {
			w, err = tx.Waiting(ctx)
			return err
		})
		return w, err
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if _, err := count(r); err != nil {
			http.Error(w, "the database cannot be read", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		n, err := count(r)
		if err != nil {
			http.Error(w, "the database cannot be read", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		gauge(w, "otdel_outbox_waiting", "Messages that wait to be sent.", n.Outbox)
		gauge(w, "otdel_outbox_aside", "Messages that could not be sent and were set aside.", n.Aside)
		gauge(w, "otdel_updates_failed", "Updates that could not be handled and are kept.", n.Failed)
	})
	return mux
}

// gauge writes one number in the form that Prometheus reads.
func gauge(w http.ResponseWriter, name, help string, value int) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s gauge\n%s %d\n", name, help, name, name, value)
}
