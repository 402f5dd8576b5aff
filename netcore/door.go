package netcore

import (
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"
)

// door bounds the connections of which nobody knows yet who they are: how many
// there are, how many of these shake hands at the same time, and how many of
// those belong to one address. The others wait for their turn: first those of
// the address that was given the fewest, and among these in the order in which
// they came, so that a whole room that comes back at once gets in.
//
// One peer cannot keep the others out, however many addresses it has. Where
// the door is full, the longest-standing connection of the address with the
// most of them is cut, and so is that of an address with a sixteenth of all.
// And a turn lasts as long as its holder needs only while nobody waits for it:
// otherwise whoever has had theirs for the time of hurry is cut.
//
// A handshake costs this computer a millisecond or two: an address that comes
// and goes all day waits before each, once its first turns are used up.
type door struct {
	total, atOnce, perAddress int
	hurry                     time.Duration
	pace                      paces

	mu      sync.Mutex
	callers map[netip.Addr]*household
	count   int
	shaking int         // have their turn
	queue   []*caller   // have not, in order of arrival
	look    uint64      // counts the looks for the next
	later   *time.Timer // until those get theirs for whom it is too early; nil for nobody
}

// household is the callers from one address.
type household struct {
	callers []*caller // in order of arrival
	shaking int       // of these, have their turn
	turns   int       // given since the first of them came
	early   uint64    // the look at which it was too early for any of them
}

// caller is one connection at the door.
type caller struct {
	addr netip.Addr
	home *household
	cut  func()
	turn chan struct{} // closed when it may shake hands
	gone chan struct{} // closed when it was cut or has left

	patience *time.Timer // of its turn; nil before that
}

// doorHurry is what a handshake and a hello take many times over, on any local
// network.
const doorHurry = time.Second

func newDoor(total, atOnce, perAddress int) *door {
	return &door{
		total: total, atOnce: atOnce, perAddress: perAddress, hurry: doorHurry,
		callers: make(map[netip.Addr]*household), pace: make(paces),
	}
}

// arrive adds a connection, which cut ends. Whoever calls it calls leave.
func (d *door) arrive(addr netip.Addr, cut func()) *caller {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch home := d.callers[addr]; {
	case home != nil && len(home.callers) >= max(d.total/16, d.perAddress):
		d.evict(home)
	case d.count >= d.total:
		d.evict(d.crowd())
	}
	home := d.callers[addr] // looked up again: the last of its callers may have gone
	if home == nil {
		home = &household{}
		d.callers[addr] = home
	}
	c := &caller{addr: addr, home: home, cut: cut, turn: make(chan struct{}), gone: make(chan struct{})}
	home.callers = append(home.callers, c)
	d.count++
	d.queue = append(d.queue, c)
	d.next()
	return c
}

// next gives turns to those who wait, as far as there are any to give.
func (d *door) next() {
	for d.shaking < d.atOnce {
		best, early := d.first()
		if best < 0 {
			if early && d.later == nil {
				d.later = time.AfterFunc(time.Second/turnRate, d.again)
			}
			return
		}
		c := d.queue[best]
		d.queue = slices.Delete(d.queue, best, best+1)
		d.pace.take(c.addr)
		d.shaking++
		c.home.shaking++
		c.home.turns++
		c.patience = time.AfterFunc(d.hurry, func() { d.overstays(c) })
		close(c.turn)
	}
}

// first finds whose turn is next, -1 for nobody's. Early tells that somebody's
// would be, but for the pace of their address.
func (d *door) first() (best int, early bool) {
	best = -1
	d.look++
	for i, c := range d.queue {
		home := c.home
		switch {
		case home.shaking >= d.perAddress, home.early == d.look:
		case best >= 0 && home.turns >= d.queue[best].home.turns:
		case !d.pace.ready(c.addr):
			early, home.early = true, d.look // and so it is for all others from there
		default:
			best = i
		}
	}
	return best, early
}

// again gives turns that it was too early for.
func (d *door) again() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.later = nil
	d.next()
}

// overstays cuts a caller who has had their turn for long, where others wait
// for it.
func (d *door) overstays(c *caller) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !slices.Contains(c.home.callers, c) {
		return
	}
	waited := slices.ContainsFunc(d.queue, func(other *caller) bool {
		return (d.shaking >= d.atOnce || other.home == c.home) && d.pace.ready(other.addr)
	})
	if !waited {
		c.patience.Reset(d.hurry)
		return
	}
	c.cut()
	d.remove(c)
}

// crowd is the address with the most connections.
func (d *door) crowd() *household {
	crowd := &household{}
	for _, home := range d.callers {
		if len(home.callers) > len(crowd.callers) {
			crowd = home
		}
	}
	return crowd
}

// evict cuts the longest-standing connection of an address.
func (d *door) evict(home *household) {
	if len(home.callers) > 0 {
		home.callers[0].cut()
		d.remove(home.callers[0])
	}
}

// leave takes a connection away: it is known now, or has ended. Calling it
// twice is harmless.
func (d *door) leave(c *caller) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.remove(c)
}

func (d *door) remove(c *caller) {
	i := slices.Index(c.home.callers, c)
	if i < 0 {
		return
	}
	close(c.gone)
	d.count--
	if c.home.callers = slices.Delete(c.home.callers, i, i+1); len(c.home.callers) == 0 {
		delete(d.callers, c.addr)
	}
	if c.patience != nil {
		c.patience.Stop()
		c.home.shaking--
		d.shaking--
	} else {
		d.queue = slices.DeleteFunc(d.queue, func(other *caller) bool { return other == c })
	}
	d.next()
}

// addressOf is the address without its port and zone; the zero Addr for a
// connection that has none.
func addressOf(a net.Addr) netip.Addr {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return tcp.AddrPort().Addr().Unmap().WithZone("")
}
