package history

import "fmt"

// version is what this program writes into PRAGMA user_version.
const version = 1

// migrate brings the file to this version.
func migrate(c *conn, path string) error {
	if err := c.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := steps(c)
	if err == nil {
		err = c.exec("COMMIT")
	}
	if err != nil {
		_ = c.exec("ROLLBACK")
	}
	return err
}

func steps(c *conn) error {
	have, _, err := c.number("PRAGMA user_version")
	if err != nil || have == version {
		return err
	}
	for _, text := range schema {
		if err := c.exec(text); err != nil {
			return err
		}
	}
	return c.pragma(fmt.Sprintf("user_version = %d", version))
}
