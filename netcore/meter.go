package netcore

import (
	"net"
	"sync/atomic"
	"time"
)

// meter counts the bytes that cross a raw connection, as the operating system
// counts them: TLS records and all.
type meter struct {
	net.Conn
	in, out atomic.Int64
	since   time.Time
	dry     func() // called before each Read, by the goroutine that reads; nil for nothing
}

func newMeter(c net.Conn) *meter { return &meter{Conn: c, since: time.Now()} }

func (m *meter) Read(b []byte) (int, error) {
	if m.dry != nil {
		m.dry()
	}
	n, err := m.Conn.Read(b)
	m.in.Add(int64(n))
	return n, err
}

func (m *meter) Write(b []byte) (int, error) {
	n, err := m.Conn.Write(b)
	m.out.Add(int64(n))
	return n, err
}

// Socket describes one connection, as the operating system and the two
// programs see it.
type Socket struct {
	Local, Remote net.Addr
	RTT           time.Duration // the last ping's round trip; 0 before the first
	In, Out       int64         // bytes read from and written to the socket
	Since         time.Time     // when it was accepted or dialled
}

func (m *meter) socket(rtt time.Duration) Socket {
	return Socket{
		Local: m.LocalAddr(), Remote: m.RemoteAddr(), RTT: rtt,
		In: m.in.Load(), Out: m.out.Load(), Since: m.since,
	}
}
