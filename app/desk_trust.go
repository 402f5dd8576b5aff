package app

import (
	"landline/app/vm"
	"landline/app/words"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
	"landline/netcore/pake"
)

// newSecret is the password of a seat of this window, not known yet.
func (d *Desk) newSecret() *secret { return &secret{failed: d.unsafeKept} }

// forget forgets the password of a room that the person gave up, also one that is
// being set at this moment.
func (d *Desk) forget(s *seat) {
	if s.left.Load() {
		s.changing.Lock()
		defer s.changing.Unlock()
		s.secret.forget(d.profile.secrets, d.placeName(s))
	}
}

// Unlock tries a password: on a room that wants one, or to open one of this
// window that has one.
func (d *Desk) Unlock(room vm.Key, password string, keep bool) {
	s := d.seat(room)
	if s == nil {
		return
	}
	prepared, err := pake.Prepare(password)
	if err != nil {
		d.feed.put(vm.Linked{Room: room, Link: vm.Ended, Trouble: vm.Trouble{Kind: vm.PasswordWrong, Target: s.name()}})
		return
	}
	s.secret.give(prepared, keep)
	s.session.dialNow()
}

// witness tells what follows from an event of a session about whom the person
// deals with. The session's goroutine calls it.
func (d *Desk) witness(s *seat, e vm.Event) {
	if linked, ok := e.(vm.Linked); ok {
		d.watched(s, linked.Link == vm.Seated)
	}
	happened, ok := e.(vm.Happened)
	if !ok {
		return
	}
	switch e := happened.Event.(type) {
	case chat.Entered:
		d.called(e.Members...)
		d.entered(s, e)
	case chat.Joined:
		d.called(e.Member)
	case chat.Reached:
		s.answered(e)
	case chat.Twice:
		if e.ID == d.profile.identity.ID() {
			d.copied(words.T("Another computer uses a copy of this profile, and sits in “%s” with your key.", s.name()))
		}
	}
}

// entered tells whose key the host of a room has proved, and by which link
// others come to it.
func (d *Desk) entered(s *seat, e chat.Entered) {
	if s.dialer == nil {
		d.feed.push(vm.Met{Room: s.key, Host: d.profile.identity.ID()})
		return // the invitation was told when the room was opened
	}
	socket, host, ok := s.session.socket()
	if !ok {
		return
	}
	d.feed.push(vm.Met{Room: s.key, Host: host, First: s.dialer.introduced()})
	if at, ok := s.dialer.shared(socket.Remote); ok {
		link := netcore.Invitation{
			Target: netcore.Target{Host: at.Addr().Unmap().String(), Port: at.Port()},
			Room:   e.Room, Key: host, Name: e.Name,
		}
		d.feed.push(vm.Invitation{Room: s.key, Link: link.String()})
	}
}

// accept joins the room of an invitation, and shows the line that it names. It
// reads a file, and waits for one.
func (d *Desk) accept(link string) {
	i, err := netcore.ParseInvitation(link)
	if err != nil {
		d.feed.push(vm.JoinFailed{Trouble: troubleOf(err, link)})
		return
	}
	if !d.invited(i) || i.Line.Seq == 0 {
		return
	}
	for _, s := range d.seatsIn(i.Room) {
		if _, host, err := d.keeperOf(s); err == nil && (host.IsZero() || host == i.Key) {
			d.seek(s, i.Line)
		}
	}
}

// invited joins the room of an invitation. The key in it must be the host's; a
// key that contradicts the one that is known for the room is not taken: false.
func (d *Desk) invited(i netcore.Invitation) bool {
	target := i.Target.HostPort()
	if err := d.profile.admit(i.Room, i.Key); err != nil {
		d.feed.push(vm.JoinFailed{Trouble: troubleOf(err, target)})
		return false
	}
	known, _, err := d.profile.known.Lookup(placeOf(i.Room))
	for _, s := range d.seatsIn(i.Room) {
		switch host := d.hostOf(s); {
		case err == nil && known == i.Key && !host.IsZero() && host != i.Key: // a seat in another host's, of that id
		case !host.IsZero() && host != i.Key:
			d.feed.push(vm.JoinFailed{Trouble: vm.Trouble{
				Kind: vm.KeyChanged, Target: target, Known: host.String(), Given: i.Key.String(),
			}})
			return false
		case s.dialer != nil && !s.dialer.expects().IsZero() && s.dialer.expects() != i.Key:
			if s.session.waiting() == 0 && !s.session.seated() {
				d.Leave(s.key) // another invitation led nowhere
			}
		case s.dialer == nil || s.session.seated():
			d.feed.push(vm.Opened{Room: s.key, Name: s.name(), Hosting: s.dialer == nil, Asked: true})
			return true
		case s.dialer.room == i.Room:
			d.redirect(s, target)
		}
	}
	name := i.Name
	if name == "" {
		name = i.Target.String()
	}
	d.enter(RoomSeat{Name: name, Room: i.Room, Host: i.Key, Target: target, Invited: true},
		&dialer{
			room: i.Room, host: i.Key, invited: true, target: i.Target,
			addrs: d.whereabouts(discover.Room{Host: i.Key, Room: i.Room}),
		}, false)
	return true
}

// redirect has the room of a seat dialled at an address that a newer invitation
// names. A computer's name in it is looked up for a new seat alone.
func (d *Desk) redirect(s *seat, target string) {
	addrs := addrsOf(target)
	if addrs == nil {
		return
	}
	d.mu.Lock()
	s.kept.Target = target
	now := s.kept
	d.mu.Unlock()
	s.dialer.redirect(d.whereabouts(discover.Room{Host: now.Host, Room: now.Room, Addrs: addrs}))
	d.book.note(func(all *Settings) {
		if !s.left.Load() { // nor does what was given up meanwhile come back
			all.seat(now)
		}
	})
}

// hostOf is the key that this profile knows for the host of a seat's room; zero
// while none is known.
func (d *Desk) hostOf(s *seat) chat.MemberID {
	if s.dialer == nil {
		return d.profile.identity.ID()
	}
	known, _, err := d.profile.known.Lookup(s.dialer.knownAs())
	if err != nil {
		d.log.Error("known hosts cannot be read", "err", err) // and nobody is dialled
	}
	return known
}

// Verify notes whether this person has compared a key with the one whose it is.
func (d *Desk) Verify(id chat.MemberID, verified bool) {
	d.runs.Go(func() {
		if err := d.profile.verified.set(id, d.nameOf(id), verified); err != nil {
			d.log.Error("whose key was compared cannot be kept", "err", err)
			d.warn(func() {
				d.unsafe = words.T("Whose key you have compared is not being kept on this computer: %s.", sentence(err))
			})
		}
		d.tellVerified()
	})
}

// tellVerified tells the window whose key was compared.
func (d *Desk) tellVerified() {
	keys, err := d.profile.verified.keys()
	if err != nil {
		d.log.Error("whose key was compared cannot be read", "err", err)
		d.warn(func() { d.unsafe = words.T("Whose key you have compared cannot be read: %s.", sentence(err)) })
		return
	}
	d.feed.push(vm.Verified{Keys: keys})
}

// namesKnown bounds the people whose names are remembered. Beyond it the oldest
// memories go, all of them: they serve as labels alone.
const namesKnown = 4096

// called remembers what people are called.
func (d *Desk) called(people ...chat.Member) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range people {
		if len(d.names) >= namesKnown {
			clear(d.names)
		}
		d.names[m.ID] = m.Name
	}
}

// nameOf is what the person of that key is called in a room of this window;
// empty where they are in none.
func (d *Desk) nameOf(id chat.MemberID) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.names[id]
}
