package netcore_test

import (
	"crypto/tls"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// sitRaw takes a seat in the lab and leaves the protocol to the test.
func (l *lab) sitRaw(address, name string) (*tls.Conn, *wire.Reader) {
	l.t.Helper()
	to := netip.AddrPortFrom(netip.MustParseAddr("10.0.0.1"), labPort)
	raw, err := l.net.Computer(address).Dial(l.t.Context(), to)
	if err != nil {
		l.t.Fatal(err)
	}
	conn := tls.Client(raw, newIdentity(l.t).ClientTLS(chat.MemberID{}, netcore.ALPN))
	if _, err := conn.Write(wire.Append(nil, wire.Hello{Oldest: 1, Newest: 1, Name: name})); err != nil {
		l.t.Fatal(err)
	}
	in := wire.NewReader(conn)
	in.Widen()
	nextFrame[wire.Welcome](l.t, in)
	return conn, in
}

// TestSmallFramesAreSlowed has a member send a thousand pings, receipts and
// frames of unknown kinds each. They are read as fast as an honest program
// could send them, and the others hear one another as before.
func TestSmallFramesAreSlowed(t *testing.T) {
	for name, frame := range map[string][]byte{
		"pings":    wire.Append(nil, wire.Ping{Token: 1}),
		"receipts": wire.Append(nil, wire.Have{Seq: 1}),
		"unknown":  {0, 0, 0, 3, 0x18, 0xff, 0xa0}, // kind 255, an empty map
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLab(t, netcore.HostConfig{})
				defer l.stop()
				ada, bo := l.join("10.0.0.2", "Ada"), l.join("10.0.0.3", "Bo")
				defer ada.Close()
				defer bo.Close()
				eve, in := l.sitRaw("10.0.0.66", "Eve")
				defer eve.Close()
				begin := time.Now()
				go func() {
					for range 1000 {
						if _, err := eve.Write(frame); err != nil {
							return
						}
					}
					_, _ = eve.Write(wire.Append(nil, wire.Say{ID: chat.NewMessageID(), Text: "done"}))
				}()
				go func() { // whoever does not read is cut
					for {
						if _, err := in.Next(); err != nil {
							return
						}
					}
				}()
				say(t, ada, "hello")
				if m := next[chat.Said](t, bo); m.Text != "hello" || time.Since(begin) > time.Millisecond {
					t.Errorf("%q was heard after %v", m.Text, time.Since(begin))
				}
				if m := next[chat.Said](t, bo); m.Text != "done" || time.Since(begin) < 15*time.Second {
					t.Errorf("the flood was read, and %q said, after %v", m.Text, time.Since(begin))
				}
			})
		})
	}
}

// TestOneComputerCannotFillTheRoom has one address take all the seats that it
// gets. Others come in all the same, and so does it when one of its seats is
// free.
func TestOneComputerCannotFillTheRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLab(t, netcore.HostConfig{Limits: netcore.Limits{SeatsPerAddress: 3}})
		defer l.stop()
		var crowd []*netcore.Client
		for _, name := range []string{"One", "Two", "Three"} {
			crowd = append(crowd, l.join("10.0.0.66", name))
		}
		four := netcore.Target{Host: "10.0.0.1", Port: labPort}
		if _, err := netcore.Dial(t.Context(), four, l.from("10.0.0.66", "Four")); !errors.Is(err, chat.TooManySeats) {
			t.Errorf("the fourth got %v", err)
		}
		ada := l.join("10.0.0.2", "Ada")
		defer ada.Close()
		_ = crowd[0].Close()
		synctest.Wait()
		crowd[0] = l.join("10.0.0.66", "Four")
		for _, c := range crowd {
			_ = c.Close()
		}
	})
}
