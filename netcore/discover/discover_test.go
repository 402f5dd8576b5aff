package discover

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore/chat"
)

// station is a Service on the air of a test, and what it reported.
type station struct {
	*Service
	cancel context.CancelFunc
	served chan error

	mu      sync.Mutex
	changes []Change
	log     bytes.Buffer
}

// join puts a station on the air until the test's bubble ends.
func join(t *testing.T, a *air, word, addr string) *station {
	t.Helper()
	st := &station{served: make(chan error, 1)}
	st.Service = New(Config{
		Signer: signerOf(word), Ways: Presence, NoDistance: true,
		Log: slog.New(slog.NewTextHandler(&st.log, nil)),
		Changed: func(changes []Change) {
			st.mu.Lock()
			defer st.mu.Unlock()
			st.changes = append(st.changes, changes...)
		},
		Interfaces: func() ([]Interface, error) { return []Interface{cardWith(etherFlags, addr+"/24")}, nil },
	})
	st.openRadio = a.radio(addr)
	ctx, cancel := context.WithCancel(context.Background())
	st.cancel = cancel
	go func() { st.served <- st.Serve(ctx) }()
	synctest.Wait()
	return st
}

// leave ends the station and checks how Serve ended.
func (st *station) leave(t *testing.T) {
	t.Helper()
	st.cancel()
	if err := <-st.served; err != nil {
		t.Errorf("Serve: %v", err)
	}
	synctest.Wait()
}

// reported returns the changes since the last call.
func (st *station) reported() string {
	st.mu.Lock()
	defer st.mu.Unlock()
	defer func() { st.changes = nil }()
	return described(st.changes)
}

func (st *station) expect(t *testing.T, when, want string) {
	t.Helper()
	synctest.Wait()
	if got := st.reported(); got != want {
		t.Errorf("%s: %q, want %q", when, got, want)
	}
}

func (st *station) host(t *testing.T, name string, people int) {
	t.Helper()
	err := st.Announce(Hosting{Room: roomOf(name), Name: name, HostName: "Ada", Port: 7678, People: people})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNewcomersLearnAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, lan := time.Now(), &air{}
		ada := join(t, lan, "Ada", "10.0.0.1")
		defer ada.leave(t)
		ada.host(t, "Lab", 1)
		synctest.Wait()
		bo := join(t, lan, "Bo", "10.0.0.2")
		defer bo.leave(t)
		bo.expect(t, "a listener that came later", "found presence;")
		cleo := join(t, lan, "Cleo", "10.0.0.3")
		defer cleo.leave(t)
		cleo.host(t, "Kitchen", 1)
		for _, st := range []*station{ada, bo} {
			st.expect(t, "a host that came later", "found presence;")
		}
		cleo.expect(t, "that host itself", "found presence;")
		if passed := time.Since(began); passed != 0 {
			t.Errorf("it took %v", passed)
		}
		if rooms := cleo.Rooms(); len(rooms) != 1 || rooms[0].Name != "Lab" || rooms[0].Host != ada.Service.host {
			t.Errorf("Cleo sees %+v", rooms)
		}
	})
}

func TestAQuietRoomStaysAndChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		ada, bo := join(t, lan, "Ada", "10.0.0.1"), join(t, lan, "Bo", "10.0.0.2")
		defer ada.leave(t)
		defer bo.leave(t)
		ada.host(t, "Lab", 1)
		bo.expect(t, "announced", "found presence;")
		time.Sleep(10 * time.Minute)
		bo.expect(t, "ten minutes later", "")
		if sent := len(lan.sent()); sent > 10*60/5+10 {
			t.Errorf("%d packets in ten minutes", sent)
		}
		ada.host(t, "Lab", 2)
		bo.expect(t, "somebody came in", "changed presence;")
		ada.host(t, "Lab", 2)
		bo.expect(t, "the same once more", "")
	})
}

func TestSilenceIsNoticedAndForgiven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		ada, bo := join(t, lan, "Ada", "10.0.0.1"), join(t, lan, "Bo", "10.0.0.2")
		defer ada.leave(t)
		defer bo.leave(t)
		ada.host(t, "Lab", 1)
		bo.expect(t, "announced", "found presence;")
		lan.silence(true)
		time.Sleep(17 * time.Second)
		bo.expect(t, "three beacons missed", "")
		time.Sleep(time.Second)
		bo.expect(t, "silent for too long", "lost:silent presence;")
		if rooms := bo.Rooms(); len(rooms) != 0 {
			t.Errorf("Bo sees %+v", rooms)
		}
		lan.silence(false)
		time.Sleep(interval)
		bo.expect(t, "the network is whole again", "found presence;")
	})
}

func TestGoodbyes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, lan := time.Now(), &air{}
		ada, bo := join(t, lan, "Ada", "10.0.0.1"), join(t, lan, "Bo", "10.0.0.2")
		defer bo.leave(t)
		ada.host(t, "Lab", 1)
		ada.host(t, "Kitchen", 1)
		bo.expect(t, "announced", "found presence;found presence;")
		ada.Withdraw(roomOf("Lab"))
		ada.Withdraw(roomOf("Lab"))
		bo.expect(t, "withdrawn", "lost:goodbye presence;")
		ada.leave(t)
		bo.expect(t, "quit", "lost:goodbye presence;")
		if passed := time.Since(began); passed != 0 {
			t.Errorf("it took %v", passed)
		}
	})
}

func TestReplayedAndForgedPacketsDoNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		ada, bo := join(t, lan, "Ada", "10.0.0.1"), join(t, lan, "Bo", "10.0.0.2")
		defer bo.leave(t)
		ada.host(t, "Lab", 1)
		bo.expect(t, "announced", "found presence;")
		replay := func(from string) {
			for _, p := range lan.sent() {
				lan.send(p, ip(from))
			}
		}
		replay("10.0.0.66")
		bo.expect(t, "replayed from elsewhere", "")

		forged := bodies(false, nil, []chat.RoomID{roomOf("Lab")})[0]
		forged.Seq, forged.By = 1000, bytes.Repeat([]byte{1}, 8)
		lan.send(seal(signerOf("Eve"), forged), ip("10.0.0.66"))
		bo.expect(t, "goodbye signed by another key", "")
		mine := seal(signerOf("Eve"), forged)
		claimed := bytes.Replace(mine, signerOf("Eve").Public(), signerOf("Ada").Public(), 1)
		lan.send(claimed, ip("10.0.0.1"))
		bo.expect(t, "goodbye that claims the host's key", "")

		ada.leave(t)
		bo.expect(t, "quit", "lost:goodbye presence;")
		time.Sleep(time.Minute)
		replay("10.0.0.66")
		bo.expect(t, "replayed long after", "")
	})
}

func TestWhatComesFromAfarIsNotHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		bo := join(t, lan, "Bo", "10.0.0.2")
		defer bo.leave(t)
		packet := seal(golden())
		for _, from := range []string{"8.8.8.8", "2001:db8::1"} {
			lan.send(packet, ip(from))
			bo.expect(t, "from "+from, "")
		}
		lan.send(packet, ip("10.0.0.1"))
		bo.expect(t, "from this network", "found presence;")
	})
}

// A flood from one address neither fills the table nor hides a real host.
func TestAFloodChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		ada, bo := join(t, lan, "Ada", "10.0.0.1"), join(t, lan, "Bo", "10.0.0.2")
		defer ada.leave(t)
		defer bo.leave(t)
		before := len(lan.sent())
		for i := range 200 {
			b := bodies(true, []Hosting{{Room: roomOf("x"), Name: "x", HostName: "x", Port: 1}}, nil)[0]
			b.Seq, b.By = 1, fmt.Appendf(nil, "%08d", i)
			lan.send(seal(signerOf(fmt.Sprint("Eve ", i)), b), ip("10.0.0.66"))
			synctest.Wait()
		}
		if rooms := len(bo.Rooms()); rooms != maxPerSource {
			t.Errorf("%d rooms of one address, want %d", rooms, maxPerSource)
		}
		bo.reported()
		ada.host(t, "Lab", 1)
		bo.expect(t, "a real host", "found presence;")
		time.Sleep(interval - time.Second)
		if answers := len(lan.sent()) - before - 200; answers > 40 {
			t.Errorf("200 newcomers got %d answers", answers)
		}
	})
}

func TestTwoRunsOfOneIdentitySeeEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		one, two := join(t, lan, "Ada", "10.0.0.1"), join(t, lan, "Ada", "10.0.0.1")
		defer one.leave(t)
		defer two.leave(t)
		one.host(t, "Lab", 1)
		one.expect(t, "its own room", "")
		two.expect(t, "the other's room", "found presence;")
	})
}

func TestAPortThatIsTakenIsTriedAgainAndReportedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		ada := join(t, lan, "Ada", "10.0.0.1")
		defer ada.leave(t)
		ada.host(t, "Lab", 1)
		lan.busy = 3
		bo := join(t, lan, "Bo", "10.0.0.2")
		time.Sleep(time.Minute)
		bo.expect(t, "after the port was freed", "found presence;")
		bo.leave(t)
		if n := strings.Count(bo.log.String(), errBusy.Error()); n != 1 {
			t.Errorf("reported %d times, want once: %s", n, bo.log.String())
		}
	})
}

func TestServeRunsOnceAtATimeAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		bo := join(t, lan, "Bo", "10.0.0.2")
		ada := join(t, lan, "Ada", "10.0.0.1")
		ada.host(t, "Lab", 1)
		bo.expect(t, "announced", "found presence;")
		if err := ada.Serve(t.Context()); !errors.Is(err, ErrServing) {
			t.Errorf("a second Serve: %v, want ErrServing", err)
		}
		ada.leave(t)
		bo.expect(t, "quit", "lost:goodbye presence;")
		ctx, cancel := context.WithCancel(t.Context())
		go func() { ada.served <- ada.Serve(ctx) }()
		bo.expect(t, "served again", "found presence;")
		cancel()
		<-ada.served
		bo.leave(t)
		if rooms := bo.Rooms(); len(rooms) != 0 {
			t.Errorf("a Service that does not run sees %+v", rooms)
		}
	})
}

func TestAnnounceRefuses(t *testing.T) {
	s := New(Config{Signer: signerOf("Ada")})
	good := Hosting{Room: roomOf("Lab"), Name: "Lab", HostName: "Ada", Port: 1}
	for name, change := range map[string]func(*Hosting){
		"a name that is not clean":        func(h *Hosting) { h.Name = "\x00" },
		"a host's name that is not clean": func(h *Hosting) { h.HostName = "" },
	} {
		h := good
		change(&h)
		if err := s.Announce(h); !errors.Is(err, chat.NameInvalid) {
			t.Errorf("%s: %v, want NameInvalid", name, err)
		}
	}
	if h := good; s.Announce(Hosting{Room: h.Room, Name: h.Name, HostName: h.HostName}) == nil {
		t.Error("a room without a port was announced")
	}
	for i := range maxPerIdentity {
		good.Room = roomOf(fmt.Sprint(i))
		if err := s.Announce(good); err != nil {
			t.Fatal(err)
		}
	}
	good.Room = roomOf("one more")
	if err := s.Announce(good); !errors.Is(err, ErrTooMany) {
		t.Errorf("one room more: %v, want ErrTooMany", err)
	}
}
