package app_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"landline/app/vm"
)

// TestSocketsAgreeWithTheSystem compares what the Connections view is told
// with what ss reports about the same process.
func TestSocketsAgreeWithTheSystem(t *testing.T) {
	if _, err := exec.LookPath("ss"); err != nil {
		t.Skip("ss (package iproute2) is not installed")
	}
	host, bo := openDesk(t, t.TempDir()), openDesk(t, t.TempDir())
	host.desk.Rename("Ada")
	bo.desk.Rename("Bo")
	host.desk.Host(vm.NewRoom{Name: "Lab", Port: 0})
	opened := await(host, anyOf[vm.Listening])
	bo.desk.Join(opened.Addresses[0])
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Seated })

	host.desk.WatchSockets(true)
	bo.desk.WatchSockets(true)
	far := await(host, func(e vm.Sockets) bool { return len(e.Conns) == 1 })
	near := await(bo, func(e vm.Sockets) bool { return len(e.Conns) == 1 })
	if far.PID != os.Getpid() || near.PID != os.Getpid() {
		t.Errorf("process ids %d and %d, want %d", far.PID, near.PID, os.Getpid())
	}
	established := ss(t, "state", "established")
	for _, c := range []vm.Connection{far.Conns[0], near.Conns[0]} {
		if !established[sockets(c.Local, c.Remote)] {
			t.Errorf("ss knows no connection %s ⇄ %s among %v", c.Local, c.Remote, established)
		}
		if c.In == 0 || c.Out == 0 || c.Since.IsZero() {
			t.Errorf("nothing was counted: %+v", c)
		}
	}
	if !far.Conns[0].Inward || near.Conns[0].Inward || far.Conns[0].Who != "Bo" {
		t.Errorf("who dialled whom: %+v and %+v", far.Conns[0], near.Conns[0])
	}
	listening := far.Listening[0]
	_, port, _ := strings.Cut(strings.TrimPrefix(listening.Local, "[::]"), ":")
	if out := run(t, "ss", "-Hltnp", "sport", "=", port); !strings.Contains(out, fmt.Sprintf("pid=%d,", os.Getpid())) ||
		strings.Fields(out)[2] != strconv.Itoa(listening.Backlog) {
		t.Errorf("the view says %+v, ss says %s", listening, out)
	}
	for _, l := range near.Listening {
		if _, port, _ := net.SplitHostPort(l.Local); l.Network != "udp" || port != "7678" {
			t.Errorf("who hosts nothing listens on %+v", l)
		} else if out := run(t, "ss", "-Hlnup", "sport", "=", port); !strings.Contains(out, fmt.Sprintf("pid=%d,", os.Getpid())) {
			t.Errorf("the view says %+v, ss says %s", l, out)
		}
	}
	host.desk.WatchSockets(false)
	bo.desk.WatchSockets(false)
}

func sockets(local, remote string) string { return plainPair(local) + " " + plainPair(remote) }

// plainPair writes an IPv4 address in IPv6 clothes as ss and we may both have it.
func plainPair(address string) string {
	return strings.NewReplacer("[::ffff:", "", "]", "").Replace(address)
}

// ss lists the TCP connections of this process.
func ss(t *testing.T, filter ...string) map[string]bool {
	t.Helper()
	pairs := make(map[string]bool)
	for line := range strings.Lines(run(t, "ss", append([]string{"-Htnp"}, filter...)...)) {
		fields := strings.Fields(line)
		if strings.Contains(line, fmt.Sprintf("pid=%d,", os.Getpid())) && len(fields) >= 4 {
			pairs[sockets(fields[2], fields[3])] = true
		}
	}
	return pairs
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}
