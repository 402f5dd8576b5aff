package app_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"landline/netcore/netcoretest/netns"
)

// on runs the program on a machine of a network that the test made.
func on(t testing.TB, h *netns.Host) command {
	return func(name string, args ...string) *exec.Cmd { return h.Command(t.Context(), name, args...) }
}

// openOn hosts a room on a machine.
func openOn(t testing.TB, h *netns.Host, room string) *process {
	t.Helper()
	p := start(t, on(t, h), "host", "--name", room, "--as", "keeper of "+room, "--port", "0")
	p.next("listening")
	p.next("entered")
	return p
}

// chats has somebody on a machine join by the room's name and say a line that
// the host hears.
func chats(t testing.TB, from *netns.Host, host *process, room string) {
	t.Helper()
	p := start(t, on(t, from), "join", room, "--as", "guest")
	p.next("entered")
	line := "hello " + room
	p.say(line)
	_ = p.stdin.Close()
	if e := host.next("said"); e.Text != line {
		t.Errorf("%s heard %q", room, e.Text)
	}
	if _, code := p.rest(); code != 0 {
		t.Errorf("join ended with %d: %s", code, p.stderr.String())
	}
}

// findBoth waits until discover has heard of the rooms by both ways.
func findBoth(t testing.TB, p *process, rooms ...string) map[string]event {
	t.Helper()
	missing := len(rooms)
	rows := make(map[string]event)
	for missing > 0 {
		e := p.next("found")
		for _, room := range rooms {
			if e.Name == room && len(e.Via) == 2 && len(rows[room].Via) != 2 {
				missing--
			}
		}
		if old, ok := rows[e.Name]; ok && (old.Room != e.Room || old.Fingerprint != e.Fingerprint) {
			t.Errorf("%s has two rows: %+v and %+v", e.Name, old, e)
		}
		rows[e.Name] = e
	}
	return rows
}

func TestThreeHostsOnOneNetwork(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	rooms := []string{"Kitchen", "Lab", "Print shop"}
	hosts := make(map[string]*process)
	for i, room := range rooms {
		h := netns.NewHost(t)
		lan.Plug(h, fmt.Sprintf("10.7.0.%d/24", i+1))
		hosts[room] = openOn(t, h, room)
	}
	guest := netns.NewHost(t)
	lan.Plug(guest, "10.7.0.9/24")
	list := start(t, on(t, guest), "discover", "--for", "1m")
	if rows := findBoth(t, list, rooms...); len(rows) != len(rooms) {
		t.Errorf("found %d rows, want %d: %v", len(rows), len(rooms), rows)
	}
	for _, room := range rooms {
		chats(t, guest, hosts[room], room)
	}
	hosts["Lab"].end()
	if e := list.next("lost"); e.Name != "Lab" || e.Why != "goodbye" {
		t.Errorf("lost %+v", e)
	}
	if code := list.end(); code != 0 {
		t.Errorf("discover ended with %d", code)
	}
}

// TestTwoRoomsOfOneName tells them apart, and takes neither.
func TestTwoRoomsOfOneName(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	a, b, guest := netns.NewHost(t), netns.NewHost(t), netns.NewHost(t)
	lan.Plug(a, "10.7.0.1/24")
	lan.Plug(b, "10.7.0.2/24")
	lan.Plug(guest, "10.7.0.9/24")
	words := []string{"2 rooms", `"Lab"`}
	for _, h := range []*netns.Host{a, b} {
		e := start(t, on(t, h), "host", "--name", "Lab", "--as", "Ada", "--port", "0").next("listening")
		words = append(words, fmt.Sprintf(":%d (kept by Ada#%.6s)", e.Port, e.Fingerprint))
	}
	p := start(t, on(t, guest), "join", "Lab")
	events, code := p.rest()
	if code != 2 || len(events) == 0 {
		t.Fatalf("join ended with %d: %+v", code, events)
	}
	for _, word := range words {
		if last := events[len(events)-1]; last.Event != "error" || !strings.Contains(last.Text, word) {
			t.Errorf("the last line has no %s: %+v", word, last)
		}
	}
}

