//go:build unix

package app_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
)

// hostInto hosts a room whose standard output is a pipe that the test reads
// one line from, and no more.
func hostInto(t *testing.T) (host *process, address string, unread *os.File) {
	t.Helper()
	unread, stdout, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unread.Close() })
	cmd := program(t, nil, "host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--hidden", "--rate", "0", "--json")
	cmd.Stdout = stdout
	host = startPlain(t, cmd)
	_ = stdout.Close()
	line, err := bufio.NewReader(unread).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var e event
	if err := json.Unmarshal(line, &e); err != nil {
		t.Fatal(err)
	}
	return host, fmt.Sprintf("127.0.0.1:%d", e.Port), unread
}

// chatter says more than a pipe holds.
func chatter(t *testing.T, address string) {
	t.Helper()
	bo := start(t, nil, "join", address, "--as", "Bo")
	for range 200 {
		bo.say(strings.Repeat("x", 2000))
	}
	_ = bo.stdin.Close()
	if _, code := bo.rest(); code != 0 {
		t.Errorf("join ended with %d: %s", code, bo.stderr.String())
	}
}

// TestNobodyReadsTheHost leaves a host's standard output unread until it is
// stuck in it: the room goes on, and still closes when it is asked to.
func TestNobodyReadsTheHost(t *testing.T) {
	host, address, _ := hostInto(t)
	chatter(t, address)
	listener := start(t, nil, "join", address, "--as", "Cy")
	listener.next("entered")
	if code := host.end(); code != 0 {
		t.Errorf("host ended with %d: %s", code, host.stderr.String())
	}
	if e := listener.next("reconnecting"); !strings.Contains(e.Why, "closed") {
		t.Errorf("the room said no goodbye: %+v", e)
	}
	if n := strings.Count(host.stderr.String(), "output is lost"); n != 1 {
		t.Errorf("%d times it said that output is lost: %s", n, host.stderr.String())
	}
}

// TestHostOutputClosed takes the reader of a host's standard output away.
func TestHostOutputClosed(t *testing.T) {
	host, address, unread := hostInto(t)
	_ = unread.Close()
	chatter(t, address)
	chatter(t, address)
	if code := host.end(); code != 0 {
		t.Errorf("host ended with %d: %s", code, host.stderr.String())
	}
	if n := strings.Count(host.stderr.String(), "output is lost"); n != 1 {
		t.Errorf("%d times it said that output is lost: %s", n, host.stderr.String())
	}
}

// TestOutputFull has nowhere to print to.
func TestOutputFull(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("this system has no device that is always full: %v", err)
	}
	defer full.Close()
	_, address := hostRoom(t)
	for _, args := range [][]string{{"join", address, "--json"}, {"join", address, "--as", "Bo"}} {
		cmd := program(t, nil, args...)
		cmd.Stdout = full
		p := startPlain(t, cmd)
		p.say("is anybody here?")
		if _, code := p.rest(); code != 1 || !strings.Contains(p.stderr.String(), "output is lost") {
			t.Errorf("%v ended with %d: %s", args, code, p.stderr.String())
		}
	}
}

// TestInputUnreadable has a folder for standard input, which ends nowhere.
func TestInputUnreadable(t *testing.T) {
	folder, err := os.Open("/")
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	_, address := hostRoom(t)
	var out strings.Builder
	cmd := program(t, nil, "join", address, "--json")
	cmd.Stdin, cmd.Stdout = folder, &out
	p := startPlain(t, cmd)
	_, code := p.rest()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if last := lines[len(lines)-1]; code != 1 || !strings.Contains(last, `"error"`) || !strings.Contains(last, "input cannot be read") {
		t.Errorf("join ended with %d: %s", code, out.String())
	}
}

// TestInterruptedBeforeTheAnswer stops a join whose lines the room never
// answered for.
func TestInterruptedBeforeTheAnswer(t *testing.T) {
	host, address := hostRoom(t)
	bo := start(t, nil, "join", address, "--as", "Bo")
	bo.next("entered")
	if err := host.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var state syscall.WaitStatus
	if _, err := syscall.Wait4(host.cmd.Process.Pid, &state, syscall.WUNTRACED, nil); err != nil || !state.Stopped() {
		t.Fatalf("the host did not stop: %v", err)
	}
	// What is longer than two times the reader's buffer was read at least to
	// its first line when the last byte is out of the test's hands.
	bo.say("1", "2", "3")
	_, _ = io.WriteString(bo.stdin, strings.Repeat("\n", 1<<17))
	if err := bo.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	events, code := bo.rest()
	last := events[len(events)-1]
	if code != 4 || last.Event != "error" || last.Code != 4 || !strings.Contains(last.Text, "3 lines were not said") {
		t.Errorf("join ended with %d after %+v", code, last)
	}
}
