package discover

import (
	"cmp"
	"net/netip"
	"slices"
	"time"
)

// settle brings what is shown of a row up to date and returns the change, if
// that made one.
func (t *table) settle(r *row, now time.Time) []Change {
	for a, h := range r.addrs {
		if h.at(now) == 0 {
			delete(r.addrs, a)
		}
	}
	if r.addrs[r.answered] == nil {
		r.answered, r.missed, r.distance = netip.Addr{}, nil, 0
	}
	shown := Room{
		Host: r.host, Room: r.room, Name: r.name, HostName: r.hostName, People: r.people, Locked: r.locked, Port: r.port,
		Addrs: t.order(r), Via: r.heard.at(now), Distance: r.distance,
	}
	before := r.shown
	if shown.equal(before) {
		return nil
	}
	r.shown = shown
	kind := Changed
	if before.Via == 0 {
		kind = Found
	}
	shown.Addrs = slices.Clone(shown.Addrs)
	return []Change{{Kind: kind, Room: shown}}
}

// order lists the addresses, the likeliest first. Nothing in it depends on
// when an address was last heard, so the order stays while nothing changes.
func (t *table) order(r *row) []netip.AddrPort {
	addrs := make([]netip.Addr, 0, len(r.addrs))
	for a := range r.addrs {
		addrs = append(addrs, a)
	}
	slices.SortFunc(addrs, func(a, b netip.Addr) int {
		return cmp.Or(
			cmp.Compare(t.rank(r, a), t.rank(r, b)),
			cmp.Compare(truth(a != r.answered), truth(b != r.answered)),
			cmp.Compare(truth(r.addrs[a].presence.IsZero()), truth(r.addrs[b].presence.IsZero())),
			a.Compare(b), // IPv4 before IPv6
		)
	})
	ports := make([]netip.AddrPort, len(addrs))
	for i, a := range addrs {
		ports[i] = netip.AddrPortFrom(a, r.port)
	}
	return ports
}

// rank is lower for what is likelier to work. What answered comes before what
// was tried in vain, but not before what is likelier and was not tried yet.
func (t *table) rank(r *row, a netip.Addr) int {
	switch {
	case slices.Contains(r.missed, a):
		return 5
	case a.IsLoopback():
		return 2
	case a.Is6() && a.IsLinkLocalUnicast():
		return 3
	case t.onLink(a):
		return 1
	}
	return 4
}

func (t *table) onLink(a netip.Addr) bool {
	return slices.ContainsFunc(t.local, func(p netip.Prefix) bool { return p.Contains(a) })
}

// truth orders false before true.
func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
