//go:build !nogui

package desktop_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

// unreadMark is what counts unread lines before the title of a window.
var unreadMark = regexp.MustCompile(`^\([^)]*\) `)

// walker is a person at a window of the program, with keys (here) and a pointer
// (pointer_linux_test.go).
type walker struct {
	*program
	profile string
}

// walks opens a window of a new profile.
func (s *screen) walks(name string) *walker {
	s.t.Helper()
	w := &walker{profile: s.t.TempDir()}
	w.program = s.open(w.profile, "Landline")
	w.write(name)
	w.keys("Return")
	w.keeps("the name", func(kept map[string]any) bool { return kept["name"] == name })
	return w
}

// front brings the window to the front and waits for its keyboard.
func (w *walker) front() {
	w.t.Helper()
	w.until("the window in front", func() bool {
		if w.inFront() {
			return true
		}
		w.do("windowactivate", w.id)
		return false
	})
}

// called waits until the window has that title, whatever is unread.
func (w *walker) called(title string) {
	w.t.Helper()
	w.until(title, func() bool { return w.titles(title) })
}

// sized gives the window a size, and waits until it has it.
func (w *walker) sized(width, height string) {
	w.t.Helper()
	w.until("a window of another size", func() bool {
		size := w.do("getwindowgeometry", "--shell", w.id)
		if strings.Contains(size, "WIDTH="+width+"\n") {
			return true
		}
		w.do("windowsize", w.id, width, height)
		return false
	})
}

// keys presses keys, one after another.
func (w *walker) keys(keys ...string) {
	w.t.Helper()
	w.front()
	w.do(append([]string{"key", "--delay", "60"}, keys...)...)
}

// write types a text.
func (w *walker) write(text string) {
	w.t.Helper()
	w.front()
	w.do("type", "--delay", "20", text)
}

// says types a line and sends it.
func (w *walker) says(text string) {
	w.t.Helper()
	w.write(text)
	w.keys("Return")
}

// picks looks for something in the switcher, and presses Enter on it.
func (w *walker) picks(what string) {
	w.t.Helper()
	w.keys("Escape", "ctrl+k")
	w.says(what)
}

// tries does something until what follows from it holds: it may come before the
// window can take it, which tells nobody when it can.
func (w *walker) tries(what string, do func(), holds func() bool) {
	w.t.Helper()
	again := time.Time{}
	w.until(what, func() bool {
		switch {
		case holds():
			return true
		case time.Now().After(again):
			do()
			again = time.Now().Add(2 * time.Second)
		}
		return false
	})
}

// titles tells whether the window has that title now, whatever is unread.
func (w *walker) titles(title string) bool {
	return unreadMark.ReplaceAllString(strings.TrimSpace(w.do("getwindowname", w.id)), "") == title
}

// keeps waits until the settings on disk say something.
func (w *walker) keeps(what string, holds func(kept map[string]any) bool) {
	w.t.Helper()
	w.until(what+" in the settings", func() bool {
		kept := map[string]any{}
		content, err := os.ReadFile(w.profile + "/settings.json")
		return err == nil && json.Unmarshal(content, &kept) == nil && holds(kept)
	})
}

// prefers waits until the settings have a choice for the whole program.
func (w *walker) prefers(what string, value any) {
	w.t.Helper()
	w.keeps(what, func(kept map[string]any) bool {
		prefs, _ := kept["prefs"].(map[string]any)
		return prefs[what] == value
	})
}

// hosted is a room that the profile hosts.
func (w *walker) hosted() map[string]any {
	rooms, _ := w.settings(w.profile)["hosted"].([]any)
	if len(rooms) == 0 {
		return nil
	}
	room, _ := rooms[0].(map[string]any)
	return room
}

// copied waits until the clipboard holds what fits.
func (w *walker) copied(what string, fits func(string) bool) (text string) {
	w.t.Helper()
	w.until(what+" on the clipboard", func() bool {
		text = w.clipboard()
		return fits(text)
	})
	return text
}

// clipboard is the text on it; empty for none.
func (s *screen) clipboard() string {
	c := exec.Command("xclip", "-selection", "clipboard", "-out")
	c.Env = s.env
	out, err := c.Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// leaves closes the window; the program must end well.
func (w *walker) leaves() {
	w.t.Helper()
	w.front()
	w.close()
	w.ends()
}

// exits runs a command, and expects how it ends.
func (s *screen) exits(code int, args ...string) {
	s.t.Helper()
	p := s.start(args...)
	_ = p.in.Close()
	for p.out.Scan() {
	}
	_ = p.cmd.Wait()
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		s.t.Errorf("%q ended with %d, want %d:\n%s", args, got, code, p.said)
	}
}

// TestWalk has people do in real windows what Landline is for, with keys and with
// the pointer. What comes of each action is seen in the window itself, in what
// another person in the room is told, in the settings on disk, on the clipboard, in
// the title of the window or in how a program ends.
func TestWalk(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes")
	}
	if _, err := exec.LookPath("xclip"); err != nil {
		t.Skipf("the clipboard is read with xclip: %v", err)
	}
	all := true
	for _, way := range []struct {
		name string
		walk func(*screen)
	}{
		{"by keys", walkByKeys},
		{"by pointer", walkByPointer},
		{"by name", walkByName},
		{"in a long room", walkLong},
	} {
		ran := false
		t.Run(way.name, func(t *testing.T) {
			ran = true
			s := newScreen(t, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
			defer s.picture() // before the screen goes
			way.walk(s)
		})
		all = all && ran
	}
	if all && !t.Failed() {
		for _, name := range missed(t, os.Getenv(eyesAt)) {
			t.Errorf("nobody did this in a window: %s", name)
		}
	}
}

// picture keeps what is seen where a test fails.
func (s *screen) picture() {
	if s.t.Failed() {
		c := exec.Command("import", "-window", "root", s.t.ArtifactDir()+"/failed.png")
		c.Env = s.env
		_ = c.Run()
	}
}

// walkByKeys has two people do with keys alone what can be done.
func walkByKeys(s *screen) {
	ada, bo := s.walks("Ada"), s.walks("Bo")
	ada.keys("ctrl+n")
	ada.write("Front desk")
	ada.keys("Tab", "ctrl+a")
	ada.says("0")
	ada.titled("Front desk · Landline")
	cleo := ada.listens()
	bo.tries("the room found and entered", func() { bo.picks("Front desk"); bo.keys("Escape") }, func() bool { return bo.titles("Front desk · Landline") })
	hears(cleo, "Bo comes in", func(e chat.Joined) bool { return e.Name == "Bo" })

	walkLines(s, ada, bo, cleo)
	walkViews(s, ada, bo, cleo)
	walkDoor(ada, bo, cleo)
	walkOrder(s, ada, bo)
	walkSettings(s, ada)
	bo.leaves()
}
