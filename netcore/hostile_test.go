package netcore_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// logbook counts the lines that a host logs, by the peer they speak of.
type logbook struct {
	mu    sync.Mutex
	lines map[string][]string
}

func (l *logbook) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelInfo }
func (l *logbook) WithAttrs([]slog.Attr) slog.Handler               { return l }
func (l *logbook) WithGroup(string) slog.Handler                    { return l }

func (l *logbook) Handle(_ context.Context, r slog.Record) error {
	var from, why string
	r.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "from":
			from = a.Value.String()
		case "why":
			why = a.Value.String()
		}
		return true
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lines == nil {
		l.lines = make(map[string][]string)
	}
	l.lines[from] = append(l.lines[from], r.Message+": "+why)
	return nil
}

func (l *logbook) of(addr net.Addr) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines[addr.String()]
}

// dialRaw opens a bare TCP connection to the room.
func dialRaw(t testing.TB, target netcore.Target) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", target.HostPort())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// dialTLS opens a connection that has shaken hands and said nothing yet.
func dialTLS(t testing.TB, target netcore.Target) *tls.Conn {
	t.Helper()
	conn := tls.Client(dialRaw(t, target), newIdentity(t).ClientTLS(chat.MemberID{}, netcore.ALPN))
	if err := conn.Handshake(); err != nil {
		t.Fatal(err)
	}
	return conn
}

// sitRaw takes a seat and leaves the protocol to the test.
func sitRaw(t testing.TB, target netcore.Target, name string) (*tls.Conn, *wire.Reader) {
	t.Helper()
	conn := dialTLS(t, target)
	if _, err := conn.Write(wire.Append(nil, wire.Hello{Oldest: 1, Newest: 1, Name: name})); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	in := wire.NewReader(conn)
	in.Widen()
	nextFrame[wire.Welcome](t, in)
	return conn, in
}

// nextFrame reads until a frame of type F and skips others.
func nextFrame[F wire.Frame](t testing.TB, in *wire.Reader) F {
	t.Helper()
	for {
		f, err := in.Next()
		if err != nil {
			t.Fatalf("waiting for %T: %v", *new(F), err)
		}
		if want, ok := f.(F); ok {
			return want
		}
	}
}

