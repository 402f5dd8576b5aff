package netcore

import (
	"bytes"
	"cmp"
	"crypto/tls"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"landline/netcore/wire"
)

// Pace is how a connection is kept alive. The zero value of each field means
// its default.
type Pace struct {
	Ping  time.Duration // between two pings; default 5 s
	Read  time.Duration // without any frame for so long, the peer is gone; default 12 s
	Write time.Duration // a write that takes longer ends the connection; default 10 s
}

func (p Pace) withDefaults() Pace {
	p.Ping = cmp.Or(p.Ping, 5*time.Second)
	p.Read = cmp.Or(p.Read, 12*time.Second)
	p.Write = cmp.Or(p.Write, 10*time.Second)
	return p
}

// recordSize is the most that one TLS record carries (RFC 8446 section 5.1):
// waiting frames are written together up to here, with one system call.
const recordSize = 16 * 1024

var recordPool = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, recordSize)) }}

// errSilent is the end of a connection on which nothing came for Pace.Read.
var errSilent = errors.New("netcore: the other side fell silent")

// link is one connection after its handshake: frames in, frames out, pings.
// One goroutine runs read and another write; send and cut may be called from
// anywhere.
type link struct {
	conn *tls.Conn
	raw  *meter
	in   *wire.Reader
	out  *queue
	pace Pace

	rtt     atomic.Int64 // of the last ping, in nanoseconds
	pinged  atomic.Int64 // when that ping left, in nanoseconds since start
	token   atomic.Uint64
	small   *rate.Limiter // of what needs no answer by a person; nil for no limit
	start   time.Time
	readBy  time.Time // the read deadline in force; owned by read
	writeBy time.Time // the write deadline in force; owned by write

	bounds  sync.Mutex // guards what follows, and that a deadline set later keeps to closeBy
	closeBy time.Time  // zero, or when a link that is finishing ends at the latest
	last    wire.Frame // what the writer sends behind everything else; nil for nothing
}

func newLink(conn *tls.Conn, raw *meter, pace Pace, queueBytes int) *link {
	return &link{
		conn: conn, raw: raw, in: wire.NewReader(conn), out: newQueue(queueBytes),
		pace: pace.withDefaults(), start: time.Now(),
	}
}

// send queues a frame; the errors are those of queue.push.
func (l *link) send(f wire.Frame) error { return l.out.push(wire.Append(nil, f)) }

// cut ends the connection at once without writing: tls.Conn.Close would wait
// for a peer that does not read.
func (l *link) cut() {
	l.out.end()
	_ = l.raw.Close()
}

// finish lets the writer send what is waiting, then last, and end, within d.
func (l *link) finish(last wire.Frame, d time.Duration) {
	l.bounds.Lock()
	defer l.bounds.Unlock()
	if l.closeBy.IsZero() {
		l.closeBy, l.last = time.Now().Add(d), last
	}
	l.out.end()
	_ = l.raw.SetDeadline(l.closeBy)
}

// bound sets a deadline, or the end of the link where that comes first.
func (l *link) bound(set func(time.Time) error, t time.Time) error {
	l.bounds.Lock()
	defer l.bounds.Unlock()
	if !l.closeBy.IsZero() && l.closeBy.Before(t) {
		t = l.closeBy
	}
	return set(t)
}

// roundTrip is how long the last ping took there and back.
func (l *link) roundTrip() time.Duration { return time.Duration(l.rtt.Load()) }

// read hands every frame to handle until the connection or handle fails, and
// answers pings itself.
func (l *link) read(handle func(wire.Frame) error) error {
	for {
		l.extend()
		f, err := l.in.Next()
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return errSilent
		case err != nil:
			return err
		}
		switch f := f.(type) {
		case wire.Ping:
			l.steady()
			_ = l.send(wire.Pong(f)) // a peer whose queue is full has other sorrows
		case wire.Pong:
			l.steady()
			l.hear(f.Token)
		case wire.Unknown: // of a newer program
			l.steady()
		default:
			if err := handle(f); err != nil {
				return err
			}
		}
	}
}

