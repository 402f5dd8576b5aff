package netcore_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
	"landline/netcore/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is when a test that waits for an event gives up.
const patience = 20 * time.Second

func newIdentity(t testing.TB) *identity.Identity {
	t.Helper()
	me, err := identity.New()
	if err != nil {
		t.Fatal(err)
	}
	return me
}

// open serves a room on loopback until the test ends.
func open(t testing.TB, cfg netcore.HostConfig) (*netcore.Host, netcore.Target) {
	t.Helper()
	if cfg.Identity == nil {
		cfg.Identity = newIdentity(t)
	}
	cfg.Name = "Lab"
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	h := netcore.NewHost(cfg)
	serve(t, h, ln)
	return h, targetOf(t, ln.Addr())
}

func targetOf(t testing.TB, addr net.Addr) netcore.Target {
	t.Helper()
	target, err := netcore.ParseTarget(addr.String())
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// serve runs h until the test ends or the returned function is called.
func serve(t testing.TB, h *netcore.Host, ln net.Listener) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx, ln) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// join sits down in the room and leaves when the test ends.
func join(t testing.TB, target netcore.Target, cfg netcore.ClientConfig) *netcore.Client {
	t.Helper()
	if cfg.Identity == nil {
		cfg.Identity = newIdentity(t)
	}
	c, err := netcore.Dial(t.Context(), target, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// next waits for an event of type E and skips others.
func next[E chat.Event](t testing.TB, c *netcore.Client) E {
	t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case e, ok := <-c.Events():
			if !ok {
				t.Fatalf("waiting for %T: the stay ended: %v", *new(E), c.Err())
			}
			if want, ok := e.(E); ok {
				return want
			}
		case <-late.C:
			t.Fatalf("waiting for %T: nothing came", *new(E))
		}
	}
}

// ended waits for the end of a stay and returns why.
func ended(t testing.TB, c *netcore.Client) error {
	t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case _, ok := <-c.Events():
			if !ok {
				return c.Err()
			}
		case <-late.C:
			t.Fatal("the stay did not end")
		}
	}
}

