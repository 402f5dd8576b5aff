//go:build !nogui

package desktop_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"landline/netcore/chat"
)

// walkDoor has Bo sent out, banned and let in again, and then forget the room.
func walkDoor(ada, bo *walker, cleo *witness) {
	ada.says("closing soon") // and stays with the newest line
	cleo.line("closing soon")
	ada.onBo("Down", "Down", "Down", "Down", "Return") // remove from the room
	cleo.onto("that Bo is sent out", chat.Kick)
	bo.returns(cleo)
	bo.says("back again")
	ada.stands("back again") // so Bo is in the people column too

	ada.onBo("Down", "Down", "Down", "Down", "Down", "Return") // ban for a day
	ada.keys("Tab", "Return")
	cleo.onto("that Bo is banned", chat.Ban)
	ada.keys("Escape", "ctrl+shift+s")
	ada.called("Settings of Front desk · Landline")
	ada.keys("F6", "shift+Tab", "shift+Tab", "Return") // back over what closes the page to its last button
	cleo.onto("that the ban is lifted", chat.Unban)
	ada.keys("Escape")
	bo.returns(cleo)

	room := cleo.seat.Room()
	traces := [][]byte{room[:], []byte(hex.EncodeToString(room[:])), []byte("Front desk"), []byte("**bold**"), []byte("back again")}
	if !bo.profileHolds(traces) {
		bo.t.Error("there is nothing to be forgotten")
	}
	bo.keys("Escape", "ctrl+i", "Tab", "Tab", "Return", "Tab", "Return") // forget the room
	hears(cleo, "that Bo is gone", func(e chat.Left) bool { return e.Name == "Bo" })
	bo.called("Landline")
	bo.until("a profile without the room", func() bool { return !bo.profileHolds(traces) })
	bo.tries("the room entered anew", func() { bo.picks("Front desk"); bo.keys("Escape") }, func() bool { return bo.titles("Front desk · Landline") })
	hears(cleo, "Bo comes in", func(e chat.Joined) bool { return e.Name == "Bo" })
}

// stands waits until the keyboard comes to that line of the transcript first: the
// one that was just revealed, or the newest. Before there is one the key that
// copies writes a letter, which is taken away again.
func (w *walker) stands(text string) {
	w.t.Helper()
	w.tries(text, func() { w.keys("Escape", "shift+F6", "c") }, func() bool { return w.clipboard() == text })
	w.keys("Escape", "ctrl+a", "BackSpace")
}

// onBo opens the menu of the first person in the room after its host, and presses keys in it.
func (w *walker) onBo(keys ...string) {
	w.t.Helper()
	w.keys(append([]string{"Escape", "F6", "Home", "Down", "space"}, keys...)...)
}

// onto waits for an act of keeping order that was done to Bo.
func (w *witness) onto(what string, act chat.Act) {
	w.t.Helper()
	if e := w.act(what, act, chat.Ref{}); e.Text != "Bo" {
		w.t.Fatalf("%s: it was done to %q", what, e.Text)
	}
}

// returns has Bo try the room again until he is let in.
func (w *walker) returns(cleo *witness) {
	w.t.Helper()
	w.tries("Bo in the room again", func() { w.picks("Retry now"); w.keys("Escape") }, func() bool {
		for {
			select {
			case event, open := <-cleo.seat.Events():
				if !open {
					w.t.Fatalf("the room has ended: %v", cleo.seat.Err())
				}
				if e, ok := event.(chat.Joined); ok && e.Name == "Bo" {
					return true
				}
			default:
				return false
			}
		}
	})
}

// profileHolds tells whether a file of the profile holds one of the words, in its
// text or in its name.
func (w *walker) profileHolds(words [][]byte) (found bool) {
	w.t.Helper()
	err := filepath.WalkDir(w.profile, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		content = append(content, filepath.Base(path)...)
		found = found || slices.ContainsFunc(words, func(word []byte) bool { return bytes.Contains(content, word) })
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true // files are being replaced: nobody can tell yet
	case err != nil:
		w.t.Fatal(err)
	}
	return found
}
