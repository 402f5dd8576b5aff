package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"landline/app/words"
	"landline/netcore/chat"
)

// presences lists what a person can choose, in the order in which it is offered.
var presences = []chat.Presence{chat.Online, chat.Away, chat.DoNotDisturb, chat.Hidden}

// presenceWord says a presence.
func presenceWord(p chat.Presence) string {
	switch p {
	case chat.Away:
		return words.T("Away")
	case chat.DoNotDisturb:
		return words.T("Do not disturb")
	case chat.Hidden:
		return words.T("Hidden")
	}
	return words.T("Online")
}

// presenceGlyph shows a presence by its shape: a disc, a half disc, a disc with a
// bar, a ring.
func presenceGlyph(p chat.Presence) string {
	switch p {
	case chat.Away:
		return "presence-away"
	case chat.DoNotDisturb:
		return "presence-busy"
	case chat.Hidden:
		return "presence-hidden"
	}
	return "presence-online"
}

func presenceInk(p chat.Presence) fyne.ThemeColorName {
	switch p {
	case chat.Online:
		return colorAccent
	case chat.DoNotDisturb:
		return colorDanger
	}
	return colorMuted
}

// presenceSign is the mark at the foot of a picture, on a rim of what the picture
// stands on.
type presenceSign struct {
	rim   *canvas.Circle
	image *canvas.Image
}

func newPresenceSign() presenceSign {
	return presenceSign{rim: &canvas.Circle{}, image: newGlyphImage()}
}

// place sets the sign at the foot of a picture of that side.
func (s presenceSign) place(corner fyne.Position, side float32) {
	high := max(side*0.36, 10)
	x := corner.X + side - high + 1
	if words.Current().RightToLeft() {
		x = corner.X - 1
	}
	y := corner.Y + side - high + 1
	put(s.image, x, y, high, high)
	put(s.rim, x-2, y-2, high+4, high+4)
}

// paint draws the sign of a presence; shown is whether there is one.
func (s presenceSign) paint(p chat.Presence, shown bool) {
	s.rim.Hidden, s.image.Hidden = !shown, !shown
	if !shown {
		return
	}
	s.rim.FillColor = theme.Color(colorSide)
	s.image.Resource = glyphResource(presenceGlyph(p), theme.Color(presenceInk(p)))
	s.image.Refresh()
	canvas.Refresh(s.rim)
}