// TestHostileHost has a host that says what no room can be. The client takes
// none of it.
func TestHostileHost(t *testing.T) {
	good := wire.Welcome{
		Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1},
		First: 1, Head: 3, After: 1, Name: "Bo", Members: 1,
	}
	eve := wire.Member{ID: chat.MemberID{1}, Name: "Eve"}
	said := wire.Said{Seq: 2, ID: chat.MessageID{1}, Name: "Eve", Text: "hi"}
	welcome := func(change func(*wire.Welcome)) []wire.Frame {
		w := good
		change(&w)
		return []wire.Frame{w}
	}
	then := func(f ...wire.Frame) []wire.Frame {
		return append([]wire.Frame{good, wire.Members{List: []wire.Member{eve}}}, f...)
	}
	honest, err := netcore.Dial(t.Context(), pretend(t, then(said)), netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo"})
	if err != nil {
		t.Fatalf("what the others say in part is refused by itself: %v", err)
	}
	next[chat.Said](t, honest)
	_ = honest.Close()
	long := strings.Repeat("x", 60_000)
	tests := map[string][]wire.Frame{
		"a version that was not offered":     welcome(func(w *wire.Welcome) { w.Version = 99 }),
		"a room without an id":               welcome(func(w *wire.Welcome) { w.Room = chat.RoomID{} }),
		"a log without an epoch":             welcome(func(w *wire.Welcome) { w.Epoch = chat.Epoch{} }),
		"more messages passed over than be":  welcome(func(w *wire.Welcome) { w.After = 4 }),
		"an oldest message 0":                welcome(func(w *wire.Welcome) { w.First = 0 }),
		"an oldest message beyond the last":  welcome(func(w *wire.Welcome) { w.First = 5 }),
		"more messages than can be numbered": welcome(func(w *wire.Welcome) { w.Head = 1 << 40 }),
		"a cursor that nobody had":           welcome(func(w *wire.Welcome) { w.Resumed = true }),
		"a long room name":                   welcome(func(w *wire.Welcome) { w.RoomName = long }),
		"a room name that steers":            welcome(func(w *wire.Welcome) { w.RoomName = "\x1b[2J" }),
		"a million people":                   welcome(func(w *wire.Welcome) { w.Members = 1_000_000 }),
		"a long name among the members":      {good, wire.Members{List: []wire.Member{{Name: long}}}},
		"no members where one was announced": {good, wire.Members{}},
		"something else first":               {wire.Ping{Token: 1}},
		"something else among the members":   {good, said},
		"a long text":                        then(wire.Said{Seq: 2, ID: said.ID, Name: "Eve", Text: long}),
		"a text that steers":                 then(wire.Said{Seq: 2, ID: said.ID, Name: "Eve", Text: "\x1b]0;owned\a"}),
		"an author who steers":               then(wire.Said{Seq: 2, ID: said.ID, Name: "E\u202eve", Text: "hi"}),
		"a message without a number":         then(wire.Said{ID: said.ID, Name: "Eve", Text: "hi"}),
		"a message numbered too high":        then(wire.Said{Seq: 1 << 40, ID: said.ID, Name: "Eve", Text: "hi"}),
		"a message without an id":            then(wire.Said{Seq: 2, Name: "Eve", Text: "hi"}),
		"a message said at no time":          then(wire.Said{Seq: 2, ID: said.ID, Name: "Eve", Text: "hi", Millis: 1 << 41}),
		"a page that nobody asked for":       then(wire.Page{Where: chat.Before, Seq: 3, Limit: 1, First: 1, List: []wire.Said{said}}),
		"somebody with a bad name joins":     then(wire.Joined{Member: wire.Member{Name: "\n"}}),
		"somebody with a bad name leaves":    then(wire.Left{Member: wire.Member{Name: ""}}),
		"somebody else as the host":          {good, wire.Members{List: []wire.Member{{ID: eve.ID, Name: "Eve", Host: true}}}},
		"somebody else joins as the host":    then(wire.Joined{Member: wire.Member{ID: chat.MemberID{2}, Name: "Ada", Host: true}}),
		"somebody else as the host, twice":   then(wire.Twice{Member: wire.Member{ID: chat.MemberID{2}, Name: "Ada", Host: true}}),
		"a client's frame":                   then(wire.Say{ID: said.ID, Text: "hi"}),
	}
	for name, frames := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := netcore.Dial(t.Context(), pretend(t, frames), netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo"})
			if err == nil {
				next[chat.Entered](t, c)
				for e := range c.Events() {
					t.Errorf("%+v was passed on", e)
				}
				err = c.Err()
				_ = c.Close()
			}
			if !errors.Is(err, netcore.ErrProtocol) {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

// pretend is a host that answers one hello with the given frames.
func pretend(t *testing.T, frames []wire.Frame) netcore.Target {
	t.Helper()
	ln, err := tls.Listen("tcp", "127.0.0.1:0", newIdentity(t).ServerTLS(netcore.ALPN))
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() {
		_ = ln.Close()
		<-done
	})
	go func() {
		defer close(done)
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		if _, err := wire.NewReader(conn).Next(); err != nil {
			return
		}
		var all []byte
		for _, f := range frames {
			all = wire.Append(all, f)
		}
		_, _ = conn.Write(all)
		_, _ = io.Copy(io.Discard, conn)
	}()
	return targetOf(t, ln.Addr())
}

// hungUp waits until the host has ended the connection.
func hungUp(t testing.TB, conn net.Conn) {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	if n, err := io.Copy(io.Discard, conn); isTimeout(err) {
		t.Errorf("after %d bytes the host was still there", n)
	}
}

func isTimeout(err error) bool {
	timeout, ok := err.(net.Error)
	return ok && timeout.Timeout()
}

// TestGarbage sends a host what no member would send. The room goes on, each
// connection ends, and costs at most one line in the log.
func TestGarbage(t *testing.T) {
	random := make([]byte, 1<<20)
	_, _ = rand.Read(random)
	hello := wire.Append(nil, wire.Hello{Oldest: 1, Newest: 1, Name: "Eve"})
	member := func(t *testing.T, target netcore.Target) net.Conn {
		conn := dialTLS(t, target)
		if _, err := conn.Write(hello); err != nil {
			t.Fatal(err)
		}
		return conn
	}
	stranger := func(t *testing.T, target netcore.Target) net.Conn { return dialTLS(t, target) }
	bare := func(t *testing.T, target netcore.Target) net.Conn { return dialRaw(t, target) }
	tests := []struct {
		name string
		dial func(*testing.T, netcore.Target) net.Conn
		send []byte
	}{
		{"a mebibyte of random bytes", bare, random},
		{"a plain HTTP request", bare, []byte("GET / HTTP/1.1\r\nHost: landline\r\n\r\n")},
		{"half a TLS hello", bare, []byte{22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3}},
		{"a hello frame without TLS", bare, hello},
		{"a stranger's frame of 4 GiB", stranger, []byte{0xff, 0xff, 0xff, 0xff}},
		{"a stranger's frame of nothing", stranger, make([]byte, 4)},
		{"a stranger's large frame", stranger, binary.BigEndian.AppendUint32(nil, wire.MaxHello+1)},
		{"a stranger's random bytes", stranger, append([]byte{0, 0, 1, 0}, random[:256]...)},
		{"a message before the hello", stranger, wire.Append(nil, wire.Say{Text: "hi"})},
		{"half a hello frame", stranger, hello[:len(hello)/2]},
		{"a hello of the future", stranger, wire.Append(nil, wire.Hello{Oldest: 9, Newest: 9, Name: "Eve"})},
		{"a member's frame of 4 GiB", member, []byte{0xff, 0xff, 0xff, 0xff}},
		{"a member's random bytes", member, append([]byte{0, 0, 1, 0}, random[:256]...)},
		{"a second hello", member, hello},
		{"a host's frame", member, wire.Append(nil, wire.Said{Seq: 9, Text: "forged"})},
	}
	book := &logbook{}
	_, target := open(t, netcore.HostConfig{
		Logger: slog.New(book),
		Limits: netcore.Limits{Handshake: 500 * time.Millisecond, Hello: 500 * time.Millisecond},
	})
	witness := join(t, target, netcore.ClientConfig{Name: "witness"})
	next[chat.Entered](t, witness)
	said := uint64(0)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			conn := tt.dial(t, target)
			from := conn.LocalAddr()
			_, _ = conn.Write(tt.send) // the host may hang up in the middle
			hungUp(t, conn)
			if lines := book.of(from); len(lines) > 1 {
				t.Errorf("%d lines were logged: %q", len(lines), lines)
			}
			said++
			say(t, witness, "still here")
			if m := next[chat.Said](t, witness); m.Seq != said || m.Text != "still here" {
				t.Errorf("the room said %d %q", m.Seq, m.Text)
			}
		})
	}
}

