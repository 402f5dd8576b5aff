package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"landline/app/vm"
)

// peopleColumn lists who is in the room. A click on a person, or Space on the
// one that the keyboard is at, offers what can be done with them.
type peopleColumn struct {
	root   *panel
	window *Window
	title  *label
	list   *widget.List
	room   vm.Key
	people []vm.Person
	rows   []*personRow // made so far; the list uses each for one person after the other
}

func newPeopleColumn(w *Window) *peopleColumn {
	p := &peopleColumn{window: w, title: newLabel("PEOPLE", sizeCaption, colorMuted).bold()}
	p.list = widget.NewList(
		func() int { return len(p.people) },
		p.newRow,
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*personRow).set(i, p.people[i]) },
	)
	p.list.HideSeparators = true
	p.list.OnSelected = func(i widget.ListItemID) {
		p.list.Unselect(i)
		p.offer(i)
	}
	head := ends(grid, none(), p.title, newButton(quiet, "close", "", w.togglePeople).compact())
	p.root = newPanel(colorSide, colorNone, 0, inset(1.5*grid, grid, container.NewBorder(inset(0, grid, head), nil, nil, nil, p.list)))
	return p
}

func (p *peopleColumn) newRow() fyne.CanvasObject {
	r := newPersonRow()
	p.rows = append(p.rows, r)
	return r
}

func (p *peopleColumn) update(room *vm.Room) {
	var people []vm.Person
	p.room = 0
	if room != nil {
		people, p.room = room.People(), room.Key()
	}
	if slices.Equal(people, p.people) {
		return
	}
	p.people = people
	p.title.set(fmt.Sprintf("PEOPLE · %d", len(p.people)))
	p.list.Refresh()
}

// offer opens the menu of person i below their row.
func (p *peopleColumn) offer(i int) {
	at := slices.IndexFunc(p.rows, func(r *personRow) bool { return r.place == i && r.Visible() })
	if at < 0 || i >= len(p.people) {
		return
	}
	if items := p.window.personMenu(p.room, p.people[i]); len(items) > 0 {
		p.window.menuUnder(p.rows[at], items)
	}
}

// personRow is one person.
type personRow struct {
	widget.BaseWidget
	place int // in the list
	face  *avatar
	name  *label
	sure  *glyph // the key was compared
	note  *label
	role  *badge
}

func newPersonRow() *personRow {
	r := &personRow{
		face: newAvatar(3.5 * grid),
		name: newLabel("", sizeText, colorInk),
		sure: newGlyph("verified", 16, colorAccent),
		note: newLabel("", sizeSmall, colorMuted),
		role: newBadge(colorOwn),
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *personRow) set(place int, p vm.Person) {
	r.place = place
	r.face.set(p.ID, p.Name)
	r.name.set(p.Name)
	setHidden(r.sure, !p.Verified)
	note := standing(p)
	setHidden(r.note, note == "")
	r.note.set(note)
	switch {
	case p.Host:
		r.role.set("host")
	case p.Moderator:
		r.role.set("moderator")
	default:
		r.role.set("")
	}
	r.Refresh()
}

// standing says in words what there is to know of a person beside their name
// and their role.
func standing(p vm.Person) string {
	var words []string
	if p.Me {
		words = append(words, "you")
	}
	if p.Muted {
		words = append(words, "muted")
	}
	if p.Verified {
		words = append(words, "verified")
	}
	if p.Tag != "" {
		words = append(words, "#"+p.Tag)
	}
	return strings.Join(words, " · ")
}

// CreateRenderer implements fyne.Widget.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer {
	name := newFree(signedLayout{}, r.name, r.sure)
	text := container.New(middleLayout{}, name, r.note)
	body := ends(1.25*grid, r.face, text, container.NewCenter(r.role.root))
	return widget.NewSimpleRenderer(inset(grid/2, grid, body))
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
	put(text, 0, 0, width, size.Height)
	put(sign, width+grid/2, 0, sign.MinSize().Width, size.Height)
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