func say(t testing.TB, c *netcore.Client, text string) chat.MessageID {
	t.Helper()
	id := chat.NewMessageID()
	if err := c.Say(id, text); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestTwoPeopleChat(t *testing.T) {
	host := newIdentity(t)
	h, target := open(t, netcore.HostConfig{Identity: host})
	pipe, err := netcore.DialPipe(t.Context(), h, netcore.ClientConfig{Identity: host, Name: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	if e := next[chat.Entered](t, pipe); e.Room != h.Room() || e.Name != "Lab" || len(e.Members) != 1 {
		t.Errorf("the host entered %+v", e)
	}

	bo := join(t, target, netcore.ClientConfig{Name: " Bo "})
	e := next[chat.Entered](t, bo)
	if want := []chat.Member{{ID: host.ID(), Name: "Ada", Host: true}, e.Members[1]}; !slices.Equal(e.Members, want) || e.Members[1].Name != "Bo" {
		t.Errorf("Bo sees %v", e.Members)
	}
	if bo.Host() != host.ID() {
		t.Error("the host's key is not the host's")
	}
	if j := next[chat.Joined](t, pipe); j.Name != "Bo" || j.Host {
		t.Errorf("the host saw %+v join", j)
	}

	id := say(t, bo, "Hello, Lab")
	for _, c := range []*netcore.Client{pipe, bo} {
		if m := next[chat.Said](t, c); m.Seq != 1 || m.ID != id || m.Name != "Bo" || m.Text != "Hello, Lab" {
			t.Errorf("heard %+v", m)
		}
	}
	if err := bo.Close(); err != nil {
		t.Error(err)
	}
	if l := next[chat.Left](t, pipe); l.Name != "Bo" {
		t.Errorf("the host saw %+v leave", l)
	}
	if err := bo.Say(chat.NewMessageID(), "late"); !errors.Is(err, netcore.ErrClosed) {
		t.Errorf("Say after Close: %v", err)
	}
}

// TestSameOrderForEverybody has many people talk at once over real sockets:
// everybody must hear everything, in one order, numbered without a hole.
func TestSameOrderForEverybody(t *testing.T) {
	const people, lines = 10, 200
	_, target := open(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1}})
	listener := join(t, target, netcore.ClientConfig{Name: "listener"})
	var talk sync.WaitGroup
	heard := make([][]chat.MessageID, people+1)
	hear := func(i int, c *netcore.Client) {
		for n := uint64(1); n <= people*lines; n++ {
			m := next[chat.Said](t, c)
			if m.Seq != n {
				t.Errorf("%d: heard number %d, want %d", i, m.Seq, n)
				return
			}
			heard[i] = append(heard[i], m.ID)
		}
	}
	clients := make([]*netcore.Client, people)
	for i := range clients {
		clients[i] = join(t, target, netcore.ClientConfig{Name: "talker " + strconv.Itoa(i), History: people * lines})
	}
	for i, c := range clients {
		talk.Go(func() { hear(i, c) })
		talk.Go(func() {
			for n := range lines {
				if err := c.Say(chat.NewMessageID(), fmt.Sprintf("line %d of %d", n, i)); err != nil {
					t.Errorf("%d: %v", i, err)
				}
			}
		})
	}
	talk.Go(func() { hear(people, listener) })
	talk.Wait()
	for i := range heard {
		if !slices.Equal(heard[i], heard[people]) {
			t.Errorf("%d heard another order than the listener", i)
		}
	}
}

func TestResume(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	talker := join(t, target, netcore.ClientConfig{Name: "talker"})
	next[chat.Entered](t, talker)
	for i := 1; i <= 10; i++ {
		say(t, talker, strconv.Itoa(i))
	}
	for range 10 {
		next[chat.Said](t, talker)
	}
	life := next[chat.Entered](t, join(t, target, netcore.ClientConfig{Name: "probe"})).Epoch

	tests := []struct {
		name        string
		resume      chat.Cursor
		history     uint64
		after, last uint64
	}{
		{"a newcomer who wants nothing", chat.Cursor{}, 0, 10, 10},
		{"a newcomer who wants three", chat.Cursor{}, 3, 7, 10},
		{"a newcomer who wants more than there is", chat.Cursor{}, 1000, 0, 10},
		{"back after a loss", chat.Cursor{Epoch: life, Seq: 4}, 1000, 4, 10},
		{"back with everything", chat.Cursor{Epoch: life, Seq: 10}, 1000, 10, 10},
		{"back from another log", chat.Cursor{Epoch: chat.NewEpoch(), Seq: 9}, 2, 8, 10},
		{"back with a number that was never given", chat.Cursor{Epoch: life, Seq: 11}, 2, 8, 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := join(t, target, netcore.ClientConfig{Name: "back", Resume: tt.resume, History: tt.history})
			if e := next[chat.Entered](t, c); e.After != tt.after || e.Head != 10 {
				t.Fatalf("entered after %d with head %d, want %d and 10", e.After, e.Head, tt.after)
			}
			for n := tt.after + 1; n <= tt.last; n++ {
				if m := next[chat.Said](t, c); m.Seq != n || m.Text != strconv.Itoa(int(n)) {
					t.Fatalf("heard %d %q, want %d", m.Seq, m.Text, n)
				}
			}
		})
	}
}

// TestCatchingUpUnderLoad joins while others talk: the replay and the live
// messages must meet without a hole and without a double.
func TestCatchingUpUnderLoad(t *testing.T) {
	const lines = 3000
	_, target := open(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1}})
	talker := join(t, target, netcore.ClientConfig{Name: "talker"})
	var runs sync.WaitGroup
	runs.Go(func() {
		for n := range lines {
			for talker.Say(chat.NewMessageID(), strconv.Itoa(n+1)) != nil {
				next[chat.Said](t, talker)
			}
			if n%8 == 0 {
				next[chat.Said](t, talker)
			}
		}
	})
	for i := range 8 {
		runs.Go(func() {
			c := join(t, target, netcore.ClientConfig{Name: "late " + strconv.Itoa(i), History: lines})
			for n := uint64(1); n <= lines; n++ {
				if m := next[chat.Said](t, c); m.Seq != n || m.Text != strconv.Itoa(int(n)) {
					t.Errorf("heard %d %q, want %d", m.Seq, m.Text, n)
					return
				}
			}
		})
	}
	runs.Wait()
}

