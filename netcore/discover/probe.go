package discover

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"
)

const (
	probeEvery   = 30 * time.Second // at most, for each room
	probeTimeout = 2 * time.Second
	probesAtOnce = 4 // rooms
	probeAddrs   = 4 // addresses of one room
	probeStagger = 100 * time.Millisecond
)

// measurement is how long one address took to answer.
type measurement struct {
	key    key
	addr   netip.Addr
	took   time.Duration
	missed []netip.Addr // those that had a start before it
}

// prober measures how far rooms are. Its methods belong to the loop.
type prober struct {
	on      bool
	due     map[key]time.Time // when to measure next; holds the rooms of the table
	running int
	group   sync.WaitGroup
	results chan measurement // an empty addr for no answer
}

func newProber(on bool) *prober {
	return &prober{on: on, due: make(map[key]time.Time), results: make(chan measurement, probesAtOnce)}
}

// note follows which rooms there are.
func (p *prober) note(changes []Change) {
	for _, c := range changes {
		k := key{c.Room.Host, c.Room.Room}
		switch c.Kind {
		case Found:
			p.due[k] = time.Time{}
		case Lost:
			delete(p.due, k)
		}
	}
}

// start begins what is due, as far as the number at once allows.
func (p *prober) start(ctx context.Context, t *table, now time.Time) {
	if !p.on || ctx.Err() != nil {
		return
	}
	for k, at := range p.due {
		r := t.rows[k]
		if p.running >= probesAtOnce {
			return
		}
		if r == nil || now.Before(at) {
			continue
		}
		p.due[k] = now.Add(probeEvery)
		p.running++
		addrs := r.shown.Addrs
		addrs = addrs[:min(len(addrs), probeAddrs)]
		p.group.Go(func() {
			m := nearest(ctx, addrs)
			m.key = k
			p.results <- m // never blocks: a slot for each that runs
		})
	}
}

// ended gives back the place of a measurement that was read from results.
func (p *prober) ended() { p.running-- }

// wait waits for what runs; the context of start must have ended.
func (p *prober) wait() { p.group.Wait() }

// nearest connects to one address after the other, without waiting long for
// any, and tells which answered first. The head start keeps an address that
// people can read ahead of an equally good one that they cannot.
func nearest(ctx context.Context, addrs []netip.AddrPort) measurement {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	answers := make(chan measurement, len(addrs))
	var dials sync.WaitGroup
	for i, a := range addrs {
		dials.Go(func() {
			start := time.NewTimer(time.Duration(i) * probeStagger)
			defer start.Stop()
			select {
			case <-ctx.Done():
				return
			case <-start.C:
			}
			began := time.Now()
			c, err := new(net.Dialer).DialContext(ctx, "tcp", a.String())
			if err != nil {
				return
			}
			took := max(time.Since(began), 1)
			m := measurement{addr: a.Addr(), took: took}
			for _, before := range addrs[:i] {
				m.missed = append(m.missed, before.Addr())
			}
			answers <- m
			cancel()
			_ = c.Close() // nothing was written that could be lost
		})
	}
	dials.Wait()
	close(answers)
	return <-answers
}
