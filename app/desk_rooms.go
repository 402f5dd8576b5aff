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
)

// seat is one room in the window.
type seat struct {
	key     vm.Key
	name    string
	session *session
	dialer  *dialer                 // nil where this window hosts the room
	hosting atomic.Pointer[hosting] // nil where somebody else does, or while it cannot be opened
	served  sync.WaitGroup          // of hosting
	at      atomic.Pointer[place]   // nil before it was taken
	back    *scrollback
	cancel  context.CancelFunc
	ready   chan struct{} // closed when what the disk has of it was shown
	done    chan struct{} // closed when nothing of it runs any more

	// Guarded by Desk.mu:
	kept       RoomSeat
	describing bool      // an answer to Describe is on its way
	described  time.Time // when the last one was given
}

// open opens a room for others and sits down in it.
func (d *Desk) open(room RoomSeat) error {
	ctx, cancel := context.WithCancel(d.ctx)
	s := d.newSeat(room, cancel)
	if _, err := d.host(ctx, s); err != nil {
		cancel()
		return err
	}
	d.take(ctx, s)
	d.keep(s.kept)
	return nil
}

// host opens the room of a seat, and keeps it open until ctx ends.
func (d *Desk) host(ctx context.Context, s *seat) (*hosting, error) {
	h, err := openRoom(ctx, d.profile, d.tell, hostOptions{
		name: s.kept.Name, room: s.kept.Room, as: d.me(), port: s.kept.Port, program: d.program, log: d.log,
	})
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	s.kept.Port, s.kept.Room, s.kept.Host = h.port(), h.room, d.profile.identity.ID()
	d.mu.Unlock()
	s.hosting.Store(h)
	s.served.Go(func() {
		if err := h.serve(ctx); err != nil {
			d.log.Error("a room ended", "name", s.name, "err", err)
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
		trouble: func(err error) vm.Trouble { return troubleOf(err, s.name) },
		dial: func(dialing context.Context, from chat.Cursor) (*netcore.Client, error) {
			h := s.hosting.Load()
			if h == nil {
				var err error
				if h, err = d.host(ctx, s); err != nil {
					return nil, err
				}
				d.feed.push(vm.Listening{Room: s.key, Addresses: h.addresses()})
			}
			return netcore.DialPipe(dialing, h.host, netcore.ClientConfig{
				Identity: d.profile.identity, Name: d.me(), Program: d.program,
				Resume: from, History: newestPage, Receipts: true,
			})
		},
	})
	d.add(s)
	opened := vm.Opened{Room: s.key, Name: s.name, Hosting: true}
	if h := s.hosting.Load(); h != nil {
		addresses := h.addresses()
		opened.Address = first(addresses)
		d.feed.put(opened)
		d.feed.put(vm.Listening{Room: s.key, Addresses: addresses})
	} else {
		d.feed.put(opened)
	}
	d.sit(ctx, s)
}

// enter sits down in a room that somebody else hosts, or shows it again where
// this person sits there already.
func (d *Desk) enter(room RoomSeat, dial *dialer, patient bool) {
	if s := d.seatIn(room); s != nil {
		s.session.dialNow()
		d.feed.put(vm.Opened{Room: s.key, Name: s.name, Address: room.Target})
		return
	}
	dial.profile, dial.program, dial.as = d.profile, d.program, d.me
	dial.history, dial.anew, dial.receipts, dial.patient = newestPage, newestPage, true, patient
	ctx, cancel := context.WithCancel(d.ctx)
	s := d.newSeat(room, cancel)
	s.dialer = dial
	d.newSession(s, seatConfig{
		dial: dial.dial, patient: patient, room: dial.room,
		trouble: func(err error) vm.Trouble { return troubleOf(err, room.Target) },
	})
	dial.whenSighted(s.session.dialNow)
	d.add(s)
	d.feed.put(vm.Opened{Room: s.key, Name: room.Name, Address: room.Target})
	d.keep(room)
	d.sit(ctx, s)
}

// reopen puts a room back into the window, as it was when that was closed.
func (d *Desk) reopen(room RoomSeat) {
	switch {
	case room.Hosting:
		ctx, cancel := context.WithCancel(d.ctx)
		d.take(ctx, d.newSeat(room, cancel))
	case room.Room.IsZero():
		if target, err := netcore.ParseTarget(room.Target); err == nil {
			d.enter(room, &dialer{target: target}, true)
		}
	default:
		heard := discover.Room{Host: room.Host, Room: room.Room, Addrs: addrsOf(room.Target)}
		d.enter(room, &dialer{room: room.Room, host: room.Host, addrs: d.whereabouts(heard)}, true)
	}
}

// newSeat makes a seat with a key of its own. Others find it from add on.
func (d *Desk) newSeat(room RoomSeat, cancel context.CancelFunc) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last++
	return &seat{key: d.last, name: room.Name, kept: room, cancel: cancel, ready: make(chan struct{}), done: make(chan struct{})}
}

