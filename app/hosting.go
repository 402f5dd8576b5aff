package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
	"landline/netcore/history"
)

// hosting is one room that this program keeps open for others.
type hosting struct {
	room chat.RoomID
	name string
	key  chat.MemberID // of this profile
	host *netcore.Host

	ln   net.Listener
	lock *flock.Flock
	said *history.Log
	tell *discover.Service // nil for a room that is not announced
	bind netip.Addr        // zero for all addresses
	log  *slog.Logger

	password string // that it was opened with, as pake.Prepare leaves it; empty for none

	end func() // closes the room, which its person does not leave

	closing atomic.Bool // the network was told goodbye, and hears nothing more

	telling sync.Mutex // so that what is announced last is what holds
	people  int        // in the room, as last heard
	as      string     // what the hosting person is called
}

// hostOptions say which room to open and where.
type hostOptions struct {
	name    string      // of the room, clean
	room    chat.RoomID // zero for the one of that name
	as      string      // the hosting person's name
	bind    string      // empty for all addresses
	port    int         // 0 for one that the system picks
	rate    float64
	keep    *history.Keep // how long lines are kept; nil: as before
	begin   history.Keep  // how long those of a room are kept that there was not before
	program string
	log     *slog.Logger

	// password is what members must know, as pake.Prepare leaves it. Where it is
	// empty and the room had one before it is the one that is kept.
	password string
	locked   bool // the room had one before, whatever the settings say
	proves   bool // the password was typed for the one that the room has; it sets no other
	open     bool // the room has none from now on, whatever it had before
}

// errNoPassword is why a room is not opened that had a password before, of which
// nobody has said what it is now: without it the room would be open to all.
var errNoPassword = errors.New("app: that room has a password, and was not opened without it")

// errOpenElsewhere is why a room cannot be opened that another process of this
// profile keeps open.
var errOpenElsewhere = errors.New("app: another Landline of this profile keeps that room open")

// openRoom binds the port and prepares the room, with the log that it had
// before; serve runs it. A nil tell opens a room of which the network hears
// nothing. The error is a *netcore.BindError where the port cannot be had, and
// that of guard.
func openRoom(ctx context.Context, p *profile, tell *discover.Service, o hostOptions) (_ *hosting, err error) {
	ln, err := netcore.Listen(ctx, o.bind, o.port)
	if err != nil {
		return nil, err
	}
	room, lock, made, err := claimRoom(p, o.name, o.room)
	if err != nil {
		_ = ln.Close()
		return nil, err
	}
	if made && o.keep == nil {
		o.keep = &o.begin
	}
	said, err := roomLog(p, room, o)
	if err == nil {
		o.password, err = p.guard(room, o)
	}
	if err != nil {
		_, _ = ln.Close(), lock.Close()
		return nil, err
	}
	h := &hosting{room: room, name: o.name, key: p.identity.ID(), ln: ln, lock: lock, said: said, tell: tell, as: o.as, log: o.log, password: o.password}
	h.bind, _ = netip.ParseAddr(o.bind)
	h.host = netcore.NewHost(netcore.HostConfig{
		Identity: p.identity, Room: room, Name: o.name, Program: o.program, Log: said, Logger: o.log,
		Limits: netcore.Limits{Rate: o.rate}, Password: o.password, Guests: said,
		People: h.announce,
	})
	return h, nil
}

// roomLog is what was said in a room that this process may open.
func roomLog(p *profile, room chat.RoomID, o hostOptions) (*history.Log, error) {
	said, err := p.history.Log(room, o.name)
	if err == nil && o.keep != nil {
		err = said.SetKeep(*o.keep)
	}
	if err != nil {
		return nil, fmt.Errorf("app: rooms: %w", err)
	}
	return said, nil
}

