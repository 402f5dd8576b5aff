package history

import (
	"math"
	"slices"
)

// span is a run of numbers that are stored, both ends included, and the bytes
// of text under them.
type span struct {
	first, last uint64
	bytes       int64
}

// maxSpans bounds the spans of one log that others host.
const maxSpans = 1024

// spans are the stored numbers of a log: in order, apart from one another by
// at least one number. Values of it are never changed, only replaced.
type spans []span

// at returns where the first span is that ends at or above seq.
func (s spans) at(seq uint64) int {
	i, _ := slices.BinarySearchFunc(s, seq, func(x span, seq uint64) int {
		if x.last < seq {
			return -1
		}
		return 1
	})
	return i
}

// find returns the span that holds seq.
func (s spans) find(seq uint64) (span, bool) {
	if i := s.at(seq); i < len(s) && s[i].first <= seq {
		return s[i], true
	}
	return span{}, false
}

// has tells whether seq is stored.
func (s spans) has(seq uint64) bool { _, ok := s.find(seq); return ok }

// touches tells whether seq is right beside a stored number.
func (s spans) touches(seq uint64) bool { return s.has(seq-1) || s.has(seq+1) }

// add returns the spans with x, of which no number is stored yet, and those
// that it replaces.
func (s spans) add(x span) (now, gone spans, whole span) {
	from := s.at(x.first)
	if from > 0 && s[from-1].last+1 == x.first {
		from--
	}
	to := from
	whole = x
	for to < len(s) && s[to].first <= x.last+1 {
		whole.first = min(whole.first, s[to].first)
		whole.last = max(whole.last, s[to].last)
		whole.bytes += s[to].bytes
		to++
	}
	now = make(spans, 0, len(s)+1)
	now = append(append(append(now, s[:from]...), whole), s[to:]...)
	return now, s[from:to], whole
}

// lines counts the stored numbers.
func (s spans) lines() (n uint64) {
	for _, x := range s {
		n += x.last - x.first + 1
	}
	return n
}

// bytes is the text that is stored.
func (s spans) bytes() (n int64) {
	for _, x := range s {
		n += x.bytes
	}
	return n
}

// gaps are the holes between the spans, both ends included.
func (s spans) gaps() (holes [][2]uint64) {
	for i := 1; i < len(s); i++ {
		holes = append(holes, [2]uint64{s[i-1].last + 1, s[i].first - 1})
	}
	return holes
}

// last is the highest stored number, or 0.
func (s spans) last() uint64 {
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1].last
}

// first is the lowest stored number, or the highest there can be.
func (s spans) first() uint64 {
	if len(s) == 0 {
		return math.MaxUint64
	}
	return s[0].first
}
