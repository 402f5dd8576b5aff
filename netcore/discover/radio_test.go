package discover

import (
	"bytes"
	"errors"
	"io"
	"net/netip"
	"sync"
)

// air is a LAN in memory: what one radio sends all others hear.
type air struct {
	mu      sync.Mutex
	radios  map[*memRadio]bool
	packets [][]byte // everything sent so far
	silent  bool     // nothing arrives any more
	busy    int      // how often the port is still taken
}

var errBusy = errors.New("address already in use")

// radio makes what a Service's openRadio wants, for the machine at addr.
func (a *air) radio(addr string) func(uint16) (radio, error) {
	return func(uint16) (radio, error) {
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.busy > 0 {
			a.busy--
			return nil, errBusy
		}
		r := &memRadio{air: a, addr: netip.MustParseAddr(addr), in: make(chan packet, 256), closed: make(chan struct{})}
		if a.radios == nil {
			a.radios = make(map[*memRadio]bool)
		}
		a.radios[r] = true
		return r, nil
	}
}

// send puts a packet on the air as if it came from addr.
func (a *air) send(p []byte, from netip.Addr) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.packets = append(a.packets, p)
	for r := range a.radios {
		if a.silent {
			continue
		}
		select {
		case r.in <- packet{bytes.Clone(p), from}:
		default:
		}
	}
}

func (a *air) silence(on bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.silent = on
}

// sent lists every packet so far.
func (a *air) sent() [][]byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.packets
}

type packet struct {
	bytes []byte
	from  netip.Addr
}

// memRadio hears itself, as a real one does.
type memRadio struct {
	air    *air
	addr   netip.Addr
	in     chan packet
	closed chan struct{}
}

func (r *memRadio) readers() []reader {
	return []reader{func(b []byte) (int, netip.Addr, error) {
		select {
		case p := <-r.in:
			return copy(b, p.bytes), p.from, nil
		case <-r.closed:
			return 0, netip.Addr{}, io.EOF
		}
	}}
}

func (r *memRadio) tune([]Interface) {}

func (r *memRadio) send(_ Interface, seal func(bool) [][]byte) (four, six sending) {
	for _, p := range seal(true) {
		r.air.send(p, r.addr)
		four.note(nil)
	}
	return four, six
}

func (r *memRadio) local() []netip.AddrPort { return nil }

func (r *memRadio) close() {
	r.air.mu.Lock()
	defer r.air.mu.Unlock()
	delete(r.air.radios, r)
	close(r.closed)
}
