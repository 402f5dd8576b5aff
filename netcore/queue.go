package netcore

import (
	"context"
	"errors"
	"sync"
)

// errFull is a frame that does not fit into a queue.
var errFull = errors.New("netcore: the queue is full")

// queue holds encoded frames that wait for one connection's writer. It is
// bounded by bytes: where a frame does not fit, push says so and the owner
// decides (the host sends the slow member away, Client.Say returns ErrBusy).
type queue struct {
	limit int
	bell  chan struct{} // rung when there is something to take, or the end
	taken chan struct{} // rung when something was taken, or at the end

	mu     sync.Mutex
	frames [][]byte
	bytes  int
	ended  bool
}

func newQueue(limit int) *queue {
	return &queue{limit: limit, bell: make(chan struct{}, 1), taken: make(chan struct{}, 1)}
}

// push adds a frame, which must not change afterwards. The error is errFull, or
// ErrClosed after end.
func (q *queue) push(frame []byte) error {
	if err := q.add(frame); err != nil {
		return err
	}
	q.ring()
	return nil
}

func (q *queue) add(frame []byte) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.ended:
		return ErrClosed
	case q.bytes+len(frame) > q.limit:
		return errFull
	}
	q.frames = append(q.frames, frame)
	q.bytes += len(frame)
	return nil
}

// end lets the writer take what is left, and nothing after that.
func (q *queue) end() {
	q.mu.Lock()
	q.ended = true
	q.mu.Unlock()
	q.ring()
	ring(q.taken)
}

func (q *queue) ring() { ring(q.bell) }

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}

// ebb waits until at most so many bytes wait in the queue, or it has ended. One
// goroutine at a time may call it.
func (q *queue) ebb(ctx context.Context, bytes int) error {
	for !q.low(bytes) {
		select {
		case <-q.taken:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (q *queue) low(bytes int) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.ended || q.bytes <= bytes
}

// take removes frames from the front, at least one where there is one and
// otherwise as many as fit into max bytes together, and returns them in place
// of what is in into. last is true when nothing is left and nothing will come.
func (q *queue) take(max int, into [][]byte) (frames [][]byte, last bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n, size := 0, 0
	for n < len(q.frames) && (n == 0 || size+len(q.frames[n]) <= max) {
		size += len(q.frames[n])
		n++
	}
	into = append(into[:0], q.frames[:n]...)
	clear(q.frames[:n])
	q.bytes -= size
	if n > 0 {
		ring(q.taken)
	}
	if n == len(q.frames) {
		q.frames = forget(q.frames)
	} else {
		q.frames = q.frames[n:]
	}
	return into, n == 0 && q.ended
}
