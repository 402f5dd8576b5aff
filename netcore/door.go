package netcore

import (
	"net"
	"net/netip"
	"slices"
	"sync"
)

// door bounds the connections of which nobody knows yet who they are: how many
// there are, how many of these shake hands at the same time, and how many of
// those belong to one address. The others wait for their turn in the order in
// which they came, so that a whole room that comes back at once gets in. Where
// the door is full, the longest-standing connection of the address with the
// most of them is cut, and so is that of an address with a sixteenth of all:
// one peer cannot keep the others out.
type door struct {
	total, atOnce, perAddress int

	mu      sync.Mutex
	callers map[netip.Addr][]*caller // in order of arrival
	count   int
	shaking int       // have their turn
	queue   []*caller // have not, in order of arrival
}

// caller is one connection at the door.
type caller struct {
	addr netip.Addr
	cut  func()
	turn chan struct{} // closed when it may shake hands
	gone chan struct{} // closed when it was cut or has left

	begun bool // turn is closed
}

func newDoor(total, atOnce, perAddress int) *door {
	return &door{total: total, atOnce: atOnce, perAddress: perAddress, callers: make(map[netip.Addr][]*caller)}
}

// arrive adds a connection, which cut ends. Whoever calls it calls leave.
func (d *door) arrive(addr netip.Addr, cut func()) *caller {
	c := &caller{addr: addr, cut: cut, turn: make(chan struct{}), gone: make(chan struct{})}
	d.mu.Lock()
	defer d.mu.Unlock()
	switch callers := d.callers[addr]; {
	case len(callers) >= max(d.total/16, d.perAddress):
		d.evict(callers)
	case d.count >= d.total:
		d.evict(d.crowd())
	}
	d.callers[addr] = append(d.callers[addr], c)
	d.count++
	d.queue = append(d.queue, c)
	d.next()
	return c
}

// next gives turns to those who wait, as far as there are any to give.
func (d *door) next() {
	d.queue = slices.DeleteFunc(d.queue, func(c *caller) bool {
		if d.shaking >= d.atOnce || d.begun(c.addr) >= d.perAddress {
			return false
		}
		c.begun = true
		d.shaking++
		close(c.turn)
		return true
	})
}

// begun counts the connections of an address that have their turn.
func (d *door) begun(addr netip.Addr) (n int) {
	for _, c := range d.callers[addr] {
		if c.begun {
			n++
		}
	}
	return n
}

// crowd is the connections of the address with the most.
func (d *door) crowd() (crowd []*caller) {
	for _, callers := range d.callers {
		if len(callers) > len(crowd) {
			crowd = callers
		}
	}
	return crowd
}

// evict cuts the longest-standing of some connections.
func (d *door) evict(callers []*caller) {
	if len(callers) > 0 {
		callers[0].cut()
		d.remove(callers[0])
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
	callers := d.callers[c.addr]
	i := slices.Index(callers, c)
	if i < 0 {
		return
	}
	close(c.gone)
	d.count--
	if callers = slices.Delete(callers, i, i+1); len(callers) == 0 {
		delete(d.callers, c.addr)
	} else {
		d.callers[c.addr] = callers
	}
	if c.begun {
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