// How many small frames a host reads of one member: pings, receipts and what it
// does not know. An honest program sends five in a second at most.
const (
	smallRate  = 50 // a second
	smallBurst = 200
)

// steady waits where the other side sends more small frames than any honest
// program does: it is read more slowly, and nobody else pays for it.
func (l *link) steady() {
	if l.small != nil {
		time.Sleep(l.small.Reserve().Delay())
	}
}

// extend moves the read deadline, at most once a second: a deadline moved for
// each frame costs more than the frame.
func (l *link) extend() {
	if now := time.Now(); l.readBy.Sub(now) < l.pace.Read-time.Second {
		l.readBy = now.Add(l.pace.Read)
		_ = l.bound(l.raw.SetReadDeadline, l.readBy)
	}
}

func (l *link) hear(token uint64) {
	if token == l.token.Load() {
		l.rtt.Store(int64(time.Since(l.start)) - l.pinged.Load())
	}
}

func (l *link) ping() {
	l.pinged.Store(int64(time.Since(l.start)))
	_ = l.send(wire.Ping{Token: l.token.Add(1)})
}

// write sends what is queued, and pings, until the queue has ended and is
// empty, or a write fails. more, where it is not nil, is asked for frames
// whenever nothing is queued; it returns none when it has no more.
func (l *link) write(more func() ([][]byte, error)) error {
	// The timer rings the bell like everybody else: a ticker among what a writer
	// waits for is armed and disarmed with every line.
	var due atomic.Bool
	tick := time.AfterFunc(l.pace.Ping, func() {
		due.Store(true)
		l.out.ring()
	})
	defer tick.Stop()
	l.ping()
	var taken [][]byte
	for {
		frames, ended := l.out.take(recordSize, taken)
		taken = frames
		if len(frames) == 0 && more != nil {
			var err error
			if frames, err = more(); err != nil {
				return err
			}
		}
		if len(frames) > 0 {
			if err := l.flush(frames); err != nil {
				return err
			}
			taken = forget(taken)
			continue
		}
		if ended {
			return l.sayLast()
		}
		if due.Swap(false) {
			tick.Reset(l.pace.Ping)
			l.ping()
			continue
		}
		<-l.out.bell
	}
}

// forget makes a list ready for use again. A long one goes: most members sit
// idle.
func forget(frames [][]byte) [][]byte {
	if cap(frames) > 16 {
		return nil
	}
	clear(frames)
	return frames[:0]
}

func (l *link) sayLast() error {
	l.bounds.Lock()
	last := l.last
	l.bounds.Unlock()
	if last == nil {
		return nil
	}
	return l.put(wire.Append(nil, last))
}

// flush writes frames, as many as possible in each TLS record.
func (l *link) flush(frames [][]byte) error {
	if len(frames) == 1 {
		return l.put(frames[0])
	}
	record := recordPool.Get().(*bytes.Buffer)
	defer recordPool.Put(record)
	record.Reset()
	for _, frame := range frames {
		if record.Len()+len(frame) > recordSize && record.Len() > 0 {
			if err := l.put(record.Bytes()); err != nil {
				return err
			}
			record.Reset()
		}
		if len(frame) > recordSize {
			if err := l.put(frame); err != nil {
				return err
			}
			continue
		}
		record.Write(frame)
	}
	if record.Len() == 0 {
		return nil
	}
	return l.put(record.Bytes())
}

// put writes one piece. Each has the whole Pace.Write, but for a second: a slow
// network is not a dead one, and a deadline moved for each piece costs a tenth
// of it.
func (l *link) put(b []byte) error {
	if now := time.Now(); l.writeBy.Sub(now) < l.pace.Write-time.Second {
		l.writeBy = now.Add(l.pace.Write)
		if err := l.bound(l.raw.SetWriteDeadline, l.writeBy); err != nil {
			return err
		}
	}
	_, err := l.conn.Write(b)
	return err
}
