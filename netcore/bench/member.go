package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	"landline/netcore/identity"
	"landline/netcore/wire"
)

// member is one connection of the load generator.
type member struct {
	conn    *tls.Conn
	in      *wire.Reader // until count takes over
	welcome wire.Welcome
	counts  byte
	lines   atomic.Int64 // heard so far
	trace   atomic.Pointer[trace]
}

// call says how to take a seat.
type call struct {
	who    *identity.Identity
	source byte // the last byte of the address to dial from; 127.0.0.1 for 0
	hello  wire.Hello
}

// dialTime bounds one join.
const dialTime = 30 * time.Second

// connect makes a TLS connection to s.
func connect(ctx context.Context, s *server, c call) (*tls.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	d := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, max(c.source, 1)}), 0))}
	raw, err := d.DialContext(ctx, "tcp", s.addr.String())
	if err != nil {
		return nil, err
	}
	conn := tls.Client(raw, c.who.ClientTLS(s.key, alpn))
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = raw.Close()
		return nil, err
	}
	return conn, nil
}

// join connects to s and takes a seat. The baselines ignore the hello, and
// welcome everybody.
func join(ctx context.Context, s *server, c call) (*member, error) {
	conn, err := connect(ctx, s, c)
	if err != nil {
		return nil, err
	}
	return greet(conn, s, c)
}

// greet takes a seat over a connection that has shaken hands.
func greet(conn *tls.Conn, s *server, c call) (*member, error) {
	m := &member{conn: conn, in: wire.NewReader(conn), counts: s.counts}
	m.in.Widen()
	if err := m.enter(c, s.counts == byte(wire.KindSaid)); err != nil {
		m.cut()
		return nil, err
	}
	return m, nil
}

func (m *member) enter(c call, hello bool) error {
	_ = m.conn.SetDeadline(time.Now().Add(dialTime))
	if hello {
		h := c.hello
		h.Oldest, h.Newest, h.Program = wire.Oldest, wire.Version, "landline bench"
		h.Name = "m" + c.who.ID().Tag()
		if _, err := m.conn.Write(wire.Append(nil, h)); err != nil {
			return err
		}
	}
	f, err := m.in.Next()
	if err != nil {
		return err
	}
	welcome, ok := f.(wire.Welcome)
	if !ok {
		return fmt.Errorf("no welcome but %+v", f)
	}
	m.welcome = welcome
	return m.conn.SetDeadline(time.Time{})
}

// cut ends the connection at once.
func (m *member) cut() { _ = m.conn.NetConn().Close() }

// trace notes when lines arrive.
type trace struct {
	from int64          // lines heard before
	at   []atomic.Int64 // when each was said, in nanoseconds of the monotonic clock; shared by all
	took []time.Duration
}

// start is where the monotonic clock of traces begins.
var start = time.Now()

// note adds the time that the lines up to the given one took.
func (t *trace) note(lines int64) {
	now := int64(time.Since(start))
	for i := len(t.took); i < int(lines-t.from) && i < len(t.at); i++ {
		t.took = append(t.took, time.Duration(now-t.at[i].Load()))
	}
}

var pong = wire.Append(nil, wire.Pong{})

// count reads until the connection ends, and tells heard how many lines came
// with each read. It answers pings.
func (m *member) count(heard func(lines int64)) error {
	var frames scanner
	buf := make([]byte, recordSize)
	var lines int64
	var answer error
	on := func(kind byte) {
		switch kind {
		case m.counts:
			lines++
		case byte(wire.KindPing):
			// Any answer shows that this end lives. The host asks nothing
			// more of a token that it does not know.
			_, answer = m.conn.Write(pong)
		case byte(wire.KindRefused), byte(wire.KindDeclined):
			answer = errors.New("the host refused something")
		}
	}
	for {
		n, err := m.conn.Read(buf)
		if fault := frames.scan(buf[:n], on); fault != nil {
			return fault
		}
		if lines > 0 {
			total := m.lines.Add(lines)
			if t := m.trace.Load(); t != nil {
				t.note(total)
			}
			heard(lines)
			lines = 0
		}
		switch {
		case answer != nil:
			return answer
		case errors.Is(err, io.EOF):
			return errors.New("the host ended the connection")
		case err != nil:
			return err
		}
	}
}
