package history

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// written makes a history of n lines and returns its folder.
func written(t testing.TB, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	for n > 0 {
		n -= len(appendAll(t, l, messages(min(n, 4000))))
	}
	shutDown(t, s)
	return dir
}

// writtenLarge makes a history that is too large to be read through before it
// is used.
func writtenLarge(t testing.TB) (dir string, lines uint64) {
	t.Helper()
	dir = t.TempDir()
	s := storeIn(t, dir)
	said := messages(3 * wholeCheck / 2 / 4000)
	for i := range said {
		said[i].Text = strings.Repeat("x", 4000)
	}
	appendAll(t, logOf(t, s), said)
	shutDown(t, s)
	return dir, uint64(len(said))
}

// spoil changes the file as it lies on the disk.
func spoil(t testing.TB, dir string, how func([]byte) []byte) {
	t.Helper()
	path := filepath.Join(dir, file)
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, how(all), 0o600); err != nil {
		t.Fatal(err)
	}
}

// garbage overwrites a part of the file.
func garbage(from, to int) func([]byte) []byte {
	return func(all []byte) []byte {
		copy(all[from:to], bytes.Repeat([]byte{0xA5, 0x5A, 0xC3}, to-from))
		return all
	}
}

func TestDamagedFileIsSetAside(t *testing.T) {
	for name, how := range map[string]func([]byte) []byte{
		"no database":     func([]byte) []byte { return bytes.Repeat([]byte("landline "), 3000) },
		"nothing but 0":   func(all []byte) []byte { return make([]byte, len(all)) },
		"header":          garbage(0, 100),
		"schema":          garbage(100, 4096),
		"page size":       garbage(16, 18),
		"middle":          garbage(10*4096, 11*4096),
		"cut in a page":   func(all []byte) []byte { return all[:len(all)/2+777] },
		"cut at a page":   func(all []byte) []byte { return all[:len(all)/8192*4096] },
		"almost nothing":  func(all []byte) []byte { return all[:50] },
		"only the header": func(all []byte) []byte { return all[:100] },
	} {
		t.Run(name, func(t *testing.T) {
			dir := written(t, 2500)
			spoil(t, dir, how)
			s := storeIn(t, dir)
			aside := s.SetAside()
			if aside == "" {
				t.Fatal("the damage was not seen")
			}
			if base := filepath.Base(aside); !strings.HasPrefix(base, "history.damaged-") || !strings.HasSuffix(base, "Z.db") || !exists(aside) {
				t.Errorf("set aside to %s, which is there: %v", aside, exists(aside))
			}
			l := logOf(t, s)
			if got := appendAll(t, l, messages(3)); got[0].Seq != 1 {
				t.Errorf("the new file begins with %d", got[0].Seq)
			}
			shutDown(t, s)
			s = storeIn(t, dir)
			if s.SetAside() != "" || len(everything(t, logOf(t, s))) != 3 {
				t.Errorf("the new file was set aside to %q", s.SetAside())
			}
		})
	}
}

// TestLargeDamagedFile has damage that shows only where the whole file is read:
// it is found in the background, and the next start sets the file aside.
func TestLargeDamagedFile(t *testing.T) {
	dir, _ := writtenLarge(t)
	spoil(t, dir, garbage(wholeCheck, wholeCheck+4096))
	s := storeIn(t, dir)
	if s.SetAside() != "" {
		t.Fatal("a large file was read through before it was used")
	}
	if s.examine(); !s.marked() {
		t.Fatal("the damage was not noted")
	}
	shutDown(t, s)
	s = storeIn(t, dir)
	if s.SetAside() == "" || s.marked() {
		t.Errorf("set aside to %q, still marked: %v", s.SetAside(), s.marked())
	}
}

// TestDamageMetWhileReading notes what a reader stumbles over.
func TestDamageMetWhileReading(t *testing.T) {
	dir, lines := writtenLarge(t)
	spoil(t, dir, garbage(wholeCheck, wholeCheck+4096))
	s := storeIn(t, dir)
	l := logOf(t, s)
	err := error(nil)
	for after := uint64(0); after < lines && err == nil; after += 100 {
		_, err = l.Read(after, 100)
	}
	if !errors.Is(err, ErrDamaged) || !s.marked() {
		t.Errorf("got %v, noted: %v", err, s.marked())
	}
}

// TestSuspectedFileThatIsSound is read through once and then used.
func TestSuspectedFileThatIsSound(t *testing.T) {
	dir := written(t, 10)
	if err := os.WriteFile(filepath.Join(dir, markFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := storeIn(t, dir)
	if s.SetAside() != "" || s.marked() || len(everything(t, logOf(t, s))) != 10 {
		t.Errorf("set aside to %q, still marked: %v", s.SetAside(), s.marked())
	}
}

// TestDamagedFileThatOthersUse is left where it is.
func TestDamagedFileThatOthersUse(t *testing.T) {
	dir := written(t, 10)
	s := storeIn(t, dir)
	if err := os.Rename(s.path, s.path+".moved"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path, bytes.Repeat([]byte("landline "), 3000), 0o600); err != nil {
		t.Fatal(err)
	}
	second, err := Open(dir, Options{})
	if err == nil {
		shutDown(t, second)
	}
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if err := os.Rename(s.path+".moved", s.path); err != nil {
		t.Fatal(err)
	}
}

// TestKilledWriter leaves a write-ahead log behind, as a killed process does.
func TestKilledWriter(t *testing.T) {
	dir, copied := t.TempDir(), t.TempDir()
	s := storeIn(t, dir)
	kept := appendAll(t, logOf(t, s), messages(3000))
	for _, part := range []string{"", "-wal"} {
		all, err := os.ReadFile(s.path + part)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copied, file+part), all, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s = storeIn(t, copied)
	if got := everything(t, logOf(t, s)); s.SetAside() != "" || !slices.Equal(got, kept) {
		t.Errorf("%d lines, want %d; set aside to %q", len(got), len(kept), s.SetAside())
	}
}

func TestFileIsForItsOwnerOnly(t *testing.T) {
	dir := written(t, 1)
	info, err := os.Stat(filepath.Join(dir, file))
	if err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestOpenWhereNothingIs(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "none"), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestCloseTwice(t *testing.T) {
	s := storeIn(t, t.TempDir())
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Log(desk, "x"); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Seat(place); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Rooms(); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

// TestSQLiteVersion wants the release in which a write-ahead log that is begun
// anew can no longer damage the file.
func TestSQLiteVersion(t *testing.T) {
	s := storeIn(t, t.TempDir())
	if n := count(t, s, `SELECT CAST(replace(substr(sqlite_version(), 1, 4), '.', '') AS INTEGER)`); n < 353 {
		t.Errorf("SQLite is of version %d", n)
	}
	if n := count(t, s, "PRAGMA synchronous"); n != 2 {
		t.Errorf("synchronous is %d, want FULL", n)
	}
	var mode string
	if err := s.reader().QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("journal mode %q, %v", mode, err)
	}
	if _, err := s.reader().Exec("DELETE FROM lines"); !errors.Is(classify(err), ErrReadOnly) {
		t.Errorf("a reader may write: %v", err)
	}
}
