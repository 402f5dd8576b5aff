package discover

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"landline/netcore/chat"
)

// DefaultPort is the UDP port of presence.
const DefaultPort = 7678

// Via is a set of ways by which a room is heard.
type Via uint8

// The ways.
const (
	MDNS     Via = 1 << iota // DNS-SD over multicast DNS, unsigned
	Presence                 // our signed beacons
)

// Names lists the ways by their short names, "mdns" before "presence".
func (v Via) Names() []string {
	names := []string{}
	if v&MDNS != 0 {
		names = append(names, "mdns")
	}
	if v&Presence != 0 {
		names = append(names, "presence")
	}
	return names
}

// String joins the names with a plus sign.
func (v Via) String() string { return strings.Join(v.Names(), "+") }

// Room is a room on this network as it was last heard. It shares no memory
// with the Service.
type Room struct {
	Host     chat.MemberID // the host's key; what to pin when dialling
	Room     chat.RoomID
	Name     string
	HostName string // the person who keeps the room
	People   int    // seats taken
	Locked   bool   // it wants a password, as far as its host says
	Port     uint16 // the host's TCP port

	// Addrs is where to dial, the likeliest first: those of a network this
	// machine is on, loopback, link-local IPv6 with its zone, the rest. An
	// address that answered goes before those that were tried in vain. At
	// most 16 and at least one.
	Addrs []netip.AddrPort

	Via      Via
	Distance time.Duration // how long a TCP connect took; 0 where not measured
}

func (r Room) equal(o Room) bool {
	return r.Host == o.Host && r.Room == o.Room && r.Name == o.Name && r.HostName == o.HostName &&
		r.People == o.People && r.Locked == o.Locked && r.Port == o.Port && r.Via == o.Via && r.Distance == o.Distance &&
		slices.Equal(r.Addrs, o.Addrs)
}

// Kind says what happened to a room.
type Kind int

// The kinds of Change.
const (
	Found Kind = iota + 1
	Changed
	Lost
)

// Why a room is lost.
const (
	WhyGoodbye = "goodbye" // its host said so, signed or by every way it was heard
	WhySilent  = "silent"  // nothing was heard for as long as it may be silent
	WhyCrowded = "crowded" // the table was full; see the package's limits
)

// Change is one fact about the rooms of this network.
type Change struct {
	Kind Kind
	Room Room   // as it is now; with Lost, as it was last
	Why  string // with Lost: WhyGoodbye, WhySilent or WhyCrowded
}
