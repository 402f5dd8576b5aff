package netcore_test

import (
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/identity"
)

// overheard is what came over one connection to a host with another key.
type overheard struct {
	shook bool   // the handshake came to its end
	data  []byte // what was said after it
	late  int64  // bytes that came after it, encrypted as they are
}

// impostor is a host with another key that listens to whoever comes in, to the
// very end of each connection.
func impostor(t *testing.T) (key chat.MemberID, target netcore.Target, heard <-chan overheard) {
	t.Helper()
	other := newIdentity(t)
	reports := make(chan overheard, 16)
	target = answerWith(t, func(raw net.Conn) {
		counted := &countingConn{Conn: raw}
		conn := tls.Server(counted, other.ServerTLS(netcore.ALPN))
		o := overheard{shook: conn.Handshake() == nil}
		before := counted.read
		o.data, _ = io.ReadAll(conn)
		_, _ = io.Copy(io.Discard, counted)
		o.late = counted.read - before
		reports <- o
	})
	return other.ID(), target, reports
}

// countingConn counts what is read.
type countingConn struct {
	net.Conn
	read int64
}

func (c *countingConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.read += int64(n)
	return n, err
}

// TestNothingIsSaidToAnotherKey joins, by each of the ways in which a host's key
// is known, at an address where another key answers. The error names both keys,
// and not one byte follows the handshake: no name, no cursor, no password.
func TestNothingIsSaidToAnotherKey(t *testing.T) {
	known := newIdentity(t).ID()
	given, target, heard := impostor(t)
	invitation := netcore.Invitation{Target: target, Room: chat.NewRoomID(), Key: known, Name: "Lab"}
	invited, err := netcore.ParseInvitation(invitation.String())
	if err != nil {
		t.Fatal(err)
	}
	at := netip.MustParseAddrPort(target.HostPort())
	for name, test := range map[string]struct {
		change func(*netcore.ClientConfig)
		shakes bool // whether the key is judged only after the handshake
	}{
		"a pinned key":                 {func(c *netcore.ClientConfig) { c.Pin = known }, false},
		"an invitation":                {func(c *netcore.ClientConfig) { c.Pin = invited.Key }, false},
		"a pin, heard there too":       {func(c *netcore.ClientConfig) { c.Pin, c.Addrs = known, []netip.AddrPort{at} }, false},
		"a key known by address":       {func(c *netcore.ClientConfig) { c.Trust = distrusts(known) }, true},
		"a key trusted, heard as well": {func(c *netcore.ClientConfig) { c.Trust, c.Addrs = distrusts(known), []netip.AddrPort{at} }, true},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := netcore.ClientConfig{Name: "Bo", Program: "test", Password: "the room's password"}
			cfg.Resume = chat.Cursor{Epoch: chat.NewEpoch(), Seq: 7}
			test.change(&cfg)
			failed := wantFault(t, invited.Target, cfg, netcore.KeyChanged)
			for _, key := range []chat.MemberID{known, given} {
				if !strings.Contains(failed.Error(), key.String()) {
					t.Errorf("%q does not name the key %s", failed, key)
				}
			}
			o := <-heard
			if o.shook != test.shakes || len(o.data) > 0 || o.late > 0 {
				t.Errorf("handshake done: %v, want %v; then came %d bytes, %d of them readable: %q",
					o.shook, test.shakes, o.late, len(o.data), o.data)
			}
		})
	}
}

// distrusts knows the host by one key, as a list of known hosts does.
func distrusts(known chat.MemberID) func(chat.MemberID) error {
	return func(given chat.MemberID) error {
		return &identity.KeyChangedError{Name: "address lab", Known: known, Given: given}
	}
}
