package main

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"io"
	"sync"

	"landline/netcore/wire"
)

// broadcaster is the baseline of a room: whatever frame comes in on one
// connection goes out on all of them, that one included, byte for byte.
type broadcaster struct {
	mu      sync.Mutex
	clients map[*client]struct{}
}

// client is one connection of a broadcaster.
type client struct {
	frames chan []byte
	gone   chan struct{} // closed when its connection has ended
}

// ahead is how many frames may wait for one client. Where they do not fit, the
// author is read no further until they do.
const ahead = 256

// recordSize is what one TLS record carries (RFC 8446 section 5.1).
const recordSize = 16 * 1024

func (b *broadcaster) serve(conn *tls.Conn) {
	if conn.Handshake() != nil {
		_ = conn.NetConn().Close()
		return
	}
	c := &client{frames: make(chan []byte, ahead), gone: make(chan struct{})}
	c.frames <- greeting
	b.enter(c)
	var writer sync.WaitGroup
	defer writer.Wait()
	writer.Go(func() { c.write(conn) })
	_ = copyFrames(conn, b.tell)
	close(c.gone) // first, for tell may wait for this client with the lock held
	_ = conn.NetConn().Close()
	b.leave(c)
}

func (b *broadcaster) enter(c *client) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.clients == nil {
		b.clients = make(map[*client]struct{})
	}
	b.clients[c] = struct{}{}
}

func (b *broadcaster) leave(c *client) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.clients, c)
}

func (b *broadcaster) tell(frame []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for c := range b.clients {
		select {
		case c.frames <- frame:
		case <-c.gone:
		}
	}
}

// copyFrames hands on every frame that comes in, until the end. A client that
// only listens costs a small buffer.
func copyFrames(r io.Reader, tell func([]byte)) error {
	in := bufio.NewReaderSize(r, 1024)
	for {
		header, err := in.Peek(4)
		if err != nil {
			return err
		}
		size := binary.BigEndian.Uint32(header)
		if size == 0 || size > wire.MaxFrame {
			return &wire.SizeError{Size: size, Limit: wire.MaxFrame}
		}
		frame := make([]byte, 4+size)
		if _, err := io.ReadFull(in, frame); err != nil {
			return err
		}
		tell(frame)
	}
}

// records are lent to writers while they have something to write.
var records = sync.Pool{New: func() any { b := make([]byte, 0, recordSize); return &b }}

// write sends what waits, as much as fits into one record at a time.
func (c *client) write(conn *tls.Conn) {
	var next []byte // taken, but did not fit any more
	for {
		if next == nil {
			select {
			case next = <-c.frames:
			case <-c.gone:
				return
			}
		}
		record := records.Get().(*[]byte)
		*record = append((*record)[:0], next...)
		next = c.fill(record)
		_, err := conn.Write(*record)
		records.Put(record)
		if err != nil {
			_ = conn.NetConn().Close() // and the reader ends
			return
		}
	}
}

// fill adds what waits already, and returns the frame that did not fit.
func (c *client) fill(record *[]byte) (next []byte) {
	for {
		select {
		case frame := <-c.frames:
			if len(*record)+len(frame) > recordSize {
				return frame
			}
			*record = append(*record, frame...)
		default:
			return nil
		}
	}
}
