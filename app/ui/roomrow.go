package ui

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
	"landline/app/words"
)

// roomRow is one of this person's rooms.
type roomRow struct {
	tile   *tile
	symbol *glyph
	name   *label
	state  *label
	locks  *locks
	mute   *glyph // this person is told of nothing in it
	count  *badge
}

func newRoomRow(w *Window, key vm.Key) *roomRow {
	r := &roomRow{
		symbol: newGlyph("clock", 16, colorMuted),
		name:   newLabel("", sizeText, colorInk).theirs(),
		state:  newLabel("", sizeSmall, colorMuted),
		locks:  newLocks(),
		mute:   newGlyph("bell-off", 14, colorMuted),
		count:  newBadge(colorAccent),
	}
	body := ends(1.25*grid, r.symbol, column(0, r.name, r.state), row(grid*0.75, r.mute, r.locks.root, container.NewCenter(r.count.root)))
	r.tile = newTile(inset(grid*0.75, 1.25*grid, body), func() { w.selectRoom(key) })
	return r
}

func (r *roomRow) update(room *vm.Room, guarded, chosen bool) {
	glyph, ink := stateGlyph(room)
	r.symbol.set(glyph, ink)
	r.name.stress(room.Unread() > 0 || chosen)
	r.name.set(room.Name())
	r.locks.set(guarded, room.Locked())
	silent := room.Alerts() == vm.AlertNone
	setHidden(r.mute, !silent)
	state := room.State() + r.locks.words
	if silent {
		state += " · " + words.T("muted by you")
	}
	r.state.set(state)
	count := ""
	if n := room.Unread(); n > 99 {
		count = "99+"
	} else if n > 0 {
		count = strconv.Itoa(n)
	}
	r.count.set(count)
	r.tile.choose(chosen)
}

// foundRow is a room that somebody on this network hosts.
type foundRow struct {
	tile  *tile
	face  *avatar
	name  *label
	locks *locks
	host  *label
	where *label
	via   *label
	far   *label
	found vm.Found
}

func newFoundRow(w *Window) *foundRow {
	r := &foundRow{
		face:  newAvatar(3.5 * grid),
		name:  newLabel("", sizeText, colorInk).theirs(),
		locks: newLocks(),
		host:  newLabel("", sizeSmall, colorMuted),
		where: newLabel("", sizeSmall, colorMuted),
		via:   newLabel("", sizeSmall, colorMuted),
		far:   newLabel("", sizeSmall, colorMuted).fixed(),
	}
	text := column(0, ends(grid, none(), r.name, row(grid*0.75, r.locks.root, r.far)), r.host, r.where, r.via)
	body := ends(1.25*grid, container.NewVBox(r.face), text, none())
	r.tile = newTile(inset(grid*0.75, grid, body), func() { w.joinFound(r.found) })
	r.tile.onHover = func(bool) { r.place() }
	return r
}

func (r *foundRow) update(f vm.Found, inside bool) {
	r.found = f
	r.face.set(f.Host, f.HostName)
	r.name.set(f.Name)
	host := vm.People(f.People) + " · " + f.Keeper()
	if inside {
		host = vm.People(f.People) + " · " + words.T("you are in")
	}
	r.locks.set(f.Locked, false)
	r.host.set(host + r.locks.words)
	r.far.set(vm.Distance(f.Distance))
	r.via.set(words.T("heard over %s", f.Via()))
	r.place()
}

// place says where the room is; under the pointer, all its addresses.
func (r *foundRow) place() {
	f := r.found
	switch {
	case len(f.Addresses) == 0:
		r.where.set("")
	case r.tile.hovered && len(f.Addresses) > 1:
		r.where.set(strings.Join(f.Addresses, ", "))
	default:
		r.where.set(f.Addresses[0])
	}
}

// locks shows what keeps people out of a room, as symbols and as words.
type locks struct {
	root     *fyne.Container
	password *glyph
	closed   *glyph
	words    string // to stand after others; empty where nothing keeps people out
}

func newLocks() *locks {
	l := &locks{password: newGlyph("lock", 14, colorMuted), closed: newGlyph("closed", 14, colorMuted)}
	l.root = row(grid/2, l.closed, l.password)
	return l
}

// set says whether the room wants a password, and is closed to newcomers.
func (l *locks) set(password, closed bool) {
	setHidden(l.password, !password)
	setHidden(l.closed, !closed)
	setHidden(l.root, !password && !closed)
	l.words = ""
	if password {
		l.words += " · " + words.T("password")
	}
	if closed {
		l.words += " · " + words.T("no newcomers")
	}
}

// knownRow is a room of an earlier day whose host is away.
type knownRow struct {
	tile  *tile
	face  *avatar
	name  *label
	locks *locks
	last  *label
	known vm.KnownRoom
}

func newKnownRow(w *Window) *knownRow {
	r := &knownRow{
		face:  newAvatar(3.5 * grid),
		name:  newLabel("", sizeText, colorMuted).theirs(),
		locks: newLocks(),
		last:  newLabel("", sizeSmall, colorMuted),
	}
	text := column(0, ends(grid, none(), r.name, r.locks.root), r.last)
	r.tile = newTile(inset(grid*0.75, grid, ends(1.25*grid, container.NewVBox(r.face), text, none())), func() { w.reopen(r.known) })
	return r
}

func (r *knownRow) update(k vm.KnownRoom, now time.Time) {
	r.known = k
	r.face.set(k.Host, k.Name)
	r.name.set(k.Name)
	r.locks.set(k.Locked, false)
	r.last.set(k.Last(now))
}
