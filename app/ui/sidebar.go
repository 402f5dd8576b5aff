package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// sidebar is the left column: this person, their rooms, the rooms on this
// network, and the doors to others.
type sidebar struct {
	root        *panel
	window      *Window
	me          *tile
	face        *avatar
	name        *label
	tag         *label
	rooms       *fyne.Container
	noRooms     fyne.CanvasObject
	found       *fyne.Container
	noFound     fyne.CanvasObject
	more        *label
	search      *tile
	connections *tile
	settings    *tile
	doctor      *tile
	roomRows    map[vm.Key]*roomRow
	foundRows   map[foundKey]*foundRow
	known       *knownList
	list        *container.Scroll // all the rooms
}

type foundKey struct {
	host chat.MemberID
	room chat.RoomID
}

func newSidebar(w *Window) *sidebar {
	s := &sidebar{window: w, roomRows: make(map[vm.Key]*roomRow), foundRows: make(map[foundKey]*foundRow)}
	s.face = newAvatar(4.5 * grid)
	s.name, s.tag = newLabel("", sizeText+1, colorInk).bold().theirs(), newLabel("", sizeSmall, colorMuted)
	s.me = newTile(inset(grid, grid, ends(1.5*grid, s.face, column(0, s.name, s.tag), newGlyph("chevron", 16, colorMuted))), w.openMyMenu)
	s.rooms, s.found = column(2), column(2)
	s.noRooms = inset(grid/2, grid, newParagraph(words.T("None yet. Host one, or join one that is open."), sizeSmall+1, colorMuted).wide(28*grid))
	s.noFound = inset(grid/2, grid, newParagraph(words.T("No room to be seen. Rooms that others host appear here by themselves."), sizeSmall+1, colorMuted).wide(28*grid))
	s.more = newLabel("", sizeSmall, colorMuted)
	why := newLabel(words.T("Why can’t I see a room?"), sizeSmall+1, colorMuted)
	s.doctor = newTile(inset(grid*0.75, grid, ends(grid, newGlyph("doctor", 16, colorMuted), why, none())), w.openDoctor)
	s.known = newKnownList(w)
	s.list = container.NewVScroll(column(grid/2,
		heading(words.T("ROOMS")), s.rooms, s.noRooms, gap(1, grid), heading(words.T("ON THIS NETWORK")), s.found, s.more, s.noFound, s.known.root, s.doctor))
	s.known.moved = s.list.Refresh
	s.search = s.door("search", words.T("Search"), func() { w.openSearch(true) })
	s.connections = s.door("connections", words.T("Connections"), w.openConnections)
	s.settings = s.door("settings", words.T("Settings"), w.openSettings)
	doors := column(grid,
		newButton(primary, "host", words.T("Host a room"), w.openHost),
		newButton(plain, "join", words.T("Join by address"), w.openJoin),
		column(0, s.search, s.connections, s.settings))
	body := container.New(sidebarLayout{}, s.me, s.list, doors)
	s.root = newPanel(colorSide, colorNone, 0, inset(1.5*grid, 1.5*grid, body))
	return s
}

// door is a row that leads to a view over the room.
func (s *sidebar) door(symbol, word string, open func()) *tile {
	return newTile(inset(grid*0.75, grid, ends(1.25*grid, newGlyph(symbol, 18, colorMuted), newLabel(word, sizeText, colorInk), none())), open)
}

// heading names a part of a column.
func heading(text string) fyne.CanvasObject {
	return inset(2, grid, newLabel(text, sizeCaption, colorMuted).bold())
}

// sidebarLayout gives the lists all the height that the rest leaves.
type sidebarLayout struct{}

