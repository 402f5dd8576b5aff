package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// personRow is one person, or the heading over some.
type personRow struct {
	widget.BaseWidget
	at      int // in the list
	face    *avatar
	name    *label
	sure    *glyph // the key was compared
	note    *label
	heading *label
	body    fyne.CanvasObject
	ground  *canvas.Rectangle
	focused bool
}

func newPersonRow() *personRow {
	r := &personRow{
		face:    newAvatar(3.5 * grid),
		name:    newLabel("", sizeText, colorInk).theirs(),
		sure:    newGlyph("verified", 16, colorAccent),
		note:    newLabel("", sizeSmall, colorMuted),
		heading: newLabel("", sizeCaption, colorMuted).bold(),
		ground:  &canvas.Rectangle{CornerRadius: grid},
	}
	r.heading.Hide()
	name := newFree(signedLayout{}, r.name, r.sure)
	r.body = inset(grid/2, grid, ends(1.25*grid, r.face, container.New(middleLayout{}, name, r.note), none()))
	r.ExtendBaseWidget(r)
	return r
}

// head makes the row a heading.
func (r *personRow) head(text string) {
	r.body.Hide()
	r.heading.set(text)
	r.heading.Show()
	r.focused = false
	r.Refresh()
}

func (r *personRow) set(p vm.Person, typing, focused bool) {
	r.heading.Hide()
	r.body.Show()
	r.focused = focused
	r.face.paint(p.ID, p.Name, p.Status.Hue)
	r.face.sign(p.Status.Presence)
	r.name.set(p.Name)
	setHidden(r.sure, !p.Verified)
	note, ink := standing(p), colorMuted
	if typing {
		note, ink = words.T("typing…"), colorAccent
		if p.Tag != "" { // who it is comes before what they do
			note = "#" + p.Tag + " · " + note
		}
	}
	setHidden(r.note, note == "")
	r.note.paint(note, ink)
	r.Refresh()
}

// standing says in words what there is to know of a person beside their name:
// what others must know first, then what they say themselves.
func standing(p vm.Person) string {
	var parts []string
	if p.Me {
		parts = append(parts, words.T("you"))
	}
	if p.Muted {
		parts = append(parts, words.T("muted"))
	}
	if p.Verified {
		parts = append(parts, words.T("verified"))
	}
	if p.Tag != "" {
		parts = append(parts, "#"+p.Tag)
	}
	if p.Status.Words != "" {
		parts = append(parts, p.Status.Words)
	} else if p.Status.Presence != chat.Online {
		parts = append(parts, presenceWord(p.Status.Presence))
	}
	return strings.Join(parts, " · ")
}

// CreateRenderer implements fyne.Widget.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer {
	p := &personRenderer{row: r}
	p.paint()
	return p
}

type personRenderer struct{ row *personRow }

func (p *personRenderer) Destroy() {}

func (p *personRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.row.ground, p.row.body, p.row.heading}
}

func (p *personRenderer) Layout(size fyne.Size) {
	put(p.row.ground, 1, 1, size.Width-2, size.Height-2)
	p.row.body.Resize(size)
	high := p.row.heading.MinSize().Height
	put(p.row.heading, grid, size.Height-high-grid/2, size.Width-2*grid, high)
}

func (p *personRenderer) MinSize() fyne.Size { return p.row.body.MinSize() }

func (p *personRenderer) Refresh() {
	p.paint()
	p.Layout(p.row.Size())
	canvas.Refresh(p.row.ground)
	p.row.body.Refresh()
	p.row.heading.Refresh()
}

func (p *personRenderer) paint() {
	g := p.row.ground
	g.FillColor, g.StrokeColor, g.StrokeWidth = theme.Color(colorNone), theme.Color(colorAccent), 0
	if p.row.focused {
		g.StrokeWidth = 2
	}
}

// signedLayout sets a sign right behind a label, which shortens to make room.
type signedLayout struct{}

func (signedLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	text, sign := parts[0].(*label), parts[1]
	room := size.Width
	if sign.Visible() {
		room -= sign.MinSize().Width + grid/2
	}
	width := min(fyne.MeasureText(text.text, text.size, text.style).Width+1, max(room, 0))
	from, behind := float32(0), width+grid/2
	if words.Current().RightToLeft() {
		from, behind = size.Width-width, size.Width-width-grid/2-sign.MinSize().Width
	}
	put(text, from, 0, width, size.Height)
	put(sign, behind, 0, sign.MinSize().Width, size.Height)
}

func (signedLayout) MinSize(parts []fyne.CanvasObject) fyne.Size { return parts[0].MinSize() }

// middleLayout stacks what is visible, in the middle of the height.
type middleLayout struct{}

func (middleLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	y := (size.Height - middleLayout{}.MinSize(parts).Height) / 2
	for _, p := range parts {
		if p.Visible() {
			p.Resize(fyne.NewSize(size.Width, p.MinSize().Height))
			p.Move(fyne.NewPos(0, y))
			y += p.MinSize().Height
		}
	}
}

func (middleLayout) MinSize(parts []fyne.CanvasObject) (min fyne.Size) {
	for _, p := range parts {
		if p.Visible() {
			m := p.MinSize()
			min = fyne.NewSize(max(min.Width, m.Width), min.Height+m.Height)
		}
	}
	return min
}
