//go:build !nogui

package desktop_test

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// target is what a person aims at in a window.
type target struct {
	text, glyph, widget string // one of them
	within              string // the type of a widget that it belongs to; empty for any
	beside              string // the text that it is the nearest to; empty for the first
}

// text is one whole text.
func text(s string) target { return target{text: s} }

// symbol is a symbol by its name.
func symbol(name string) target { return target{glyph: name} }

// part is a widget that can be pressed or written into, by its type.
func part(widget string) target { return target{widget: "*ui." + widget} }

// in is the target within a widget of that type.
func (t target) in(widget string) target { t.within = "*ui." + widget; return t }

// by is the target that is the nearest to a text.
func (t target) by(text string) target { t.beside = text; return t }

func (t target) String() string {
	s := t.text + t.glyph + t.widget
	if t.within != "" {
		s += " in " + t.within
	}
	if t.beside != "" {
		s += " by " + t.beside
	}
	return fmt.Sprintf("%q", s)
}

// fits tells whether that is aimed at.
func (t target) fits(s shown) bool {
	switch {
	case s.Cut, t.within != "" && !slices.Contains(s.Within, t.within):
		return false
	case t.widget != "":
		return s.Text == "" && s.Glyph == "" && s.Within[len(s.Within)-1] == t.widget
	}
	return s.Text == t.text && s.Glyph == t.glyph
}

// find is the target among what is shown.
func (t target) find(all []shown) (found shown, ok bool) {
	anchor := slices.IndexFunc(all, func(s shown) bool { return s.Text == t.beside })
	if t.beside != "" && anchor < 0 {
		return shown{}, false
	}
	for _, s := range all {
		if !t.fits(s) {
			continue
		}
		if !ok || t.beside != "" && s.from(all[anchor]) < found.from(all[anchor]) {
			found, ok = s, true
		}
	}
	return found, ok
}

// middle is where to click on it.
func (s shown) middle() (x, y int) { return s.X + s.W/2, s.Y + s.H/2 }

// from is how far away it is, squared.
func (s shown) from(other shown) int {
	x, y := s.middle()
	fromX, fromY := other.middle()
	return (x-fromX)*(x-fromX) + (y-fromY)*(y-fromY)
}

// looks is what the window shows; nothing where it does not tell.
func (w *walker) looks() (all []shown) {
	to, err := net.Dial("unix", filepath.Join(os.Getenv(eyesAt), fmt.Sprint(w.cmd.Process.Pid)))
	if err != nil {
		return nil
	}
	defer to.Close()
	if json.NewDecoder(to).Decode(&all) != nil {
		return nil
	}
	return all
}

// until waits for something to hold, and says what the window shows where that
// does not come.
func (w *walker) until(what string, holds func() bool) {
	w.t.Helper()
	if !waits(holds) {
		w.t.Fatalf("never seen: %s; the window is called %q and says: %s", what, w.do("getwindowname", w.id), spell(w.looks()))
	}
}

// sees waits until something is shown.
func (w *walker) sees(t target) (found shown) {
	w.t.Helper()
	w.until("shown: "+t.String(), func() (ok bool) { found, ok = t.find(w.looks()); return ok })
	return found
}

// gone waits until something is not shown.
func (w *walker) gone(t target) {
	w.t.Helper()
	w.until("gone: "+t.String(), func() bool {
		all := w.looks()
		_, shows := t.find(all)
		return all != nil && !shows
	})
}

// settles waits until the host has every line: before that one cannot be changed.
func (w *walker) settles() {
	w.t.Helper()
	w.gone(symbol("clock").in("transcript"))
}

// reads waits until a sentence stands in the window, over several lines perhaps.
func (w *walker) reads(sentence string) {
	w.t.Helper()
	w.until("read: "+sentence, func() bool { return strings.Contains(spell(w.looks()), sentence) })
}

// spell is all the text that is shown, in its order, with plain spaces.
func spell(all []shown) string {
	var texts []string
	for _, s := range all {
		if s.Text != "" {
			texts = append(texts, strings.Fields(s.Text)...)
		}
	}
	return strings.Join(texts, " ")
}

// aims waits until something stands still, and returns the middle of it.
func (w *walker) aims(t target) (x, y string) {
	w.t.Helper()
	w.front()
	var before shown
	w.until("standing still: "+t.String(), func() bool {
		now, ok := t.find(w.looks())
		still := ok && now.X == before.X && now.Y == before.Y && now.W == before.W && now.H == before.H
		before = now
		return still && !now.Disabled
	})
	atX, atY := before.middle()
	return fmt.Sprint(atX), fmt.Sprint(atY)
}

// clicks clicks on something, once.
func (w *walker) clicks(targets ...target) {
	w.t.Helper()
	for _, t := range targets {
		w.presses(t, "1")
	}
}

// menu opens the menu of something with the right button, and chooses there.
func (w *walker) menu(on target, choice string) {
	w.t.Helper()
	w.presses(on, "3")
	w.clicks(text(choice))
}

// presses presses a button of the mouse on something, once.
func (w *walker) presses(t target, button string) {
	w.t.Helper()
	x, y := w.aims(t)
	w.do("mousemove", "--window", w.id, x, y, "click", button)
}

// hovers moves the pointer onto something.
func (w *walker) hovers(t target) {
	w.t.Helper()
	x, y := w.aims(t)
	w.do("mousemove", "--window", w.id, x, y)
}

// scrolls turns the wheel until a thing is shown. The pointer is at the left edge
// of another, where no field takes the wheel for itself.
func (w *walker) scrolls(edge target, down bool, to target) {
	w.t.Helper()
	button := "4"
	if down {
		button = "5"
	}
	_, y := w.aims(edge)
	s, _ := edge.find(w.looks())
	w.do("mousemove", "--window", w.id, fmt.Sprint(s.X+1), y)
	w.until(to.String(), func() bool {
		if _, ok := to.find(w.looks()); ok {
			return true
		}
		w.do("click", "--repeat", "2", button)
		return false
	})
}

// fills writes into a field in place of what is in it.
func (w *walker) fills(t target, s string) {
	w.t.Helper()
	w.clicks(t)
	w.keys("ctrl+a", "BackSpace")
	w.write(s)
}

// pastes writes what has no keys, over the clipboard.
func (w *walker) pastes(s string) {
	w.t.Helper()
	c := exec.Command("xclip", "-selection", "clipboard", "-in")
	c.Env, c.Stdin = w.env, strings.NewReader(s)
	if err := c.Run(); err != nil {
		w.t.Fatal(err)
	}
	w.keys("ctrl+v")
}

// marks draws the pointer over the whole of a text.
func (w *walker) marks(t target) {
	w.t.Helper()
	w.aims(t)
	s := w.sees(t)
	_, y := s.middle()
	w.drags(s.X+1, y, s.X+s.W-1, y)
}

// drags draws the pointer from one place of the window to another, over a third.
func (w *walker) drags(fromX, fromY, toX, toY int) {
	w.t.Helper()
	move := func(x, y int) { w.do("mousemove", "--window", w.id, fmt.Sprint(x), fmt.Sprint(y)) }
	move(fromX, fromY)
	w.do("mousedown", "1")
	move((fromX+toX)/2, (fromY+toY)/2)
	move(toX, toY)
	w.do("mouseup", "1")
}
