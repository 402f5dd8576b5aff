package discover

import (
	"time"

	"landline/netcore/chat"
)

// window remembers which of the last 64 numbers of a stream came already, as
// RFC 4303 section 3.4.3 does: each destination of one round gets a number of
// its own, and two of them may overtake each other on their way here.
type window struct {
	top  uint64
	seen uint64 // bit i stands for top-i
}

// take tells whether seq is new, and notes it.
func (w *window) take(seq uint64) bool {
	switch {
	case seq > w.top:
		w.seen = w.seen<<(seq-w.top) | 1
		w.top = seq
		return true
	case seq == 0 || w.top-seq >= 64:
		return false
	}
	bit := uint64(1) << (w.top - seq)
	fresh := w.seen&bit == 0
	w.seen |= bit
	return fresh
}

// maxStreams bounds the memory for replayed packets. A stream that speaks does
// so every few seconds, so the one longest unheard of is the one to forget.
const maxStreams = 4096

type streamKey struct {
	host chat.MemberID
	by   instance
}

type stream struct {
	window
	last time.Time
}

// streams knows every run of a program heard, also long after its rooms are
// lost: otherwise its old packets could bring them back.
type streams map[streamKey]*stream

// take tells whether a packet is new, and whether its stream is.
func (s streams) take(k streamKey, seq uint64, now time.Time) (fresh, newcomer bool) {
	st := s[k]
	if newcomer = st == nil; newcomer {
		if len(s) >= maxStreams {
			s.forgetOldest()
		}
		st = &stream{}
		s[k] = st
	}
	if !st.window.take(seq) {
		return false, newcomer
	}
	st.last = now
	return true, newcomer
}

func (s streams) forgetOldest() {
	var oldest streamKey
	var last time.Time
	for k, st := range s {
		if last.IsZero() || st.last.Before(last) {
			oldest, last = k, st.last
		}
	}
	delete(s, oldest)
}