// TestHostComesBackElsewhere joins a room by its name, and finds it again at
// another port and another address.
func TestHostComesBackElsewhere(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	a, b, guest := netns.NewHost(t), netns.NewHost(t), netns.NewHost(t)
	lan.Plug(a, "10.7.0.1/24")
	lan.Plug(b, "10.7.0.2/24")
	lan.Plug(guest, "10.7.0.9/24")
	open := func(h *netns.Host, profile, port string) *process {
		p := start(t, on(t, h), "host", "--name", "Lab", "--as", "Ada", "--port", port, "--profile", profile)
		p.next("listening")
		return p
	}
	profile := t.TempDir()
	host := open(a, profile, "7001")
	bo := start(t, on(t, guest), "join", "Lab", "--as", "Bo")
	bo.next("entered")
	for _, next := range []struct {
		at   *netns.Host
		port string
	}{{a, "7002"}, {b, "7003"}} {
		host.end()
		bo.next("reconnecting")
		host = open(next.at, profile, next.port)
		bo.next("entered")
		line := "back at " + next.port
		bo.say(line)
		if e := host.next("said"); e.Text != line {
			t.Errorf("the host heard %+v", e)
		}
		bo.next("said") // or it would say it again in the next life
	}
	_ = bo.stdin.Close()
	if _, code := bo.rest(); code != 0 {
		t.Errorf("join ended with %d: %s", code, bo.stderr.String())
	}
}

// TestHostOnTwoNetworks has one host with a card on each of two networks:
// guests on both find and reach it, each over their own.
func TestHostOnTwoNetworks(t *testing.T) {
	netns.Available(t)
	left, right := netns.NewLAN(t), netns.NewLAN(t)
	both, one, other := netns.NewHost(t), netns.NewHost(t), netns.NewHost(t)
	left.Plug(both, "10.7.0.1/24")
	right.Plug(both, "10.8.0.1/24")
	left.Plug(one, "10.7.0.2/24")
	right.Plug(other, "10.8.0.2/24")
	host := openOn(t, both, "Bridge")
	chats(t, one, host, "Bridge")
	chats(t, other, host, "Bridge")
}

// TestIPv6Alone has no IPv4 and no router: link-local addresses must do.
func TestIPv6Alone(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	a, b := netns.NewHost(t), netns.NewHost(t)
	lan.Plug(a)
	lan.Plug(b)
	host := start(t, on(t, a), "host", "--name", "Six", "--as", "Ada", "--port", "0")
	e := host.next("listening")
	if !strings.HasPrefix(e.Addr, "fe80::") {
		t.Errorf("the host listens at %+v", e)
	}
	chats(t, b, host, "Six")

	typed := fmt.Sprintf("[%s%%eth0]:%d", strings.Split(e.Addr, "%")[0], e.Port)
	p := start(t, on(t, b), "join", typed, "--as", "Bo")
	p.next("entered")
	_ = p.stdin.Close()
	if _, code := p.rest(); code != 0 {
		t.Errorf("join %s ended with %d: %s", typed, code, p.stderr.String())
	}
}

// TestTwoProgramsOnOneMachine has nothing but loopback.
func TestTwoProgramsOnOneMachine(t *testing.T) {
	netns.Available(t)
	alone := netns.NewHost(t)
	host := openOn(t, alone, "Desk")
	chats(t, alone, host, "Desk")
}

// TestGuestBeforeHost looks for rooms before there is one.
func TestGuestBeforeHost(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	a, b := netns.NewHost(t), netns.NewHost(t)
	lan.Plug(a, "10.7.0.1/24")
	lan.Plug(b, "10.7.0.2/24")
	list := start(t, on(t, b), "discover", "--for", "1m")
	openOn(t, a, "Late")
	findBoth(t, list, "Late")
	list.end()
}

// TestCableCutAndMended takes the network away under a conversation. Both ends
// notice; what was said meanwhile arrives once and in order.
func TestCableCutAndMended(t *testing.T) {
	netns.Available(t)
	lan := netns.NewLAN(t)
	a, b := netns.NewHost(t), netns.NewHost(t)
	cable := lan.Plug(a, "10.7.0.1/24")
	lan.Plug(b, "10.7.0.2/24")
	host := start(t, on(t, a), "host", "--name", "Far", "--as", "Ada", "--port", "7678")
	host.next("entered")
	bo := start(t, on(t, b), "join", "10.7.0.1", "--as", "Bo")
	bo.next("entered")
	hears := func(from, to int) {
		for want := from; want <= to; want++ {
			if e := host.next("said"); e.Seq != uint64(want) || e.Text != fmt.Sprint(want) {
				t.Errorf("the host heard %d %q, want %d", e.Seq, e.Text, want)
			}
		}
	}
	bo.say("1", "2")
	hears(1, 2)
	cable.Cut()
	bo.say("3", "4")
	bo.next("reconnecting")
	host.next("left")
	bo.say("5")
	cable.Mend()
	bo.next("entered")
	_ = bo.stdin.Close()
	hears(3, 5)
	if _, code := bo.rest(); code != 0 {
		t.Errorf("join ended with %d: %s", code, bo.stderr.String())
	}
}
