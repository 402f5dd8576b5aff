package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// badge is a small word or number on a ground of its own.
type badge struct {
	root *panel
	text *label
}

func newBadge(fill fyne.ThemeColorName) *badge {
	b := &badge{text: newLabel("", sizeCaption, inkOn(fill)).bold().fixed()}
	b.root = newPanel(fill, colorNone, scaled(9), inset(1, 7, b.text))
	return b
}

func (b *badge) set(text string) {
	setHidden(b.root, text == "")
	b.text.set(text)
}

// inkOn is the colour of text on a ground.
func inkOn(fill fyne.ThemeColorName) fyne.ThemeColorName {
	switch fill {
	case colorAccent:
		return theme.ColorNameForegroundOnPrimary
	case colorDanger:
		return theme.ColorNameForegroundOnError
	}
	return colorInk
}
