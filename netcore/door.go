package netcore

import (
	"net"
	"net/netip"
	"sync"
)

// door bounds the connections of which nobody knows yet who they are: all
// together, and those of one address that may shake hands at the same time.
// Others of that address wait for their turn. Where the door is full, the
// longest-standing connection of the address with the most of them is cut, so
// that one peer cannot keep the others out.
type door struct {
	total, perAddress int

	mu      sync.Mutex
	callers map[netip.Addr][]*caller // in order of arrival; the first perAddress have their turn
	count   int
}

// caller is one connection at the door.
type caller struct {
	addr netip.Addr
	cut  func()
	turn chan struct{} // closed when it may shake hands
	gone chan struct{} // closed when it was cut or has left
}

func newDoor(total, perAddress int) *door {
	return &door{total: total, perAddress: perAddress, callers: make(map[netip.Addr][]*caller)}
}

// arrive adds a connection, which cut ends. Whoever calls it calls leave.
func (d *door) arrive(addr netip.Addr, cut func()) *caller {
	c := &caller{addr: addr, cut: cut, turn: make(chan struct{}), gone: make(chan struct{})}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.count >= d.total {
		d.evict()
	}
	d.callers[addr] = append(d.callers[addr], c)
	d.count++
	if len(d.callers[addr]) <= d.perAddress {
		close(c.turn)
	}
	return c
}

// evict cuts one connection of the address with the most.
func (d *door) evict() {
	var crowd []*caller
	for _, callers := range d.callers {
		if len(callers) > len(crowd) {
			crowd = callers
		}
	}
	if len(crowd) > 0 {
		crowd[0].cut()
		d.remove(crowd[0])
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
	for i, other := range callers {
		if other != c {
			continue
		}
		close(c.gone)
		d.count--
		callers = append(callers[:i:i], callers[i+1:]...)
		if len(callers) == 0 {
			delete(d.callers, c.addr)
			return
		}
		d.callers[c.addr] = callers
		if i < d.perAddress && len(callers) >= d.perAddress {
			close(callers[d.perAddress-1].turn)
		}
		return
	}
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