// claimRoom makes sure that no other process keeps the room open; the error is
// errOpenElsewhere where one does. Without an id it is this profile's room of
// that name: the first that is not open already, or a new one, which made tells.
func claimRoom(p *profile, name string, room chat.RoomID) (_ chat.RoomID, lock *flock.Flock, made bool, err error) {
	if !room.IsZero() {
		lock, err := p.lockRoom(room)
		if err == nil && lock == nil {
			err = errOpenElsewhere
		}
		return room, lock, false, err
	}
	var failed error
	err = p.settings.change(func(s *Settings) {
		for _, room = range s.roomsNamed(name) {
			if lock, failed = p.lockRoom(room); lock != nil || failed != nil {
				return
			}
		}
		room, made = chat.NewRoomID(), true
		if lock, failed = p.lockRoom(room); failed == nil {
			s.Hosted = slices.Insert(s.Hosted, 0, Hosted{Name: name, Room: room})
		}
	})
	if err != nil && lock != nil {
		_ = lock.Close()
	}
	return room, lock, made, errors.Join(failed, err)
}

// lockRoom makes a room this process's own until the lock is closed; nil where
// it is another's.
func (p *profile) lockRoom(room chat.RoomID) (*flock.Flock, error) {
	lock, err := lockFile(p.roomLock(room))
	if err != nil {
		return nil, fmt.Errorf("app: rooms: %w", err)
	}
	return lock, nil
}

// roomLock is the file that whoever keeps a room open holds locked.
func (p *profile) roomLock(room chat.RoomID) string {
	return filepath.Join(p.dir, "rooms", room.String()+".lock")
}

// port is the one that the room listens on.
func (h *hosting) port() int {
	if tcp, ok := h.ln.Addr().(*net.TCPAddr); ok {
		return tcp.Port
	}
	return 0
}

// announce tells the network about the room with so many people.
func (h *hosting) announce(people int) {
	h.telling.Lock()
	defer h.telling.Unlock()
	h.people = people
	h.say()
}

// reannounce tells the network what changed about the room.
func (h *hosting) reannounce() {
	h.telling.Lock()
	defer h.telling.Unlock()
	h.say()
}

// keptBy tells the network what the hosting person is called now.
func (h *hosting) keptBy(name string) {
	h.telling.Lock()
	defer h.telling.Unlock()
	if h.as != name {
		h.as = name
		h.say()
	}
}

// say is announce, with telling held.
func (h *hosting) say() {
	if h.tell == nil || h.closing.Load() {
		return
	}
	err := h.tell.Announce(discover.Hosting{
		Room: h.room, Name: h.name, HostName: h.as, Port: uint16(h.port()), People: h.people, Bind: h.bind,
		Locked: h.host.Locked(),
	})
	if err != nil {
		h.log.Error("the room cannot be announced", "name", h.name, "err", err)
	}
}

// serve keeps the room open until ctx ends.
func (h *hosting) serve(ctx context.Context) error {
	h.announce(0)
	// Who looks for rooms hears of the end before the last guest has left.
	stop := context.AfterFunc(ctx, h.withdraw)
	err := h.host.Serve(ctx, h.ln)
	if stop() {
		h.withdraw()
	}
	return errors.Join(err, h.lock.Close())
}

func (h *hosting) withdraw() {
	h.telling.Lock() // who is announcing it at this moment comes before
	defer h.telling.Unlock()
	h.closing.Store(true)
	if h.tell != nil {
		h.tell.Withdraw(h.room)
	}
}

// invitation leads others here, to the likeliest address.
func (h *hosting) invitation() netcore.Invitation {
	i := netcore.Invitation{Room: h.room, Key: h.key, Name: h.name}
	if addrs := netcore.AddressesOf(h.ln); len(addrs) > 0 {
		i.Target = netcore.Target{Host: addrs[0].Addr().String(), Port: addrs[0].Port()}
	}
	return i
}

// addresses are what others can type to get here, the likeliest first.
func (h *hosting) addresses() []string {
	var typed []string
	for _, addr := range netcore.AddressesOf(h.ln) {
		typed = append(typed, addr.String())
	}
	return typed
}
