//go:build unix

package netcore_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
)

// poor is set in the environment of a process that hosts a room with few file
// descriptors.
const poor = "LANDLINE_TEST_POOR_HOST"

// fewDescriptors is what that process may open.
const fewDescriptors = 64

// TestPoorHost is that process: it hosts a room until its input ends.
func TestPoorHost(t *testing.T) {
	if os.Getenv(poor) == "" {
		t.Skip("the process that TestDescriptorsRunOut starts")
	}
	limit := syscall.Rlimit{Cur: fewDescriptors, Max: fewDescriptors}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	_, target := open(t, netcore.HostConfig{Limits: netcore.Limits{UnauthenticatedPerAddress: 1024}})
	fmt.Println("open at", target.HostPort())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// TestDescriptorsRunOut opens more connections to a host than it has file
// descriptors for. Who sits in the room goes on talking meanwhile, and when the
// connections are gone others come in again.
func TestDescriptorsRunOut(t *testing.T) {
	target := startPoorHost(t)
	ada := join(t, target, netcore.ClientConfig{Name: "Ada"})
	next[chat.Entered](t, ada)

	var many []net.Conn
	for range 2 * fewDescriptors {
		many = append(many, dialRaw(t, target))
	}
	say(t, ada, "is anybody there?")
	if m := next[chat.Said](t, ada); m.Seq != 1 {
		t.Errorf("the line has number %d", m.Seq)
	}
	for _, conn := range many {
		_ = conn.Close()
	}
	bo := join(t, target, netcore.ClientConfig{Name: "Bo", History: 1})
	next[chat.Entered](t, bo)
	if m := next[chat.Said](t, bo); m.Text != "is anybody there?" {
		t.Errorf("Bo heard %q", m.Text)
	}
}

// startPoorHost starts the process of TestPoorHost, which ends with the test.
func startPoorHost(t *testing.T) netcore.Target {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	host := exec.Command(exe, "-test.run=^TestPoorHost$")
	host.Env = append(os.Environ(), poor+"=1")
	host.Stderr = os.Stderr
	in, err := host.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := host.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := host.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(out)
	t.Cleanup(func() {
		_ = in.Close()
		rest, _ := io.ReadAll(said)
		if err := host.Wait(); err != nil {
			t.Errorf("the host ended with %v: %s", err, rest)
		}
	})
	line, err := said.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	typed, ok := strings.CutPrefix(strings.TrimSpace(line), "open at ")
	target, err := netcore.ParseTarget(typed)
	if !ok || err != nil {
		t.Fatalf("the host says %q (%v)", line, err)
	}
	return target
}
