package netcore_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/netcoretest"
)

// The tests of this file run on a network in memory and a clock that jumps, so
// they may ask for exact times.

// lab is a room on a network in memory.
type lab struct {
	t      *testing.T
	net    netcoretest.Network
	host   *netcore.Host
	server *netcoretest.Computer
	stop   func()
}

const labPort = 7678

func newLab(t *testing.T, cfg netcore.HostConfig) *lab {
	t.Helper()
	return newLabOn(t, &lab{t: t}, cfg)
}

// newLabOn opens the room on the network of another lab, which has stopped.
func newLabOn(t *testing.T, l *lab, cfg netcore.HostConfig) *lab {
	t.Helper()
	l.server = l.net.Computer("10.0.0.1")
	if cfg.Name = "Lab"; cfg.Identity == nil {
		cfg.Identity = newIdentity(t)
	}
	ln, err := l.server.Listen(labPort)
	if err != nil {
		t.Fatal(err)
	}
	l.host = netcore.NewHost(cfg)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- l.host.Serve(ctx, ln) }()
	l.stop = func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
	}
	return l
}

// from is how somebody at an address joins the lab.
func (l *lab) from(address, name string) netcore.ClientConfig {
	computer := l.net.Computer(address)
	return netcore.ClientConfig{
		Identity: newIdentity(l.t), Name: name,
		Connect: func(ctx context.Context, to netip.AddrPort) (net.Conn, error) { return computer.Dial(ctx, to) },
	}
}

func (l *lab) join(address, name string) *netcore.Client {
	l.t.Helper()
	return l.sit(l.from(address, name))
}

// sit is join, in all detail.
func (l *lab) sit(cfg netcore.ClientConfig) *netcore.Client {
	l.t.Helper()
	c, err := netcore.Dial(l.t.Context(), netcore.Target{Host: "10.0.0.1", Port: labPort}, cfg)
	if err != nil {
		l.t.Fatal(err)
	}
	return c
}

func TestQuietRoomLasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		l.net.Computer("10.0.0.2").SetDelay(30*time.Millisecond, 40*time.Millisecond)
		c := l.join("10.0.0.2", "Bo")
		defer c.Close()
		next[chat.Entered](t, c)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if err := c.Err(); err != nil {
			t.Errorf("after ten quiet minutes: %v", err)
		}
		if rtt := c.Socket().RTT; rtt != 70*time.Millisecond {
			t.Errorf("the member measured a round trip of %v, want 70ms", rtt)
		}
		if rtt := l.host.Seats()[0].Socket.RTT; rtt != 70*time.Millisecond {
			t.Errorf("the host measured a round trip of %v, want 70ms", rtt)
		}
	})
}

// TestPulledCable takes a member's cable out: no end of the connection is
// told, and both have to notice.
func TestPulledCable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		ada, bo := l.join("10.0.0.2", "Ada"), l.join("10.0.0.3", "Bo")
		defer ada.Close()
		defer bo.Close()
		next[chat.Entered](t, bo)
		next[chat.Joined](t, ada)
		time.Sleep(time.Minute)
		pulled := time.Now()
		l.net.Computer("10.0.0.3").Unplug()
		for range bo.Events() {
		}
		if took := time.Since(pulled); took > 12*time.Second {
			t.Errorf("the member noticed after %v", took)
		}
		next[chat.Left](t, ada)
		if took := time.Since(pulled); took > 12*time.Second {
			t.Errorf("the others heard of it after %v", took)
		}
	})
}

// TestStalledMember has a member whose computer reads nothing any more while
// others talk: the room does not wait.
func TestStalledMember(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1, QueueBytes: 64 << 10}})
		defer l.stop()
		ada, bo := l.join("10.0.0.2", "Ada"), l.join("10.0.0.3", "Bo")
		defer ada.Close()
		defer bo.Close()
		next[chat.Joined](t, ada)
		l.net.Computer("10.0.0.3").Stall()
		began := time.Now()
		text := string(make([]byte, 0, 4096))
		for len(text) < 4000 {
			text += "word "
		}
		for n := uint64(1); n <= 1000; n++ {
			say(t, ada, text)
			if m := next[chat.Said](t, ada); m.Seq != n {
				t.Fatalf("heard %d, want %d", m.Seq, n)
			}
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("the others waited %v for the stalled member", took)
		}
		synctest.Wait()
		for _, seat := range l.host.Seats() {
			if seat.Member.Name == "Bo" {
				t.Error("the stalled member still sits there")
			}
		}
	})
}

// TestClosingWhileCatchingUp closes a room while a newcomer still reads its
// history: they hear all of it before they hear the goodbye.
func TestClosingWhileCatchingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const lines = 300
		l := newLab(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1}})
		ada := l.join("10.0.0.2", "Ada")
		for n := uint64(1); n <= lines; n++ {
			say(t, ada, strings.Repeat("said before ", 80))
			next[chat.Said](t, ada)
		}
		defer ada.Close()
		l.net.Computer("10.0.0.3").SetDelay(50*time.Millisecond, 50*time.Millisecond)
		cfg := l.from("10.0.0.3", "Bo")
		cfg.History = lines
		bo, err := netcore.Dial(t.Context(), netcore.Target{Host: "10.0.0.1", Port: labPort}, cfg)
		if err != nil {
			t.Fatal(err)
		}
		defer bo.Close()
		done := make(chan struct{})
		go func() {
			defer close(done)
			l.stop()
		}()
		heard := 0
		for e := range bo.Events() {
			if _, ok := e.(chat.Said); ok {
				heard++
			}
		}
		if heard != lines || !errors.Is(bo.Err(), chat.Closing) {
			t.Errorf("heard %d of %d lines, then %v", heard, lines, bo.Err())
		}
		<-done
	})
}

