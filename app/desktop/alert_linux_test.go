//go:build !nogui

package desktop_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAlertInAWindow starts the program with settings that cannot be read: a small
// window says so, and Escape ends the program. Without a display it ends at once.
func TestAlertInAWindow(t *testing.T) {
	s := newScreen(t, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
	profile := t.TempDir()
	path := filepath.Join(profile, "settings.json")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w := s.open(profile, "Landline")
	w.until("the window in front", w.inFront)
	w.until("no window", func() bool {
		if w.inFront() {
			w.do("key", "Escape")
		}
		return !w.visible()
	})
	fails := func(p *program) {
		t.Helper()
		_ = p.cmd.Wait()
		if code := p.cmd.ProcessState.ExitCode(); code != 1 || !strings.Contains(p.said.String(), path) {
			t.Errorf("it ended with %d, saying %q", code, p.said)
		}
	}
	fails(w)
	s.env = append(s.env, "DISPLAY=")
	fails(s.start("--profile", profile))
}
