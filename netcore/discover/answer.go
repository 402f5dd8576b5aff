package discover

import (
	"context"
	"net"
	"slices"
	"time"

	"github.com/miekg/dns"
	"golang.org/x/net/ipv4"
	"golang.org/x/net/ipv6"

	"landline/netcore/chat"
)

const (
	announceAgain = time.Second      // RFC 6762 section 8.3
	announceEvery = 60 * time.Second // neighbours keep a record for 120 s
)

// answers keeps the responders of the announced rooms. It belongs to the
// goroutine of mdnsWay.answer.
type answers struct {
	m          *mdnsWay
	zones      map[chat.RoomID]*zone
	told       map[chat.RoomID]listed
	responders []responder
	start      func(*zone, chat.RoomID, Interface) (responder, error)
	paced      bucket // announcements of changes
	warned     bool
}

// listed is what was last told of a room.
type listed struct {
	record
	port uint16
}

// answer keeps responders for what is announced, and announces it itself: the
// library only answers, by unicast, which a neighbour's mDNS daemon never sees.
func (m *mdnsWay) answer(ctx context.Context) {
	a := &answers{m: m, zones: make(map[chat.RoomID]*zone), told: make(map[chat.RoomID]listed), start: startResponder}
	defer a.close()
	again := time.NewTimer(0)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			a.goodbye(a.all())
			return
		case <-m.kickMDNS:
			again.Reset(a.paced.wait(tellRate, time.Now()))
			continue
		case <-m.changed:
		case <-again.C:
		}
		a.paced.take(tellRate, time.Now())
		if a.update() {
			again.Reset(announceAgain)
			continue
		}
		a.announce(a.all())
		again.Reset(announceEvery)
	}
}

// update brings zones and responders up to date and tells what is new or gone.
func (a *answers) update() (changed bool) {
	cards, all := a.m.usable()
	rooms := a.m.hosting()
	if len(rooms) > maxListed {
		if !a.warned {
			a.m.cfg.Log.Warn("discover: mDNS tells of some rooms only, presence of all", "rooms", maxListed)
		}
		a.warned, rooms = true, rooms[:maxListed]
	}
	now := make(map[chat.RoomID]listed)
	var fresh []chat.RoomID
	for _, h := range rooms {
		l := listed{port: h.Port, record: record{
			host: a.m.host, room: h.Room, by: a.m.by, name: h.Name, hostName: h.HostName, people: h.People,
			locked: h.Locked, addrs: reachable(all, h.Bind),
		}}
		if h.Bind.IsLoopback() {
			continue // nobody who can ask could reach it
		}
		now[h.Room] = l
		if before, known := a.told[h.Room]; !known || !before.equal(l) {
			fresh = append(fresh, h.Room)
		}
	}
	var gone []listed
	for id, l := range a.told {
		if _, still := now[id]; !still {
			gone = append(gone, l)
			delete(a.zones, id)
		}
	}
	a.told = now
	a.goodbye(gone)
	a.serve(cards)
	a.announce(a.pick(fresh))
	return len(fresh) > 0
}

func (l listed) equal(o listed) bool {
	return l.port == o.port && l.name == o.name && l.hostName == o.hostName && l.people == o.people &&
		l.locked == o.locked && slices.Equal(l.addrs, o.addrs)
}

func (a *answers) all() []listed {
	rooms := make([]listed, 0, len(a.told))
	for _, l := range a.told {
		rooms = append(rooms, l)
	}
	return rooms
}

func (a *answers) pick(ids []chat.RoomID) (rooms []listed) {
	for _, id := range ids {
		rooms = append(rooms, a.told[id])
	}
	return rooms
}

