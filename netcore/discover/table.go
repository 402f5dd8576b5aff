package discover

import (
	"cmp"
	"net/netip"
	"slices"
	"time"

	"landline/netcore/chat"
)

// Limits of the table; the package documentation says what happens at each.
const (
	maxRooms        = 1024
	maxUnsigned     = 256 // rooms known by mDNS alone
	maxPerSource    = 16  // identities charged to one address
	maxPerIdentity  = 64  // rooms of one identity
	maxAddrsPerRoom = 16
	maxFarewells    = 1024
)

const (
	// silence is how long a way may say nothing of a room: three beacons, or
	// three answers, and half an interval for a slow packet.
	silence = 3*interval + interval/2
	// farewellHold is how long an unsigned echo cannot bring back a room that
	// said a signed goodbye. An mDNS answer may be on its way that long.
	farewellHold = 10 * time.Second
)

// key is what rooms are merged by.
type key struct {
	host chat.MemberID
	room chat.RoomID
}

// instance is 64 random bits that tell one run of a program from another with
// the same identity.
type instance [8]byte

// sighting is one room heard once, by one way.
type sighting struct {
	key
	via      Via
	by       instance
	seq      uint64 // the beacon's number; 0 over mDNS
	name     string // clean already
	hostName string
	people   int
	locked   bool // it wants a password
	port     uint16
	addrs    []netip.Addr // where the beacon came from, or what mDNS claims; never empty
}

// heard is until when each way vouches for something. The zero time is never.
type heard struct{ mdns, presence time.Time }

func (h *heard) extend(v Via, until time.Time) {
	if v == MDNS {
		h.mdns = until
	} else {
		h.presence = until
	}
}

func (h heard) at(now time.Time) (v Via) {
	if h.mdns.After(now) {
		v |= MDNS
	}
	if h.presence.After(now) {
		v |= Presence
	}
	return v
}

// last is when the last way ends.
func (h heard) last() time.Time {
	if h.mdns.After(h.presence) {
		return h.mdns
	}
	return h.presence
}

type row struct {
	key
	name, hostName string
	people         int
	locked         bool
	port           uint16

	signed bool     // the content comes from a beacon: mDNS may not change it any more
	by     instance // who signed it
	seq    uint64

	source   netip.Addr // whom the row is charged to: unsigned, it is only claimed
	heard    heard
	addrs    map[netip.Addr]*heard
	answered netip.Addr   // what answered the last measurement
	missed   []netip.Addr // tried before it, in vain
	distance time.Duration

	shown Room // as last reported; zero before that
}

// table is the rooms of this network. It is pure: time comes in, changes come
// out, and it is not safe for concurrent use.
type table struct {
	rows      map[key]*row
	farewells map[key]farewell
	local     []netip.Prefix
}

func newTable() *table {
	return &table{rows: make(map[key]*row), farewells: make(map[key]farewell)}
}

// see takes in one sighting.
func (t *table) see(s sighting, now time.Time) []Change {
	if len(s.addrs) == 0 || t.bidden(s, now) {
		return nil
	}
	r, changes := t.rows[s.key], []Change(nil)
	if r == nil || s.via == Presence && !r.signed {
		var ok bool
		if changes, ok = t.admit(s); !ok {
			return nil
		}
	}
	if r == nil {
		r = &row{key: s.key, source: s.addrs[0], addrs: make(map[netip.Addr]*heard)}
		t.rows[s.key] = r
	}
	r.take(s, now.Add(silence))
	return append(changes, t.settle(r, now)...)
}

func (r *row) take(s sighting, until time.Time) {
	newest := !r.signed || s.by != r.by || s.seq > r.seq
	if s.via == Presence && newest {
		r.signed, r.by, r.seq, r.source = true, s.by, s.seq, s.addrs[0]
	} else if r.signed {
		newest = false
	}
	if newest {
		r.name, r.hostName, r.people, r.locked, r.port = s.name, s.hostName, s.people, s.locked, s.port
	}
	r.heard.extend(s.via, until)
	for _, a := range s.addrs {
		r.reach(a, s.via, until)
	}
}

// reach notes an address. Of a full set, one that a beacon came from displaces
// one that mDNS alone claims.
func (r *row) reach(a netip.Addr, v Via, until time.Time) {
	h := r.addrs[a]
	if h == nil {
		if len(r.addrs) >= maxAddrsPerRoom && (v == MDNS || !r.dropClaimed()) {
			return
		}
		h = &heard{}
		r.addrs[a] = h
	}
	h.extend(v, until)
}

func (r *row) dropClaimed() bool {
	for a, h := range r.addrs {
		if h.presence.IsZero() {
			delete(r.addrs, a)
			return true
		}
	}
	return false
}

// unlist takes in an mDNS goodbye. It is not signed, so it ends that way only.
func (t *table) unlist(k key, now time.Time) []Change {
	r := t.rows[k]
	if r == nil || r.heard.mdns.IsZero() {
		return nil
	}
	r.heard.mdns = time.Time{}
	for _, h := range r.addrs {
		h.mdns = time.Time{}
	}
	if r.heard.at(now) == 0 || !r.reachable(now) {
		return t.lose(r, WhyGoodbye)
	}
	return t.settle(r, now)
}

// expire forgets what was not heard for too long.
func (t *table) expire(now time.Time) (changes []Change) {
	for k, f := range t.farewells {
		if !now.Before(f.until) {
			delete(t.farewells, k)
		}
	}
	for _, r := range t.sorted() {
		if r.heard.at(now) == 0 || !r.reachable(now) {
			changes = append(changes, t.lose(r, WhySilent)...)
			continue
		}
		changes = append(changes, t.settle(r, now)...)
	}
	return changes
}

func (r *row) reachable(now time.Time) bool {
	for _, h := range r.addrs {
		if h.at(now) != 0 {
			return true
		}
	}
	return false
}

// measured takes in that an address of a room answered. A small difference
// from the last time changes nothing.
func (t *table) measured(m measurement, now time.Time) []Change {
	r := t.rows[m.key]
	if r == nil || r.addrs[m.addr] == nil {
		return nil
	}
	moved := (m.took - r.distance).Abs()
	if r.answered != m.addr || moved >= time.Millisecond && moved >= r.distance/2 {
		r.distance = m.took
	}
	r.answered, r.missed = m.addr, m.missed
	return t.settle(r, now)
}

// locate says which networks this machine is on now, for the order of
// addresses.
func (t *table) locate(local []netip.Prefix, now time.Time) (changes []Change) {
	t.local = local
	for _, r := range t.sorted() {
		changes = append(changes, t.settle(r, now)...)
	}
	return changes
}

// rooms lists what was reported, by name.
func (t *table) rooms() []Room {
	rooms := make([]Room, 0, len(t.rows))
	for _, r := range t.sorted() {
		shown := r.shown
		shown.Addrs = slices.Clone(shown.Addrs)
		rooms = append(rooms, shown)
	}
	return rooms
}

func (t *table) sorted() []*row {
	rows := make([]*row, 0, len(t.rows))
	for _, r := range t.rows {
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.name, b.name), slices.Compare(a.host[:], b.host[:]), slices.Compare(a.room[:], b.room[:]))
	})
	return rows
}

func (t *table) lose(r *row, why string) []Change {
	delete(t.rows, r.key)
	return []Change{{Kind: Lost, Room: r.shown, Why: why}}
}
