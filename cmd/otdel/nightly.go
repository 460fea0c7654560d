package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/otdel-bot/otdel/scheduler"
	"github.com/otdel-bot/otdel/storage"
)

// nightly are the fixed jobs of the night: a checked copy of the database, then
// the forgetting of what nobody needs any more.
func nightly(c config, store *storage.Store, log *slog.Logger) []scheduler.Job {
	return []scheduler.Job{
		{Name: "backup", Spec: "30 3 * * *", Do: func(ctx context.Context, now time.Time) error {
			file, err := backUp(ctx, store, c, now)
			if err == nil {
				log.Info("the nightly copy is made", "file", file)
			}
			return err
		}},
		{Name: "retention", Spec: "0 4 * * *", Do: func(ctx context.Context, now time.Time) error {
			return store.Write(ctx, func(tx *storage.Tx) error {
				_, err := tx.Prune(ctx, now)
				return err
			})
		}},
	}
}

// backupName is how a copy is named after its moment, so that names sort by age.
const backupName = "otdel-20060102-150405.db"

// backUp copies the database into the folder for copies, checks the copy and
// removes the oldest ones beyond the number that is kept. It returns the file.
func backUp(ctx context.Context, store *storage.Store, c config, now time.Time) (string, error) {
	if err := os.MkdirAll(c.backupDir, 0o700); err != nil {
		return "", fmt.Errorf("make the folder for copies: %w", err)
	}
	file := filepath.Join(c.backupDir, now.In(c.zone).Format(backupName))
	if err := store.Backup(ctx, file); err != nil {
		return "", err
	}
	copies, err := filepath.Glob(filepath.Join(c.backupDir, "otdel-*-*.db"))
	if err != nil {
		return file, fmt.Errorf("list the copies: %w", err)
	}
	slices.Sort(copies)
	for len(copies) > c.backupKeep {
		if err := os.Remove(copies[0]); err != nil {
			return file, fmt.Errorf("remove an old copy: %w", err)
		}
		copies = copies[1:]
	}
	return file, nil
}
