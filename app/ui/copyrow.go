package ui

import (
	"cmp"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/words"
)

// copyButton puts a text on the clipboard. That it did stands on it until the
// pointer or the keyboard leaves.
type copyButton struct {
	button
	text   string
	name   string // what it says; “Copy” where it is empty
	copied bool
}

func newCopyButton() *copyButton {
	b := &copyButton{}
	b.kind, b.glyph, b.small = quiet, "copy", true
	b.button.text = words.T("Copy")
	b.onPress = func() {
		fyne.CurrentApp().Clipboard().SetContent(b.text)
		b.say(true)
	}
	b.ExtendBaseWidget(b)
	return b
}

func (b *copyButton) say(copied bool) {
	if b.copied = copied; copied {
		b.button.set("tick", words.T("Copied"))
	} else {
		b.button.set("copy", cmp.Or(b.name, words.T("Copy")))
	}
}

// MouseIn begins afresh.
func (b *copyButton) MouseIn(e *desktop.MouseEvent) { b.say(false); b.button.MouseIn(e) }

// MouseOut ends the confirmation.
func (b *copyButton) MouseOut() { b.say(false); b.button.MouseOut() }

// FocusLost ends it for the keyboard.
func (b *copyButton) FocusLost() { b.say(false); b.button.FocusLost() }

// copyRow is something to be copied, with its name and what it is good for.
type copyRow struct {
	root *fyne.Container
	text *paragraph
	copy *copyButton
}

func newCopyRow(name, use string) *copyRow {
	r := &copyRow{text: newParagraph("", sizeText-1, colorInk).mono().wide(40 * grid), copy: newCopyButton()}
	text := newFree(centreLayout{}, r.text)
	if name != "" {
		text = column(2, caption(name), r.text, newParagraph(use, sizeSmall, colorMuted).wide(40*grid))
	}
	r.root = ends(grid, none(), text, newFree(centreLayout{}, r.copy))
	return r
}

func (r *copyRow) set(text string) {
	r.text.set(text, colorInk)
	r.copy.text = text
}

// copyList is a list of addresses to copy.
type copyList struct {
	root  *fyne.Container
	rows  []*copyRow
	none  *paragraph
	added func(*copyButton) // makes a new button part of its view
}

func newCopyList(added func(*copyButton)) *copyList {
	l := &copyList{added: added, none: newParagraph(words.T("No address is known yet."), sizeText-1, colorMuted).wide(60 * grid)}
	l.root = column(grid/2, l.none)
	return l
}

func (l *copyList) update(texts []string) {
	setHidden(l.none, len(texts) > 0)
	for i, text := range texts {
		if i == len(l.rows) {
			l.rows = append(l.rows, newCopyRow("", ""))
			l.added(l.rows[i].copy)
			l.root.Add(l.rows[i].root)
		}
		l.rows[i].set(text)
	}
	for i, row := range l.rows {
		setHidden(row.root, i >= len(texts))
	}
}

// lines writes each part on a line of its own.
func lines(parts []string) string { return strings.Join(parts, "\n") }

// lower begins a text small, for the middle of a sentence.
func lower(text string) string {
	runes := []rune(text)
	if len(runes) > 0 {
		runes[0] = unicode.ToLower(runes[0])
	}
	return string(runes)
}

// measureLayout keeps a part from becoming wider than can be read with ease.
type measureLayout struct{ width float32 }

func (l measureLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	put(parts[0], 0, 0, min(size.Width, l.width), size.Height)
	mirror(parts, size.Width)
}

func (l measureLayout) MinSize(parts []fyne.CanvasObject) fyne.Size { return parts[0].MinSize() }

// middleLabel sets a label beside a compact button, at half its height.
type middleLabel struct{}

func (middleLabel) Layout(parts []fyne.CanvasObject, size fyne.Size) { parts[0].Resize(size) }

func (middleLabel) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(parts[0].MinSize().Width, 3.5*grid)
}
