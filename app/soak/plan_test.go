package soak

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// fault is one thing that happens to a room.
type fault int

// The faults. Those that name a joiner or a connection take it from step.who.
const (
	killHost fault = iota
	killJoiner
	restartHost // the polite way
	freezeHost
	freezeJoiner
	dropToHost
	dropFromHost
	dropBoth
	delayAll
	stallOne
	orphanOne // stalled, and then its joiner comes back before what it sent arrives
	resetOne
	finishOne
	forgetJoiner
	forgetHost
	truncateToHost
	truncateFromHost
	fillDisk
	severBoth
	severToHost
	severFromHost
	cutCable
	heal // undoes what came before of the same step.undoes
)

var faultNames = [...]string{
	"kill the host", "kill joiner", "restart the host", "freeze the host", "freeze joiner",
	"drop what goes to the host", "drop what comes from the host", "drop everything", "delay everything",
	"stall connection", "stall and orphan connection", "reset connection", "finish connection", "forget the joiner of connection",
	"forget the host of connection", "truncate what goes to the host on connection",
	"truncate what comes from the host on connection", "fill the host's disk",
	"sever the network both ways", "sever the way to the host", "sever the way from the host",
	"cut the host's cable", "heal",
}

func (f fault) String() string { return faultNames[f] }

// What a room can be made to suffer, by what it takes.
var (
	byProcess = []fault{killHost, killJoiner, restartHost, freezeHost, freezeJoiner}
	byProxy   = []fault{
		dropToHost, dropFromHost, dropBoth, delayAll, stallOne, orphanOne, resetOne, finishOne,
		forgetJoiner, forgetHost, truncateToHost, truncateFromHost,
	}
	byDisk    = []fault{fillDisk}
	byNetwork = []fault{severBoth, severToHost, severFromHost, cutCable}
)

// step is a fault with its place in the schedule.
type step struct {
	at     time.Duration
	fault  fault
	undoes fault         // where fault is heal
	who    int           // which joiner or connection: any number means one
	amount int           // bytes, where the fault has a size
	down   time.Duration // how long what was killed stays away
}

func (s step) String() string {
	switch s.fault {
	case heal:
		return fmt.Sprintf("%v heal: %v", s.at, s.undoes)
	case killHost, killJoiner, restartHost:
		return fmt.Sprintf("%v %v (%d), away for %v", s.at, s.fault, s.who, s.down)
	default:
		return fmt.Sprintf("%v %v (%d, %d)", s.at, s.fault, s.who, s.amount)
	}
}

// plan is a schedule of faults for so long. Every kind comes before any comes
// again. What can last is undone, before the end at the latest.
func plan(seed uint64, length time.Duration, kinds []fault) []step {
	chance := rand.New(rand.NewPCG(seed, 0))
	between := func(low, high time.Duration) time.Duration {
		return (low + time.Duration(chance.Int64N(int64(high-low)))).Round(time.Millisecond)
	}
	var steps []step
	var deck []fault
	for at := between(500*time.Millisecond, time.Second); at < length; at += between(200*time.Millisecond, 1500*time.Millisecond) {
		if len(deck) == 0 {
			deck = slices.Clone(kinds)
			chance.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
		}
		s := step{at: at, fault: deck[0], who: chance.IntN(1000), amount: chance.IntN(4000), down: between(50*time.Millisecond, 2*time.Second)}
		deck = deck[1:]
		steps = append(steps, s)
		hold := between(200*time.Millisecond, 4*time.Second)
		if length > time.Minute && chance.IntN(4) == 0 {
			hold = between(10*time.Second, 18*time.Second) // around what a dead connection takes to be noticed
		}
		if s.fault.lasts() {
			steps = append(steps, step{at: min(at+hold, length), fault: heal, undoes: s.fault, who: s.who})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return int(a.at - b.at) })
	return steps
}

// lasts tells whether a fault goes on until it is undone.
func (f fault) lasts() bool {
	switch f {
	case freezeHost, freezeJoiner, dropToHost, dropFromHost, dropBoth, delayAll, stallOne, orphanOne, fillDisk,
		severBoth, severToHost, severFromHost, cutCable:
		return true
	default:
		return false
	}
}

func TestPlanRepeats(t *testing.T) {
	kinds := slices.Concat(byProcess, byProxy, byDisk, byNetwork)
	const length = 2 * time.Minute
	one := plan(7, length, kinds)
	if !slices.Equal(one, plan(7, length, kinds)) || slices.Equal(one, plan(8, length, kinds)) {
		t.Fatal("the seed does not decide")
	}
	lasting, seen := make(map[fault]int), make(map[fault]bool)
	for i, s := range one {
		if i > 0 && s.at < one[i-1].at || s.at > length {
			t.Errorf("step %v is out of place", s)
		}
		seen[s.fault] = true
		switch {
		case s.fault == heal:
			lasting[s.undoes]--
		case s.fault.lasts():
			lasting[s.fault]++
		}
	}
	for _, kind := range kinds {
		if !seen[kind] {
			t.Errorf("in %v this never happens: %v", length, kind)
		}
		if lasting[kind] != 0 {
			t.Errorf("not undone: %v", kind)
		}
	}
}
