package ui

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/words"
)

// chord is a key together with those that are held down meanwhile, or a sign
// that is typed: where a sign lies differs from keyboard to keyboard.
type chord struct {
	key  fyne.KeyName
	held fyne.KeyModifier
	sign rune
}

func alone(key fyne.KeyName) chord { return chord{key: key} }
func alt(key fyne.KeyName) chord   { return chord{key: key, held: fyne.KeyModifierAlt} }
func typed(sign rune) chord        { return chord{sign: sign} }

// ctrl is with the key that this system has for shortcuts, Command on a Mac.
func ctrl(key fyne.KeyName) chord {
	return chord{key: key, held: fyne.KeyModifierShortcutDefault}
}

// shift is the chord with Shift held down too.
func (c chord) shift() chord {
	c.held |= fyne.KeyModifierShift
	return c
}

// shiftKey tells whether Shift is held. Whoever has the keyboard follows it, and
// forgets it with the keyboard: its release goes elsewhere then.
type shiftKey struct{ held bool }

func (s *shiftKey) down(e *fyne.KeyEvent) { s.held = s.held || isShift(e) }
func (s *shiftKey) up(e *fyne.KeyEvent)   { s.held = s.held && !isShift(e) }

func isShift(e *fyne.KeyEvent) bool {
	return e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight
}

// shortcut tells whether Fyne takes the chord for a shortcut; it gives others to
// whatever has the keyboard.
func (c chord) shortcut() bool { return c.held&^fyne.KeyModifierShift != 0 }

// String writes the chord as the system's own menus do.
func (c chord) String() string {
	if c.sign != 0 {
		return string(c.sign)
	}
	mac := runtime.GOOS == "darwin"
	var parts []string
	for _, m := range []struct {
		held      fyne.KeyModifier
		pc, apple string
	}{
		{fyne.KeyModifierControl, words.T("Ctrl"), "⌃"},
		{fyne.KeyModifierAlt, words.T("Alt"), "⌥"},
		{fyne.KeyModifierShift, words.T("Shift"), "⇧"},
		{fyne.KeyModifierSuper, words.T("Super"), "⌘"},
	} {
		if c.held&m.held == 0 {
			continue
		}
		if mac {
			parts = append(parts, m.apple)
		} else {
			parts = append(parts, m.pc+"+")
		}
	}
	return strings.Join(append(parts, keyWord(c.key)), "")
}

// keyWord is what stands on a key.
func keyWord(key fyne.KeyName) string {
	switch key {
	case fyne.KeyUp:
		return "↑"
	case fyne.KeyDown:
		return "↓"
	case fyne.KeyReturn:
		return words.T("Enter")
	case fyne.KeyEscape:
		return words.T("Esc")
	case fyne.KeyTab:
		return words.T("Tab")
	case fyne.KeySpace:
		return words.T("Space")
	case fyne.KeyPageUp:
		return words.T("Page up")
	case fyne.KeyPageDown:
		return words.T("Page down")
	case fyne.KeyHome:
		return words.T("Home")
	case fyne.KeyEnd:
		return words.T("End")
	case fyne.KeyDelete:
		return words.T("Del")
	}
	return string(key)
}
