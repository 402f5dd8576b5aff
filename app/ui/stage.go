package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// stage is the layout of a window's content: every part takes all of it. It also
// leads from a Fyne window to the Window that draws it.
type stage struct{ window *Window }

func newStage(w *Window) *stage { return &stage{w} }

// Layout implements fyne.Layout.
func (*stage) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(parts, size)
}

// MinSize implements fyne.Layout.
func (*stage) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return layout.NewStackLayout().MinSize(parts)
}

// cored is a part that is the inside of another: Fyne knows the other alone.
type cored interface{ core() any }

// windowOf finds the window in which a part has the keyboard; nil where there is
// none.
func windowOf(part any) *Window {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		focused := w.Canvas().Focused()
		inside, ok := focused.(cored)
		if focused == nil || any(focused) != part && !(ok && inside.core() == part) {
			continue
		}
		return drawnIn(w)
	}
	return nil
}

// drawnIn is the Window that draws a Fyne window; nil for another's.
func drawnIn(w fyne.Window) *Window {
	if root, ok := w.Content().(*fyne.Container); ok {
		if s, ok := root.Layout.(*stage); ok {
			return s.window
		}
	}
	return nil
}

// passKey gives a key to the window for which the part that has the keyboard has
// no use.
func passKey(part any, e *fyne.KeyEvent) {
	if w := windowOf(part); w != nil {
		w.typedKey(e)
	}
}

// passRune is passKey for a sign.
func passRune(part any, r rune) {
	if w := windowOf(part); w != nil {
		w.typedRune(r)
	}
}

// passShortcut is passKey for a shortcut.
func passShortcut(part any, s fyne.Shortcut) {
	if w := windowOf(part); w != nil {
		w.keys.TypedShortcut(s)
	}
}

// heard tells the window that somebody is there: a key was pressed.
func heard(part any) {
	if w := windowOf(part); w != nil {
		w.touched()
	}
}