// TestStrangersHaveDeadlines connects and says too little.
func TestStrangersHaveDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		at := netip.MustParseAddrPort("10.0.0.1:7678")
		for _, first := range []string{"", "\x16\x03\x01"} {
			began := time.Now()
			conn, err := l.net.Computer("10.0.0.2").Dial(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.WriteString(conn, first)
			_, _ = io.Copy(io.Discard, conn)
			if took := time.Since(began); took != 5*time.Second {
				t.Errorf("after %q the host hung up in %v, want 5s", first, took)
			}
			_ = conn.Close()
		}
	})
}

func TestHappyEyeballs(t *testing.T) {
	at := func(text string) netip.AddrPort { return netip.MustParseAddrPort(text) }
	tests := []struct {
		name  string
		addrs []netip.AddrPort
		took  time.Duration
	}{
		{"the first answers", []netip.AddrPort{at("10.0.0.1:7678"), at("10.0.0.66:7678")}, 0},
		{"the first is silent", []netip.AddrPort{at("10.0.0.66:7678"), at("10.0.0.1:7678")}, 250 * time.Millisecond},
		{"two are silent", []netip.AddrPort{at("10.0.0.66:7678"), at("10.0.0.67:7678"), at("10.0.0.1:7678")}, 500 * time.Millisecond},
		{"the first refuses", []netip.AddrPort{at("10.0.0.9:7678"), at("10.0.0.1:7678")}, 0},
		{"another host has the first address", []netip.AddrPort{at("10.0.0.8:7678"), at("10.0.0.1:7678")}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLab(t, netcore.HostConfig{})
				defer l.stop()
				l.net.Computer("10.0.0.9")
				impostor := serveElsewhere(t, l, "10.0.0.8")
				defer impostor()
				cfg := l.from("10.0.0.2", "Bo")
				cfg.Addrs, cfg.Pin = tt.addrs, hostKey(t, l)
				began := time.Now()
				c, err := netcore.Dial(t.Context(), netcore.Target{}, cfg)
				if err != nil {
					t.Fatal(err)
				}
				defer c.Close()
				if took := time.Since(began); took != tt.took {
					t.Errorf("took %v, want %v", took, tt.took)
				}
				if got := c.Socket().Remote.String(); got != "10.0.0.1:7678" {
					t.Errorf("joined at %s", got)
				}
			})
		})
	}
}

// TestForeignAddress has an address advertised for a host that is another's.
// While the host is away that one answers: this is no changed key.
func TestForeignAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		key := hostKey(t, l)
		l.stop()
		defer serveElsewhere(t, l, "10.0.0.8")()
		cfg := l.from("10.0.0.2", "Bo")
		cfg.Pin = key
		cfg.Addrs = []netip.AddrPort{netip.MustParseAddrPort("10.0.0.1:7678"), netip.MustParseAddrPort("10.0.0.8:7678")}
		_, err := netcore.Dial(t.Context(), netcore.Target{}, cfg)
		var dial *netcore.DialError
		if !errors.As(err, &dial) || dial.Fault != netcore.NobodyListens {
			t.Errorf("a hint with another key: %v", err)
		}
		_, err = netcore.Dial(t.Context(), netcore.Target{Host: "10.0.0.8", Port: labPort}, netcore.ClientConfig{
			Identity: cfg.Identity, Name: "Bo", Pin: key, Connect: cfg.Connect,
		})
		if !errors.As(err, &dial) || dial.Fault != netcore.KeyChanged {
			t.Errorf("a typed address with another key: %v", err)
		}
	})
}

// serveElsewhere opens another host's room at an address of the lab.
func serveElsewhere(t *testing.T, l *lab, address string) (stop func()) {
	t.Helper()
	ln, err := l.net.Computer(address).Listen(labPort)
	if err != nil {
		t.Fatal(err)
	}
	h := netcore.NewHost(netcore.HostConfig{Identity: newIdentity(t), Name: "Other"})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = h.Serve(ctx, ln)
	}()
	return func() {
		cancel()
		<-done
	}
}

// hostKey is the key that the lab's host proves.
func hostKey(t *testing.T, l *lab) chat.MemberID {
	t.Helper()
	c := l.join("10.0.0.5", "probe")
	defer c.Close()
	return c.Host()
}

func TestDialFaultsInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{})
		defer l.stop()
		l.net.Computer("10.0.0.9")
		for address, want := range map[string]struct {
			fault netcore.DialFault
			took  time.Duration
		}{
			"10.0.0.9":  {netcore.NobodyListens, 0},
			"10.0.0.66": {netcore.NoAnswer, 10 * time.Second},
		} {
			began := time.Now()
			_, err := netcore.Dial(t.Context(), netcore.Target{Host: address, Port: labPort}, l.from("10.0.0.2", "Bo"))
			var dial *netcore.DialError
			if !errors.As(err, &dial) || dial.Fault != want.fault || time.Since(began) != want.took {
				t.Errorf("%s: %v after %v, want %v after %v", address, err, time.Since(began), want.fault, want.took)
			}
		}
	})
}