// serve has one responder for each room on each card. A card that was taken
// out and put in again is another card, with another index; one that got or
// lost a family of addresses needs another responder.
func (a *answers) serve(cards []Interface) {
	for id, l := range a.told {
		if a.zones[id] == nil {
			a.zones[id] = &zone{}
		}
		a.zones[id].set(records(l.record, l.port, recordTTL))
	}
	a.responders = slices.DeleteFunc(a.responders, func(r responder) bool {
		here := slices.ContainsFunc(cards, func(c Interface) bool { return placeOf(c) == r.on })
		if here && a.zones[r.room] != nil {
			return false
		}
		r.close()
		return true
	})
	for id, z := range a.zones {
		for _, c := range cards {
			has := func(r responder) bool { return r.room == id && r.on == placeOf(c) }
			if slices.ContainsFunc(a.responders, has) {
				continue
			}
			r, err := a.start(z, id, c)
			if err != nil {
				a.m.cfg.Log.Debug("discover: answering by mDNS", "interface", c.Name, "error", err)
				continue // tried again with the next announcement
			}
			a.responders = append(a.responders, r)
		}
	}
}

func (a *answers) announce(rooms []listed) { a.multicast(rooms, recordTTL) }

func (a *answers) goodbye(rooms []listed) { a.multicast(rooms, 0) }

// multicast sends each room's records to everybody, one room a packet.
func (a *answers) multicast(rooms []listed, ttl uint32) {
	if len(rooms) == 0 {
		return
	}
	cards, _ := a.m.usable()
	var packets [][]byte
	for _, l := range rooms {
		packet, err := response(flushed(records(l.record, l.port, ttl))).Pack()
		if err != nil {
			a.m.cfg.Log.Warn("discover: packing an mDNS announcement", "error", err)
			continue
		}
		packets = append(packets, packet)
	}
	sent := func(c Interface, four bool, s sending) { a.m.tally.sent(MDNS, c, four, s) }
	multicast4(cards, packets, sent)
	multicast6(cards, packets, sent)
}

// flushed marks the records that nobody else has (RFC 6762 section 10.2).
func flushed(rrs []dns.RR) []dns.RR {
	for _, rr := range rrs {
		if rr.Header().Rrtype != dns.TypePTR {
			rr.Header().Class |= 1 << 15
		}
	}
	return rrs
}

// multicast4 sends from port 5353, as an answer must, by a socket that is open
// only meanwhile: a second one on that port takes the unicast of the first.
func multicast4(cards []Interface, packets [][]byte, sent func(Interface, bool, sending)) {
	c, err := listenShared("udp4", "0.0.0.0", uint16(group4.Port))
	if err != nil {
		return // the responder answers all the same
	}
	defer func() { _ = c.Close() }()
	p := ipv4.NewPacketConn(c)
	_ = p.SetMulticastTTL(255) // RFC 6762 section 11; without it, 1 works on most networks
	_ = p.SetMulticastLoopback(true)
	for _, card := range cards {
		if card.has4() && p.SetMulticastInterface(card.card()) == nil {
			sent(card, true, write(c, packets, group4))
		}
	}
}

// multicast6 is multicast4 for IPv6.
func multicast6(cards []Interface, packets [][]byte, sent func(Interface, bool, sending)) {
	c, err := listenShared("udp6", "::", uint16(group6.Port))
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	p := ipv6.NewPacketConn(c)
	_ = p.SetMulticastHopLimit(255)
	_ = p.SetMulticastLoopback(true)
	for _, card := range cards {
		if card.has6() && p.SetMulticastInterface(card.card()) == nil {
			sent(card, false, write(c, packets, group6))
		}
	}
}

// write sends and does not care: a card may go away at any time, and
// announcements are repeated.
func write(c *net.UDPConn, packets [][]byte, to *net.UDPAddr) (s sending) {
	_ = c.SetWriteDeadline(time.Now().Add(sendTimeout))
	for _, p := range packets {
		_, err := c.WriteToUDP(p, to)
		s.note(err)
	}
	return s
}

func (a *answers) close() {
	for _, r := range a.responders {
		r.close()
	}
}
