package vm

import "slices"

// Selected is the room on the screen, or the one that Cover lies over; nil
// where there is none.
func (d *Desk) Selected() *Room { return d.selected }

// Select brings a room to the screen, over any view that covers it. What the room's
// view shows counts as read. Where lines are unread in a room that comes from
// elsewhere, its view begins at them, and tells when it follows again (Follow).
func (d *Desk) Select(key Key) {
	if r := d.Room(key); r != nil {
		if r != d.selected {
			d.parted()
		}
		d.covered = false
		d.visit(r)
	}
}

// visit selects a room. Its unread lines count as read only once its view has
// shown them.
func (d *Desk) visit(r *Room) {
	if r != d.selected && r.unread > 0 && r.fresh != 0 {
		r.following = false
	}
	d.visits++
	r.visited = d.visits
	d.selected = r
	d.seen()
}

// Cover says that a view that is no room lies over the selected one. Lines
// that arrive under it are unread until Uncover, or until Select brings the
// room back.
func (d *Desk) Cover() {
	d.parted()
	d.covered = true
}

// Uncover brings the selected room back to the screen.
func (d *Desk) Uncover() {
	d.covered = false
	d.seen()
}

// seen counts as read what the room on the screen shows.
func (d *Desk) seen() {
	if r := d.selected; r != nil && d.watches(r) && r.following {
		r.seen()
	}
}

// parted forgets where the unread lines of the room on the screen began, once
// they are read: who comes back finds only what is new since.
func (d *Desk) parted() {
	if r := d.selected; r != nil && d.watches(r) && r.unread == 0 {
		r.fresh = 0
	}
}

// Neighbour is the room that stands by places further down the list than the
// selected one, going round at the ends; nil in an empty window.
func (d *Desk) Neighbour(by int) *Room {
	n := len(d.rooms)
	if n == 0 {
		return nil
	}
	i := slices.Index(d.rooms, d.selected)
	if i < 0 && by < 0 {
		i = 0
	}
	return d.rooms[((i+by)%n+n)%n]
}

// Follow says whether a room's view shows the newest line. Lines that arrive
// while it does not, or while the room is not on the screen, are unread.
func (d *Desk) Follow(key Key, following bool) {
	d.with(key, func(r *Room) {
		r.following = following
		d.seen()
	})
}
