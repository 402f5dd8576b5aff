package app_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"landline/netcore/netcoretest/netns"
)

// examined is what the doctor printed for scripts.
type examined struct {
	cards    map[string]card
	findings []string // their codes
	steps    []string // step and how it went
	code     int
	text     string
}

type card struct {
	Kind           string
	Used           bool
	MDNS, Presence struct {
		Sent, Own, Others int
		Fault             string
	}
}

// examine runs the doctor on a machine.
func examine(t *testing.T, h *netns.Host, args ...string) examined {
	t.Helper()
	cmd := program(t, on(t, h), append([]string{"doctor", "--json"}, args...)...)
	out, err := cmd.Output()
	got := examined{cards: make(map[string]card), text: string(out)}
	if err != nil {
		got.code = cmd.ProcessState.ExitCode()
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		var line struct {
			Event, Name, Rule, Step string
			OK                      bool
			card
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatalf("not an object: %q", lines.Text())
		}
		switch line.Event {
		case "interface":
			got.cards[line.Name] = line.card
		case "finding":
			got.findings = append(got.findings, line.Rule)
		case "step":
			how := " failed"
			if line.OK {
				how = " ok"
			}
			got.steps = append(got.steps, line.Step+how)
		}
	}
	return got
}

// finds checks that the doctor's first finding is this one.
func (e examined) finds(t *testing.T, want string, code int) {
	t.Helper()
	if len(e.findings) == 0 || e.findings[0] != want || e.code != code {
		t.Errorf("found %q and ended with %d, want %s and %d:\n%s", e.findings, e.code, want, code, e.text)
	}
}

// rule adds a rule of nftables to a machine, in a chain that sees what comes in
// or what goes out.
func rule(t *testing.T, h *netns.Host, hook, rule string) {
	t.Helper()
	if _, err := exec.LookPath("nft"); err != nil {
		t.Skip("a firewall can be made only by the program nft")
	}
	cmd := h.Command(t.Context(), "nft", "-f", "-")
	cmd.Stdin = strings.NewReader("add table inet t\n" +
		"add chain inet t " + hook + " { type filter hook " + hook + " priority 0; }\n" +
		"add rule inet t " + hook + " " + rule + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("nft: %v: %s", err, out)
	}
}

// neighbours are two machines on a network, of which the first hosts a room.
func neighbours(t *testing.T) (lan *netns.LAN, ada, bo *netns.Host, cables [2]*netns.Cable) {
	t.Helper()
	netns.Available(t)
	lan, ada, bo = netns.NewLAN(t), netns.NewHost(t), netns.NewHost(t)
	cables[0], cables[1] = lan.Plug(ada, "10.7.0.1/24"), lan.Plug(bo, "10.7.0.2/24")
	host := start(t, on(t, ada), "host", "--name", "Lab", "--as", "Ada", "--port", "7678")
	host.next("entered")
	return lan, ada, bo, cables
}

func TestDoctorSeesANeighbour(t *testing.T) {
	_, _, bo, _ := neighbours(t)
	got := examine(t, bo, "10.7.0.1", "--seconds", "4.5")
	got.finds(t, "address-reached", 0)
	if !slices.Contains(got.findings, "rooms-seen") || !slices.Equal(got.steps, []string{"connect ok", "hello ok"}) {
		t.Errorf("found %q by the steps %q", got.findings, got.steps)
	}
	eth := got.cards["eth0"]
	if eth.Kind != "wired" || !eth.Used {
		t.Errorf("the card is %+v", eth)
	}
	for way, r := range map[string]struct{ sent, own, others int }{
		"mDNS":     {eth.MDNS.Sent, eth.MDNS.Own, eth.MDNS.Others},
		"presence": {eth.Presence.Sent, eth.Presence.Own, eth.Presence.Others},
	} {
		if r.sent == 0 || r.own == 0 || r.others == 0 {
			t.Errorf("%s: %+v", way, r)
		}
	}
}

func TestDoctorFindsAFirewallHere(t *testing.T) {
	_, _, bo, _ := neighbours(t)
	rule(t, bo, "input", "meta l4proto udp drop")
	got := examine(t, bo, "--seconds", "4.5")
	got.finds(t, "own-not-heard", 1)
	if eth := got.cards["eth0"]; eth.Presence.Sent == 0 || eth.Presence.Own+eth.Presence.Others != 0 {
		t.Errorf("the card counts %+v", eth)
	}
}

func TestDoctorFindsThatNothingGoesOut(t *testing.T) {
	_, _, bo, _ := neighbours(t)
	rule(t, bo, "output", "meta l4proto udp drop")
	got := examine(t, bo, "--seconds", "2")
	got.finds(t, "cannot-send", 1)
	if eth := got.cards["eth0"]; eth.Presence.Sent != 0 || !strings.Contains(eth.Presence.Fault, "not permitted") {
		t.Errorf("the card counts %+v", eth)
	}
}

func TestDoctorFindsANetworkThatKeepsComputersApart(t *testing.T) {
	lan, _, bo, cables := neighbours(t)
	lan.Sever(cables[0], cables[1])
	lan.Sever(cables[1], cables[0])
	examine(t, bo, "--seconds", "4.5").finds(t, "nobody-heard", 1)
}

func TestDoctorFindsAFirewallThere(t *testing.T) {
	_, ada, bo, _ := neighbours(t)
	rule(t, ada, "input", "tcp dport 7678 drop")
	got := examine(t, bo, "10.7.0.1", "--seconds", "1")
	got.finds(t, "address-not-reached", 4)
	if !slices.Equal(got.steps, []string{"connect failed"}) || !strings.Contains(got.text, "firewall") {
		t.Errorf("the steps are %q:\n%s", got.steps, got.text)
	}
}

func TestDoctorOnPoorNetworks(t *testing.T) {
	netns.Available(t)
	alone := netns.NewHost(t)
	examine(t, alone, "--seconds", "0.5").finds(t, "no-network", 1)
	alone.IP("link", "add", "wg0", "type", "veth", "peer", "name", "wg1")
	alone.IP("link", "set", "wg1", "up")
	alone.IP("addr", "add", "10.8.0.1/24", "dev", "wg0")
	alone.IP("link", "set", "wg0", "up")
	examine(t, alone, "--seconds", "0.5").finds(t, "only-virtual", 1)
	netns.NewLAN(t).Plug(alone, "169.254.7.7/16")
	examine(t, alone, "--seconds", "0.5").finds(t, "no-address", 1)
}
