package discover

import "time"

// farewell remembers a signed goodbye.
type farewell struct {
	by    instance
	seq   uint64
	until time.Time
}

// bye takes in a signed goodbye. A room that another run of the program says
// it hosts now stays.
func (t *table) bye(k key, by instance, seq uint64, now time.Time) []Change {
	r := t.rows[k]
	if r != nil && r.signed && (r.by != by || r.seq > seq) {
		return nil
	}
	if len(t.farewells) >= maxFarewells {
		t.dropFarewell()
	}
	t.farewells[k] = farewell{by: by, seq: seq, until: now.Add(farewellHold)}
	if r == nil {
		return nil
	}
	return t.lose(r, WhyGoodbye)
}

func (t *table) dropFarewell() {
	var oldest key
	var until time.Time
	for k, f := range t.farewells {
		if until.IsZero() || f.until.Before(until) {
			oldest, until = k, f.until
		}
	}
	delete(t.farewells, oldest)
}

// bidden tells whether a goodbye stands against the sighting. A beacon later
// than the goodbye, or from another run of the program, lifts it.
func (t *table) bidden(s sighting, now time.Time) bool {
	f, ok := t.farewells[s.key]
	switch {
	case !ok:
		return false
	case s.via == MDNS:
		return now.Before(f.until)
	case s.by == f.by && s.seq < f.seq:
		return true
	}
	delete(t.farewells, s.key)
	return false
}
