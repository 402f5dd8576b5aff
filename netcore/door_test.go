package netcore

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

// queueing is a door with callers that only wait, by their addresses.
type queueing struct {
	*door
	t   *testing.T
	cut map[*caller]bool
}

func newQueueing(t *testing.T, total, atOnce, perAddress int) *queueing {
	return &queueing{door: newDoor(total, atOnce, perAddress), t: t, cut: make(map[*caller]bool)}
}

// from has n callers arrive from the address 10.0.0.host.
func (q *queueing) from(host byte, n int) (callers []*caller) {
	for range n {
		var c *caller
		// The door cuts others, never the one that arrives.
		c = q.arrive(netip.AddrFrom4([4]byte{10, 0, 0, host}), func() { q.cut[c] = true })
		callers = append(callers, c)
	}
	return callers
}

func (q *queueing) turns(callers []*caller) (n int) {
	for _, c := range callers {
		select {
		case <-c.turn:
			n++
		default:
		}
	}
	return n
}

func (q *queueing) wantTurns(who string, callers []*caller, want int) {
	q.t.Helper()
	if got := q.turns(callers); got != want {
		q.t.Errorf("%s had %d turns, want %d", who, got, want)
	}
}

func (q *queueing) dismiss(callers ...*caller) {
	for _, c := range callers {
		q.leave(c)
	}
}

// TestDoorIsFair has a crowd from two addresses before it when somebody else
// comes: theirs is the next turn.
func TestDoorIsFair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueueing(t, 100, 4, 2)
		ada, bo := q.from(1, 6), q.from(2, 6)
		q.wantTurns("Ada", ada, 2)
		q.wantTurns("Bo", bo, 2)
		cleo := q.from(3, 1)
		q.wantTurns("Cleo, behind eight others,", cleo, 0)
		q.leave(ada[0])
		q.wantTurns("Cleo, when the first turn was over,", cleo, 1)
		q.wantTurns("Ada meanwhile", ada, 2)
		q.dismiss(append(append(ada, bo...), cleo...)...)
		if q.count != 0 || q.shaking != 0 || len(q.queue) != 0 || len(q.callers) != 0 {
			t.Errorf("an empty door counts %d callers, %d turns, %d waiting, %d addresses", q.count, q.shaking, len(q.queue), len(q.callers))
		}
	})
}

// TestDoorHurries has every turn taken by callers who say nothing, and more of
// them wait, from twenty addresses. Somebody who comes after them all waits for
// one turn of each address, however many callers these have.
func TestDoorHurries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueueing(t, 1000, 4, 2)
		var silent []*caller
		for host := range byte(20) {
			silent = append(silent, q.from(10+host, 10)...)
		}
		honest := q.from(1, 1)
		time.Sleep(20/4*doorHurry + time.Millisecond) // of which four have theirs at a time
		synctest.Wait()
		q.wantTurns("the honest caller", honest, 1)
		if q.cut[honest[0]] {
			t.Error("the honest caller was cut")
		}
		q.dismiss(append(silent, honest...)...)
	})
}

// TestDoorIsPatient has callers who take long while nobody waits for their
// turn.
func TestDoorIsPatient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueueing(t, 100, 4, 2)
		slow := q.from(1, 2)
		slow = append(slow, q.from(2, 1)...)
		time.Sleep(10 * doorHurry)
		if len(q.cut) != 0 {
			t.Errorf("%d callers were cut", len(q.cut))
		}
		q.dismiss(slow...)
	})
}

// TestDoorWhenFull has more callers than it holds: those of the most crowded
// address make room.
func TestDoorWhenFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueueing(t, 32, 4, 2)
		honest := q.from(1, 1)
		crowd := q.from(2, 40)
		others := q.from(3, 30)
		for _, c := range honest {
			if q.cut[c] {
				t.Error("the honest caller was cut")
			}
		}
		if got := q.count; got > 32 {
			t.Errorf("%d callers stand at a door for 32", got)
		}
		if len(q.cut) == 0 {
			t.Error("nobody made room")
		}
		q.dismiss(append(append(honest, crowd...), others...)...)
		if q.count != 0 || q.shaking != 0 {
			t.Errorf("an empty door counts %d callers, %d turns", q.count, q.shaking)
		}
	})
}

// TestDoorSlowsComingAndGoing has an address that shakes hands again and again,
// and another that comes in once meanwhile.
func TestDoorSlowsComingAndGoing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueueing(t, 100, 4, 2)
		begin := time.Now()
		for range turnBurst + 5*turnRate {
			c := q.from(2, 1)
			<-c[0].turn
			q.dismiss(c...)
		}
		if took := time.Since(begin); took != 5*time.Second {
			t.Errorf("%d turns were had in %v, want 5s", turnBurst+5*turnRate, took)
		}
		busy := q.from(2, 3)
		ada := q.from(1, 1)
		q.wantTurns("the address that came and went", busy, 0)
		q.wantTurns("Ada", ada, 1)
		q.dismiss(append(busy, ada...)...)
	})
}

// TestPacesAreBounded has more addresses come than are remembered.
func TestPacesAreBounded(t *testing.T) {
	p := make(paces)
	for i := range 2 * pacesKept {
		p.take(netip.AddrFrom4([4]byte{10, 1, byte(i >> 8), byte(i)}))
	}
	if len(p) > pacesKept {
		t.Errorf("%d addresses are remembered, want at most %d", len(p), pacesKept)
	}
	here := netip.MustParseAddr("127.0.0.1")
	for range 2 * turnBurst {
		p.take(here)
	}
	if !p.ready(here) {
		t.Error("this computer's own programs are slowed")
	}
}
