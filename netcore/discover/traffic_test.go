package discover

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func numbered(index int, name string, addrs ...string) Interface {
	c := cardWith(etherFlags, addrs...)
	c.Index, c.Name = index, name
	return c
}

func TestPacketsAreCountedWhereTheyCameIn(t *testing.T) {
	lan, wifi := numbered(2, "eth0", "10.0.0.1/24", "fe80::1/64"), numbered(3, "wlan0", "10.1.0.1/24", "fe80::2/64")
	for _, c := range []struct {
		from        string
		card        int // where it counts; -1 for nowhere
		own, others int
		foreign     bool
	}{
		{from: "10.0.0.9", card: 0, others: 1},
		{from: "10.1.0.9", card: 1, others: 1},
		{from: "10.1.0.1", card: 1, own: 1},
		{from: "fe80::9%wlan0", card: 1, others: 1},
		{from: "fe80::1%eth0", card: 0, own: 1},
		{from: "192.168.7.7", card: -1},
		{from: "fe80::9%gone0", card: -1},
	} {
		var counts tally
		counts.begin(Presence, []Interface{lan, wifi}, t0)
		counts.heardFrom(ip(c.from), t0.Add(time.Second))
		for i, card := range counts.traffic().Cards {
			want := Count{Used: true}
			if i == c.card {
				want.Own, want.Others = c.own, c.others
			}
			if want.Others > 0 {
				want.Last = t0.Add(time.Second)
			}
			if card.Presence != want || card.MDNS != (Count{}) {
				t.Errorf("from %s: %s has %+v, want %+v", c.from, card.Name, card.Presence, want)
			}
		}
	}
}

func TestASenderOfAnotherSubnetIsNoted(t *testing.T) {
	var counts tally
	counts.begin(MDNS, []Interface{numbered(2, "eth0", "10.0.0.1/24")}, t0)
	counts.heard(MDNS, 2, "eth0", ip("10.0.0.5"), t0)
	if got := counts.traffic().Cards[0].MDNS; got.Foreign.IsValid() {
		t.Errorf("a neighbour counts as foreign: %+v", got)
	}
	counts.heard(MDNS, 2, "eth0", ip("10.9.0.5"), t0)
	counts.heard(MDNS, 9, "eth9", ip("10.9.0.6"), t0)
	if got := counts.traffic().Cards[0].MDNS; got.Foreign != ip("10.9.0.5") || got.Others != 2 {
		t.Errorf("counted %+v", got)
	}
}

func TestOneFamilyThatWorksIsEnough(t *testing.T) {
	lan, broken := numbered(2, "eth0", "10.0.0.1/24", "fe80::1/64"), errors.New("operation not permitted")
	for name, c := range map[string]struct {
		four, six sending
		sent      int
		fault     error
	}{
		"both":          {four: sending{packets: 2}, six: sending{packets: 1}, sent: 3},
		"neither":       {four: sending{err: broken}, six: sending{err: errors.New("six")}, fault: broken},
		"one":           {four: sending{err: broken}, six: sending{packets: 1}, sent: 1},
		"not tried":     {four: sending{err: broken}, fault: broken},
		"some of a few": {four: sending{packets: 1, err: broken}, sent: 1},
	} {
		var counts tally
		counts.begin(MDNS|Presence, []Interface{lan}, t0)
		counts.sent(Presence, lan, true, c.four)
		counts.sent(Presence, lan, false, c.six)
		if got := counts.traffic().Cards[0].Presence; got.Sent != c.sent || !errors.Is(got.Fault, c.fault) {
			t.Errorf("%s: %+v, want %d and %v", name, got, c.sent, c.fault)
		}
	}
}

func TestCountsGoOnWhileACardStays(t *testing.T) {
	var counts tally
	lan, wifi := numbered(2, "eth0", "10.0.0.1/24"), numbered(3, "wlan0", "10.1.0.1/24")
	counts.begin(Presence, []Interface{lan}, t0)
	counts.heardFrom(ip("10.0.0.9"), t0)
	renumbered := numbered(2, "eth0", "10.2.0.1/24")
	counts.moved(Presence, []Interface{wifi, renumbered}, t0.Add(time.Minute))
	cards := counts.traffic().Cards
	if len(cards) != 2 || cards[0].Presence.Others != 0 || !cards[0].Since.Equal(t0.Add(time.Minute)) {
		t.Errorf("the new card: %+v", cards)
	}
	if cards[1].Presence.Others != 1 || !cards[1].Since.Equal(t0) || cards[1].Addrs[0] != renumbered.Addrs[0] {
		t.Errorf("the card with another address: %+v", cards[1])
	}
	counts.moved(Presence, nil, t0)
	if cards := counts.traffic().Cards; len(cards) != 0 {
		t.Errorf("cards that are gone: %+v", cards)
	}
}

func TestStationsCountEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{}
		ada := join(t, lan, "Ada", "10.0.0.1")
		ada.host(t, "Lab", 1)
		synctest.Wait()
		alone := ada.Traffic()
		if c := alone.Cards[0].Presence; c.Sent == 0 || c.Own != c.Sent || c.Others != 0 || !c.Last.IsZero() {
			t.Errorf("alone: %+v", c)
		}
		bo := join(t, lan, "Bo", "10.0.0.2")
		if c := ada.Traffic().Cards[0].Presence; c.Others != 1 || !c.Last.Equal(time.Now()) {
			t.Errorf("with a neighbour: %+v", c)
		}
		if c := bo.Traffic().Cards[0].Presence; c.Others == 0 || c.Own != c.Sent {
			t.Errorf("the neighbour: %+v", c)
		}
		bo.leave(t)
		ada.leave(t)
		if after := ada.Traffic(); !after.Since.IsZero() || len(after.Cards) != 0 {
			t.Errorf("after Serve: %+v", after)
		}
	})
}

func TestASocketThatIsTakenIsAFaultUntilItIsFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lan := &air{busy: 2}
		ada := join(t, lan, "Ada", "10.0.0.1")
		defer ada.leave(t)
		if got := ada.Traffic(); !errors.Is(got.Fault, errBusy) {
			t.Errorf("while it is taken: %+v", got)
		}
		time.Sleep(3 * watchEvery)
		if got := ada.Traffic(); got.Fault != nil {
			t.Errorf("once it is free: %+v", got)
		}
	})
}
