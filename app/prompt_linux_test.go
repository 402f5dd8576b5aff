package app_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// console is the outer end of a pseudo-terminal: what a program on it prints, and
// what a person types.
type console struct {
	t     *testing.T
	outer *os.File
	reads chan string
	shown string
}

// openConsole makes a pseudo-terminal, and returns the end that a program gets.
func openConsole(t *testing.T) (s *console, inner *os.File) {
	t.Helper()
	outer, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("this system has no pseudo-terminals: %v", err)
	}
	t.Cleanup(func() { _ = outer.Close() })
	if err := unix.IoctlSetPointerInt(int(outer.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(outer.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	inner, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("the pseudo-terminal cannot be opened: %v", err)
	}
	t.Cleanup(func() { _ = inner.Close() })
	s = &console{t: t, outer: outer, reads: make(chan string)}
	go s.read(t.Context())
	return s, inner
}

func (s *console) read(ctx context.Context) {
	defer close(s.reads)
	buf := make([]byte, 1024)
	for {
		n, err := s.outer.Read(buf)
		if err != nil {
			return
		}
		select {
		case s.reads <- string(buf[:n]):
		case <-ctx.Done():
			return
		}
	}
}

// until waits until a program has printed one of the words, and forgets all up to
// there.
func (s *console) until(words ...string) (shown string) {
	s.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		for _, w := range words {
			if before, after, ok := strings.Cut(s.shown, w); ok {
				s.shown = after
				return before + w
			}
		}
		select {
		case read, ok := <-s.reads:
			if !ok {
				s.t.Fatalf("waiting for %q: the terminal is closed behind %q", words, s.shown)
			}
			s.shown += read
		case <-late.C:
			s.t.Fatalf("waiting for %q: there is only %q", words, s.shown)
		}
	}
}

func (s *console) types(line string) {
	s.t.Helper()
	if _, err := s.outer.WriteString(line + "\n"); err != nil {
		s.t.Fatal(err)
	}
}

// TestPrompt joins on a terminal: the password is asked for, more than once, and
// not shown; then lines are said, and those with a slash are commands.
func TestPrompt(t *testing.T) {
	host, address := lockedRoom(t)
	s, inner := openConsole(t)
	cmd := program(t, nil, "join", address, "--as", "Bo")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = inner, inner, inner
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	question := "Password of " + address + ":"
	shown := s.until(question)
	s.types(wrongPassword)
	shown += s.until("That is not the room’s password.")
	shown += s.until(question)
	s.types("a\x01b")
	shown += s.until("without control characters")
	shown += s.until(question)
	s.types(rightPassword)
	for !strings.HasSuffix(shown, "first time") { // the host has whoever was wrong wait
		if shown += s.until("first time", question); strings.HasSuffix(shown, question) {
			s.types(rightPassword)
		}
	}
	if strings.Contains(shown, "horse") {
		t.Errorf("the password is on the screen: %q", shown)
	}
	s.types("hello")
	if e := host.next("said"); e.Text != "hello" {
		t.Errorf("the host heard %+v", e)
	}
	s.until("1 [")
	s.types("/react 1 👍")
	if e := host.next("reacted"); e.Of != 1 {
		t.Errorf("the host heard %+v", e)
	}
}

// TestPromptInterrupted asks a join to end that waits for a password: the
// terminal shows again what is typed.
func TestPromptInterrupted(t *testing.T) {
	_, address := lockedRoom(t)
	s, inner := openConsole(t)
	cmd := program(t, nil, "join", address, "--as", "Bo")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = inner, inner, inner
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	s.until("Password of")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.until("Interrupted")
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 4 {
		t.Errorf("join ended with %d", code)
	}
	state, err := unix.IoctlGetTermios(int(inner.Fd()), unix.TCGETS)
	if err != nil || state.Lflag&unix.ECHO == 0 {
		t.Errorf("the terminal does not show what is typed: %+v %v", state, err)
	}
}

// TestAskPassword opens a room with a password that is typed twice.
func TestAskPassword(t *testing.T) {
	s, inner := openConsole(t)
	cmd := program(t, nil, "host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--hidden", "--ask-password")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = inner, inner, inner
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	s.until(`New password for "Lab":`)
	s.types(rightPassword)
	s.until("once more:")
	s.types(wrongPassword)
	s.until("not the same")
	s.until(`New password for "Lab":`)
	s.types(rightPassword)
	s.until("once more:")
	s.types(rightPassword)
	shown := s.until("password too")
	_, rest, _ := strings.Cut(shown, "landline join ")
	address := strings.Fields(rest)[0]
	if p, last, code := joins(t, rightPassword, address, "--as", "Bo"); code != 0 {
		t.Errorf("join %s ended with %d: %+v %s", address, code, last, p.stderr.String())
	}
}
