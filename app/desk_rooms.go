package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
	"landline/netcore/pake"
)

// seat is one room in the window.
type seat struct {
	key      vm.Key
	title    atomic.Pointer[string] // what people call the room
	session  *session
	dialer   *dialer                 // nil where this window hosts the room
	secret   *secret                 // its password: the dialer's, or the one it is hosted with
	hosting  atomic.Pointer[hosting] // nil where somebody else does, or while it cannot be opened
	served   sync.WaitGroup          // of hosting
	changing sync.Mutex              // held while the room is opened, or what guards it changes
	at       atomic.Pointer[place]   // nil before it was taken
	back     *scrollback
	left     atomic.Bool                       // the person gave it up
	reaching atomic.Pointer[chan chat.Reached] // takes what the host tells of dialling back; nil while nobody asks
	cancel   context.CancelFunc
	alarm    alarm
	ready    chan struct{} // closed when what the disk has of it was shown
	done     chan struct{} // closed when nothing of it runs any more
	gone     chan struct{} // closed when it was given up, and what had to be removed is

	seated bool // in the room at this moment; owned by the session's goroutine

	// Guarded by Desk.mu:
	kept       RoomSeat
	describing bool      // an answer to Describe is on its way
	described  time.Time // when the last one was given
}

// open opens a room for others and sits down in it.
func (d *Desk) open(room vm.NewRoom) error {
	var password string
	if room.Password != "" {
		var err error
		if password, err = pake.Prepare(room.Password); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancel(d.ctx)
	s := d.newSeat(RoomSeat{Name: room.Name, Hosting: true, Port: room.Port}, cancel)
	s.secret = d.newSecret()
	s.secret.give(password, room.Keep)
	if _, err := d.host(ctx, s, false); err != nil {
		cancel()
		return err
	}
	d.keep(s.kept) // before anybody can give it up
	d.take(ctx, s)
	return nil
}

// host opens the room of a seat, and keeps it open until ctx ends. With proves the
// password that was typed must be the room's; else it is the room's from now on.
func (d *Desk) host(ctx context.Context, s *seat, proves bool) (*hosting, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	d.mu.Lock()
	kept := s.kept
	d.mu.Unlock()
	typed := s.secret.given()
	h, err := openRoom(ctx, d.profile, d.tell, hostOptions{
		name: kept.Name, room: kept.Room, as: d.me(), port: kept.Port, program: d.program, log: d.log,
		password: typed, locked: kept.Locked, proves: proves, begin: historyKeep(d.prefs().Keep),
	})
	if errors.Is(err, chat.PasswordWrong) {
		s.secret.wrong(d.profile.secrets, placeOf(kept.Room), typed)
	}
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	s.kept.Port, s.kept.Room, s.kept.Host, s.kept.Locked = h.port(), h.room, d.profile.identity.ID(), h.password != ""
	d.mu.Unlock()
	d.book.note(func(s *Settings) { s.openAt(kept, h.room, h.port()) })
	s.secret.right(d.profile.secrets, placeOf(h.room), h.password)
	ctx, h.end = context.WithCancel(ctx)
	s.hosting.Store(h)
	h.keptBy(d.me()) // who was renamed meanwhile
	s.served.Go(func() {
		defer h.end()
		if err := h.serve(ctx); err != nil {
			d.log.Error("a room ended", "name", s.name(), "err", err)
		}
		s.hosting.Store(nil) // where the person is still here, the next attempt opens it again
	})
	return h, nil
}

// take sits down in a room of this window. Where the room could not be opened
// yet, each attempt to sit down tries to open it first.
func (d *Desk) take(ctx context.Context, s *seat) {
	d.newSession(s, seatConfig{
		patient: true,
		trouble: func(err error) vm.Trouble { return troubleOf(err, s.name()) },
		dial: func(dialing context.Context, from chat.Cursor) (*netcore.Client, error) {
			h := s.hosting.Load()
			if h == nil {
				var err error
				h, err = d.host(ctx, s, true)
				for errors.Is(err, errOpenElsewhere) && d.insists(dialing, s) {
					h, err = d.host(ctx, s, true)
				}
				if err != nil {
					return nil, err
				}
				d.feed.push(vm.Listening{Room: s.key, Addresses: h.addresses()})
				d.feed.push(vm.Invitation{Room: s.key, Link: h.invitation().String()})
			}
			return netcore.DialPipe(dialing, h.host, netcore.ClientConfig{
				Identity: d.profile.identity, Place: d.profile.place, Name: d.me(), Program: d.program,
				Resume: from, History: newestPage, Receipts: true, Presence: true,
			})
		},
	})
	d.add(s)
	opened := vm.Opened{Room: s.key, Name: s.name(), Hosting: true, Locked: s.kept.Locked}
	if h := s.hosting.Load(); h != nil {
		addresses := h.addresses()
		opened.Address = first(addresses)
		d.feed.put(opened)
		d.feed.put(vm.Listening{Room: s.key, Addresses: addresses})
		d.feed.put(vm.Invitation{Room: s.key, Link: h.invitation().String()})
	} else {
		d.feed.put(opened)
	}
	d.tellTuned(s)
	d.sit(ctx, s)
}

// enter sits down in a room that somebody else hosts, or shows it again where
// this person sits there already.
func (d *Desk) enter(room RoomSeat, dial *dialer, patient bool) {
	d.entering.Lock()
	defer d.entering.Unlock()
	if s := d.seatIn(room); s != nil {
		d.feed.put(vm.Opened{Room: s.key, Name: s.name(), Address: room.Target, Locked: room.Locked, Asked: !patient})
		s.session.dialNow()
		return
	}
	dial.profile, dial.program, dial.as = d.profile, d.program, d.me
	dial.history, dial.anew, dial.receipts, dial.presence, dial.patient = newestPage, newestPage, true, true, patient
	ctx, cancel := context.WithCancel(d.ctx)
	s := d.newSeat(room, cancel)
	s.dialer, s.secret = dial, d.newSecret()
	dial.secret = s.secret
	d.newSession(s, seatConfig{
		dial: dial.dial, patient: patient, room: dial.room,
		trouble: func(err error) vm.Trouble { return troubleOf(err, room.Target) },
	})
	dial.whenSighted(s.session.sighted)
	d.keep(room) // before anybody can give it up
	d.add(s)
	d.feed.put(vm.Opened{Room: s.key, Name: room.Name, Address: room.Target, Locked: room.Locked, Asked: !patient})
	d.tellTuned(s)
	if !room.Seen.IsZero() {
		d.feed.put(vm.Absent{Room: s.key, Since: room.Seen})
	}
	d.sit(ctx, s)
}

// reopen puts a room back into the window, as it was when that was closed.
func (d *Desk) reopen(room RoomSeat) {
	switch {
	case room.Hosting:
		ctx, cancel := context.WithCancel(d.ctx)
		s := d.newSeat(room, cancel)
		s.secret = d.newSecret()
		d.take(ctx, s)
	case room.Room.IsZero():
		if target, err := netcore.ParseTarget(room.Target); err == nil {
			d.enter(room, &dialer{target: target}, true)
		}
	default:
		heard := discover.Room{Host: room.Host, Room: room.Room, Addrs: addrsOf(room.Target)}
		dial := &dialer{room: room.Room, host: room.Host, addrs: d.whereabouts(heard)}
		if room.Invited {
			if target, err := netcore.ParseTarget(room.Target); err == nil {
				dial.target, dial.invited = target, true
			}
		}
		d.enter(room, dial, true)
	}
}

// newSeat makes a seat with a key of its own. Others find it from add on.
func (d *Desk) newSeat(room RoomSeat, cancel context.CancelFunc) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last++
	s := &seat{
		key: d.last, kept: room, cancel: cancel, alarm: newAlarm(),
		ready: make(chan struct{}), done: make(chan struct{}), gone: make(chan struct{}),
	}
	s.called(room.Name)
	return s
}

