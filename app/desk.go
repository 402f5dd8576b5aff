package app

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// Desk does what a person asks for in the window and reports what comes of it.
// Its methods are called on the UI thread and return at once; everything that
// takes time runs beside it and speaks through the feed.
type Desk struct {
	profile *profile
	program string
	log     *slog.Logger
	tell    *discover.Service

	outside context.Context // ends when the program is asked to
	unhook  func() bool     // stops waiting for that

	ctx  context.Context // ends with the window
	stop context.CancelFunc
	runs sync.WaitGroup
	feed *feed

	mu      sync.Mutex
	name    string
	last    vm.Key
	seats   map[vm.Key]*seat
	found   []discover.Room
	sockets context.CancelFunc // ends the stream of vm.Sockets; nil while it is off
}

// seat is one room in the window.
type seat struct {
	key     vm.Key
	name    string
	session *session
	dialer  *dialer  // nil where this window hosts the room
	hosting *hosting // nil where somebody else does
	kept    RoomSeat
	cancel  context.CancelFunc
	done    chan struct{} // closed when nothing of it runs any more
}

func newDesk(ctx context.Context, p *profile, program string, log *slog.Logger) *Desk {
	inside, stop := context.WithCancel(ctx)
	d := &Desk{
		profile: p, program: program, log: log, outside: ctx, ctx: inside, stop: stop,
		name: p.settings.get().Name, seats: make(map[vm.Key]*seat),
	}
	d.tell = discover.New(discover.Config{Signer: p.identity, Log: log, Changed: d.lobbyChanged})
	return d
}

// Screen is the window as a desk sees it.
type Screen struct {
	Post  func(func())     // runs a function on the UI thread, sometime
	Apply func([]vm.Event) // takes events, on the UI thread
	Quit  func()           // ends the window, on the UI thread
}

// Start begins to find rooms, and opens those that were in the window when it
// was closed. Where the program is asked to end from outside, it quits.
func (d *Desk) Start(on Screen) {
	d.feed = newFeed(on.Post, on.Apply)
	d.unhook = context.AfterFunc(d.outside, func() { on.Post(on.Quit) })
	d.runs.Go(func() { d.feed.run(d.ctx) })
	d.runs.Go(func() {
		if err := d.tell.Serve(d.ctx); err != nil {
			d.log.Warn("rooms cannot be looked for", "err", err)
		}
	})
	kept := d.profile.settings.get()
	d.feed.put(vm.Named{ID: d.profile.identity.ID(), Name: kept.Name})
	d.feed.put(vm.Recent{Targets: kept.Recent})
	for _, room := range slices.Backward(kept.Rooms) {
		d.reopen(room)
	}
}

// Close leaves every room, closes those hosted here, and waits until nothing
// runs any more.
func (d *Desk) Close() {
	if d.unhook != nil {
		d.unhook()
	}
	d.stop()
	d.runs.Wait()
}

// Rename sets the name this person goes by, from the next room on.
func (d *Desk) Rename(name string) {
	d.mu.Lock()
	d.name = name
	d.mu.Unlock()
	d.remember(func(s *Settings) { s.Name = name })
	d.feed.put(vm.Named{ID: d.profile.identity.ID(), Name: name})
}

func (d *Desk) me() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.name
}

// remember changes the settings, beside the UI thread.
func (d *Desk) remember(edit func(*Settings)) {
	d.runs.Go(func() {
		if err := d.profile.settings.change(edit); err != nil {
			d.log.Error("settings cannot be kept", "err", err)
		}
	})
}

// Host opens a room for others.
func (d *Desk) Host(name string, port int) {
	d.runs.Go(func() {
		if err := d.open(RoomSeat{Name: name, Hosting: true, Port: port}); err != nil {
			d.feed.push(vm.HostFailed{Trouble: troubleOf(err, strconv.Itoa(port))})
		}
	})
}

