package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"

	"landline/app/vm"
)

// roomRow is one of this person's rooms.
type roomRow struct {
	tile   *tile
	symbol *glyph
	name   *label
	state  *label
	count  *badge
}

func newRoomRow(w *Window, key vm.Key) *roomRow {
	r := &roomRow{
		symbol: newGlyph("clock", 16, colorMuted),
		name:   newLabel("", sizeText, colorInk),
		state:  newLabel("", sizeSmall, colorMuted),
		count:  newBadge(colorAccent),
	}
	body := ends(1.25*grid, r.symbol, column(0, r.name, r.state), container.NewCenter(r.count.root))
	r.tile = newTile(inset(grid*0.75, 1.25*grid, body), func() { w.selectRoom(key) })
	return r
}

func (r *roomRow) update(room *vm.Room, chosen bool) {
	glyph, ink := stateGlyph(room)
	r.symbol.set(glyph, ink)
	r.name.style.Bold = room.Unread() > 0 || chosen
	r.name.set(room.Name())
	r.state.set(room.State())
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
	host  *label
	where *label
	via   *label
	far   *label
	found vm.Found
}

func newFoundRow(w *Window) *foundRow {
	r := &foundRow{
		face:  newAvatar(3.5 * grid),
		name:  newLabel("", sizeText, colorInk),
		host:  newLabel("", sizeSmall, colorMuted),
		where: newLabel("", sizeSmall, colorMuted),
		via:   newLabel("", sizeSmall, colorMuted),
		far:   newLabel("", sizeSmall, colorMuted).fixed(),
	}
	text := column(0, ends(grid, none(), r.name, r.far), r.host, r.where, r.via)
	body := ends(1.25*grid, container.NewVBox(r.face), text, none())
	r.tile = newTile(inset(grid*0.75, grid, body), func() { w.joinFound(r.found) })
	r.tile.onHover = func(bool) { r.place() }
	return r
}

func (r *foundRow) update(f vm.Found, inside bool) {
	r.found = f
	r.face.set(f.Host, f.HostName)
	r.name.set(f.Name)
	host := vm.People(f.People) + " · " + f.HostName
	if inside {
		host = vm.People(f.People) + " · you are in"
	}
	r.host.set(host)
	r.far.set(vm.Distance(f.Distance))
	r.via.set("heard over " + f.Via())
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
