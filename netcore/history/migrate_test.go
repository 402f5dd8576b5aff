package history

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"landline/netcore/chat"
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
	path := filepath.Join(dir, "history.version-0.db")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("the copy has mode %v, %v", info.Mode(), err)
	}
	copied, err := open(path, readOnly)
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

// firstVersion makes of the file in dir one of version 1 with the same content.
func firstVersion(t testing.TB, dir string) {
	t.Helper()
	from := filepath.Join(t.TempDir(), file)
	if err := os.Rename(filepath.Join(dir, file), from); err != nil {
		t.Fatal(err)
	}
	content := append(slices.Clone(firstSchema), `ATTACH '`+from+`' AS now`, "BEGIN")
	for _, table := range []string{"logs", "people", "lines", "blocks", "spans", "places"} {
		content = append(content, "INSERT INTO main."+table+" SELECT * FROM now."+table)
	}
	older(t, dir, "1", append(content, `INSERT INTO main.outbox SELECT n, place, id, text, at, code, detail FROM now.outbox`, "COMMIT", "DETACH now")...)
}

// TestMigrationFromTheFirstVersion loses nothing of a file with data in it, and
// goes on with it.
func TestMigrationFromTheFirstVersion(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	said := appendAll(t, logOf(t, s), messages(blockSize+10))
	seat := seatAt(t, s, place)
	enter(t, seat, func() chat.Entered { e := stay(chat.NewEpoch(), 10, 40, false); e.Room = chat.RoomID{9}; return e }())
	heard, draft, read := numbered(11, 20), "hm", uint64(15)
	waiting := Waiting{ID: chat.MessageID{1}, Text: "still to be said", At: noon, Why: chat.Refuse(chat.NotKept, "full")}
	save(t, seat, Change{Said: heard, Draft: &draft, Read: &read, Waiting: []Waiting{waiting}})
	cursor := seat.Cursor()
	shutDown(t, s)
	firstVersion(t, dir)

	s = storeIn(t, dir)
	l := logOf(t, s)
	if got := everything(t, l); !slices.Equal(got, said) {
		t.Errorf("%d lines of %d", len(got), len(said))
	}
	seat = seatAt(t, s, place)
	if got, err := seat.Newest(20); err != nil || !slices.Equal(got, heard) || seat.Cursor() != cursor || seat.Draft() != "hm" || seat.Read() != 15 {
		t.Errorf("heard %v at %v, %v", got, seat.Cursor(), err)
	}
	if got := seat.Outbox(); !slices.Equal(got, []Waiting{waiting}) {
		t.Errorf("the outbox is %+v", got)
	}
	again := appendAll(t, l, []chat.Message{said[3], edit(said[3], "changed"), do("", chat.Deed{Act: chat.Lock})})
	if again[0] != said[3] || again[1].Seq != uint64(len(said))+1 {
		t.Errorf("appended %+v", again)
	}
	acts, err := l.Acts()
	if err != nil || !slices.Equal(acts, again[2:]) {
		t.Errorf("the acts are %+v, %v", acts, err)
	}
	if got := everything(t, l); got[3] != said[3].Revised("changed") {
		t.Errorf("line 4 is %+v", got[3])
	}
	copied, err := open(filepath.Join(dir, "history.version-1.db"), readOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = copied.close() }()
	if n, _, err := copied.number("SELECT count(*) FROM lines"); err != nil || n != int64(len(said)+len(heard)) {
		t.Errorf("the copy has %d lines, %v", n, err)
	}
	if n, _, err := copied.number("PRAGMA user_version"); err != nil || n != 1 {
		t.Errorf("the copy is of version %d, %v", n, err)
	}
}