// open opens a room and sits down in it.
func (d *Desk) open(room RoomSeat) error {
	ctx, cancel := context.WithCancel(d.ctx)
	h, err := openRoom(ctx, d.profile, d.tell, hostOptions{
		name: room.Name, as: d.me(), port: room.Port, program: d.program, log: d.log,
	})
	if err != nil {
		cancel()
		return err
	}
	room.Port, room.Room, room.Host = h.port(), h.room, d.profile.identity.ID()
	s := d.add(&seat{name: room.Name, hosting: h, kept: room, cancel: cancel})
	s.session = newSession(seatConfig{
		key: s.key, emit: d.feed.push, patient: true,
		trouble: func(err error) vm.Trouble { return troubleOf(err, room.Name) },
		dial: func(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
			return netcore.DialPipe(ctx, h.host, netcore.ClientConfig{
				Identity: d.profile.identity, Name: d.me(), Program: d.program, Resume: from, History: wholeHistory,
			})
		},
	})
	addresses := h.addresses()
	d.feed.push(vm.Opened{Room: s.key, Name: room.Name, Address: first(addresses), Hosting: true})
	d.feed.push(vm.Listening{Room: s.key, Addresses: addresses})
	d.keep(room)
	d.sit(ctx, s)
	return nil
}

// wholeHistory asks for everything that the host still has.
const wholeHistory = 1 << 62

// Join dials what was typed into the address field.
func (d *Desk) Join(typed string) {
	target, err := netcore.ParseTarget(typed)
	if err != nil {
		d.feed.put(vm.JoinFailed{Trouble: troubleOf(err, typed)})
		return
	}
	d.remember(func(s *Settings) { s.joined(target.String()) })
	d.feed.put(vm.Recent{Targets: d.recentWith(target.String())})
	d.enter(RoomSeat{Name: target.String(), Target: target.HostPort()}, &dialer{target: target}, false)
}

// recentWith is the list of recent targets as it will be.
func (d *Desk) recentWith(target string) []string {
	kept := d.profile.settings.get()
	kept.joined(target)
	return newest(kept.Recent, recentTargets)
}

// JoinFound dials a room of the lobby.
func (d *Desk) JoinFound(host chat.MemberID, room chat.RoomID) {
	for _, r := range d.lobby() {
		if r.Host == host && r.Room == room {
			d.enter(RoomSeat{Name: r.Name, Room: room, Host: host, Target: addressIn(r)},
				&dialer{room: room, host: host, addrs: d.whereabouts(r)}, false)
			return
		}
	}
}

// enter sits down in a room that somebody else hosts, or shows it again where
// this person sits there already.
func (d *Desk) enter(room RoomSeat, dial *dialer, patient bool) {
	if s := d.seatIn(room); s != nil {
		s.session.dialNow()
		d.feed.put(vm.Opened{Room: s.key, Name: s.name, Address: room.Target})
		return
	}
	dial.profile, dial.program, dial.as, dial.history = d.profile, d.program, d.me, wholeHistory
	ctx, cancel := context.WithCancel(d.ctx)
	s := d.add(&seat{name: room.Name, dialer: dial, kept: room, cancel: cancel})
	s.session = newSession(seatConfig{
		key: s.key, emit: d.feed.push, dial: dial.dial, patient: patient, room: dial.room,
		trouble: func(err error) vm.Trouble { return troubleOf(err, room.Target) },
	})
	d.feed.put(vm.Opened{Room: s.key, Name: room.Name, Address: room.Target})
	d.keep(room)
	d.sit(ctx, s)
}

// reopen puts a room back into the window, as it was when that was closed.
func (d *Desk) reopen(room RoomSeat) {
	switch {
	case room.Hosting:
		d.runs.Go(func() {
			if err := d.open(room); err != nil {
				d.feed.push(vm.HostFailed{Trouble: troubleOf(err, strconv.Itoa(room.Port))})
			}
		})
	case room.Room.IsZero():
		if target, err := netcore.ParseTarget(room.Target); err == nil {
			d.enter(room, &dialer{target: target}, true)
		}
	default:
		heard := discover.Room{Host: room.Host, Room: room.Room, Addrs: addrsOf(room.Target)}
		d.enter(room, &dialer{room: room.Room, host: room.Host, addrs: d.whereabouts(heard)}, true)
	}
}

