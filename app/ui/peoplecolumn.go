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

// peopleColumn lists who is in the room.
type peopleColumn struct {
	root   *panel
	title  *label
	list   *widget.List
	people []vm.Person
}

func newPeopleColumn(w *Window) *peopleColumn {
	p := &peopleColumn{title: newLabel("PEOPLE", sizeCaption, colorMuted).bold()}
	p.list = widget.NewList(
		func() int { return len(p.people) },
		func() fyne.CanvasObject { return newPersonRow() },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*personRow).set(p.people[i]) },
	)
	p.list.HideSeparators = true
	p.list.OnSelected = func(i widget.ListItemID) { p.list.Unselect(i) }
	head := ends(grid, none(), p.title, newButton(quiet, "close", "", w.togglePeople).compact())
	p.root = newPanel(colorSide, colorNone, 0, inset(1.5*grid, grid, container.NewBorder(inset(0, grid, head), nil, nil, nil, p.list)))
	return p
}

func (p *peopleColumn) update(room *vm.Room) {
	var people []vm.Person
	if room != nil {
		people = room.People()
	}
	if slices.Equal(people, p.people) {
		return
	}
	p.people = people
	p.title.set(fmt.Sprintf("PEOPLE · %d", len(p.people)))
	p.list.Refresh()
}

// personRow is one person.
type personRow struct {
	widget.BaseWidget
	face *avatar
	name *label
	note *label
	host *badge
}

func newPersonRow() *personRow {
	r := &personRow{
		face: newAvatar(3.5 * grid),
		name: newLabel("", sizeText, colorInk),
		note: newLabel("", sizeSmall, colorMuted),
		host: newBadge(colorOwn),
	}
	r.host.text.set("host")
	r.ExtendBaseWidget(r)
	return r
}

func (r *personRow) set(p vm.Person) {
	r.face.set(p.ID, p.Name)
	r.name.set(p.Name)
	note := ""
	if p.Tag != "" {
		note = "#" + p.Tag
	}
	if p.Me {
		note = strings.TrimSpace("(you) " + note)
	}
	setHidden(r.note, note == "")
	r.note.set(note)
	setHidden(r.host.root, !p.Host)
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer {
	text := container.New(middleLayout{}, r.name, r.note)
	body := ends(1.25*grid, r.face, text, container.NewCenter(r.host.root))
	return widget.NewSimpleRenderer(inset(grid/2, grid, body))
}

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
