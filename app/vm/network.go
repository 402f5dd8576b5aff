package vm

import (
	"time"

	"landline/netcore/chat"
)

// Found is a room on this network, as the lobby shows it.
type Found struct {
	Host      chat.MemberID
	Room      chat.RoomID
	Name      string
	HostName  string        // the person who keeps it
	People    int           // seats taken
	Addresses []string      // host:port, the likeliest first
	Locked    bool          // it wants a password
	MDNS      bool          // heard over mDNS
	Presence  bool          // heard over UDP presence
	Distance  time.Duration // time to connect; 0 where not measured yet

	looks, hostLooks string // of its name, and of its host's (chat.Looks)
	alike            bool   // another host, or a room of another host, has a name like this one's
}

// Lobby replaces the list of rooms on this network. Rooms that this window
// hosts itself are not in it.
type Lobby struct{ Rooms []Found }

// Sockets replaces what the Connections view shows.
type Sockets struct {
	PID       int
	Listening []ListeningSocket
	Conns     []Connection
}

// ListeningSocket is one socket that waits for others.
type ListeningSocket struct {
	Room     string // the room it belongs to
	Network  string // tcp or udp
	Local    string // address:port
	Backlog  int    // connections the system holds for us at most; -1 where unknown
	Accepted int64  // connections taken so far
}

// Connection is one TCP connection of this process.
type Connection struct {
	Room   string
	Who    string // the person at the other end; empty before they said so
	Inward bool   // they dialled us
	Local  string // address:port
	Remote string
	RTT    time.Duration // last round trip; 0 before the first
	In     int64         // bytes read from the socket
	Out    int64         // bytes written to it
	Since  time.Time
}
