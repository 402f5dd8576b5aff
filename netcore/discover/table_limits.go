package discover

import "net/netip"

// admit tells whether the limits let a sighting make a row, or sign one that
// was not signed. Of a full table it forgets another row where the newcomer has
// a better claim: signed before unsigned, then a source with few rooms before
// the source with the most.
func (t *table) admit(s sighting) (changes []Change, ok bool) {
	switch {
	case t.crowded(s):
		return nil, false
	case t.rows[s.key] != nil || len(t.rows) < maxRooms:
		return nil, true
	case s.via == MDNS:
		return nil, false
	}
	victim := t.victim(s.addrs[0])
	if victim == nil {
		return nil, false
	}
	return t.lose(victim, WhyCrowded), true
}

// crowded tells whether a limit below that of the whole table keeps a sighting
// out. A signed one counts against signed rows only: mDNS may claim anybody's
// key and address, and must not keep their owner out.
func (t *table) crowded(s sighting) bool {
	unsigned, ofHost := 0, 0
	atSource := make(map[key]bool) // identities, with no room
	for _, r := range t.rows {
		if !r.signed {
			unsigned++
			if s.via == Presence {
				continue
			}
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

// victim is what a full table forgets for a signed room from a source: the
// unsigned row longest unheard of, else one of a source with more rooms; nil
// for none.
func (t *table) victim(from netip.Addr) (victim *row) {
	perSource := make(map[netip.Addr]int)
	for _, r := range t.rows {
		perSource[r.source]++
		if !r.signed && (victim == nil || r.heard.last().Before(victim.heard.last())) {
			victim = r
		}
	}
	if victim != nil {
		return victim
	}
	for _, r := range t.rows {
		switch {
		case perSource[r.source] <= perSource[from]+1:
		case victim == nil, perSource[r.source] > perSource[victim.source],
			perSource[r.source] == perSource[victim.source] && r.heard.last().Before(victim.heard.last()):
			victim = r
		}
	}
	return victim
}
