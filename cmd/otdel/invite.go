package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/otdel-bot/otdel/bot"
	"github.com/otdel-bot/otdel/department"
	"github.com/otdel-bot/otdel/storage"
)

// inviteCmd prints a one-time link that gives whoever opens it a role. It works
// beside a running bot.
type inviteCmd struct {
	flags
	Role string `required:"" placeholder:"ROLE" help:"The role: employee, supervisor or director."`
	Name string `placeholder:"NAME" help:"Name of the person invited, as others will read it."`
}

// Run makes the invitation.
func (cmd inviteCmd) Run(ctx context.Context, p process) error {
	c, err := cmd.check(p.getenv, true)
	role, known := department.ParseRole(cmd.Role)
	if !known || role == department.Candidate {
		err = errors.Join(err, usageError{fmt.Errorf("--role %q is no role: employee, supervisor or director", cmd.Role)})
	}
	if err != nil {
		return err
	}
	client, err := bot.NewClient(bot.Access{Token: c.token, URL: c.apiURL, Proxy: c.proxy})
	if err != nil {
		return usageError{err}
	}
	me, err := client.Me(ctx)
	if err != nil {
		return fmt.Errorf("ask Telegram for the bot's name: %w", err)
	}
	store, err := openOrJoin(ctx, c.db)
	if err != nil {
		return err
	}
	defer store.Close()
	var link string
	err = store.Write(ctx, func(tx *storage.Tx) error {
		link, err = invite(ctx, tx, role, cmd.Name, me.Username, p.now())
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, link)
	return err
}

// openOrJoin opens a database that may be in use by a running bot, and makes it
// if it is not there yet.
func openOrJoin(ctx context.Context, file string) (*storage.Store, error) {
	if exists(file) {
		return storage.Join(ctx, file)
	}
	return storage.Open(ctx, file)
}
