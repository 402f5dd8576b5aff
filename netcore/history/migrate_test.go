package history

import (
	"errors"
	"path/filepath"
	"testing"
)

// older writes a file as an earlier version of the program would have.
func older(t testing.TB, dir string, version string, statements ...string) {
	t.Helper()
	c, err := open(filepath.Join(dir, file), readWrite)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range append(statements, "PRAGMA user_version = "+version) {
		if err := c.exec(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
}

// TestMigration brings a file of version 0 to this one; what was in it is
// copied first.
func TestMigration(t *testing.T) {
	dir := t.TempDir()
	older(t, dir, "0", "CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('kept')")
	s := storeIn(t, dir)
	appendAll(t, logOf(t, s), messages(2))
	if n := count(t, s, "PRAGMA user_version"); n != version {
		t.Errorf("the file is of version %d", n)
	}
	copied, err := open(filepath.Join(dir, "history.version-0.db"), readOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = copied.close() }()
	if n, _, err := copied.number("SELECT count(*) FROM notes"); err != nil || n != 1 {
		t.Errorf("the copy has %d notes, %v", n, err)
	}
	if n, _, err := copied.number("PRAGMA user_version"); err != nil || n != 0 {
		t.Errorf("the copy is of version %d, %v", n, err)
	}
}

// TestMigrationFails in the middle: the file is as it was, and the next attempt
// replaces the copy.
func TestMigrationFails(t *testing.T) {
	dir := t.TempDir()
	older(t, dir, "0", "CREATE TABLE spans (x)")
	for range 2 {
		if s, err := Open(dir, Options{}); err == nil {
			t.Fatalf("a table of the new version was there already: %v", s.Close())
		}
	}
	c, err := open(filepath.Join(dir, file), readWrite)
	if err != nil {
		t.Fatal(err)
	}
	if n, _, err := c.number("SELECT count(*) FROM sqlite_schema"); err != nil || n != 1 {
		t.Errorf("%d tables are left of the attempt, %v", n, err)
	}
	if err := c.exec("DROP TABLE spans"); err != nil {
		t.Fatal(err)
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	s := storeIn(t, dir)
	appendAll(t, logOf(t, s), messages(1))
}

func TestNewFileHasNoCopy(t *testing.T) {
	dir := t.TempDir()
	shutDown(t, storeIn(t, dir))
	if exists(filepath.Join(dir, "history.version-0.db")) {
		t.Error("a file without content was copied")
	}
}

// TestNewerFile is neither changed nor set aside.
func TestNewerFile(t *testing.T) {
	dir := t.TempDir()
	older(t, dir, "99", "CREATE TABLE future (x)")
	for range 2 {
		s, err := Open(dir, Options{})
		if err == nil {
			shutDown(t, s)
		}
		if !errors.Is(err, ErrNewer) {
			t.Errorf("got %v", err)
		}
	}
}
