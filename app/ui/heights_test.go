package ui

import (
	"math/rand/v2"
	"testing"
)

// TestHeightsGrowAtBothEnds compares heights with a plain list that grows and shrinks at
// both ends.
func TestHeightsGrowAtBothEnds(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var h heights
	first, plain := 0, []float32{}
	for step := range 20_000 {
		y := float32(1 + random.IntN(50))
		switch n := random.IntN(100); {
		case n < 45:
			h.add(y)
			plain = append(plain, y)
		case n < 90:
			h.addFront(y)
			plain, first = append([]float32{y}, plain...), first-1
		case n < 95 && len(plain) > 0:
			i := random.IntN(len(plain))
			h.set(first+i, y)
			plain[i] = y
		case n < 97:
			keep := max(len(plain)-random.IntN(30), 0)
			h.truncate(first + keep)
			plain = plain[:keep]
		case n < 98:
			gone := min(random.IntN(40), len(plain))
			h.drop(first + gone)
			plain, first = plain[gone:], first+gone
		}
		if step%97 != 0 {
			continue
		}
		sum := 0.0
		for i, want := range plain {
			if step%1067 == 0 {
				if at, into := h.find(sum + 0.5); at != first+i || into != 0.5 || h.before(first+i) != sum {
					t.Fatalf("step %d: line %d of %d was found as %d", step, first+i, len(plain), at)
				}
			}
			sum += float64(want)
		}
		if h.total() != sum || h.first != first || h.end != first+len(plain) {
			t.Fatalf("step %d: %v pixels from %d to %d, want %v from %d to %d", step, h.total(), h.first, h.end, sum, first, first+len(plain))
		}
	}
}
