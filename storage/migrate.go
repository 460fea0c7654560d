package storage

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema up to date. A file that has something in it is
// copied first, to a name with the number of its schema at the end.
func (c *conn) migrate(ctx context.Context, path string, allowed bool) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
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
			return fmt.Errorf("change the schema from %d to %d: %w", has, wants, err)
		}
	}
	c.sql, err = c.pool.Conn(ctx)
	return err
}
