package ui

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// peopleColumn lists who is in the room: its host, its moderators, everybody
// else. A click on a person, or Space on the one that the keyboard is at, offers
// what can be done with them.
type peopleColumn struct {
	root   *panel
	window *Window
	title  *label
	list   *peopleList
	room   vm.Key
	people []vm.Person // in the order in which they stand
	places []place
	rows   map[int]*personRow // what was drawn last in each place; the list uses a row for one place after the other
}

// place is a row of the column: the heading of a section, or the person at an
// index of people.
type place struct {
	heading string
	person  int
	typing  bool
}

func newPeopleColumn(w *Window) *peopleColumn {
	p := &peopleColumn{window: w, rows: make(map[int]*personRow), title: newLabel(words.T("PEOPLE"), sizeCaption, colorMuted).bold()}
	p.list = newPeopleList(p)
	head := ends(grid, none(), p.title, newButton(quiet, "close", "", w.togglePeople).compact())
	p.root = newPanel(colorSide, colorNone, 0, inset(1.5*grid, grid, container.NewBorder(inset(0, grid, head), nil, nil, nil, p.list)))
	return p
}

func (p *peopleColumn) draw(i int, o fyne.CanvasObject) {
	r, at := o.(*personRow), p.places[i]
	if p.rows[r.at] == r {
		delete(p.rows, r.at)
	}
	r.at, p.rows[i] = i, r
	if at.heading != "" {
		r.head(at.heading)
	} else {
		r.set(p.people[at.person], at.typing, p.list.focused && p.list.at == i)
	}
}

func (p *peopleColumn) update(room *vm.Room) {
	var people []vm.Person
	var writing []chat.Member
	p.room = 0
	if room != nil {
		people, p.room = room.People(), room.Key()
		writing = room.Writing(p.window.now())
	}
	slices.SortStableFunc(people, func(a, b vm.Person) int { return section(a) - section(b) })
	places := placesOf(people, writing)
	if slices.Equal(people, p.people) && slices.Equal(places, p.places) {
		return
	}
	at := p.follow(people, places)
	p.people = people
	maps.DeleteFunc(p.rows, func(i int, _ *personRow) bool { return i >= len(places) })
	p.title.set(words.T("PEOPLE · %d", len(p.people)))
	p.list.take(places, at)
}

// follow is where the keyboard goes when others come, leave, or change their place:
// with the person that it is at, so that nothing is done to a neighbour. Where they
// are gone it stays by the nearest.
func (p *peopleColumn) follow(people []vm.Person, places []place) (at int) {
	if i, ok := p.list.person(); ok {
		who := p.people[i]
		at = slices.IndexFunc(places, func(place place) bool {
			return place.heading == "" && people[place.person].ID == who.ID && people[place.person].Name == who.Name
		})
		if at >= 0 {
			return at
		}
	}
	at = min(p.list.at, max(len(places)-1, 0))
	if at+1 < len(places) && places[at].heading != "" {
		at++
	}
	return at
}

// section is where in the column a person stands.
func section(p vm.Person) int {
	switch {
	case p.Host:
		return 0
	case p.Moderator:
		return 1
	}
	return 2
}

// placesOf sets a heading over each section.
func placesOf(people []vm.Person, writing []chat.Member) (places []place) {
	headings := [...]string{words.T("HOST"), words.T("MODERATORS"), words.T("HERE")}
	for i, p := range people {
		if i == 0 || section(p) != section(people[i-1]) {
			places = append(places, place{heading: headings[section(p)]})
		}
		places = append(places, place{person: i, typing: slices.ContainsFunc(writing, func(m chat.Member) bool {
			return m.ID == p.ID && m.Name == p.Name
		})})
	}
	return places
}

// offer opens the menu of the person at a place below their row.
func (p *peopleColumn) offer(i int) {
	row := p.rows[i]
	if row == nil || i >= len(p.places) || p.places[i].heading != "" {
		return
	}
	person := p.people[p.places[i].person]
	if person.Me {
		p.window.openProfile()
		return
	}
	if items := p.window.personMenu(p.room, person); len(items) > 0 {
		p.window.menuUnder(row, items)
	}
}
