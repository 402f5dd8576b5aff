package netcore_test

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/netcoretest/netns"
)

// dialBackRole, set in the environment, has the test binary keep a room, or sit
// in one and ask whether its port is reached.
const dialBackRole = "LANDLINE_TEST_DIALBACK_ROLE"

const askedPort = 9000

// TestDialBackRole is no test of its own: TestDialBackOverALAN starts it as a
// process.
func TestDialBackRole(t *testing.T) {
	role := os.Getenv(dialBackRole)
	switch role {
	case "":
		t.Skip("for processes that tests start")
	case "host":
		ln, err := net.Listen("tcp", fmt.Sprint(":", labPort))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("listening")
		_ = netcore.NewHost(netcore.HostConfig{Identity: newIdentity(t), Name: "Lab"}).Serve(t.Context(), ln)
	case "silent":
	default:
		ln, err := net.Listen("tcp", fmt.Sprint(":", askedPort))
		if err != nil {
			t.Fatal(err)
		}
		defer ln.Close()
	}
	c := join(t, netcore.Target{Host: "10.77.0.1", Port: labPort}, netcore.ClientConfig{Name: "Bo"})
	if err := c.Reach(askedPort); err != nil {
		t.Fatal(err)
	}
	got := next[chat.Reached](t, c)
	fmt.Println("outcome", got.Outcome, got.Address)
}

// TestDialBackOverALAN asks from one computer whether another one reaches it:
// through a real network, and a firewall.
func TestDialBackOverALAN(t *testing.T) {
	netns.Available(t)
	if _, err := exec.LookPath("nft"); err != nil {
		t.Skip("a firewall can be made only by the program nft")
	}
	lan, host, member := netns.NewLAN(t), netns.NewHost(t), netns.NewHost(t)
	lan.Plug(host, "10.77.0.1/24")
	lan.Plug(member, "10.77.0.2/24")
	run := func(h *netns.Host, role string) *exec.Cmd {
		cmd := h.Command(t.Context(), os.Args[0], "-test.run=^TestDialBackRole$", "-test.v")
		cmd.Env, cmd.Stderr = append(os.Environ(), dialBackRole+"="+role), os.Stderr
		return cmd
	}
	for _, tt := range []struct {
		role     string
		firewall string // what becomes of who dials the port
		want     chat.DialBack
	}{
		{"silent", "", chat.NobodyThere},
		{"listener", "", chat.DialledBack},
		{"listener", "drop", chat.NoAnswer},
		{"listener", "reject with icmp type admin-prohibited", chat.NoWay},
	} {
		if tt.firewall != "" {
			nft := member.Command(t.Context(), "nft", "-f", "-")
			nft.Stdin = strings.NewReader(fmt.Sprintf(`
				add table inet fw
				flush table inet fw
				add chain inet fw input { type filter hook input priority 0; }
				add rule inet fw input tcp dport %d %s
			`, askedPort, tt.firewall))
			if out, err := nft.CombinedOutput(); err != nil {
				t.Fatalf("nft: %v: %s", err, out)
			}
		}
		end := opened(t, run(host, "host")) // a room anew, which dials this address again at once
		out, err := run(member, tt.role).Output()
		end()
		if want := fmt.Sprintf("outcome %d 10.77.0.2\n", tt.want); err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s, firewall %q: %v, want %q in\n%s", tt.role, tt.firewall, err, want, out)
		}
	}
}

// opened starts a process that keeps a room, and waits until others can come.
func opened(t *testing.T, keeper *exec.Cmd) (end func()) {
	t.Helper()
	out, err := keeper.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := keeper.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "listening"; {
	}
	return func() {
		_ = keeper.Process.Kill()
		_ = keeper.Wait()
	}
}
