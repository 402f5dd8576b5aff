package discover

import (
	"encoding/hex"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/miekg/dns"

	"landline/netcore/chat"
)

const (
	service     = "_landline._tcp"
	serviceName = service + ".local."
	enumeration = "_services._dns-sd._udp.local." // RFC 6763 section 9
	recordTTL   = 120                             // seconds; RFC 6762 section 10
)

// zone answers questions for one room, on whatever type they ask: the library
// asks its follow-up question as PTR of the instance. One packet can tell of
// one room only, because the library's client looks at the last room in it.
type zone struct{ records atomic.Pointer[[]dns.RR] }

func (z *zone) set(records []dns.RR) { z.records.Store(&records) }

// Records implements mdns.Zone.
func (z *zone) Records(q dns.Question) []dns.RR {
	all := *z.records.Load()
	if strings.EqualFold(q.Name, enumeration) {
		return []dns.RR{&dns.PTR{Hdr: header(enumeration, dns.TypePTR, recordTTL), Ptr: serviceName}}
	}
	for _, rr := range all {
		if strings.EqualFold(q.Name, rr.Header().Name) {
			return all
		}
	}
	return nil
}

func header(name string, rrtype uint16, ttl uint32) dns.RR_Header {
	return dns.RR_Header{Name: name, Rrtype: rrtype, Class: dns.ClassINET, Ttl: ttl}
}

// label names a room's DNS-SD instance: ASCII, unique to the run of the
// program, so no two answer under one name.
func label(room chat.RoomID, by instance) string {
	return room.String() + "-" + hex.EncodeToString(by[:])
}

// records makes a room's DNS records; a TTL of 0 makes them a goodbye
// (RFC 6762 section 10.1). It drops addresses until a packet of them fits
// 1,200 bytes, so that no network fragments it.
func records(r record, port uint16, ttl uint32) []dns.RR {
	for {
		rrs := recordSet(r, port, ttl)
		if packet, err := response(rrs).Pack(); err == nil && len(packet) <= maxBeacon || len(r.addrs) == 0 {
			return rrs
		}
		r.addrs = r.addrs[:len(r.addrs)-1]
	}
}

func recordSet(r record, port uint16, ttl uint32) []dns.RR {
	name := label(r.room, r.by)
	instance, target := name+"."+serviceName, name+".local."
	rrs := []dns.RR{
		&dns.PTR{Hdr: header(serviceName, dns.TypePTR, ttl), Ptr: instance},
		&dns.SRV{Hdr: header(instance, dns.TypeSRV, ttl), Port: port, Target: target},
		&dns.TXT{Hdr: header(instance, dns.TypeTXT, ttl), Txt: r.strings()},
	}
	for _, a := range r.addrs[:min(len(r.addrs), maxAddrs)] {
		if a.Is4() {
			rrs = append(rrs, &dns.A{Hdr: header(target, dns.TypeA, ttl), A: a.AsSlice()})
		} else {
			rrs = append(rrs, &dns.AAAA{Hdr: header(target, dns.TypeAAAA, ttl), AAAA: a.AsSlice()})
		}
	}
	return rrs
}

// response is an unasked multicast answer (RFC 6762 section 18).
func response(rrs []dns.RR) *dns.Msg {
	return &dns.Msg{MsgHdr: dns.MsgHdr{Response: true, Authoritative: true}, Compress: true, Answer: rrs}
}

// reachable lists the addresses by which a room can be reached, those that
// need no zone first; loopback only where there is nothing else.
func reachable(cards []Interface, bind netip.Addr) (addrs []netip.Addr) {
	var loopback []netip.Addr
	for _, c := range cards {
		for _, p := range c.Addrs {
			a := p.Addr().WithZone("")
			switch {
			case bind.IsValid() && !bind.IsUnspecified() && bind.WithZone("") != a:
			case c.loopback():
				loopback = append(loopback, a)
			default:
				addrs = append(addrs, a)
			}
		}
	}
	if len(addrs) == 0 {
		addrs = loopback
	}
	slices.SortStableFunc(addrs, func(a, b netip.Addr) int { return awkwardness(a) - awkwardness(b) })
	return slices.Compact(addrs)
}

func awkwardness(a netip.Addr) int {
	switch {
	case a.Is4():
		return 0
	case a.IsLinkLocalUnicast():
		return 2
	}
	return 1
}