func TestSaidTwiceCountsOnce(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	ada := join(t, target, netcore.ClientConfig{Name: "Ada"})
	bo := join(t, target, netcore.ClientConfig{Name: "Bo"})
	id := say(t, ada, "once")
	next[chat.Said](t, ada)
	if err := ada.Say(id, "once"); err != nil {
		t.Fatal(err)
	}
	if a := next[chat.Accepted](t, ada); a.ID != id || a.Seq != 1 {
		t.Errorf("the second time was answered by %+v", a)
	}
	if err := bo.Say(id, "mine"); err != nil {
		t.Fatal(err)
	}
	if d := next[chat.Declined](t, bo); d.ID != id || !errors.Is(d.Refusal, chat.IDReused) {
		t.Errorf("somebody else's id was answered by %+v", d)
	}
	say(t, bo, "twice")
	if m := next[chat.Said](t, ada); m.Seq != 2 || m.Text != "twice" {
		t.Errorf("then heard %+v", m)
	}
}

// unsayable are texts that no room takes.
var unsayable = map[string]chat.Code{
	strings.Repeat("x", chat.MaxText+1): chat.TextTooLong,
	" ":                                 chat.TextInvalid,
	"\x1b[0m":                           chat.TextInvalid,
}

func TestUnsayable(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	c := join(t, target, netcore.ClientConfig{Name: "Bo"})
	for text, want := range unsayable {
		if err := c.Say(chat.NewMessageID(), text); !errors.Is(err, want) {
			t.Errorf("saying %.10q: %v, want %v", text, err, want)
		}
	}
}

// TestDeclined has a member whose program does not check what it says.
func TestDeclined(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	conn, in := sitRaw(t, target, "Bo")
	for text, want := range unsayable {
		id := chat.NewMessageID()
		if _, err := conn.Write(wire.Append(nil, wire.Say{ID: id, Text: text})); err != nil {
			t.Fatal(err)
		}
		if d := nextFrame[wire.Declined](t, in); d.ID != id || d.Code != want {
			t.Errorf("%.10q was answered by %+v, want %v", text, d, want)
		}
	}
	if _, err := conn.Write(wire.Append(nil, wire.Say{ID: chat.NewMessageID(), Text: "fine"})); err != nil {
		t.Fatal(err)
	}
	if m := nextFrame[wire.Said](t, in); m.Seq != 1 {
		t.Errorf("declined messages took numbers: %d", m.Seq)
	}
}

