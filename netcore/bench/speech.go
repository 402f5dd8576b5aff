package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// speech makes the frames of one author's lines, each under an id of its own.
type speech struct {
	frame []byte
	id    int // where the id stands in the frame
	said  uint64
}

// newSpeech makes lines of so many bytes.
func newSpeech(size int) *speech {
	id := chat.NewMessageID()
	frame := wire.Append(nil, wire.Say{ID: id, Text: strings.Repeat("abcdefghi ", size/10+1)[:size]})
	return &speech{frame: frame, id: bytes.Index(frame, id[:])}
}

// next appends the next lines to dst.
func (s *speech) next(dst []byte, lines int) []byte {
	for range lines {
		s.said++
		binary.BigEndian.PutUint64(s.frame[s.id:], s.said)
		dst = append(dst, s.frame...)
	}
	return dst
}

// round is what came of one stretch of a closed loop.
type round struct {
	lines int64
	took  time.Duration // from the first line until everybody had the last one
	cpu   time.Duration // of the server
	heard int64         // lines times members
}

func (r round) rate() float64      { return float64(r.lines) / r.took.Seconds() }
func (r round) delivered() float64 { return float64(r.heard) / r.took.Seconds() }

// each is the server's processor time for one delivery, in nanoseconds.
func (r round) each() float64 { return ratio(float64(r.cpu), float64(r.heard)) }

// talk has the author say lines for d, never more than window of them before
// the author has heard them, and waits until all members have heard them all.
func (c *crowd) talk(ctx context.Context, window, size int, d time.Duration) (round, error) {
	begin := time.Now()
	return c.recite(ctx, window, size, func(int64) int64 {
		if time.Since(begin) < d {
			return int64(window)
		}
		return 0
	})
}

// recite is talk for as long as more lets it: told how many lines were said, it
// returns how many may follow.
func (c *crowd) recite(ctx context.Context, window, size int, more func(said int64) int64) (round, error) {
	s := newSpeech(size)
	author := c.author()
	heard, all := author.lines.Load(), c.lines.Load()
	cpu, err := c.server.cpu()
	if err != nil {
		return round{}, err
	}
	var frames []byte
	begin := time.Now()
	for said := int64(0); ; {
		left := more(said)
		if left == 0 {
			break
		}
		free := min(left, int64(window)-(said-(author.lines.Load()-heard)))
		if free == 0 {
			if err := c.wait(ctx); err != nil {
				return round{}, err
			}
			continue
		}
		frames = s.next(frames[:0], int(free))
		if _, err := author.conn.Write(frames); err != nil {
			return round{}, err
		}
		said += free
	}
	r := round{lines: int64(s.said)}
	r.heard = r.lines * int64(len(c.members))
	if err := c.hearAll(ctx, all+r.heard); err != nil {
		return round{}, err
	}
	r.took = time.Since(begin)
	after, err := c.server.cpu()
	r.cpu = after - cpu
	return r, err
}