func (sidebarLayout) Layout(parts []fyne.CanvasObject, size fyne.Size) {
	me, list, doors := parts[0], parts[1], parts[2]
	top, bottom := me.MinSize().Height+grid, doors.MinSize().Height
	me.Resize(fyne.NewSize(size.Width, me.MinSize().Height))
	list.Move(fyne.NewPos(0, top))
	list.Resize(fyne.NewSize(size.Width, max(size.Height-top-bottom-1.5*grid, 0)))
	doors.Move(fyne.NewPos(0, size.Height-bottom))
	doors.Resize(fyne.NewSize(size.Width, bottom))
}

func (sidebarLayout) MinSize(parts []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(parts[2].MinSize().Width, parts[0].MinSize().Height+parts[2].MinSize().Height+8*grid)
}

// home is where the keyboard goes: the room on the screen, or else this person.
func (s *sidebar) home() fyne.Focusable {
	for _, room := range s.window.desk.Rooms() {
		if r := s.roomRows[room.Key()]; r != nil && r.tile.chosen {
			return r.tile
		}
	}
	return s.me
}

// update draws the column as the desk is now.
func (s *sidebar) update() {
	me, _ := s.window.desk.Me()
	s.face.set(me.ID, me.Name)
	s.name.set(me.Name)
	mine := s.window.desk.Myself()
	s.face.sign(mine.Presence)
	s.tag.set(presenceWord(mine.Presence))
	if mine.Words != "" {
		s.tag.set(presenceWord(mine.Presence) + " · " + mine.Words)
	}
	s.search.choose(s.window.over == cover(s.window.search))
	s.connections.choose(s.window.over == cover(s.window.sockets))
	_, doctoring := s.window.over.(*doctorView)
	s.doctor.choose(doctoring)
	s.settings.choose(s.window.over == cover(s.window.settings))
	rooms, found := s.updateRooms(), s.updateFound()
	s.known.update()
	if rooms || found {
		s.list.Refresh() // what stands below goes up or down
	}
}

// updateRooms tells whether rooms came or went.
func (s *sidebar) updateRooms() (moved bool) {
	desk := s.window.desk
	rows := make([]fyne.CanvasObject, 0, len(desk.Rooms()))
	kept := make(map[vm.Key]*roomRow, len(desk.Rooms()))
	for _, room := range desk.Rooms() {
		r := s.roomRows[room.Key()]
		if r == nil {
			r = newRoomRow(s.window, room.Key())
		}
		r.update(room, desk.Guarded(room), room == desk.Selected() && s.window.over == nil)
		kept[room.Key()] = r
		rows = append(rows, r.tile)
	}
	s.roomRows = kept
	setHidden(s.noRooms, len(rows) > 0)
	return replaceRows(s.rooms, rows)
}

// updateFound tells whether rooms came or went.
func (s *sidebar) updateFound() (moved bool) {
	found, more := s.window.desk.Lobby()
	rows := make([]fyne.CanvasObject, 0, len(found))
	kept := make(map[foundKey]*foundRow, len(found))
	for _, f := range found {
		key := foundKey{f.Host, f.Room}
		r := s.foundRows[key]
		if r == nil {
			r = newFoundRow(s.window)
		}
		r.update(f, s.window.desk.Inside(f) != nil)
		kept[key] = r
		rows = append(rows, r.tile)
	}
	s.foundRows = kept
	setHidden(s.noFound, len(rows) > 0)
	setHidden(s.more, more == 0)
	s.more.set(words.T("and %d more", more))
	return replaceRows(s.found, rows)
}

// replaceRows exchanges the rows of a list where they are others than before, and
// tells whether they were.
func replaceRows(list *fyne.Container, rows []fyne.CanvasObject) (changed bool) {
	same := len(rows) == len(list.Objects)
	for i := 0; same && i < len(rows); i++ {
		same = rows[i] == list.Objects[i]
	}
	if !same {
		list.Objects = rows
		list.Refresh()
	}
	return !same
}

func setHidden(o fyne.CanvasObject, hidden bool) {
	if hidden && o.Visible() {
		o.Hide()
	} else if !hidden && !o.Visible() {
		o.Show()
	}
}
