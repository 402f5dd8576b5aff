package discover

import (
	"net/netip"
	"slices"
	"sync"
	"time"
)

// Count is what one way of finding rooms did on one card.
type Count struct {
	Used bool // the way works on cards of this kind; the rest is zero where it does not

	Sent   int // packets that the system took; of mDNS without the answers to others' questions
	Own    int // heard of this computer: of this program, or of another one on it
	Others int // heard of other computers; of mDNS whatever they told or asked

	Last    time.Time  // when the newest of Others came; zero for never
	Foreign netip.Addr // the last sender whose IPv4 address is in none of the card's networks

	// Fault is why nothing could be sent the last time, by any family of
	// addresses that the card has; nil where one works.
	Fault error
}

// Heard is how many packets came in all.
func (c Count) Heard() int { return c.Own + c.Others }

// Card is one interface that is up, and what went over it.
type Card struct {
	Interface
	Since          time.Time // when it was first seen, of this run of Serve
	MDNS, Presence Count
}

// Traffic is what a Service sent and heard since Serve began. Of beacons those
// with a good signature are counted, as far as the limits of their source let
// them in; of mDNS every packet that came to its group, whatever it is about.
type Traffic struct {
	Since time.Time // when Serve began; zero while it does not run
	Cards []Card    // as the system lists them
	Fault error     // why presence has no socket; nil where it has one, or is not used
}

// Traffic tells what was sent and heard. It takes no time, and may be asked for
// as often as anybody likes.
func (s *Service) Traffic() Traffic { return s.tally.traffic() }

// tally counts packets. One row for each card that is up bounds it.
type tally struct {
	mu    sync.Mutex
	since time.Time
	fault error
	rows  []*tallyRow
}

type tallyRow struct {
	card  Interface
	since time.Time
	ways  map[Via]*tallyCount
}

// tallyCount is a Count with the faults of IPv6 and IPv4 apart.
type tallyCount struct {
	Count
	faults map[bool]error // by whether it is IPv4; nil for a packet that went out
}

// sending is what became of packets to one card by one family of addresses.
type sending struct {
	packets int   // that the system took
	err     error // of the last one that it did not
}

// note adds what became of one more packet.
func (s *sending) note(err error) {
	if err != nil {
		s.err = err
		return
	}
	s.packets++
}

// begin starts afresh.
func (t *tally) begin(ways Via, cards []Interface, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.since, t.fault, t.rows = now, nil, nil
	t.keep(ways, cards, now)
}

// end forgets everything: nothing is sent or heard.
func (t *tally) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.since, t.fault, t.rows = time.Time{}, nil, nil
}

// moved says which cards there are now. The counts of those that were there
// before go on.
func (t *tally) moved(ways Via, cards []Interface, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.keep(ways, cards, now)
}

func (t *tally) keep(ways Via, cards []Interface, now time.Time) {
	before := t.rows
	t.rows = make([]*tallyRow, 0, len(cards))
	for _, c := range cards {
		i := slices.IndexFunc(before, func(r *tallyRow) bool { return r.card.Index == c.Index && r.card.Name == c.Name })
		row := &tallyRow{since: now, ways: map[Via]*tallyCount{
			MDNS: {faults: make(map[bool]error)}, Presence: {faults: make(map[bool]error)},
		}}
		if i >= 0 {
			row = before[i]
		}
		row.card = c
		row.ways[MDNS].Used = ways&MDNS != 0 && c.asksMDNS()
		row.ways[Presence].Used = ways&Presence != 0 && c.tellsPresence()
		t.rows = append(t.rows, row)
	}
}

// presence says whether the socket of presence could be opened.
func (t *tally) presence(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.fault = err
}

// sent counts what went out. A sending without a packet and without an error
// was none.
func (t *tally) sent(via Via, c Interface, four bool, s sending) {
	if s == (sending{}) {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if row := t.row(c.Index, c.Name); row != nil {
		count := row.ways[via]
		count.Sent += s.packets
		count.faults[four] = s.err
		if s.packets > 0 {
			count.faults[four] = nil
		}
	}
}

// heard counts a packet that came in on a card which is known.
func (t *tally) heard(via Via, index int, name string, from netip.Addr, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if row := t.row(index, name); row != nil {
		t.count(row, via, from, now)
	}
}

// heardFrom counts a packet of presence, whose source tells which card it came
// in on.
func (t *tally) heardFrom(from netip.Addr, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	on := func(on func(Interface) bool) *tallyRow {
		i := slices.IndexFunc(t.rows, func(r *tallyRow) bool { return on(r.card) })
		if i < 0 {
			return nil
		}
		return t.rows[i]
	}
	var row *tallyRow
	switch zone := from.Zone(); zone {
	case "":
		if row = on(func(c Interface) bool { return c.holds(from) }); row == nil {
			row = on(func(c Interface) bool { return c.near(from) })
		}
	default:
		row = on(func(c Interface) bool { return c.Name == zone })
	}
	if row != nil {
		t.count(row, Presence, from, now)
	}
}

func (t *tally) count(row *tallyRow, via Via, from netip.Addr, now time.Time) {
	count := row.ways[via]
	if t.ours(from) {
		count.Own++
		return
	}
	count.Others++
	count.Last = now
	if from.Is4() && !row.card.near(from) {
		count.Foreign = from
	}
}

// ours tells whether an address is one of this computer's.
func (t *tally) ours(a netip.Addr) bool {
	return a.IsLoopback() || slices.ContainsFunc(t.rows, func(r *tallyRow) bool { return r.card.holds(a) })
}

func (t *tally) row(index int, name string) *tallyRow {
	i := slices.IndexFunc(t.rows, func(r *tallyRow) bool { return r.card.Index == index && r.card.Name == name })
	if i < 0 {
		return nil // it went away meanwhile
	}
	return t.rows[i]
}

func (t *tally) traffic() Traffic {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := Traffic{Since: t.since, Fault: t.fault, Cards: make([]Card, 0, len(t.rows))}
	for _, r := range t.rows {
		c := Card{Interface: r.card, Since: r.since, MDNS: r.ways[MDNS].snapshot(), Presence: r.ways[Presence].snapshot()}
		c.Addrs = slices.Clone(c.Addrs)
		now.Cards = append(now.Cards, c)
	}
	return now
}

func (c *tallyCount) snapshot() Count {
	now := c.Count
	for _, four := range []bool{true, false} {
		err, tried := c.faults[four]
		switch {
		case !tried:
		case err == nil:
			now.Fault = nil
			return now
		case now.Fault == nil:
			now.Fault = err
		}
	}
	return now
}
