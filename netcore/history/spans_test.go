package history

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSpansAgainstSet compares spans with a plain set of numbers.
func TestSpansAgainstSet(t *testing.T) {
	const top = 60
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		var s spans
		set := make(map[uint64]bool)
		for range 30 {
			x := span{first: 1 + r.Uint64N(top)}
			x.last = x.first
			if set[x.first] {
				continue
			}
			for n := r.IntN(8); n > 0 && x.last < top && !set[x.last+1]; n-- {
				x.last++
			}
			x.bytes = int64(x.last - x.first + 1)
			before := slices.Clone(s)
			now, gone, whole := s.add(x)
			if !slices.Equal(s, before) {
				t.Fatal("add changed the spans that it was called on")
			}
			for _, g := range gone {
				if !slices.Contains(s, g) || slices.Contains(now, g) {
					t.Fatalf("seed %d: %v is replaced in %v by %v", seed, g, s, now)
				}
			}
			if !slices.Contains(now, whole) {
				t.Fatalf("seed %d: %v is not in %v", seed, whole, now)
			}
			for seq := x.first; seq <= x.last; seq++ {
				set[seq] = true
			}
			s = now
		}
		compareToSet(t, s, set, top)
	}
}

func compareToSet(t *testing.T, s spans, set map[uint64]bool, top uint64) {
	t.Helper()
	for seq := uint64(0); seq <= top+1; seq++ {
		x, ok := s.find(seq)
		if ok != set[seq] || ok && (seq < x.first || x.last < seq) {
			t.Fatalf("%v: %d is found: %v, want %v", s, seq, ok, set[seq])
		}
		if beside := set[seq+1] || seq > 0 && set[seq-1]; s.touches(seq) != beside && seq > 0 {
			t.Fatalf("%v: %d touches: %v, want %v", s, seq, !beside, beside)
		}
	}
	if s.lines() != uint64(len(set)) || s.bytes() != int64(len(set)) {
		t.Fatalf("%v: %d lines, %d bytes, want %d", s, s.lines(), s.bytes(), len(set))
	}
	holes := uint64(0)
	for _, h := range s.gaps() {
		for seq := h[0]; seq <= h[1]; seq++ {
			if set[seq] {
				t.Fatalf("%v: %d is in a gap", s, seq)
			}
			holes++
		}
	}
	if len(s) > 0 && s.last()-s.first()+1 != uint64(len(set))+holes {
		t.Fatalf("%v: from %d to %d with %d holes", s, s.first(), s.last(), holes)
	}
}
