package app

import (
	"context"
	"log/slog"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"time"

	"landline/app/vm"
	"landline/app/words"
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
	clinic  clinic
	door    *door // for later starts of this profile; nil where there is none
	self    self

	outside context.Context // ends when the program is asked to
	unhook  func() bool     // stops waiting for that

	ctx  context.Context // ends with the window
	stop context.CancelFunc
	runs sync.WaitGroup
	feed *feed
	book *scribe

	began time.Time // Start

	asked chan struct{} // there is a query

	tongue words.Language // the system's

	entering sync.Mutex // held over enter, or Reopen of an own room, so that nobody sits down twice; before mu

	mu      sync.Mutex
	name    string
	chosen  vm.Prefs // for the whole program
	last    vm.Key
	seats   map[vm.Key]*seat
	names   map[chat.MemberID]string // what people are called, of those who were met
	leaving []*seat                  // given up, and not ended yet
	found   []discover.Room
	faults  []fault            // of keeping what is said
	aside   string             // says that a damaged history was set aside
	unsafe  string             // says that passwords cannot be kept
	unset   string             // says that settings cannot be kept
	twice   string             // says that this profile is in use elsewhere
	link    string             // an invitation to join as soon as this person has a name
	query   vm.Query           // the newest one
	sockets context.CancelFunc // ends the stream of vm.Sockets; nil while it is off
}

func newDesk(ctx context.Context, p *profile, program string, log *slog.Logger) *Desk {
	// What is asked of the desk while the window ends is still done.
	inside, stop := context.WithCancel(context.WithoutCancel(ctx))
	d := &Desk{
		profile: p, program: program, log: log, outside: ctx, ctx: inside, stop: stop,
		tongue: systemLanguage(), chosen: p.settings.get().Prefs,
		name: p.settings.get().Name, seats: make(map[vm.Key]*seat), names: make(map[chat.MemberID]string), asked: make(chan struct{}, 1),
	}
	d.self.restore(p.settings.get())
	if path := p.history.SetAside(); path != "" {
		d.aside = setAside(path)
	}
	d.tell = discover.New(discover.Config{Signer: p.identity, Log: log, Changed: d.lobbyChanged, OwnKeyElsewhere: d.elsewhere, Place: p.place, Interfaces: d.cards})
	return d
}

// Screen is the window as a desk sees it.
type Screen struct {
	Post  func(func())     // runs a function on the UI thread, sometime
	Apply func([]vm.Event) // takes events, on the UI thread
	Quit  func()           // ends the window, on the UI thread
	Front func()           // brings the window to the front, on the UI thread; may be nil
}

// Start begins to find rooms, and opens those that were in the window when it
// was closed. Where the program is asked to end from outside, it quits.
func (d *Desk) Start(on Screen) {
	d.began = time.Now()
	d.feed = newFeed(on.Post, on.Apply)
	d.unhook = context.AfterFunc(d.outside, func() { on.Post(on.Quit) })
	d.book = newScribe(d.profile.settings, d.unwritten)
	d.runs.Go(func() { d.feed.run(d.ctx) })
	d.answerDoor(on)
	d.runs.Go(func() { d.book.run(d.ctx) })
	d.runs.Go(d.answer)
	d.runs.Go(d.index)
	d.runs.Go(func() {
		if err := d.tell.Serve(d.ctx); err != nil {
			d.log.Warn("rooms cannot be looked for", "err", err)
		}
	})
	d.tellPrefs() // before anything is drawn
	kept := d.profile.settings.get()
	d.feed.put(vm.Named{ID: d.profile.identity.ID(), Name: kept.Name})
	d.feed.put(vm.Recent{Targets: kept.Recent})
	d.introduce()
	d.runs.Go(d.tellVerified)
	d.runs.Go(d.tellKnown)
	if d.aside != "" {
		d.feed.put(vm.Warned{Text: d.aside})
	}
	for _, room := range slices.Backward(kept.Rooms) {
		d.reopen(room)
	}
	d.follow()
}

