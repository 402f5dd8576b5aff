//go:build !nogui

package desktop_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// screen is an X display in memory with a window manager on it.
type screen struct {
	t   testing.TB
	env []string // of every program on it
}

// newScreen starts a display that ends with the test. Where the system lacks
// something for it the test is skipped.
func newScreen(t testing.TB, env ...string) *screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "openbox", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("a window on a screen in memory needs %s: %v", tool, err)
		}
	}
	for range 3 { // on a busy machine a window manager does not always come up
		if s := managed(t, env); s != nil {
			return s
		}
		t.Log("no window manager came up: another display")
	}
	t.Fatal("there is no display with a window manager")
	return nil
}

// managed is a display with a window manager at work; nil where that does not come.
func managed(t testing.TB, env []string) *screen {
	t.Helper()
	number, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer number.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
	x.ExtraFiles = []*os.File{write}
	launch(t, x)
	write.Close()
	display, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		t.Fatalf("the display does not come up: %v", err)
	}
	home := t.TempDir()
	s := &screen{t: t, env: append(os.Environ(), append([]string{
		"DISPLAY=:" + strings.TrimSpace(display), "WAYLAND_DISPLAY=", "HOME=" + home, "XDG_CACHE_HOME=" + home + "/cache",
		"XDG_CONFIG_HOME=" + home + "/config", "XDG_DATA_HOME=" + home + "/data", asProgram + "=1", "GORACE=exitcode=0",
	}, env...)...)}
	manager := exec.Command("openbox", "--sm-disable")
	manager.Env = s.env
	launch(t, manager)
	late := time.NewTimer(patience / 4)
	defer late.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for s.do("get_num_desktops") == "" {
		select {
		case <-again.C:
		case <-late.C:
			return nil
		}
	}
	return s
}

// launch starts a program that is killed at the end of the test, if it still runs.
func launch(t testing.TB, c *exec.Cmd) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
}

// program is Landline as a process.
type program struct {
	*screen
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Scanner
	said *strings.Builder // on standard error; to be read after the end
	id   string           // of its window; empty for none
}

// start runs this test binary as Landline.
func (s *screen) start(args ...string) *program {
	s.t.Helper()
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	p := &program{screen: s, cmd: exec.Command(self, args...), said: &strings.Builder{}}
	p.cmd.Env, p.cmd.Stderr = s.env, p.said
	p.cmd.WaitDelay = patience
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		s.t.Fatal(err)
	}
	p.out = bufio.NewScanner(out)
	s.t.Cleanup(func() { // after the program has ended
		for _, race := range races(p.said.String()) {
			s.t.Errorf("a data race in %v: %s", args, race)
		}
	})
	launch(s.t, p.cmd)
	return p
}

// races are the reports of the race detector in what a program said, but for
// those in the package that draws the tray's icon: it changes its menu while the
// desktop reads it, and nothing of ours can keep it from that.
func races(said string) (reports []string) {
	const rule = "==================\n"
	for _, part := range strings.Split(said, rule) {
		if strings.Contains(part, "DATA RACE") && !strings.Contains(part, "fyne.io/systray.") {
			reports = append(reports, part)
		}
	}
	return reports
}

// open starts Landline with a window and waits until that is named.
func (s *screen) open(profile, title string) *program {
	s.t.Helper()
	p := s.start("--profile", profile)
	p.until("a window", func() bool {
		p.id = p.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid))
		return p.id != "" && !strings.Contains(p.id, "\n")
	})
	p.titled(title)
	return p
}

// do is what xdotool answers; empty where it fails.
func (s *screen) do(args ...string) string {
	c := exec.Command("xdotool", args...)
	c.Env = s.env
	out, err := c.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// until waits for something to hold.
func (s *screen) until(what string, holds func() bool) {
	s.t.Helper()
	if !waits(holds) {
		s.t.Fatalf("never seen: %s; the window in front is called %q", what, s.do("getactivewindow", "getwindowname"))
	}
}

// waits asks again and again: what a display shows tells nobody that it changed.
func waits(holds func() bool) bool {
	late := time.NewTimer(patience)
	defer late.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !holds() {
		select {
		case <-again.C:
		case <-late.C:
			return false
		}
	}
	return true
}

func (p *program) titled(title string) {
	p.t.Helper()
	p.until(title, func() bool { return p.do("getwindowname", p.id) == title })
}

// inFront tells whether the window has the keyboard.
func (p *program) inFront() bool { return p.do("getactivewindow") == p.id }

// close closes the window as a person does.
func (p *program) close() {
	p.t.Helper()
	p.until("no window", func() bool {
		if p.inFront() {
			p.do("key", "alt+F4")
		}
		return !p.visible()
	})
}

// visible tells whether the program has a window on the screen.
func (p *program) visible() bool {
	return p.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid)) != ""
}

// ends waits for the end of the process, and expects that it left nothing. One that
// does not end says what its goroutines do.
func (p *program) ends() {
	p.t.Helper()
	late := time.AfterFunc(patience, func() { _ = p.cmd.Process.Signal(syscall.SIGQUIT) })
	defer late.Stop()
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("the program ended with %v:\n%s", err, p.said)
	}
}

// event waits for an event that a command prints with --json.
func (p *program) event(name string) (fields map[string]any) {
	p.t.Helper()
	for p.out.Scan() {
		fields = nil
		if json.Unmarshal(p.out.Bytes(), &fields) == nil && fields["event"] == name {
			return fields
		}
	}
	p.t.Fatalf("no event %s before the end", name)
	return nil
}

// hosting is a room of Ada's in a terminal, and a profile of Bo's whose window
// sits in it.
func (s *screen) hosting() (host *program, bo string) {
	s.t.Helper()
	host = s.start("host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--profile", s.t.TempDir(), "--json")
	at := host.event("listening")
	bo = s.t.TempDir()
	s.settle(bo, map[string]any{"name": "Bo", "rooms": []any{map[string]any{"name": "Lab", "target": fmt.Sprintf("127.0.0.1:%v", at["port"])}}})
	return host, bo
}

// settle writes the settings of a profile.
func (s *screen) settle(profile string, settings map[string]any) {
	s.t.Helper()
	content, err := json.Marshal(settings)
	if err == nil {
		err = os.WriteFile(filepath.Join(profile, "settings.json"), content, 0o600)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// settings are what a profile keeps.
func (s *screen) settings(profile string) (kept map[string]any) {
	s.t.Helper()
	content, err := os.ReadFile(filepath.Join(profile, "settings.json"))
	if err == nil {
		err = json.Unmarshal(content, &kept)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return kept
}

// TestNothingIsLeft ends windows in the ways there are. The program itself looks for what it left (main_test.go).
func TestNothingIsLeft(t *testing.T) {
	s := newScreen(t, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
	_, bo := s.hosting()

	w := s.open(bo, "Lab · Landline")
	w.close()
	w.ends()

	w = s.open(bo, "Lab · Landline")
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.ends()

	w = s.open(bo, "Lab · Landline")
	if err := w.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	w.ends()
}

// TestSecondStart starts a profile whose window is open, but not in front.
func TestSecondStart(t *testing.T) {
	s := newScreen(t, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
	_, bo := s.hosting()
	w := s.open(bo, "Lab · Landline")
	w.until("the window in front", w.inFront)
	w.do("windowminimize", w.id)
	w.until("the window away", func() bool { return !w.inFront() })
	second := s.start("--profile", bo)
	second.ends()
	w.until("the window in front", w.inFront)
	w.close()
	w.ends()
}
