package vm

import (
	"strconv"
	"strings"

	"landline/app/words"
)

// Ranges of port numbers, RFC 6335 section 6.
const (
	lastWellKnown  = 1023
	lastRegistered = 49151
	// firstLinux is where Linux begins to lend out ports
	// (net.ipv4.ip_local_port_range), well below RFC 6335's dynamic range.
	firstLinux = 32768
)

// PortRange names the range that a port number is in: well-known, registered
// or dynamic (RFC 6335 section 6).
func PortRange(port int) string {
	switch {
	case port <= lastWellKnown:
		return words.T("well-known")
	case port <= lastRegistered:
		return words.T("registered")
	default:
		return words.T("dynamic")
	}
}

// Explanation is a term with the sentence that explains it.
type Explanation struct{ Term, Text string }

// PortRanges explains the three ranges of port numbers.
func PortRanges() []Explanation {
	return []Explanation{
		{words.T("0–1023, well-known"), words.T("Reserved for services that everybody knows, such as the web on 80 and 443; listening there needs special rights.")},
		{words.T("1024–49151, registered"), words.T("For programs that ask for a number of their own; anybody may listen there. Landline's usual port, 7678, is one of these.")},
		{words.T("49152–65535, dynamic"), words.T("Never assigned to a service: the system lends one out, also called an ephemeral port, for each connection made. Linux "+
			"lends from %d on.", firstLinux)},
	}
}

// Ports explains the number that a listening socket waits on.
func (s ListeningSocket) Ports() string {
	port := portOf(s.Local)
	if s.Network == "udp" {
		return words.T("Short announcements of rooms on this network arrive on %d, a %s port.", port, PortRange(port))
	}
	return words.T("Others dial %d, a %s port, to come into the room.", port, PortRange(port))
}

// Ports explains the two numbers of a connection: the one that was dialled,
// and the one that a system picked for this connection alone.
func (c Connection) Ports() string {
	local, remote := portOf(c.Local), portOf(c.Remote)
	if c.Inward {
		return words.T("They dialled our port %d; their system picked %d for this one connection.", local, remote)
	}
	return words.T("We dialled their port %d; this system picked %d for this one connection.", remote, local)
}

// portOf reads the port of address:port; 0 where there is none.
func portOf(address string) int {
	port, _ := strconv.Atoi(address[strings.LastIndexByte(address, ':')+1:])
	return port
}