// follow joins the room of the link that the program was started with. At the
// very first start this person has no name yet, and it waits for that.
func (d *Desk) follow() {
	d.mu.Lock()
	link := d.link
	if d.name == "" {
		link = ""
	} else {
		d.link = ""
	}
	d.mu.Unlock()
	if link != "" {
		d.Join(link)
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
	if d.book != nil {
		_ = d.book.settle() // what was noted while everything ended; unwritten was told
	}
}

// Rename sets the name this person goes by, in every room.
func (d *Desk) Rename(name string) {
	d.mu.Lock()
	d.name = name
	d.mu.Unlock()
	d.self.change(func() { d.self.name = name })
	d.book.note(func(s *Settings) { s.Name = name })
	d.feed.put(vm.Named{ID: d.profile.identity.ID(), Name: name})
	d.introduce()
	d.follow()
}

func (d *Desk) me() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.name
}

// Host opens a room for others.
func (d *Desk) Host(room vm.NewRoom) {
	d.runs.Go(func() {
		d.await(func(s *seat) bool { return s.dialer == nil && s.name() == room.Name })
		if err := d.open(room); err != nil {
			d.feed.push(vm.HostFailed{Trouble: hostTrouble(err, room)})
		}
	})
}

// hostTrouble is why a room could not be opened.
func hostTrouble(err error, room vm.NewRoom) vm.Trouble {
	t := troubleOf(err, strconv.Itoa(room.Port))
	if t.Kind == vm.PasswordWanted {
		t.Kind = vm.OtherTrouble
		t.Detail = words.T("“%s” had a password when it was open last. Give it one again, or give the room another name.", room.Name)
	}
	return t
}

// Join dials what was typed into the address field, an invitation too.
func (d *Desk) Join(typed string) {
	if netcore.IsInvitation(typed) {
		d.runs.Go(func() { d.accept(typed) })
		return
	}
	target, err := netcore.ParseTarget(typed)
	if err != nil {
		d.feed.put(vm.JoinFailed{Trouble: troubleOf(err, typed)})
		return
	}
	d.book.note(func(s *Settings) { s.joined(target.String()) })
	d.feed.put(vm.Recent{Targets: d.recentWith(target.String())})
	d.enter(RoomSeat{Name: target.String(), Target: target.HostPort()}, &dialer{target: target}, false)
}

// recentWith is the list of recent targets as it will be.
func (d *Desk) recentWith(target string) []string {
	kept := d.profile.settings.get()
	kept.joined(target)
	return newest(kept.Recent, recentTargets)
}

// Retry dials now.
func (d *Desk) Retry(room vm.Key) {
	if s := d.seat(room); s != nil {
		s.session.dialNow()
	}
}

// TrustNewKey takes the key that the person was shown in place of the known
// one, and dials again, unless the host has shown yet another one since.
func (d *Desk) TrustNewKey(room vm.Key, shown string) {
	s := d.seat(room)
	if s == nil || s.dialer == nil {
		return
	}
	name, given, ok := s.session.changedKey()
	if !ok || given.String() != shown {
		return
	}
	var addrs func() []netip.AddrPort
	if !s.dialer.room.IsZero() {
		addrs = d.moved(s, given)
	}
	d.runs.Go(func() {
		if err := s.dialer.trustNew(name, given, addrs); err != nil {
			d.log.Error("the new key cannot be kept", "err", err)
		}
		s.session.dialNow()
	})
}

// moved remembers that a room which was found has another host from now on, and
// tells where that one is heard.
func (d *Desk) moved(s *seat, host chat.MemberID) func() []netip.AddrPort {
	d.mu.Lock()
	before := s.kept
	s.kept.Host = host
	now := s.kept
	d.mu.Unlock()
	d.book.note(func(kept *Settings) { kept.Rooms = slices.DeleteFunc(kept.Rooms, before.same) })
	d.keep(now)
	return d.whereabouts(discover.Room{Host: host, Room: now.Room, Addrs: addrsOf(now.Target)})
}

// Leave gives up a seat, and closes the room where this window hosts it. What
// was heard, what waits and what was being written stay on disk, but not the
// room's password.
func (d *Desk) Leave(room vm.Key) {
	s := d.seat(room)
	if s == nil || s.left.Swap(true) {
		return
	}
	d.mu.Lock()
	delete(d.seats, room)
	d.leaving = append(d.leaving, s)
	left := s.kept
	d.mu.Unlock()
	s.cancel()
	d.book.note(func(kept *Settings) { kept.Rooms = slices.DeleteFunc(kept.Rooms, left.same) })
	d.runs.Go(func() {
		<-s.done
		d.letGo(s)
		d.tellKnown()
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