func (d *Desk) add(s *seat) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seats[s.key] = s
}

// newSession makes the session of a seat, and what stands between it and the
// window.
func (d *Desk) newSession(s *seat, c seatConfig) {
	s.back = &scrollback{key: s.key, emit: d.feed.push, failed: d.unread}
	c.key, c.emit = s.key, s.back.tell
	c.unkept = func(err error) { d.unkept(s.key, err) }
	s.session = newSession(c)
	s.back.fetch = s.session.fetch
}

// sit takes the place of a seat and runs it until ctx ends. A session that gave
// up waits to be asked again.
func (d *Desk) sit(ctx context.Context, s *seat) {
	d.runs.Go(func() {
		defer close(s.done)
		defer s.served.Wait()
		at := d.placeOf(s)
		defer at.close()
		defer d.unkept(s.key, nil)
		d.remember(s, at) // before the keeper writes what is new
		close(s.ready)
		var keeping sync.WaitGroup
		defer keeping.Wait()
		left, leave := context.WithCancel(context.Background())
		defer leave()
		keeping.Go(func() { s.session.keep.run(left, at.diary()) })
		for s.session.run(ctx) != nil {
			select {
			case <-s.session.retry:
			case <-ctx.Done():
				return
			}
		}
	})
}

// await waits until those seats that were given up, and fit, have let go of
// their rooms: who comes back at once finds everything where it was.
func (d *Desk) await(fits func(*seat) bool) {
	d.mu.Lock()
	leaving := slices.Clone(d.leaving)
	d.mu.Unlock()
	for _, s := range leaving {
		if fits(s) {
			<-s.done
		}
	}
}

// placeName is the name of the place of a seat.
func (d *Desk) placeName(s *seat) string {
	if s.dialer != nil {
		return s.dialer.knownAs()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return placeOf(s.kept.Room)
}

// placeOf takes the place of a seat.
func (d *Desk) placeOf(s *seat) *place {
	name := d.placeName(s)
	d.await(func(other *seat) bool { return other != s && d.placeName(other) == name })
	at, err := d.profile.sit(name, false)
	// A room that another process keeps open cannot be entered here at all.
	if err != nil && (s.dialer != nil || !errors.Is(err, errPlaceTaken)) {
		d.unkept(s.key, err)
	}
	s.at.Store(at)
	return at
}

// remember shows and gives to the session what the place has from an earlier
// day.
func (d *Desk) remember(s *seat, at *place) {
	if at.seat == nil {
		return
	}
	room, name := at.room()
	cursor := at.seat.Cursor()
	waiting, failed := at.left()
	s.session.restore(room, cursor, linesOf(waiting), linesOf(failed))
	if !room.IsZero() {
		s.back.remember(kept{at.seat, s.session.keep, s.back}, cursor, name, at.seat.Read())
	}
	for _, w := range at.seat.Outbox() {
		if w.Failed() {
			d.feed.push(vm.Unsaid{Room: s.key, ID: w.ID, Text: w.Text, At: w.At, Why: w.Why})
		} else {
			d.feed.push(vm.Queued{Room: s.key, ID: w.ID, Text: w.Text, At: w.At})
		}
	}
	if draft := at.seat.Draft(); draft != "" {
		d.feed.push(vm.Drafted{Room: s.key, Text: draft})
	}
}

func (d *Desk) seat(key vm.Key) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seats[key]
}

// seatIn is the seat in that room; nil where there is none.
func (d *Desk) seatIn(room RoomSeat) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.seats {
		if s.kept.same(room) {
			return s
		}
	}
	return nil
}

// keep remembers that a room is in the window.
func (d *Desk) keep(room RoomSeat) {
	d.book.note(func(s *Settings) {
		s.Rooms = slices.DeleteFunc(s.Rooms, room.same)
		s.Rooms = slices.Insert(s.Rooms, 0, room)
	})
}

// first is the first of a list, or nothing.
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
