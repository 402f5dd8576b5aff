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
	Locked  bool // it wants a password, as far as known
	Asked   bool // this person asked for it just now; with Hosting it says nothing
}

// Listening tells that the room's own socket is open. Addresses are all the
// host:port at which others reach it, the likeliest first.
type Listening struct {
	Room      Key
	Addresses []string
}

// Happened passes on what the room said.
type Happened struct {
	Room    Key
	Event   chat.Event
	Answers bool // with chat.Said: it answers a line of this person, above those in view
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
	Deed chat.Deed
}

// Closed takes a room out of the window.
type Closed struct{ Room Key }

// Edge says what lies above the oldest line that a room's view has.
type Edge int

// The edges.
const (
	EdgeOpen    Edge = iota // more lines: Actions.Older brings them
	EdgeBegin               // nothing: it is the first line that the host keeps
	EdgeMissing             // lines that only the host has, and the host is away
)

// Remembered follows Opened where this computer has something of the room from
// earlier: the newest of it, in order and without a hole, before the room says
// anything. Lines up to Read were read then.
type Remembered struct {
	Room  Key
	Name  string // the room's
	Epoch chat.Epoch
	Lines []chat.Message
	Edge  Edge
	Read  uint64
}

// Recalled brings older lines: those right above what the view of a room has,
// in order and without a hole. An empty list only tells the edge.
type Recalled struct {
	Room  Key
	Lines []chat.Message
	Edge  Edge
}

// Reveal scrolls a room's view to the line Seq, which was recalled before.
type Reveal struct {
	Room Key
	Seq  uint64
}

// Drafted brings back what was being written in a room.
type Drafted struct {
	Room Key
	Text string
}

// Unsaid brings back a line that the room did not take, on an earlier day, and
// why not.
type Unsaid struct {
	Room Key
	ID   chat.MessageID
	Text string
	At   time.Time
	Why  chat.Refusal
	Deed chat.Deed
}

// Query is what a person looks for in all that was said.
type Query struct {
	Text string // words, in any script
	Room Key    // 0: in all rooms, also in those that are not in the window
	From string // a person's name; empty: anybody
	// FromID is the one who is meant among all who bear that name; zero: each of them.
	FromID chat.MemberID
	Since  time.Time // zero: from the beginning
	Until  time.Time // said before; zero: to this moment
}

// Hit is one line that was found.
type Hit struct {
	Room    chat.RoomID
	Host    chat.MemberID // who kept the room when the line was said; zero where it is not known
	Hosted  bool          // this profile did
	Name    string        // the room's
	Message chat.Message
	Epoch   chat.Epoch
	Here    Key // the room in this window; 0 where it is not in it
}

// Hits answers a Query, newest first. A person who types on has asked another
// Query meanwhile: answers to an older one are dropped.
type Hits struct {
	Query   Query
	List    []Hit
	More    bool    // there are more than these
	Trouble Trouble // why nothing could be searched
}

// Surroundings answers Actions.Around: the lines around a hit, in order.
type Surroundings struct {
	Hit   Hit
	Lines []chat.Message
}

// Keep says how long the lines of a room are kept; the zero Keep is for ever.
type Keep struct {
	Days  int `json:"days,omitempty"`  // older lines are forgotten; 0: no limit
	Lines int `json:"lines,omitempty"` // so many of the newest are kept; 0: no limit
}

// Span is the lines from First to Last.
type Span struct{ First, Last uint64 }

// Details is what a person can know of how a room is kept.
type Details struct {
	Room    Key
	ID      chat.RoomID
	Host    chat.MemberID // the host's key; zero while unknown
	Address string
	Epoch   chat.Epoch
	Lines   uint64 // on this computer, of this log
	First   uint64 // the oldest line that the host keeps, as last heard
	Head    uint64 // the newest line, as last heard
	Gaps    []Span // between First and Head, not on this computer
	Bytes   int64  // on this computer's disk, roughly
	Keep    Keep   // of the room, with Hosting
	Hosting bool
	Waiting int    // lines in the outbox
	Folder  string // where a person's downloads go: proposed for an export; empty where unknown

	Acts []chat.Message // with Hosting: what was done to keep order, the newest first, some hundred at most
}

// Format is a way to write a room to a file.
type Format string

// The formats.
const (
	FormatText Format = "txt"
	FormatJSON Format = "jsonl" // one object per line; landline import reads it
	FormatHTML Format = "html"
)

// Exported tells that a room was written to a file, or why not.
type Exported struct {
	Room    Key
	Path    string
	Lines   int
	Trouble Trouble
}

// Warned says something about this program's own files that a person should
// know: a damaged history was set aside, the disk is full. An empty text takes
// the warning back.
type Warned struct{ Text string }

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

// NewRoom is what a person asks for who opens a room for others.
type NewRoom struct {
	Name     string
	Port     int    // 0 for one that the system picks
	Password string // empty for none
	Keep     bool   // the password is kept on this computer
}

// Met tells whose key the host of a room has proved. First means that this
// computer met it for the first time: nothing but the network's word says that
// it is theirs.
type Met struct {
	Room  Key
	Host  chat.MemberID
	First bool
}

// Invitation is the link by which others join a room and know that it is the
// right one.
type Invitation struct {
	Room Key
	Link string
}

// Verified replaces the list of people whose key this person has compared with
// them, under whichever name they go.
type Verified struct{ Keys []chat.MemberID }

func (Named) event()        {}
func (Opened) event()       {}
func (Listening) event()    {}
func (Happened) event()     {}
func (Linked) event()       {}
func (Queued) event()       {}
func (Closed) event()       {}
func (Recalled) event()     {}
func (Reveal) event()       {}
func (Drafted) event()      {}
func (Unsaid) event()       {}
func (Remembered) event()   {}
func (Hits) event()         {}
func (Surroundings) event() {}
func (Details) event()      {}
func (Exported) event()     {}
func (Warned) event()       {}
func (Lobby) event()        {}
func (PortVerdict) event()  {}
func (HostFailed) event()   {}
func (JoinFailed) event()   {}
func (Recent) event()       {}
func (Sockets) event()      {}
func (Met) event()          {}
func (Invitation) event()   {}
func (Verified) event()     {}
