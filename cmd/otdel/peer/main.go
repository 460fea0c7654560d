// Command peer is the smallest bot that another library for Telegram makes, the
// fastest of those tried: it reads a complaint, stores it with one durable insert
// and answers. It has no people, no rights, no cards and no outbox; Otdel is
// measured against it, see BenchmarkPeer in the folder above.
//
// TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL and OTDEL_DB are what they are for Otdel.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	_ "modernc.org/sqlite"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	db, err := open(ctx, os.Getenv("OTDEL_DB"))
	if err != nil {
		return err
	}
	defer db.Close()
	return serve(ctx, db, os.Getenv("TELEGRAM_BOT_TOKEN"), os.Getenv("TELEGRAM_API_URL"))
}

func open(ctx context.Context, path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS complaints (
		id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, client TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL)`)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	db.SetMaxOpenConns(1) // with more, writers only wait for each other
	return db, nil
}

// file stores a complaint and returns the answer, empty for another text.
func file(ctx context.Context, db *sql.DB, chat int64, line string) (string, error) {
	line, ok := strings.CutPrefix(line, "жалоба ")
	if !ok {
		return "", nil
	}
	client, text, _ := strings.Cut(line, ": ")
	done, err := db.ExecContext(ctx, `INSERT INTO complaints (chat, client, text, at) VALUES (?, ?, ?, ?)`, chat, client, text, time.Now().UnixMicro())
	if err != nil {
		return "", err
	}
	id, err := done.LastInsertId()
	return fmt.Sprintf("Жалоба №%d\n%s\n%s", id, client, text), err
}

func serve(ctx context.Context, db *sql.DB, token, api string) error {
	b, err := bot.New(token, bot.WithServerURL(api), bot.WithDefaultHandler(func(ctx context.Context, b *bot.Bot, u *models.Update) {
		if u.Message == nil {
			return
		}
		answer, err := file(ctx, db, u.Message.Chat.ID, u.Message.Text)
		if err == nil && answer != "" {
			_, err = b.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: answer})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}))
	if err != nil {
		return err
	}
	b.Start(ctx)
	return nil
}
