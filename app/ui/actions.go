package ui

import (
	"landline/app/vm"
	"landline/netcore/chat"
)

// Actions is what a person can do in the window. Every call comes from the UI
// thread and returns at once; what comes of it arrives later as vm events.
type Actions interface {
	// Rename sets the name this person goes by, from the next room on.
	// The name is clean already (chat.CleanName).
	Rename(name string)
	// Host opens a room for others. Port is 0 for one that the system picks.
	// vm.Opened or vm.HostFailed follows.
	Host(name string, port int)
	// Join dials what was typed into the address field.
	// vm.Opened or vm.JoinFailed follows.
	Join(target string)
	// JoinFound dials a room of the lobby.
	JoinFound(host chat.MemberID, room chat.RoomID)
	// CheckPort asks whether the port could be bound; vm.PortVerdict follows.
	CheckPort(port string)
	// Say says a line; vm.Queued follows at once. The text was checked (chat.CheckText).
	Say(room vm.Key, text string)
	// Retry dials now instead of waiting, and again after the link has ended.
	Retry(room vm.Key)
	// TrustNewKey forgets the key known for this room's host and dials again.
	TrustNewKey(room vm.Key)
	// Leave gives up the seat, and closes the room if this window hosts it;
	// vm.Closed follows.
	Leave(room vm.Key)
	// WatchSockets switches the stream of vm.Sockets (one a second) on or off.
	WatchSockets(on bool)
}
