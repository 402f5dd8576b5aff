package discover

import (
	"net/netip"
	"time"

	"landline/netcore/chat"
)

// radio carries beacons. Its methods but the readers' belong to one goroutine.
type radio interface {
	// readers each return the next packet and its source; they end with an
	// error after close.
	readers() []reader
	// tune makes the radio hear what comes in on these interfaces.
	tune(cards []Interface)
	// send sends what seal returns to everybody on the interface, once by each
	// family of addresses it has, and tells what became of it. Every call of
	// seal gives new packets.
	send(card Interface, seal func(four bool) [][]byte) (four, six sending)
	// local lists the addresses that the radio hears on.
	local() []netip.AddrPort
	close()
}

type reader func(packet []byte) (n int, from netip.Addr, err error)

// tune opens the radio if it is not open, and keeps it on the interfaces. A
// port that is taken may be free later, so every watch tries again.
func (l *loop) tune() {
	if l.cfg.Ways&Presence == 0 {
		return
	}
	if l.radio == nil {
		r, err := l.openRadio(l.cfg.Port)
		l.tally.presence(err)
		if err != nil {
			if !l.warned {
				l.cfg.Log.Warn("discover: UDP presence is off, mDNS goes on alone", "port", l.cfg.Port, "error", err)
			}
			l.warned = true
			return
		}
		l.radio = r
		l.listensOn(r.local())
		for _, next := range r.readers() {
			l.readers.Go(func() { l.read(next) })
		}
	}
	l.radio.tune(l.cards)
}

// read lets beacons in, the cheapest check first, until the radio is closed.
func (l *loop) read(next reader) {
	gate, packet := newGate(), make([]byte, maxBeacon+1)
	for {
		n, from, err := next(packet)
		if err != nil {
			return
		}
		if n <= beaconHeader || n > maxBeacon || !gate.pass(from, time.Now()) {
			continue
		}
		b, err := open(packet[:n])
		if err != nil {
			continue // somebody else's packet; a flood of them must not fill the log
		}
		l.tally.heardFrom(from, time.Now())
		select {
		case l.arrivals <- arrival{beacon: b, from: from}:
		default: // the loop is busy: as if the network had dropped it
		}
	}
}

func (l *loop) closeRadio() {
	if l.radio != nil {
		l.listensOn(nil)
		l.radio.close()
		l.readers.Wait()
	}
}

// tell sends the beacons of this round: goodbyes, rooms, and the question if
// hello is set. A program without any of these stays silent.
func (l *loop) tell(now time.Time, hello bool) {
	l.nextAt = now.Add(interval)
	rooms, gone := l.hosting(), l.takeGone()
	if hello || len(rooms)+len(gone) > 0 {
		l.send(hello, rooms, gone)
	}
}

// goodbye withdraws every room, twice: nobody will repeat it.
func (l *loop) goodbye() {
	gone := l.takeGone()
	for _, h := range l.hosting() {
		gone = append(gone, h.Room)
	}
	if len(gone) > 0 {
		l.send(false, nil, gone)
		l.send(false, nil, gone)
	}
}

func (l *loop) send(hello bool, rooms []Hosting, gone []chat.RoomID) {
	if l.radio == nil {
		return
	}
	for _, card := range l.cards {
		four, six := l.radio.send(card, func(four bool) [][]byte {
			return l.seal(hello, audible(rooms, card, four), gone)
		})
		l.tally.sent(Presence, card, true, four)
		l.tally.sent(Presence, card, false, six)
	}
}

// seal numbers and signs the packets of one destination. A number of its own
// for each lets a receiver refuse what it had before, and still learn every
// address that a host is heard from.
func (l *loop) seal(hello bool, rooms []Hosting, gone []chat.RoomID) (packets [][]byte) {
	if !hello && len(rooms)+len(gone) == 0 {
		return nil
	}
	for _, b := range bodies(hello, rooms, gone) {
		l.seq++
		b.Seq, b.By = l.seq, l.by[:]
		packets = append(packets, seal(l.cfg.Signer, b))
	}
	return packets
}

// audible leaves out the rooms that do not listen where the packet goes.
func audible(rooms []Hosting, card Interface, four bool) (there []Hosting) {
	for _, h := range rooms {
		switch {
		case !h.Bind.IsValid(), h.Bind == netip.IPv6Unspecified(),
			h.Bind.IsUnspecified() && four,
			h.Bind.Is4() == four && card.holds(h.Bind):
			there = append(there, h)
		}
	}
	return there
}
