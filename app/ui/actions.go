package ui

import (
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// Actions is what a person can do in the window. Every call comes from the UI
// thread and returns at once; what comes of it arrives later as vm events.
type Actions interface {
	// Rename sets the name this person goes by, at once and in every room.
	// The name is clean already (chat.CleanName).
	Rename(name string)
	// Host opens a room for others. vm.Opened or vm.HostFailed follows.
	Host(room vm.NewRoom)
	// Join dials what was typed into the address field: an address, or the link
	// of an invitation. vm.Opened or vm.JoinFailed follows.
	Join(target string)
	// JoinFound dials a room of the lobby.
	JoinFound(host chat.MemberID, room chat.RoomID)
	// CheckPort asks whether the port could be bound; vm.PortVerdict follows.
	CheckPort(port string)
	// Say says a line; vm.Queued follows at once. The text was checked (chat.CheckText).
	Say(room vm.Key, text string)
	// Do says a line that does something: a reply, an edit, a reaction, an act
	// of keeping order. vm.Queued follows at once. The line was checked
	// (chat.CheckDeed).
	Do(room vm.Key, text string, deed chat.Deed)
	// Unlock dials a room that wants a password once more, with this one, or
	// opens one that this window hosts; keep has it kept on this computer.
	Unlock(room vm.Key, password string, keep bool)
	// Verify says that this person has compared the key id with the one whose
	// it is, or takes that back; vm.Verified follows.
	Verify(id chat.MemberID, verified bool)
	// SayAgain says a line that the room did not take once more, as it is.
	SayAgain(room vm.Key, id chat.MessageID)
	// TookBack tells that the person took a line back that the room did not take.
	TookBack(room vm.Key, id chat.MessageID)
	// Draft keeps what is being written in a room; empty once it was said.
	Draft(room vm.Key, text string)
	// Read keeps how far the person has read a room.
	Read(room vm.Key, seq uint64)
	// Older asks for the lines above those that a room's view has; vm.Recalled
	// follows, now or when the host is back.
	Older(room vm.Key)
	// Search looks through everything on this computer; vm.Hits follows. It is
	// called with each letter that is typed, so it waits for a short pause
	// before it looks, and answers the newest query alone.
	Search(q vm.Query)
	// Around asks for the lines around a hit; vm.Surroundings follows.
	Around(hit vm.Hit)
	// Show brings a hit to the screen, in its room: vm.Opened where the room
	// is not in the window, vm.Recalled and vm.Reveal follow.
	Show(hit vm.Hit)
	// Describe asks how a room is kept; vm.Details follows. Who looks at it asks
	// again whenever the room changes, so the answer to a question that comes
	// within a second of the last waits until that second is over.
	Describe(room vm.Key)
	// Keep sets how long the lines of a room that this window hosts are kept;
	// vm.Details follows.
	Keep(room vm.Key, keep vm.Keep)
	// Export writes a room to a file; vm.Exported follows. A file that is there
	// already is not overwritten: that is trouble, told in vm.Exported.
	Export(room vm.Key, format vm.Format, path string)
	// Retry dials now instead of waiting, and again after the link has ended.
	Retry(room vm.Key)
	// TrustNewKey takes the key given in place of the known one, and dials again.
	// The person has compared the two: given is the fingerprint that they were
	// shown (vm.Trouble.Given). Where the host has shown yet another key since,
	// nothing is taken.
	TrustNewKey(room vm.Key, given string)
	// Leave gives up the seat, and closes the room if this window hosts it;
	// vm.Closed follows.
	Leave(room vm.Key)
	// WatchSockets switches the stream of vm.Sockets (one a second) on or off.
	WatchSockets(on bool)
	// Prefer replaces what this person chose for the whole program; vm.Preferred
	// follows.
	Prefer(prefs vm.Prefs)
	// Tune sets which lines of a room this person is told of; vm.Tuned follows.
	Tune(room vm.Key, alerts vm.Alerts)
	// SetStatus tells everybody in this person's rooms what they say about
	// themselves; vm.Myself follows. The words are clean (chat.CheckStatus).
	SetStatus(status chat.Status)
	// Idle says that this person has not touched the window for a while, or is
	// back; vm.Myself follows.
	Idle(idle bool)
	// Typing says that this person writes in a room at this moment. It may be
	// called with each letter.
	Typing(room vm.Key)
	// Survey asks what this computer has for the settings to choose from;
	// vm.System follows.
	Survey()
	// ListPasswords asks for the kept passwords; vm.Passwords follows.
	ListPasswords()
	// ForgetPassword removes a kept password from this computer; vm.Passwords
	// follows.
	ForgetPassword(p vm.KeptPassword)
	// Relock gives a room that this window hosts another password, or none with an
	// empty one; keep has it kept on this computer. vm.Relocked follows.
	Relock(room vm.Key, password string, keep bool)
	// Retitle gives a room that this window hosts another name. The name is clean
	// (chat.CleanName).
	Retitle(room vm.Key, name string)
	// Forget leaves a room and removes from this computer all that was kept of it;
	// vm.Closed follows.
	Forget(room vm.Key)
	// Wake asks for vm.Woken at a moment, in place of one that was asked for before;
	// zero takes that back. A window that waited by itself would draw frames all
	// the while.
	Wake(room vm.Key, at time.Time)
	// Reopen puts a room of an earlier day (vm.Known) into the window, with what is
	// kept of it, and dials it; one that this profile hosts opens to others again.
	// vm.Opened follows.
	Reopen(room chat.RoomID)
	// Diagnose watches what the network does, or stops; vm.Diagnosis follows, and
	// again whenever something changes.
	Diagnose(on bool)
	// Probe tries to reach a typed address for the diagnosis; vm.Probed follows.
	Probe(target string)
	// AskReach asks the host of a room, or somebody in one that this window hosts,
	// to dial this computer at a port; vm.Reached follows.
	AskReach(room vm.Key, port int)
	// Seek brings a line of a room into its view; vm.Recalled and vm.Reveal
	// follow, or vm.Missed.
	Seek(room vm.Key, line chat.Cursor)
}
