package discover

import (
	"net/netip"
	"testing"
	"time"
)

func TestWindow(t *testing.T) {
	var w window
	for i, c := range []struct {
		seq  uint64
		want bool
	}{
		{0, false}, {1, true}, {1, false}, {3, true}, {2, true}, {2, false}, {3, false},
		{66, true}, {3, false}, {4, true}, {2, false}, // 2 is out of the window now
		{1 << 40, true}, {66, false}, {1<<40 - 63, true}, {1<<40 - 64, false}, {1 << 40, false},
	} {
		if got := w.take(c.seq); got != c.want {
			t.Fatalf("step %d: take(%d) = %v, want %v", i, c.seq, got, c.want)
		}
	}
}

func TestStreamsForgetTheOneLongestUnheardOf(t *testing.T) {
	s := make(streams)
	keyOf := func(i int) streamKey { return streamKey{host: hostID(i)} }
	for i := range maxStreams {
		s.take(keyOf(i), 1, at(float64(i)))
	}
	if fresh, newcomer := s.take(keyOf(0), 2, at(maxStreams)); !fresh || newcomer {
		t.Fatal("a known stream was forgotten")
	}
	if _, newcomer := s.take(keyOf(-1), 1, at(maxStreams)); !newcomer || len(s) != maxStreams {
		t.Fatalf("newcomer %v, %d streams", newcomer, len(s))
	}
	if fresh, _ := s.take(keyOf(0), 2, at(maxStreams)); fresh {
		t.Error("a stream that still speaks was forgotten")
	}
	if fresh, _ := s.take(keyOf(2), 1, at(maxStreams)); fresh {
		t.Error("a stream heard after the oldest was forgotten")
	}
}

func TestBucket(t *testing.T) {
	r := rate{perSecond: 2, burst: 3}
	var b bucket
	for i := range 3 {
		if !b.take(r, at(0)) {
			t.Fatalf("token %d of a full bucket is missing", i)
		}
	}
	if b.take(r, at(0.4)) {
		t.Error("a token too many")
	}
	if wait := b.wait(r, at(0.4)); wait.Round(time.Millisecond) != 100*time.Millisecond {
		t.Errorf("wait %v, want 100ms", wait)
	}
	if !b.take(r, at(0.5)) || b.take(r, at(0.5)) {
		t.Error("half a second must bring one token")
	}
	if b.wait(r, at(60)) != 0 || b.used != 0 {
		t.Error("a rested bucket must be full and no fuller")
	}
}

func TestGate(t *testing.T) {
	passed := func(g *gate, from netip.Addr, n int, now time.Time) (count int) {
		for range n {
			if g.pass(from, now) {
				count++
			}
		}
		return count
	}
	t.Run("one source", func(t *testing.T) {
		g := newGate()
		if got := passed(g, ip("10.0.0.1"), 1000, at(0)); got != 40 {
			t.Errorf("%d packets at once, want 40", got)
		}
		if got := passed(g, ip("10.0.0.1"), 1000, at(1)); got != 20 {
			t.Errorf("%d packets after a second, want 20", got)
		}
		if got := passed(g, ip("10.0.0.2"), 5, at(1)); got != 5 {
			t.Errorf("a quiet source got %d of 5 packets through", got)
		}
	})
	t.Run("many sources", func(t *testing.T) {
		g, total := newGate(), 0
		for i := range 5000 {
			total += passed(g, netip.AddrFrom4([4]byte{10, 1, byte(i >> 8), byte(i)}), 10, at(0))
		}
		if total != 2000 || len(g.sources) > maxSources {
			t.Errorf("%d packets of %d sources, want 2000 of at most %d", total, len(g.sources), maxSources)
		}
		if !g.pass(ip("10.0.0.1"), at(3)) {
			t.Error("after the flood a newcomer must pass again")
		}
	})
}
