package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landline/app/words"
	"landline/netcore/history"
	"landline/netcore/identity"
)

// TestAlertOfDamagedFiles starts the window with files that it cannot use: it says
// which file that is and what to do, on standard error and in a window, and leaves
// the file as it is. Once it is moved away the program starts.
func TestAlertOfDamagedFiles(t *testing.T) {
	t.Cleanup(func() { words.Use(words.English) })
	tests := []struct{ file, content string }{
		{"settings.json", ""},
		{"settings.json", `{"name": "Ad`},
		{"settings.json", strings.Repeat(" ", settingsBytes+1)},
		{identity.FileName, ""},
		{"known_hosts", "nothing of the kind"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s of %d bytes", tt.file, len(tt.content)), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, tt.file)
			if err := os.WriteFile(path, []byte(tt.content), 0o600); err != nil {
				t.Fatal(err)
			}
			var advice, detail string
			var errs strings.Builder
			opened := false
			start := func() int {
				return Run(Program{
					Args: []string{"--profile", dir}, Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &errs,
					Window: func(d *Desk) error { opened = true; d.Close(); return nil },
					Alert:  func(what, why string) { advice, detail = what, why },
				})
			}
			if code := start(); code != exitFailed || opened {
				t.Errorf("it ended with %d, window %v", code, opened)
			}
			if advice == "" || !strings.Contains(detail, path) || !strings.Contains(errs.String(), detail) {
				t.Errorf("it says %q and %q, and on standard error %q", advice, detail, errs.String())
			}
			if content, err := os.ReadFile(path); err != nil || string(content) != tt.content {
				t.Errorf("the file was changed: %v", err)
			}
			if err := os.Rename(path, path+".aside"); err != nil {
				t.Fatal(err)
			}
			advice = ""
			if code := start(); code != exitDone || !opened || advice != "" {
				t.Errorf("without the file it ended with %d, window %v, saying %q", code, opened, advice)
			}
		})
	}
}

// TestRemedies has advice of its own for each thing that a person can mend.
func TestRemedies(t *testing.T) {
	said := map[string]error{remedy(errors.New("anything else")): nil}
	for _, err := range []error{
		&damagedError{"settings.json", io.ErrUnexpectedEOF}, identity.ErrDamaged, identity.ErrExposed,
		history.ErrNewer, history.ErrFull, fs.ErrPermission,
	} {
		wrapped := fmt.Errorf("app: profile: %w", err)
		text := remedy(wrapped)
		if other, twice := said[text]; twice {
			t.Errorf("%v and %v both say %q", err, other, text)
		}
		said[text] = err
	}
}
