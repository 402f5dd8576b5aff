package app

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func expectPassword(t *testing.T, book passwords, place, want string) {
	t.Helper()
	if got, err := book.get(place); err != nil || got != want {
		t.Errorf("of %s %q is kept (%v), want %q", place, got, err, want)
	}
}

func TestPasswordsAreKept(t *testing.T) {
	book := passwords{filepath.Join(t.TempDir(), "passwords.json")}
	expectPassword(t, book, "room 1", "")
	for place, password := range map[string]string{"room 1": "first", "room 2": "żółw 🐢 \"quoted\""} {
		if err := book.keep(place, password); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.keep("room 1", "second"); err != nil {
		t.Fatal(err)
	}
	expectPassword(t, book, "room 1", "second")
	expectPassword(t, book, "room 2", "żółw 🐢 \"quoted\"")
	if info, err := os.Stat(book.path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}

	if err := book.forget("room 1", func(kept string) bool { return kept == "first" }); err != nil {
		t.Fatal(err)
	}
	expectPassword(t, book, "room 1", "second")
	if err := book.forget("room 1", anyPassword); err != nil {
		t.Fatal(err)
	}
	expectPassword(t, book, "room 1", "")
	content, err := os.ReadFile(book.path)
	if err != nil || strings.Contains(string(content), "second") {
		t.Errorf("after it was forgotten the file holds %q, %v", content, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(book.path), ".passwords-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestPasswordsAreShared has several programs keep theirs at once: nobody's is
// lost.
func TestPasswordsAreShared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "passwords.json")
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			if err := (passwords{path}).keep(fmt.Sprint("room ", i), fmt.Sprint(i)); err != nil {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	for i := range 8 {
		expectPassword(t, passwords{path}, fmt.Sprint("room ", i), fmt.Sprint(i))
	}
}

// TestPasswordsAreFull keeps one too many, and one that is too long.
func TestPasswordsAreFull(t *testing.T) {
	book := passwords{filepath.Join(t.TempDir(), "passwords.json")}
	err := book.change(func(all map[string]string) error {
		for i := range passwordsKept {
			all[fmt.Sprint("room ", i)] = "secret"
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.keep("one more", "secret"); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("one more: %v", err)
	}
	if err := book.keep("room 0", "another"); err != nil {
		t.Errorf("a known one: %v", err)
	}
	if err := book.keep("room 1", strings.Repeat("x", passwordsBytes)); err == nil {
		t.Error("a file was written that is too large to be read")
	}
	expectPassword(t, book, "room 1", "secret")
}

// TestPasswordsDamaged wants an error that names the file and tells nothing of
// what is in it, and the file left as it is.
func TestPasswordsDamaged(t *testing.T) {
	for name, content := range map[string]string{
		"cut off":   `{"room 1": "hush`,
		"no text":   `{"room 1": hush}`,
		"empty":     "",
		"nothing":   "null",
		"too large": "{}" + strings.Repeat(" ", passwordsBytes),
	} {
		book := passwords{filepath.Join(t.TempDir(), "passwords.json")}
		if err := os.WriteFile(book.path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := book.get("room 1")
		if err == nil || !strings.Contains(err.Error(), book.path) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", name, err)
		}
		for _, err := range []error{book.keep("room 1", "hush"), book.forget("room 1", anyPassword)} {
			if err == nil || strings.Contains(err.Error(), "hush") {
				t.Errorf("%s, changed: %v", name, err)
			}
		}
		if got, err := os.ReadFile(book.path); err != nil || string(got) != content {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// FuzzPasswords reads any file. What can be read is written and read again.
func FuzzPasswords(f *testing.F) {
	f.Add([]byte(`{"room 1": "hush", "address lab:7678": "\u0000"}`))
	f.Add([]byte(`{`))
	book := passwords{filepath.Join(f.TempDir(), "passwords.json")}
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(book.path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		before, err := book.get("room 1")
		if err != nil || book.keep("room 2", "x") != nil {
			return
		}
		expectPassword(t, book, "room 1", before)
		expectPassword(t, book, "room 2", "x")
	})
}

// TestSecret goes through what becomes of a password that somebody types.
func TestSecret(t *testing.T) {
	const place = "room 1"
	book := passwords{filepath.Join(t.TempDir(), "passwords.json")}
	s := &secret{failed: func(err error) { t.Error(err) }}
	expect := func(when, tries, kept string) {
		t.Helper()
		if got := s.password(book, place); got != tries {
			t.Errorf("%s: %q is tried, want %q", when, got, tries)
		}
		if got, err := book.get(place); err != nil || got != kept {
			t.Errorf("%s: %q is kept (%v), want %q", when, got, err, kept)
		}
	}
	expect("at first", "", "")
	s.give("one", true)
	expect("typed, to be kept", "one", "")
	s.wrong(book, place, "one")
	expect("but wrong", "", "")
	s.give("two", true)
	s.right(book, place, "two")
	expect("right", "two", "two")

	s = &secret{failed: s.failed}
	expect("after a restart", "two", "two")
	s.right(book, place, "two")
	expect("and right again", "two", "two")
	s.wrong(book, place, "two")
	expect("changed by the host", "", "")

	s.give("three", true)
	s.right(book, place, "three")
	s.give("four", false)
	s.wrong(book, place, "three") // late news of an attempt that was made before
	expect("while another one is typed", "four", "")
	s.right(book, place, "four")
	expect("not to be kept", "four", "")
	s.give("four", true)
	s.right(book, place, "four")
	s.forget(book, place)
	expect("left", "", "")
}
