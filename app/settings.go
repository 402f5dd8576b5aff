package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

// Limits of the settings file.
const (
	settingsBytes = 1 << 20
	recentTargets = 8
	seatsKept     = 64
	hostedKept    = 256
	alertsKept    = 1000
)

// Settings is what a profile remembers from one start to the next, as JSON.
type Settings struct {
	Name   string     `json:"name,omitempty"`
	Recent []string   `json:"recent,omitempty"` // addresses joined before, newest first
	Rooms  []RoomSeat `json:"rooms,omitempty"`  // those in the window, the newest first
	Hosted []Hosted   `json:"hosted,omitempty"` // rooms this profile opened, newest first
	Prefs  vm.Prefs   `json:"prefs,omitzero"`

	// What this person says about themselves, whose words are at most
	// chat.MaxStatus bytes.
	Status string `json:"status,omitempty"`
	Hue    uint16 `json:"hue,omitempty"`    // of their picture; 0: that of their key
	Hidden bool   `json:"hidden,omitempty"` // they do not say whether they are there

	// Alerts has the rooms of which this person wants to be told otherwise than
	// usual, by the name of their place (Desk.placeName).
	Alerts map[string]vm.Alerts `json:"alerts,omitempty"`
}

// Hosted is a room that this profile opened, so that the room of that name is
// the same room, with the same id, when it is opened again.
type Hosted struct {
	Name   string      `json:"name"`
	Room   chat.RoomID `json:"room"`
	Locked bool        `json:"locked,omitempty"` // it has a password
	Port   int         `json:"port,omitempty"`   // where it was open last

	Verifier verifier `json:"verifier,omitempty"` // of that password
}

// RoomSeat is a room that was in the window when it was closed.
type RoomSeat struct {
	Name    string        `json:"name"`
	Hosting bool          `json:"hosting,omitempty"`
	Port    int           `json:"port,omitempty"`   // with Hosting
	Locked  bool          `json:"locked,omitempty"` // it has a password; with Hosting it is not opened without
	Target  string        `json:"target,omitempty"` // what was typed, or an address at which it was found
	Room    chat.RoomID   `json:"room,omitzero"`    // where it was found in the lobby
	Host    chat.MemberID `json:"host,omitzero"`
	Invited bool          `json:"invited,omitempty"` // Room and Host are those of an invitation
	Seen    time.Time     `json:"seen,omitzero"`     // when this person sat in it last
}

// same tells whether two seats are in one room.
func (r RoomSeat) same(other RoomSeat) bool {
	if r.Room.IsZero() || other.Room.IsZero() {
		return sameTarget(r.Target, other.Target) && r.Hosting == other.Hosting && r.Room == other.Room
	}
	return r.Room == other.Room && r.Host == other.Host && r.Hosting == other.Hosting
}

// sameTarget tells whether two spellings are of one target: the usual port may be
// left out.
func sameTarget(a, b string) bool {
	if a == b {
		return true
	}
	first, err := netcore.ParseTarget(a)
	if err != nil {
		return false
	}
	second, err := netcore.ParseTarget(b)
	return err == nil && first == second
}

// settings keeps Settings in a file, which several processes may share. It is
// safe for concurrent use.
type settings struct {
	file keptFile

	writing sync.Mutex // held over a change, files and all; before mu

	mu  sync.Mutex // held for a moment, never over a file
	now Settings
}

// openSettings reads the file; where there is none, everything is unset. A
// file that cannot be read as settings is an error that names it: it is never
// overwritten.
func openSettings(path string) (*settings, error) {
	s := &settings{file: keptFile{path, settingsBytes}}
	var err error
	if s.now, _, err = s.read(); err != nil {
		return nil, err
	}
	return s, nil
}

// read is what the file says, and what of that this program understands.
func (s *settings) read() (kept Settings, content []byte, err error) {
	content, err = s.file.read()
	if err != nil || content == nil {
		return kept, nil, err
	}
	if err := json.Unmarshal(content, &kept); err != nil {
		return kept, nil, &damagedError{s.file.path, err}
	}
	kept.Prefs = kept.Prefs.Clean()
	return kept, content, nil
}

func (s *settings) get() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.now
	kept.Recent = slices.Clone(kept.Recent)
	kept.Rooms = slices.Clone(kept.Rooms)
	kept.Hosted = slices.Clone(kept.Hosted)
	kept.Prefs.Interfaces = slices.Clone(kept.Prefs.Interfaces)
	kept.Alerts = maps.Clone(kept.Alerts)
	return kept
}

// change edits the settings as the file has them now, and writes them down:
// into a new file, which then takes the old one's place, so that a crash
// leaves one or the other whole. Processes take turns, so it can take a while:
// not for the UI thread.
func (s *settings) change(edit func(*Settings)) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.file.inTurn(func() error { return s.rewrite(edit) }); err != nil {
		return fmt.Errorf("app: settings: %w", err)
	}
	return nil
}

// rewrite is change, while it is this process's turn.
func (s *settings) rewrite(edit func(*Settings)) error {
	now, file, err := s.read()
	if err != nil {
		return err
	}
	before, err := json.Marshal(now)
	if err != nil {
		return err
	}
	edit(&now)
	now.Recent = newest(now.Recent, recentTargets)
	now.Rooms = newest(now.Rooms, seatsKept)
	now.Hosted = newest(now.Hosted, hostedKept)
	after, err := json.Marshal(now)
	if err != nil {
		return err
	}
	// A room that was open before can be opened again while the disk is full.
	if !bytes.Equal(after, before) {
		if err := s.replace(file, before, after); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
	return nil
}

// replace makes the change from before to after in the file.
func (s *settings) replace(file, before, after []byte) error {
	merged, err := merge(file, before, after)
	if err != nil {
		return err
	}
	var content bytes.Buffer
	if err := json.Indent(&content, merged, "", "  "); err != nil {
		return err
	}
	return s.file.replace(append(content.Bytes(), '\n'))
}

// newest keeps the first n of a list that has the newest first.
func newest[T any](list []T, n int) []T { return list[:min(len(list), n)] }

// joined puts target first among the recent ones.
func (s *Settings) joined(target string) {
	s.Recent = slices.DeleteFunc(s.Recent, func(old string) bool { return old == target })
	s.Recent = slices.Insert(s.Recent, 0, target)
}

// roomsNamed are this profile's rooms of that name: the one that it had first
// of all first.
func (s *Settings) roomsNamed(name string) (rooms []chat.RoomID) {
	for _, h := range slices.Backward(s.Hosted) {
		if h.Name == name {
			rooms = append(rooms, h.Room)
		}
	}
	return rooms
}

// tune notes of which lines of the room at a place this person wants to be told.
// Of more rooms than alertsKept the choice lasts as long as the window.
func (s *Settings) tune(place string, alerts vm.Alerts) {
	if alerts == vm.AlertUsual {
		delete(s.Alerts, place)
		return
	}
	if _, known := s.Alerts[place]; !known && len(s.Alerts) >= alertsKept {
		return
	}
	if s.Alerts == nil {
		s.Alerts = make(map[string]vm.Alerts)
	}
	s.Alerts[place] = alerts
}
