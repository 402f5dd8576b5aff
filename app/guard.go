package app

import (
	"slices"

	"landline/netcore/chat"
)

// guard is the password to open a room with; empty where it has none. That it has
// one is written down before anybody can come in, so that no later start opens
// the room without, and so is by what it is told from others: a password that is
// kept, and is not the last one that was set, does not count. The error is
// errNoPassword where it is not known, and a chat.Refusal with PasswordWrong where
// another was typed. It reads and writes files, and takes some tenth of a second.
func (p *profile) guard(room chat.RoomID, o hostOptions) (string, error) {
	kept := p.settings.get()
	before, _ := kept.hostedIn(room)
	if fits, known := before.Verifier.fits(o.password); o.proves && o.password != "" && known && !fits {
		return "", chat.Refusal{Code: chat.PasswordWrong}
	}
	if o.open || !(o.locked || before.Locked || o.password != "") {
		return "", p.lockHosted(Hosted{Name: o.name, Room: room})
	}
	now := Hosted{Name: o.name, Room: room, Locked: true, Verifier: before.Verifier}
	password := o.password
	var err error
	if password == "" {
		password, err = p.secrets.get(placeOf(room))
	}
	if password != "" {
		fits, known := now.Verifier.fits(password)
		switch {
		case known && fits:
		case known && o.password == "": // kept, and of a time before the last change
			password = ""
		default:
			now.Verifier = verify(password)
		}
	}
	if failed := p.lockHosted(now); failed != nil {
		return "", failed
	}
	if err == nil && password == "" {
		err = errNoPassword
	}
	return password, err
}

// lockHosted writes down whether a room that is hosted here has a password.
func (p *profile) lockHosted(now Hosted) error {
	return p.settings.change(func(s *Settings) {
		i := slices.IndexFunc(s.Hosted, func(h Hosted) bool { return h.Room == now.Room })
		switch {
		case i >= 0:
			s.Hosted[i].Locked, s.Hosted[i].Verifier = now.Locked, now.Verifier
		case now.Locked:
			s.Hosted = slices.Insert(s.Hosted, 0, now)
		}
	})
}

// hostedIn is what is known of a room that this profile hosts.
func (s *Settings) hostedIn(room chat.RoomID) (h Hosted, ok bool) {
	i := slices.IndexFunc(s.Hosted, func(h Hosted) bool { return h.Room == room })
	if i < 0 {
		return Hosted{}, false
	}
	return s.Hosted[i], true
}

// openAt notes at which port a room that is hosted here was open last, and which
// one it is, where its seat in the window was of a time before that was known.
func (s *Settings) openAt(seat RoomSeat, room chat.RoomID, port int) {
	for i := range s.Rooms {
		if seat.Room.IsZero() && s.Rooms[i].same(seat) {
			s.Rooms[i].Room, s.Rooms[i].Port = room, port
		}
	}
	for i := range s.Hosted {
		if s.Hosted[i].Room == room {
			s.Hosted[i].Port = port
		}
	}
}

// retitle gives a room that is hosted here another name.
func (s *Settings) retitle(room chat.RoomID, name string) {
	for i := range s.Hosted {
		if s.Hosted[i].Room == room {
			s.Hosted[i].Name = name
		}
	}
}
