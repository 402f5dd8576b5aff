package netcoretest

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// pair is two computers with one connection between them.
type pair struct {
	near, far *Computer
	ln        net.Listener
	to        netip.AddrPort
	a, b      net.Conn // dialled by near, accepted by far
}

func newPair(t *testing.T) *pair {
	t.Helper()
	var n Network
	p := &pair{near: n.Computer("10.0.0.2"), far: n.Computer("10.0.0.3")}
	ln, err := p.far.Listen(7678)
	if err != nil {
		t.Fatal(err)
	}
	p.ln, p.to = ln, netip.MustParseAddrPort(ln.Addr().String())
	if p.a, err = p.near.Dial(t.Context(), p.to); err != nil {
		t.Fatal(err)
	}
	if p.b, err = ln.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.a.Close(); p.b.Close(); ln.Close() })
	return p
}

func write(t *testing.T, c net.Conn, text string) {
	t.Helper()
	if n, err := c.Write([]byte(text)); n != len(text) || err != nil {
		t.Fatalf("Write(%q) gives %d, %v", text, n, err)
	}
}

func wantRead(t *testing.T, c net.Conn, text string) {
	t.Helper()
	b := make([]byte, len(text))
	if _, err := io.ReadFull(c, b); err != nil || string(b) != text {
		t.Fatalf("read %q, %v, want %q", b, err, text)
	}
}

// wantQuiet checks that nothing can be read before a while has passed.
func wantQuiet(t *testing.T, c net.Conn, while time.Duration) {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(while))
	n, err := c.Read(make([]byte, 1))
	if n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("Read gives %d, %v, want nothing for %v", n, err, while)
	}
	_ = c.SetReadDeadline(time.Time{})
}

func bubble(t *testing.T, test func(*testing.T, *pair)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, newPair(t)) })
}
