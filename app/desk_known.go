package app

import (
	"cmp"
	"slices"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// knownRooms bounds the rooms of earlier days that the window is told of.
const knownRooms = 256

// tellKnown tells which rooms this computer has something of. It reads from disk,
// so it is not for the UI thread.
func (d *Desk) tellKnown() {
	rooms, err := d.profile.history.Rooms()
	if err == nil {
		rooms, err = d.profile.ownFirst(rooms)
	}
	if err != nil {
		d.unread(err)
		return
	}
	kept := d.profile.settings.get()
	known := make(map[chat.RoomID]vm.KnownRoom)
	for _, r := range rooms {
		k := vm.KnownRoom{Room: r.ID, Host: r.Host, Name: r.Name, Hosted: r.Hosted, Newest: r.Newest}
		if h, ok := kept.hostedIn(r.ID); ok && r.Hosted {
			k.Name, k.Locked, k.Host = h.Name, h.Locked, d.profile.identity.ID()
		}
		if before, twice := known[r.ID]; !twice || !before.Hosted && before.Newest.Before(k.Newest) {
			known[r.ID] = k
		}
	}
	list := make([]vm.KnownRoom, 0, len(known))
	for _, k := range known {
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b vm.KnownRoom) int {
		return cmp.Or(b.Newest.Compare(a.Newest), slices.Compare(a.Room[:], b.Room[:]))
	})
	d.feed.push(vm.Known{Rooms: newest(list, knownRooms)})
}

// Reopen puts a room of an earlier day into the window: what is kept of it can be
// read at once, and it is dialled. A room that this profile hosts is opened to
// others again.
func (d *Desk) Reopen(room chat.RoomID) {
	d.runs.Go(func() {
		d.await(func(s *seat) bool { return s.room() == room })
		kept := d.profile.settings.get()
		if h, ok := kept.hostedIn(room); ok {
			seat := RoomSeat{Name: h.Name, Hosting: true, Port: h.Port, Locked: h.Locked, Room: room, Host: d.profile.identity.ID()}
			d.entering.Lock()
			defer d.entering.Unlock()
			if d.seatIn(seat) == nil {
				d.keep(seat)
				d.reopen(seat)
			}
			return
		}
		d.visit(room, d.profile.ownFirst)
	})
}

// watched notes when this person sat in a room last, whenever its link changes. The
// session's goroutine calls it, as does whoever ends the seat.
func (d *Desk) watched(s *seat, seated bool) {
	was := s.seated
	if s.seated = seated; !was || seated || s.dialer == nil || s.left.Load() {
		return
	}
	now := time.Now().Round(0)
	d.mu.Lock()
	s.kept.Seen = now
	kept := s.kept
	d.mu.Unlock()
	d.book.note(func(all *Settings) { all.seen(kept) })
}

// seen notes when this person sat in a room of the window last.
func (s *Settings) seen(room RoomSeat) {
	for i := range s.Rooms {
		if s.Rooms[i].same(room) {
			s.Rooms[i].Seen = room.Seen
		}
	}
}
