package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// doctorCmd looks at everything the bot needs and says what is wrong with it.
type doctorCmd struct {
	flags
}

// errUnwell says that the doctor found something.
var errUnwell = errors.New("something is wrong, see above")

// Run prints a line for each thing looked at, and fails if one is not well.
func (cmd doctorCmd) Run(ctx context.Context, p process) error {
	c, err := cmd.check(p.getenv, true)
	if err != nil {
		return err
	}
	well := true
	look := func(what string, check func() (string, error)) {
		found, err := check()
		if err != nil {
			well = false
			fmt.Fprintf(p.out, "✗ %s: %v\n", what, err)
			return
		}
		fmt.Fprintf(p.out, "✓ %s: %s\n", what, found)
	}
	look("database", func() (string, error) { return examineDatabase(ctx, c) })
	look("Telegram", func() (string, error) { return examineTelegram(ctx, c) })
	look("working calendar", func() (string, error) { return examineCalendar(c, p.now()) })
	if !well {
		return errUnwell
	}
	return nil
}

func examineDatabase(ctx context.Context, c config) (string, error) {
	if !exists(c.db) {
		return fmt.Sprintf("%s does not exist yet, the first start makes it", c.db), nil
	}
	store, err := storage.Join(ctx, c.db)
	if err != nil {
		return "", err
	}
	defer store.Close()
	var directors []department.Person
	err = store.Read(ctx, func(tx *storage.Tx) error {
		directors, err = tx.FindPeople(ctx, department.Director)
		return err
	})
	if err != nil {
		return "", err
	}
	if len(directors) == 0 {
		return "", fmt.Errorf("%s has no director yet: otdel invite --role director", c.db)
	}
	return fmt.Sprintf("%s is sound, directors: %d", c.db, len(directors)), nil
}

func examineTelegram(ctx context.Context, c config) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	client, err := bot.NewClient(bot.Access{Token: c.token, URL: c.apiURL, Proxy: c.proxy})
	if err != nil {
		return "", err
	}
	me, err := client.Me(ctx)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s knows the bot as @%s", c.apiURL, me.Username), nil
}

// examineCalendar looks whether the days of this year are known, and in
// December those of the next one too.
func examineCalendar(c config, now time.Time) (string, error) {
	if year, missing := c.calendar.Missing(now); missing {
		return "", fmt.Errorf("the days off of %d are not known: only weekends count as days off then; name a file with them in OTDEL_CALENDAR", year)
	}
	return fmt.Sprintf("the days of %d are known", c.calendar.Today(now).Add(31).Year), nil
}