func TestBrowserIsAnswered(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	conn := dialRaw(t, target)
	_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: lab\r\n\r\n")
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	answer, _ := io.ReadAll(conn)
	if !bytes.HasPrefix(answer, []byte("HTTP/1.0 400 ")) || !bytes.Contains(answer, []byte("landline join "+target.HostPort())) {
		t.Errorf("a browser is told %q", answer)
	}
}

// TestGarbageTakesNoMemory repeats the worst of it and compares the heap.
func TestGarbageTakesNoMemory(t *testing.T) {
	_, target := open(t, netcore.HostConfig{})
	round := func() {
		conn := dialTLS(t, target)
		_, _ = conn.Write([]byte{0xff, 0xff, 0xff, 0xff})
		hungUp(t, conn)
		_ = conn.Close()
		bare := dialRaw(t, target)
		_, _ = bare.Write(bytes.Repeat([]byte{22, 3, 1, 64, 0}, 4096))
		hungUp(t, bare)
		_ = bare.Close()
	}
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for range 20 {
		round()
	}
	before := heap()
	for range 200 {
		round()
	}
	if after := heap(); after > before+2<<20 {
		t.Errorf("200 bad connections grew the heap from %d to %d bytes", before, after)
	}
}

// TestHalfOpenConnections holds many connections that never say a word. People
// still come in, from that same address too.
func TestHalfOpenConnections(t *testing.T) {
	_, target := open(t, netcore.HostConfig{Limits: netcore.Limits{Handshake: 300 * time.Millisecond}})
	for range 200 {
		conn := dialRaw(t, target)
		_, _ = conn.Write([]byte{22, 3, 1})
	}
	c := join(t, target, netcore.ClientConfig{Name: "Bo"})
	say(t, c, "in")
	if m := next[chat.Said](t, c); m.Text != "in" {
		t.Errorf("heard %+v", m)
	}
}

// TestSlowMemberIsCut has one member who never reads. The others hear
// everything, and the slow one is sent away.
func TestSlowMemberIsCut(t *testing.T) {
	const lines = 1500
	h, target := open(t, netcore.HostConfig{Limits: netcore.Limits{Rate: -1, QueueBytes: 256 << 10}})
	slow := dialTLS(t, target)
	if _, err := slow.Write(wire.Append(nil, wire.Hello{Oldest: 1, Newest: 1, Name: "slow"})); err != nil {
		t.Fatal(err)
	}
	talker := join(t, target, netcore.ClientConfig{Name: "talker"})
	if e := next[chat.Entered](t, talker); len(e.Members) != 2 {
		t.Fatalf("members %v", e.Members)
	}
	text := string(bytes.Repeat([]byte("x"), chat.MaxText))
	for n := uint64(1); n <= lines; n++ {
		say(t, talker, text)
		if m := next[chat.Said](t, talker); m.Seq != n {
			t.Fatalf("heard %d, want %d", m.Seq, n)
		}
	}
	for _, seat := range h.Seats() {
		if seat.Member.Name == "slow" {
			t.Errorf("%d bytes later the slow member still sits there", lines*chat.MaxText)
		}
	}
}

// TestBurstIsSlowedNotLost has a member talk faster than the room allows.
func TestBurstIsSlowedNotLost(t *testing.T) {
	_, target := open(t, netcore.HostConfig{Limits: netcore.Limits{Rate: 2000, Burst: 10}})
	c := join(t, target, netcore.ClientConfig{Name: "Bo"})
	const lines = 300
	for range lines {
		say(t, c, "x")
	}
	for n := uint64(1); n <= lines; n++ {
		if m := next[chat.Said](t, c); m.Seq != n {
			t.Fatalf("heard %d, want %d", m.Seq, n)
		}
	}
}
