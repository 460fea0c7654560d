package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/otdel-bot/otdel/bot/sandbox"
	"github.com/otdel-bot/otdel/bot/sandbox/phones"
	"github.com/otdel-bot/otdel/department/workdays"
	"github.com/otdel-bot/otdel/storage"
)

// demoOptions are what a demonstration is made of.
type demoOptions struct {
	Program  string   // the file of this program, started once more as the bot
	Env      []string // more of the bot's environment
	DB       string   // empty: a file in a temporary folder
	Language string   // of people and page; empty: Russian people, the browser's page
	Start    time.Time
	Now      func() time.Time
	Log      io.Writer
}

// demo is a small world with its own clock: Telegram, three people, the bot
// in a process of its own, and the page. It is the [phones.World] of that page.
type demo struct {
	opts     demoOptions
	ctx      context.Context // ends with the demonstration
	stop     context.CancelFunc
	ahead    atomic.Int64 // nanoseconds that the clock is ahead of the real one
	moving   sync.Mutex   // one move of the clock or restart at a time
	folder   string       // temporary
	telegram *sandbox.Server
	cast     cast
	bot      *botProcess
	store    *storage.Store // for looking only: the bot is the one that writes
	page     *phones.Page
	play     prepared
}

// dayOfPictures is when the pictures are taken, so that they look alike.
var dayOfPictures = time.Date(2026, time.November, 23, 9, 30, 0, 0, demoZone)

// demoZone is the zone of the department in the demonstration.
var demoZone = mustZone("Europe/Moscow")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// startOfDemo is now if people work now, else the next opening of the office:
// at night no reminder would ring.
func startOfDemo(now time.Time) time.Time {
	cal := workdays.Russia(demoZone)
	if cal.IsOpen(now) {
		return now
	}
	return cal.NextOpening(now).Add(30 * time.Minute)
}

// openDemo builds the world and lets the people of the department in, through
// the chat and by the bot's own invitations.
func openDemo(ctx context.Context, opts demoOptions) (*demo, error) {
	d := &demo{opts: opts}
	d.ctx, d.stop = context.WithCancel(ctx)
	d.ahead.Store(int64(opts.Start.Sub(opts.Now())))
	if err := d.open(); err != nil {
		d.Close()
		return nil, fmt.Errorf("start the demonstration: %w", err)
	}
	return d, nil
}

func (d *demo) open() (err error) {
	if d.folder, err = os.MkdirTemp("", "otdel-demo-"); err != nil {
		return err
	}
	db := d.opts.DB
	if db == "" {
		db = filepath.Join(d.folder, "otdel.db")
	}
	// Numbers grow with the real time, so that a kept database never meets a
	// number again that meant another message.
	first := int(d.opts.Now().UnixMilli() - firstNumbers)
	d.telegram = sandbox.New(sandbox.Options{Now: d.now, FirstUpdateID: first, FirstMessageID: first})
	url, err := d.telegram.Start()
	if err != nil {
		return err
	}
	d.cast = newCast(d.telegram, d.language())
	d.bot = &botProcess{
		program: d.opts.Program, log: d.opts.Log, telegram: d.telegram, changed: d.refresh,
		env: append(d.opts.Env,
			tokenVariable+"="+d.telegram.Token(), "TELEGRAM_API_URL="+url, "OTDEL_DB="+db, "OTDEL_TIMEZONE="+demoZone.String(),
			"OTDEL_BACKUP_DIR="+filepath.Join(d.folder, "backups"), "OTDEL_LOG_FORMAT=json", "OTDEL_RATE=0", "HOME="+d.folder, "TMPDIR="+d.folder),
	}
	if err := d.bot.start(d.ctx, d.ahead.Load()); err != nil {
		return err
	}
	if d.store, err = storage.Join(d.ctx, db); err != nil {
		return err
	}
	if err := d.prepare(); err != nil {
		return err
	}
	d.page = phones.New(phones.Options{Server: d.telegram, Phones: d.cast.phones(), Group: d.cast.group, World: d, Language: d.opts.Language})
	d.bot.ready()
	return nil
}

// firstNumbers is the moment, in Unix milliseconds, from which numbers of
// messages are counted.
const firstNumbers = 1_750_000_000_000

// Close ends the bot, Telegram and the page, and forgets the temporary folder.
func (d *demo) Close() {
	d.stop()
	d.play.wait()
	var err error
	if d.bot != nil {
		d.bot.stop()
	}
	if d.store != nil {
		err = d.store.Close()
	}
	if d.telegram != nil {
		err = errors.Join(err, d.telegram.Close())
	}
	if d.folder != "" {
		err = errors.Join(err, os.RemoveAll(d.folder))
	}
	if err != nil {
		fmt.Fprintf(d.opts.Log, "otdel: end the demonstration: %v\n", err)
	}
}

// language is that of the people.
func (d *demo) language() string { return cmp.Or(d.opts.Language, "ru") }

// now is the time in the demonstration.
func (d *demo) now() time.Time { return d.opts.Now().Add(time.Duration(d.ahead.Load())) }

// refresh tells the browsers that the clock or the bot has changed.
func (d *demo) refresh() {
	if d.page != nil {
		d.page.Refresh()
	}
}
