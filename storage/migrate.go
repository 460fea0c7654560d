package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var embedded embed.FS

// migrations returns the numbered files that make the schema of this program.
func migrations() fs.FS {
	files, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // the name is a constant
	}
	return files
}

// migrate brings the schema up to date with files, if that is allowed; else it
// must be up to date. A file that has something in it is
// copied first, to a name with the number of its schema at the end.
func (c *conn) migrate(ctx context.Context, path string, files fs.FS, allowed bool) error {
	provider, err := goose.NewProvider(goose.DialectSQLite3, c.pool, files)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	// The provider takes the pool's only connection for itself.
	if err := c.sql.Close(); err != nil {
		return err
	}
	has, wants, err := provider.GetVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read the number of the schema: %w", err)
	case has > wants:
		return fmt.Errorf("a newer program made it: its schema is %d, this program knows %d; use the newer program", has, wants)
	case has < wants && !allowed:
		return fmt.Errorf("its schema is %d and this program wants %d; start the program once with `run`", has, wants)
	case has > 0 && has < wants:
		if err := backup(ctx, path, fmt.Sprintf("%s.before-%d", path, wants)); err != nil {
			return fmt.Errorf("back up before changing the schema: %w", err)
		}
	}
	if has < wants {
		if _, err := provider.Up(ctx); err != nil {
			// Whoever ended ctx is told so: the driver speaks only of the transaction.
			return fmt.Errorf("change the schema from %d to %d: %w", has, wants, errors.Join(err, ctx.Err()))
		}
	}
	c.sql, err = c.pool.Conn(ctx)
	return err
}
