package discover

import "net/netip"

// full tells whether a limit keeps a new room out.
func (t *table) full(s sighting) bool {
	if len(t.rows) >= maxRooms {
		return true
	}
	unsigned, ofHost := 0, 0
	atSource := make(map[key]bool) // identities, with no room
	for _, r := range t.rows {
		if !r.signed {
			unsigned++
		}
		if r.host == s.host {
			ofHost++
		}
		if r.source == s.addrs[0] {
			atSource[key{host: r.host}] = true
		}
	}
	crowd := len(atSource) >= maxPerSource && !atSource[key{host: s.host}]
	return crowd || ofHost >= maxPerIdentity || s.via == MDNS && unsigned >= maxUnsigned
}

// makeRoom forgets one room of a full table where a newcomer has a better
// claim: signed before unsigned, then a source with few rooms before the
// source with the most.
func (t *table) makeRoom(s sighting) []Change {
	if len(t.rows) < maxRooms || s.via == MDNS {
		return nil
	}
	perSource := make(map[netip.Addr]int)
	var unsigned *row
	for _, r := range t.rows {
		perSource[r.source]++
		if !r.signed && (unsigned == nil || r.heard.last().Before(unsigned.heard.last())) {
			unsigned = r
		}
	}
	if unsigned != nil {
		return t.lose(unsigned, WhyCrowded)
	}
	var victim *row
	for _, r := range t.rows {
		switch {
		case perSource[r.source] <= perSource[s.addrs[0]]+1:
		case victim == nil, perSource[r.source] > perSource[victim.source],
			perSource[r.source] == perSource[victim.source] && r.heard.last().Before(victim.heard.last()):
			victim = r
		}
	}
	if victim == nil {
		return nil
	}
	return t.lose(victim, WhyCrowded)
}
