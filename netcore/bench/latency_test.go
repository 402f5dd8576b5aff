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

// TestMissIsTheMachinesOnlyWhereItMissesAlone has a late line count against the
// room, unless what has nothing to do with the room is as late.
func TestMissIsTheMachinesOnlyWhereItMissesAlone(t *testing.T) {
	for name, test := range map[string]struct {
		room, alone time.Duration
		met, open   bool
	}{
		"steady":                {2 * time.Millisecond, 2 * time.Millisecond, true, false},
		"the room is late":      {9 * time.Millisecond, 2 * time.Millisecond, false, false},
		"so is the machine":     {9 * time.Millisecond, 9 * time.Millisecond, false, true},
		"the machine is, alone": {2 * time.Millisecond, 9 * time.Millisecond, true, true},
	} {
		p := &paced{
			ours: [][]time.Duration{took(test.room)}, own: took(0),
			baseline: [][]time.Duration{took(test.alone)}, plain: [][]time.Duration{took(test.alone)},
		}
		for _, late := range []figure{p.figures("latency")[1], p.ownTail("latency")} {
			if met := late.target.met(late.ratio); met != test.met || (late.open != "") != test.open {
				t.Errorf("%s: %s: met %t (%.1f), open %q", name, late.work, met, late.ratio, late.open)
			}
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
