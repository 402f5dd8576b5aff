package main

import (
	"slices"
	"testing"
	"time"
)

// took is a round in which every line took a millisecond, but for one in twenty.
func took(late time.Duration) []time.Duration {
	round := slices.Repeat([]time.Duration{time.Millisecond}, 100)
	for i := 0; i < len(round); i += 20 {
		round[i] = late
	}
	return round
}

// TestTailIsTheDisksOnlyWhereCommitsAloneHaveIt has a late line count against the
// room, unless commits that have nothing to do with it are as late.
func TestTailIsTheDisksOnlyWhereCommitsAloneHaveIt(t *testing.T) {
	for name, test := range map[string]struct {
		room, disk time.Duration
		met, open  bool
	}{
		"steady":             {2 * time.Millisecond, 2 * time.Millisecond, true, false},
		"the room is late":   {9 * time.Millisecond, 2 * time.Millisecond, false, false},
		"so is the disk":     {9 * time.Millisecond, 9 * time.Millisecond, false, true},
		"the disk is, alone": {2 * time.Millisecond, 9 * time.Millisecond, true, true},
	} {
		p := &paced{
			ours: [][]time.Duration{took(test.room)}, baseline: [][]time.Duration{took(0)},
			plain: [][]time.Duration{took(test.disk)}, own: took(0),
		}
		late := p.figures("latency")[1]
		if met := late.target.met(late.ratio); met != test.met || late.open != test.open {
			t.Errorf("%s: met %t, open %t (%.1f), want %t, %t", name, met, late.open, late.ratio, test.met, test.open)
		}
		if own := p.ownTail("latency"); own.open || own.target.met(own.ratio) != test.met {
			t.Errorf("%s: the tail without a disk was judged %t, open %t", name, own.target.met(own.ratio), own.open)
		}
	}
}

// TestOneSpoiledRoundIsNotTheFigure leaves out what a neighbour on the machine did.
func TestOneSpoiledRoundIsNotTheFigure(t *testing.T) {
	calm := took(2 * time.Millisecond)
	if got := tail([][]time.Duration{calm, took(time.Second), calm}); got != 2*time.Millisecond {
		t.Errorf("tail %v", got)
	}
}
