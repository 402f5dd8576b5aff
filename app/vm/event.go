package vm

import (
	"time"

	"landline/netcore/chat"
)

// Key names one room in this window, for as long as the window is open.
type Key int

// Event is a fact that reaches the window: one of the structs below.
type Event interface{ event() }

// Link is the state of the connection to a room.
type Link int

// The states of a Link.
const (
	Connecting   Link = iota // the first attempt runs
	Seated                   // in the room
	Reconnecting             // it broke; another attempt follows
	Ended                    // given up; Trouble says why
)

// Named tells the name that this person goes by and their identity.
type Named struct {
	ID   chat.MemberID
	Name string
}

// Opened adds a room to the window, before the first attempt to reach it, or
// shows one that is there already because it was asked for again.
type Opened struct {
	Room    Key
	Name    string // best name known so far: the host dialog's, the lobby's, or the address
	Address string // host:port for people to copy; empty until known
	Hosting bool
}

// Listening tells that the room's own socket is open. Addresses are all the
// host:port at which others reach it, the likeliest first.
type Listening struct {
	Room      Key
	Addresses []string
}

// Happened passes on what the room said.
type Happened struct {
	Room  Key
	Event chat.Event
}

// Linked tells that the connection to a room changed.
type Linked struct {
	Room    Key
	Link    Link
	Trouble Trouble   // why, where it broke or ended
	Retry   time.Time // when the next attempt starts, with Reconnecting
}

// Queued tells that this person wrote a line which the room has not confirmed.
type Queued struct {
	Room Key
	ID   chat.MessageID
	Text string
	At   time.Time
}

// Closed takes a room out of the window.
type Closed struct{ Room Key }

// Found is a room on this network, as the lobby shows it.
type Found struct {
	Host      chat.MemberID
	Room      chat.RoomID
	Name      string
	HostName  string        // the person who keeps it
	People    int           // seats taken
	Addresses []string      // host:port, the likeliest first
	MDNS      bool          // heard over mDNS
	Presence  bool          // heard over UDP presence
	Distance  time.Duration // time to connect; 0 where not measured yet
}

// Lobby replaces the list of rooms on this network. Rooms that this window
// hosts itself are not in it.
type Lobby struct{ Rooms []Found }

// PortVerdict is what the host dialog says beside the port field.
type PortVerdict struct {
	Port    string  // the text that was judged; a verdict on older text is dropped
	Free    bool    // the port can be bound now
	Trouble Trouble // why it cannot, where it cannot
}

// HostFailed tells that a room could not be opened for others.
type HostFailed struct{ Trouble Trouble }

// JoinFailed tells that a typed address could not even be tried.
type JoinFailed struct{ Trouble Trouble }

// Recent replaces the list of addresses joined before, newest first.
type Recent struct{ Targets []string }

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

func (Named) event()       {}
func (Opened) event()      {}
func (Listening) event()   {}
func (Happened) event()    {}
func (Linked) event()      {}
func (Queued) event()      {}
func (Closed) event()      {}
func (Lobby) event()       {}
func (PortVerdict) event() {}
func (HostFailed) event()  {}
func (JoinFailed) event()  {}
func (Recent) event()      {}
func (Sockets) event()     {}
