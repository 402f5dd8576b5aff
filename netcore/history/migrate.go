package history

import (
	"errors"
	"fmt"
	"os"
	"slices"
)

// version is what this program writes into PRAGMA user_version.
const version = 2

// steps lead from one version to the next: steps[0] makes a new file.
var steps = [version][]string{firstSchema, deedSchema}

// readable are queries, by version, that read everything but the lines.
var readable = [version + 1][]string{1: firstReadable, 2: append(slices.Clip(firstReadable), `SELECT * FROM acts`, `SELECT count(*) FROM guests`)}

var firstReadable = []string{
	`SELECT * FROM logs`, `SELECT * FROM spans`, `SELECT * FROM places`, `SELECT * FROM outbox`, `SELECT count(*) FROM people`,
}

// migrate brings the file to this version, all the way or not at all. A file
// that holds something is copied first, to history.version-N.db; a copy that
// is there already is from an earlier attempt and is replaced.
func migrate(c *conn, path string) (err error) {
	have, _, err := c.number("PRAGMA user_version")
	switch {
	case err != nil:
		return err
	case have > version:
		return ErrNewer
	case have == version:
		return nil
	}
	tables, _, err := c.number("SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return err
	}
	if tables > 0 {
		if err := keepCopy(c, backup(path, have)); err != nil {
			return fmt.Errorf("copy before the migration: %w", err)
		}
	}
	return climb(c, have)
}

// backup is where the file goes as it was at a version.
func backup(path string, version int64) string {
	return fmt.Sprintf("%s.version-%d.db", path[:len(path)-len(".db")], version)
}

// keepCopy writes the file as it is now to another path, for its owner only.
func keepCopy(c *conn, path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // as for the file itself
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return err
	}
	return c.exec("VACUUM INTO ?", path)
}

// climb takes the steps in one transaction.
func climb(c *conn, have int64) error {
	if err := c.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := func() error {
		for _, step := range steps[have:] {
			for _, statement := range step {
				if err := c.exec(statement); err != nil {
					return err
				}
			}
		}
		if err := c.exec(fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
			return err
		}
		return c.exec("COMMIT")
	}()
	if err != nil {
		_ = c.exec("ROLLBACK") // nothing to do where SQLite has rolled back by itself
	}
	return err
}
