package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/words"
)

// warningBar lies over the whole window and says what a person should know
// about the program's own files. It can be put away.
type warningBar struct {
	root   *panel
	window *Window
	text   *paragraph
	away   *button
}

func newWarningBar(w *Window) *warningBar {
	b := &warningBar{window: w, text: newParagraph("", sizeText-1, colorInk).wide(80 * grid)}
	b.away = newButton(quiet, "", words.T("Put away"), func() {
		w.desk.DismissWarning()
		w.update()
		w.focusRoom()
	}).compact()
	b.away.onEscape = w.escape
	symbol := newGlyph("alert", 18, colorDanger)
	text := newFree(centreLayout{}, b.text)
	b.root = newPanel(colorAlarm, colorNone, 0, newFree(footLayout{}, inset(grid*0.75, 2*grid, ends(1.25*grid, symbol, text, newFree(centreLayout{}, b.away))), hairline()))
	b.root.Hide()
	return b
}

// update shows what there is to be said.
func (b *warningBar) update() {
	text := b.window.desk.Warning()
	setHidden(b.root, text == "")
	if text != "" {
		b.text.set(text, colorInk)
	}
}

// height is what the bar takes of a window that wide.
func (b *warningBar) height(width float32) float32 {
	if !b.root.Visible() {
		return 0
	}
	// A paragraph knows its height only once it knows its width.
	b.root.Resize(fyne.NewSize(width, b.root.MinSize().Height))
	return b.root.MinSize().Height
}

// centreLayout keeps a part at its own height, in the middle of the place's.
type centreLayout struct{}

func (centreLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	parts[0].Resize(fyne.NewSize(size.Width, parts[0].MinSize().Height))
	height := parts[0].MinSize().Height
	put(parts[0], 0, (size.Height-height)/2, size.Width, height)
}

func (centreLayout) MinSize(parts []fyne.CanvasObject) fyne.Size { return parts[0].MinSize() }
