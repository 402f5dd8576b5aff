// Package discover finds the rooms of a local network and tells the network of
// the rooms that this program hosts, without a server.
//
// It goes two ways at once. mDNS with DNS-SD (RFC 6762, RFC 6763) is what
// other software understands too. Presence is our own: a signed UDP packet,
// the beacon, sent by directed broadcast and to an IPv6 link-local group.
// Where one way is blocked the other often is not. What they hear is merged by
// the host's key and the room's id, never by address, in one pure table.
//
// Everything found is a hint. A beacon is signed, so a goodbye and a name
// cannot be forged, but mDNS is not, and any packet can be sent again from
// elsewhere: what counts is the key that the host proves in TLS.
//
// # Goroutines
//
// [Service.Serve] runs the loop that owns the table, the timers and the calls
// to [Config.Changed]. Around it, each ended before Serve returns: one reader
// for each presence socket, one goroutine that keeps the mDNS responders and
// asks the questions, one reader for each socket that listens for mDNS
// announcements, and at most four measurements of distance.
//
// # Limits
//
// Before a signature is checked a packet must pass a token bucket of its
// source (20 a second, 40 at once) and one of all sources together (1,000 a
// second). The table holds 1,024 rooms, of which 256 at most known by mDNS
// alone, 16 identities for each source address, 64 rooms for each identity and
// 16 addresses for each room. The source of a beacon is where it came from;
// that of an mDNS record is only what it claims, as is its key. So a signed
// room is counted against signed rooms alone, an unsigned one against all.
//
// A full table first forgets a room known by mDNS alone, then the room longest
// unheard of the source with the most rooms; a newcomer from that very source
// is refused instead. So one address cannot push the signed rooms of others
// out, and mDNS cannot at all. Rooms known by mDNS alone have no such
// protection, and a machine that sends from many addresses counts as many.
package discover