// add gives a seat its key.
func (d *Desk) add(s *seat) *seat {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last++
	s.key, s.done = d.last, make(chan struct{})
	d.seats[s.key] = s
	return s
}

// sit runs a seat until ctx ends. A session that gave up waits to be asked
// again.
func (d *Desk) sit(ctx context.Context, s *seat) {
	d.runs.Go(func() {
		defer close(s.done)
		var served sync.WaitGroup
		defer served.Wait()
		if s.hosting != nil {
			served.Go(func() {
				if err := s.hosting.serve(ctx); err != nil {
					d.log.Error("a room ended", "name", s.name, "err", err)
				}
			})
		}
		for s.session.run(ctx) != nil {
			select {
			case <-s.session.retry:
			case <-ctx.Done():
				return
			}
		}
	})
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
	d.remember(func(s *Settings) {
		s.Rooms = slices.DeleteFunc(s.Rooms, room.same)
		s.Rooms = slices.Insert(s.Rooms, 0, room)
	})
}

// Say says a line in a room.
func (d *Desk) Say(room vm.Key, text string) {
	s := d.seat(room)
	if s == nil {
		return
	}
	id := chat.NewMessageID()
	d.feed.put(vm.Queued{Room: room, ID: id, Text: text, At: time.Now()})
	if err := s.session.say(id, text); err != nil {
		refusal := chat.Refuse(chat.TextInvalid, sentence(err))
		d.feed.put(vm.Happened{Room: room, Event: chat.Declined{ID: id, Refusal: refusal}})
	}
}

// TakeBack drops a line that the room declined: it is in no outbox any more,
// so there is nothing to do but for a line that was declined before it was sent.
func (d *Desk) TakeBack(room vm.Key, id chat.MessageID) {
	if s := d.seat(room); s != nil {
		s.session.drop(id)
	}
}

// Retry dials now.
func (d *Desk) Retry(room vm.Key) {
	if s := d.seat(room); s != nil {
		s.session.dialNow()
	}
}

// TrustNewKey takes the key that the host showed last in place of the known
// one, and dials again.
func (d *Desk) TrustNewKey(room vm.Key) {
	s := d.seat(room)
	if s == nil || s.dialer == nil {
		return
	}
	given, ok := s.session.changedKey()
	if !ok {
		return
	}
	d.runs.Go(func() {
		if err := s.dialer.trustNew(given); err != nil {
			d.log.Error("the new key cannot be kept", "err", err)
		}
		s.session.dialNow()
	})
}

// Leave gives up a seat, and closes the room where this window hosts it.
func (d *Desk) Leave(room vm.Key) {
	s := d.seat(room)
	if s == nil {
		return
	}
	d.mu.Lock()
	delete(d.seats, room)
	d.mu.Unlock()
	s.cancel()
	d.remember(func(kept *Settings) { kept.Rooms = slices.DeleteFunc(kept.Rooms, s.kept.same) })
	d.runs.Go(func() {
		<-s.done
		d.feed.push(vm.Closed{Room: room})
	})
}

// CheckPort asks whether a port could be bound.
func (d *Desk) CheckPort(typed string) {
	d.runs.Go(func() {
		port, err := strconv.Atoi(typed)
		if err != nil {
			d.feed.push(vm.PortVerdict{Port: typed, Trouble: vm.Trouble{Kind: vm.PortOutOfRange, Target: typed}})
			return
		}
		err = netcore.CheckPort("", port)
		d.feed.push(vm.PortVerdict{Port: typed, Free: err == nil, Trouble: troubleOf(err, typed)})
	})
}

// first is the first of a list, or nothing.
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