func TestRefusedAtTheDoor(t *testing.T) {
	_, target := open(t, netcore.HostConfig{Limits: netcore.Limits{Limits: chat.Limits{Seats: 1}}})
	_, err := netcore.Dial(t.Context(), target, netcore.ClientConfig{Identity: newIdentity(t), Name: "\u202e"})
	if !errors.Is(err, chat.NameInvalid) {
		t.Errorf("a bad name: %v", err)
	}
	join(t, target, netcore.ClientConfig{Name: "Ada"})
	_, err = netcore.Dial(t.Context(), target, netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo"})
	if !errors.Is(err, chat.RoomFull) {
		t.Errorf("a full room: %v", err)
	}
}

func TestHostCloses(t *testing.T) {
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	h := netcore.NewHost(netcore.HostConfig{Identity: newIdentity(t), Name: "Lab"})
	stop := serve(t, h, ln)
	c := join(t, targetOf(t, ln.Addr()), netcore.ClientConfig{Name: "Bo"})
	next[chat.Entered](t, c)
	stop()
	if err := ended(t, c); !errors.Is(err, chat.Closing) {
		t.Errorf("the stay ended with %v, want %v", err, chat.Closing)
	}
	if _, err := h.Dial(t.Context()); !errors.Is(err, netcore.ErrClosed) {
		t.Errorf("Dial after Serve: %v", err)
	}
}

// TestLastLines closes a room with many members, some of whom are still behind:
// everybody hears every line, and why it ended.
func TestLastLines(t *testing.T) {
	const members, lines = 24, 50
	ln, err := netcore.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	h := netcore.NewHost(netcore.HostConfig{Identity: newIdentity(t), Name: "Lab", Limits: netcore.Limits{Rate: -1}})
	stop := serve(t, h, ln)
	clients := make([]*netcore.Client, members)
	for i := range clients {
		clients[i] = join(t, targetOf(t, ln.Addr()), netcore.ClientConfig{Name: strconv.Itoa(i), History: lines})
	}
	for range lines {
		say(t, clients[0], strings.Repeat("word ", 200))
		next[chat.Said](t, clients[0])
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		stop()
	}()
	var listening sync.WaitGroup
	for i, c := range clients[1:] {
		listening.Go(func() {
			heard := 0
			for e := range c.Events() {
				if _, ok := e.(chat.Said); ok {
					heard++
				}
			}
			if heard != lines || !errors.Is(c.Err(), chat.Closing) {
				t.Errorf("%d heard %d of %d lines and then %v", i+1, heard, lines, c.Err())
			}
			_ = c.Close()
		})
	}
	listening.Wait()
	<-stopped
}

// TestRefusedTooOften tries bad names until the address has to wait. Another
// address does not.
func TestRefusedTooOften(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	try := func(name, from string) error {
		c, err := netcore.Dial(t.Context(), target, netcore.ClientConfig{
			Identity: newIdentity(t), Name: name,
			Connect: func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
				d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
				return d.DialContext(ctx, "tcp", to.String())
			},
		})
		if err == nil {
			_ = c.Close()
		}
		return err
	}
	for n := range 5 {
		if err := try("\u202e", "127.0.0.1"); !errors.Is(err, chat.NameInvalid) {
			t.Fatalf("attempt %d: %v", n+1, err)
		}
	}
	if err := try("Bo", "127.0.0.1"); !errors.Is(err, chat.TooManyAttempts) {
		t.Errorf("after five refusals: %v", err)
	}
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has all of 127.0.0.0/8 on loopback")
	}
	if err := try("Bo", "127.0.0.2"); err != nil {
		t.Errorf("another address: %v", err)
	}
}

func TestSocketsTellTheTruth(t *testing.T) {
	h, target := open(t, netcore.HostConfig{})
	c := join(t, target, netcore.ClientConfig{Name: "Bo"})
	next[chat.Entered](t, c)
	seats := h.Seats()
	if len(seats) != 1 || seats[0].Member.Name != "Bo" || h.Accepted() != 1 {
		t.Fatalf("seats %+v, %d accepted", seats, h.Accepted())
	}
	near, far := c.Socket(), seats[0].Socket
	if near.Local.String() != far.Remote.String() || near.Remote.String() != far.Local.String() {
		t.Errorf("the ends disagree: %v ⇄ %v, %v ⇄ %v", near.Local, near.Remote, far.Local, far.Remote)
	}
	if near.In == 0 || near.Out == 0 {
		t.Errorf("no bytes were counted: %+v", near)
	}
}

func TestKeyPinned(t *testing.T) {
	host := newIdentity(t)
	_, target := open(t, netcore.HostConfig{Identity: host})
	join(t, target, netcore.ClientConfig{Name: "Bo", Pin: host.ID()})
	_, err := netcore.Dial(t.Context(), target, netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo", Pin: newIdentity(t).ID()})
	var dial *netcore.DialError
	if !errors.As(err, &dial) || dial.Fault != netcore.KeyChanged {
		t.Errorf("a host with another key: %v", err)
	}
	changed := &identity.KeyChangedError{Name: "address x"}
	_, err = netcore.Dial(t.Context(), target, netcore.ClientConfig{
		Identity: newIdentity(t), Name: "Bo", Trust: func(chat.MemberID) error { return changed },
	})
	if !errors.As(err, &dial) || dial.Fault != netcore.KeyChanged || !errors.Is(err, changed) {
		t.Errorf("a host that is not trusted: %v", err)
	}
}
