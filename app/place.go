package app

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"landline/app/words"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// place is what this profile keeps of its seat in one room. One process at a
// time owns it; another one of the same profile sits there with nothing but its
// memory.
type place struct {
	name    string
	seat    *history.Seat // nil where nothing is kept
	printed *ledger       // nil where nothing is printed, or kept
	from    entry         // how far the room was printed before
	lock    *flock.Flock
	late    bool // it could not be had, and may be had later
}

// errPlaceTaken is why nothing is kept where another process of this profile
// sits in the same place.
var errPlaceTaken = errors.New("app: another Landline of this profile sits in that room")

// sit takes the place of that name (dialer.place). With print it goes on
// where the last one who printed the room stopped. The place is never nil; with
// an error, which is errPlaceTaken where that is so, it keeps nothing or not
// everything. It reads from disk, so it is not for the UI thread.
func (p *profile) sit(name string, print bool) (_ *place, err error) {
	lock, err := p.lockPlace(name)
	if err != nil {
		return &place{name: name}, err
	}
	left := p.bringIn(name)
	if errors.Is(left, errPlaceTaken) {
		return &place{name: name}, errors.Join(left, lock.Close())
	}
	at := &place{name: name, lock: lock}
	defer func() { err = errors.Join(err, left) }() // the next one tries again
	if print {
		if at.printed, at.from, err = openLedger(p.seatPath(name) + ".printed"); err != nil {
			return at, err
		}
	}
	at.seat, err = p.historyAt(name)
	if room, _ := at.room(); !room.IsZero() && room != at.from.room {
		at.from = entry{} // the window was in another room there since
	}
	return at, err
}

// lockPlace keeps other processes away from a place until the lock is closed. The
// error is errPlaceTaken where one is there.
func (p *profile) lockPlace(name string) (*flock.Flock, error) {
	lock, err := lockFile(p.seatPath(name) + ".lock")
	if err != nil {
		return nil, fmt.Errorf("app: seats: %w", err)
	}
	if lock == nil {
		return nil, errPlaceTaken
	}
	return lock, nil
}

// historyAt is the seat of a place.
func (p *profile) historyAt(name string) (*history.Seat, error) {
	room, host, byID := roomIn(name)
	if !byID {
		return p.history.Seat(name)
	}
	if !host.IsZero() {
		return p.history.SeatIn(name, room, func(of chat.MemberID, hosted bool) bool { return of == host && !hosted })
	}
	own, err := p.own(room)
	if err != nil {
		return nil, err
	}
	return p.history.SeatIn(name, room, own)
}

// bringIn brings to a room's own place what was said to its host before this profile
// knew that they are it. The error is errPlaceTaken where somebody still sits there.
func (p *profile) bringIn(name string) error {
	room, beside, byID := roomIn(name)
	if !byID || !beside.IsZero() {
		return nil
	}
	key, known, err := p.known.Lookup(name)
	if !known || err != nil {
		return err
	}
	from := placeBeside(room, key)
	if _, err := os.Stat(p.seatPath(from) + ".lock"); errors.Is(err, os.ErrNotExist) {
		return nil // nobody ever sat there
	}
	lock, err := p.lockPlace(from)
	if err != nil {
		return err
	}
	return errors.Join(p.gather(name, from), lock.Close())
}

// bringOn brings what a place beside a room has, and its owner gives up, to where
// the seat has its place from now on: the host was trusted meanwhile. Where somebody
// sits there it is brought in later, if the host is the room's.
func (p *profile) bringOn(from *place, into string) error {
	if _, host, _ := roomIn(from.name); host.IsZero() || from.lock == nil || from.name == into {
		return nil
	}
	lock, err := p.lockPlace(into)
	if errors.Is(err, errPlaceTaken) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(p.gather(into, from.name), lock.Close())
}

// gather moves what one place has to another, while nobody sits at either.
func (p *profile) gather(into, from string) error {
	err := p.history.Gather(into, from)
	if err == nil {
		err = p.bringPrinted(into, from)
	}
	if alerts, chosen := p.settings.get().Alerts[from]; err == nil && chosen {
		err = p.settings.change(func(s *Settings) {
			delete(s.Alerts, from)
			s.tune(into, alerts)
		})
	}
	return err
}

// bringPrinted is gather for how far the room was printed. Of a place where nothing
// was, it leaves what the other one has.
func (p *profile) bringPrinted(into, from string) error {
	path := p.seatPath(from) + ".printed"
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	printed, to, err := openLedger(path)
	if err == nil {
		err = printed.close()
	}
	if err != nil || to == (entry{}) {
		return err
	}
	return os.Rename(path, p.seatPath(into)+".printed")
}

// seatPath is what the files of a place have in common.
func (p *profile) seatPath(name string) string {
	sum := sha256.Sum256([]byte(name))
	return filepath.Join(p.dir, "seats", hex.EncodeToString(sum[:16]))
}

// seatFiles are the files of a place; without the last one nobody holds it any more.
func (p *profile) seatFiles(name string) []string {
	path := p.seatPath(name)
	return []string{path + ".printed", path + ".lock"}
}

// room is the one that this place was last, and its name; zero where that is
// not known.
func (p *place) room() (id chat.RoomID, name string) {
	if p.seat != nil {
		id, name = p.seat.Room()
	}
	return cmp.Or(id, p.from.room), name
}

// diary is where a keeper writes; nil where nothing is kept.
func (p *place) diary() diary {
	if p.seat == nil {
		return nil
	}
	return p.seat
}

// left sorts what an earlier session of this place left in its outbox.
func (p *place) left() (waiting, failed []history.Waiting) {
	if p.seat == nil {
		return nil, nil
	}
	for _, w := range p.seat.Outbox() {
		if w.Failed() {
			failed = append(failed, w)
		} else {
			waiting = append(waiting, w)
		}
	}
	return waiting, failed
}

// close lets another process have the place.
func (p *place) close() error {
	var err error
	if p.printed != nil {
		err = p.printed.close()
	}
	if p.lock != nil {
		err = errors.Join(err, p.lock.Close())
	}
	return err
}

// linesOf are the lines of an outbox on disk.
func linesOf(list []history.Waiting) []line {
	lines := make([]line, 0, len(list))
	for _, w := range list {
		lines = append(lines, line{id: w.ID, text: w.Text, deed: w.Deed})
	}
	return lines
}

// unkept says, for people, that what is said cannot be written down.
func unkept(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errPlaceTaken):
		return words.T("Another Landline of this profile sits in that room and keeps what is said there. Lines that wait in this one are gone when it ends.")
	case errors.Is(err, history.ErrFull):
		return words.T("The disk of this computer is full: what is said is not being kept here. Landline goes on, and keeps it again once there is space.")
	case errors.Is(err, history.ErrReadOnly):
		return words.T("Landline’s files on this computer cannot be written: what is said is not being kept here. Landline goes on, and tries again.")
	case errors.Is(err, history.ErrDamaged):
		return words.T("Landline’s history on this computer is damaged: what is said is not being kept here. Close Landline and start it again to begin a new history.")
	}
	return words.T("What is said is not being kept on this computer: %s. Landline goes on, and tries again.", sentence(err))
}

// setAside says, for people, that a damaged history was moved away.
func setAside(path string) string {
	return words.T("Landline’s history on this computer was damaged. It was set aside as %s, and a new one was begun. "+
		"What the hosts of other rooms still have comes back from there. Rooms that you host begin anew, without bans, mutes and moderators.", path)
}
