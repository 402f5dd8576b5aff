package vm

import (
	"time"

	"landline/netcore/chat"
)

// Look is whether the window is light or dark.
type Look string

// The looks.
const (
	LookSystem Look = "" // as the system asks
	LookLight  Look = "light"
	LookDark   Look = "dark"
)

// Prefs is what a person chose for the whole program. The zero Prefs is that of
// a first start.
type Prefs struct {
	Language string // BCP 47; empty: the system's
	Look     Look
	TextSize int  // percent, 80 to 150; 0: 100
	Still    bool // nothing moves by itself

	BreakOnEnter bool // Enter breaks the line and Ctrl+Enter sends, in place of the other way round

	Silent    bool   // no desktop notifications
	Secretive bool   // notifications without the words that were said
	Sound     bool   // a soft sound with each
	Alerts    Alerts // of rooms that have none of their own
	ToTray    bool   // closing the window leaves the program running in the tray

	AwayAfter time.Duration // without input this person is away; 0: ten minutes; negative: never
	NoTyping  bool          // others do not see that this person writes

	Downloads  string   // folder; empty: the system's
	Port       int      // proposed for a new room; 0: the default
	Interfaces []string // names of the network interfaces to be found on; none: all
	Keep       Keep     // of new rooms
}

// Alerts is which lines of a room a person wants to be told of.
type Alerts string

// The choices.
const (
	AlertUsual    Alerts = "" // as Prefs has it; there, all
	AlertAll      Alerts = "all"
	AlertMentions Alerts = "mentions"
	AlertNone     Alerts = "none"
)

// Preferred replaces what this person chose for the whole program.
type Preferred struct{ Prefs Prefs }

// Tuned tells what a person chose for one room.
type Tuned struct {
	Room   Key
	Alerts Alerts
}

// Myself tells what this person says about themselves to others. Status has Away
// in it while they are away.
type Myself struct{ Status chat.Status }

// KeptPassword is a password on this computer, without the password.
type KeptPassword struct {
	Room    chat.RoomID
	Name    string // the room's, as far as known
	Host    chat.MemberID
	Hosting bool // of a room that this profile hosts
}

// Passwords replaces the list of kept passwords; it answers Actions.ListPasswords.
type Passwords struct{ List []KeptPassword }

// Relocked tells that a hosted room has another password, or none, from now on,
// or why not.
type Relocked struct {
	Room    Key
	Locked  bool
	Trouble Trouble
}

func (Preferred) event() {}
func (Tuned) event()     {}
func (Myself) event()    {}
func (Passwords) event() {}
func (Relocked) event()  {}
