package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// checkedAtStart is up to which size, in bytes, a file is read through for
// damage each time it is opened. Larger ones would delay the start; they are
// checked by [Store.Check].
const checkedAtStart = 8 << 20

// check reads the file through and returns what is damaged, nil if nothing is.
func check(ctx context.Context, c *conn, pragma string) error {
	rows, err := c.sql.QueryContext(ctx, "PRAGMA "+pragma)
	if err != nil {
		return err
	}
	defer rows.Close()
	var damage []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			damage = append(damage, line)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if damage != nil {
		return fmt.Errorf("the file is damaged, restore a backup: %s", strings.Join(damage, "; "))
	}
	return nil
}

// Check reads the whole file and returns what is damaged in it, nil if nothing
// is. It takes as long as reading the file and keeps nobody waiting.
func (s *Store) Check(ctx context.Context) error {
	c, err := connect(ctx, s.path, "ro")
	if err != nil {
		return fmt.Errorf("check database: %w", err)
	}
	defer c.close()
	if err := check(ctx, c, "quick_check"); err != nil {
		return fmt.Errorf("check database: %w", err)
	}
	return nil
}

// Backup writes a copy of the database, as it is at this moment, to the file at
// path, while reads and writes go on. The file appears only when it is complete
// and was read through; an older one of that name is replaced.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := backup(ctx, s.path, path); err != nil {
		return fmt.Errorf("back up database to %s: %w", path, err)
	}
	return nil
}

func backup(ctx context.Context, from, to string) (err error) {
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	c, err := connect(ctx, from, "ro")
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.sql.ExecContext(ctx, `VACUUM INTO $1`, part); err != nil {
		return err
	}
	if err := checkCopy(ctx, part); err != nil {
		return err
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	if err := flush(part); err != nil {
		return err
	}
	if err := os.Rename(part, to); err != nil {
		return err
	}
	return flush(filepath.Dir(to))
}

func checkCopy(ctx context.Context, path string) error {
	c, err := dial(ctx, (&url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro"}).String())
	if err != nil {
		return err
	}
	defer c.close()
	return check(ctx, c, "integrity_check")
}

// flush brings a file or the names in a folder to the disk.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
