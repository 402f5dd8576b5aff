package vm

import (
	"cmp"
	"slices"
	"time"

	"landline/app/words"
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

// The sizes of text, in percent.
const (
	SmallestText = 80
	UsualText    = 100
	LargestText  = 150
)

// UsualAway is how long a person does nothing before they are away, unless they
// chose otherwise.
const UsualAway = 10 * time.Minute

// interfacesKept bounds Prefs.Interfaces.
const interfacesKept = 64

// Prefs is what a person chose for the whole program. The zero Prefs is that of
// a first start.
type Prefs struct {
	Language words.Language `json:"language,omitempty"` // empty: the system's
	Look     Look           `json:"look,omitempty"`
	TextSize int            `json:"text_size,omitempty"` // percent, SmallestText to LargestText; 0: UsualText
	Still    bool           `json:"still,omitempty"`     // nothing moves by itself

	BreakOnEnter bool `json:"break_on_enter,omitempty"` // Enter breaks the line and Ctrl+Enter sends, in place of the other way round

	Silent    bool   `json:"silent,omitempty"`    // no desktop notifications
	Secretive bool   `json:"secretive,omitempty"` // notifications without the words that were said
	Sound     bool   `json:"sound,omitempty"`     // a soft sound with each
	Alerts    Alerts `json:"alerts,omitempty"`    // of rooms that have none of their own
	ToTray    bool   `json:"to_tray,omitempty"`   // closing the window leaves the program running in the tray

	AwayAfter time.Duration `json:"away_after,omitempty"` // without input this person is away; 0: UsualAway; negative: never
	NoTyping  bool          `json:"no_typing,omitempty"`  // others do not see that this person writes

	Downloads  string   `json:"downloads,omitempty"`  // folder; empty: the system's
	Port       int      `json:"port,omitempty"`       // proposed for a new room; 0: the default
	Interfaces []string `json:"interfaces,omitempty"` // names of the network interfaces to be found on; none: all
	Keep       Keep     `json:"keep,omitzero"`        // of new rooms

	Recents []string `json:"recents,omitempty"` // emoji chosen last, newest first
}

// Clean is p with what no window offers put right: a file of settings may have
// been written by another version, or by hand.
func (p Prefs) Clean() Prefs {
	if p.Language != "" && !slices.Contains(words.All, p.Language) {
		p.Language = ""
	}
	if p.Look != LookLight && p.Look != LookDark {
		p.Look = LookSystem
	}
	if p.TextSize != 0 {
		p.TextSize = min(max(p.TextSize, SmallestText), LargestText)
	}
	p.Alerts = p.Alerts.Clean()
	if p.Port < 0 || p.Port > 65535 {
		p.Port = 0
	}
	if p.Keep.Days < 0 || p.Keep.Lines < 0 {
		p.Keep = Keep{}
	}
	p.Interfaces = slices.Clone(p.Interfaces[:min(len(p.Interfaces), interfacesKept)])
	p.Recents = cleanRecents(p.Recents)
	return p
}

// Text is the size of text in percent.
func (p Prefs) Text() int { return cmp.Or(p.TextSize, UsualText) }

// Away is how long a person does nothing before they are away; ok is false where
// they never are.
func (p Prefs) Away() (after time.Duration, ok bool) {
	return cmp.Or(p.AwayAfter, UsualAway), p.AwayAfter >= 0
}

// FoundOn tells whether rooms are looked for, and announced, on the network
// interface of that name.
func (p Prefs) FoundOn(name string) bool {
	return len(p.Interfaces) == 0 || slices.Contains(p.Interfaces, name)
}

// Told is which lines of a room a person wants to be told of who chose own for
// it. It is never AlertUsual.
func (p Prefs) Told(own Alerts) Alerts { return cmp.Or(own, p.Alerts, AlertAll) }

// Alerts is which lines of a room a person wants to be told of.
type Alerts string

// The choices.
const (
	AlertUsual    Alerts = "" // as Prefs has it; there, all
	AlertAll      Alerts = "all"
	AlertMentions Alerts = "mentions"
	AlertNone     Alerts = "none"
)

// Name says which lines those are.
func (a Alerts) Name() string {
	switch a {
	case AlertAll:
		return words.T("Every line")
	case AlertMentions:
		return words.T("Lines that mention me")
	case AlertNone:
		return words.T("Nothing")
	}
	return words.T("As usual")
}

// Clean is a, or AlertUsual where a is no choice that there is.
func (a Alerts) Clean() Alerts {
	switch a {
	case AlertAll, AlertMentions, AlertNone:
		return a
	}
	return AlertUsual
}

// Preferred replaces what this person chose for the whole program. It comes
// before anything else.
type Preferred struct {
	Prefs    Prefs
	Language words.Language // that the window speaks: the chosen one, or the system's
}

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
	Hosting bool   // of a room that this profile hosts
	Place   string // what the file of passwords knows it by; shown where there is no name
}

// Passwords replaces the list of kept passwords; it answers Actions.ListPasswords.
type Passwords struct{ List []KeptPassword }

// Card is one of this computer's network interfaces.
type Card struct {
	Name      string
	Addresses []string // without their prefix length; none where it has none
}

// System tells what this computer has that the settings let a person choose
// from; it answers Actions.Survey.
type System struct {
	Program   string         // name and version of this program
	Folder    string         // where everything is kept
	Bytes     int64          // so much of it is on the disk now
	Downloads string         // where exports go, unless the person chose otherwise
	Language  words.Language // that the window speaks unless the person chose another; empty where nobody knows
	Cards     []Card         // those that are up, in the system's order
}

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
func (System) event()    {}

// Prefs is what this person chose for the whole program.
func (d *Desk) Prefs() Prefs { return d.prefs }

// Passwords lists the passwords that are kept, as last heard; known is false
// before that.
func (d *Desk) Passwords() (list []KeptPassword, known bool) {
	return d.passwords.List, d.passwords.List != nil
}

// System is what this computer has, as last heard; known is false before that.
func (d *Desk) System() (s System, known bool) { return d.system, d.system.Folder != "" }

// Alerts is which lines of the room this person chose to be told of.
func (r *Room) Alerts() Alerts { return r.alerts }