// called notes what people call the room from now on.
func (s *seat) called(name string) { s.title.Store(&name) }

// name is what people call the room, as far as known when it was opened or named.
func (s *seat) name() string { return *s.title.Load() }

func (d *Desk) add(s *seat) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seats[s.key] = s
}

// newSession makes the session of a seat, and what stands between it and the
// window.
func (d *Desk) newSession(s *seat, c seatConfig) {
	s.back = &scrollback{key: s.key, emit: d.feed.push, failed: d.unread, me: d.profile.identity.ID()}
	c.key = s.key
	c.emit = func(e vm.Event) {
		s.back.tell(e)
		d.witness(s, e)
	}
	c.unkept = func(err error) { d.unkept(s.key, err) }
	c.self = d.self.now
	s.session = newSession(c)
	s.back.fetch = s.session.fetch
}

// sit takes the place of a seat and runs it until ctx ends. A session that gave
// up waits to be asked again.
func (d *Desk) sit(ctx context.Context, s *seat) {
	d.runs.Go(func() {
		defer close(s.done)
		defer d.forget(s) // before who comes back at once asks for the password to be kept
		defer s.served.Wait()
		at := d.placeOf(ctx, s)
		defer func() { _ = s.at.Load().close() }() // which may be another one by then
		defer func() { d.bringOn(s, s.at.Load()) }()
		defer d.unkept(s.key, nil)
		d.remember(s, at) // before the keeper writes what is new
		close(s.ready)
		var keeping sync.WaitGroup
		defer keeping.Wait()
		left, leave := context.WithCancel(context.Background())
		defer leave()
		keeping.Go(func() { s.session.keep.run(left, d.diaryOf(s, at)) })
		keeping.Go(func() { s.alarm.run(ctx, func() { d.feed.push(vm.Woken{Room: s.key}) }) })
		for s.session.run(ctx) != nil && s.session.asked(ctx) {
		}
		d.watched(s, false)
	})
}

// keep remembers that a room is in the window.
func (d *Desk) keep(room RoomSeat) {
	d.book.note(func(s *Settings) { s.seat(room) })
}

// seat puts a room first among those in the window.
func (s *Settings) seat(room RoomSeat) {
	s.Rooms = slices.DeleteFunc(s.Rooms, room.same)
	s.Rooms = slices.Insert(s.Rooms, 0, room)
}

// first is the first of a list, or nothing.
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
