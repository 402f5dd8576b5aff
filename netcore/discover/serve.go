package discover

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"
)

const (
	tick       = 500 * time.Millisecond // how often what is due is looked for
	watchEvery = 2 * time.Second        // how often the interfaces are listed
	helloAgain = time.Second            // the first question may be lost
)

// arrival is a beacon that a reader let in.
type arrival struct {
	beacon
	from netip.Addr
}

// loop is one run of Serve. Its fields belong to the goroutine of run, except
// the channels.
type loop struct {
	*Service
	by      instance
	table   *table
	streams streams
	cards   []Interface

	elsewhere elsewhere

	radio   radio // nil while the port cannot be bound
	warned  bool
	seq     uint64
	nextAt  time.Time // when the next beacon is due
	helloAt time.Time // when to ask once more; zero for not at all

	told, answered bucket // beacons out of turn: for news of our own, for newcomers

	probes *prober
	mdns   *mdnsWay // nil where that way is off

	arrivals chan arrival
	readers  sync.WaitGroup // those of radio
}

func (s *Service) newLoop(cards []Interface) *loop {
	l := &loop{
		Service: s, by: newInstance(s.cfg.Place), table: newTable(), streams: make(streams), cards: cards,
		elsewhere: newElsewhere(),
		// A burst beyond this is dropped, as the network itself may do.
		arrivals: make(chan arrival, 64),
	}
	l.probes = newProber(!s.cfg.NoDistance)
	if s.cfg.Ways&MDNS != 0 {
		l.mdns = newMDNSWay(s, l.by, cards)
	}
	return l
}

// run does the work of Serve.
func (l *loop) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	var around sync.WaitGroup
	defer around.Wait()
	defer cancel()
	if l.mdns != nil {
		around.Go(func() { l.mdns.run(ctx) })
	}
	defer l.probes.wait()
	defer l.closeRadio()
	l.takeGone() // told in an earlier run, or never announced in this one
	l.table.locate(networks(l.cards), time.Now())
	l.tune()
	l.tell(time.Now(), true)
	l.helloAt = time.Now().Add(helloAgain)
	l.events(ctx)
	l.goodbye()
}

func (l *loop) events(ctx context.Context) {
	ticks := time.NewTicker(tick)
	defer ticks.Stop()
	watch := time.NewTicker(watchEvery)
	defer watch.Stop()
	beat := time.NewTimer(0)
	defer beat.Stop()
	for {
		beat.Reset(time.Until(l.nextAt))
		select {
		case <-ctx.Done():
			return
		case a := <-l.arrivals:
			l.hear(a, time.Now())
		case heard := <-l.mdns.heardOrNil():
			l.hearMDNS(heard, time.Now())
		case m := <-l.probes.results:
			l.probes.ended()
			l.report(l.table.measured(m, time.Now()))
		case <-l.kick:
			l.sooner(&l.told, time.Now())
		case <-beat.C:
			l.tell(time.Now(), false)
		case <-watch.C:
			l.watch(time.Now())
		case <-ticks.C:
			l.report(l.table.expire(time.Now()))
		}
		l.probes.start(ctx, l.table, time.Now())
	}
}

// hear takes in a beacon, from this network only: broadcast does not come from
// anywhere else, and unicast might. A program not heard before is answered at once: it
// has everything to learn, and cannot wait for the next round.
func (l *loop) hear(a arrival, now time.Time) {
	if a.by == l.by || !a.from.IsLoopback() && !believable(a.from, Interface{}, l.table.local) {
		return
	}
	fresh, newcomer := l.streams.take(streamKey{a.host, a.by}, a.seq, now)
	if !fresh {
		return
	}
	l.notice(a, now)
	var changes []Change
	for _, id := range a.gone {
		changes = append(changes, l.table.bye(key{a.host, id}, a.by, a.seq, now)...)
	}
	for _, h := range a.rooms {
		changes = append(changes, l.table.see(sighting{
			key: key{a.host, h.Room}, via: Presence, by: a.by, seq: a.seq,
			name: h.Name, hostName: h.HostName, people: h.People, locked: h.Locked, port: h.Port,
			addrs: []netip.Addr{a.from},
		}, now)...)
	}
	l.report(changes)
	if newcomer || a.hello {
		l.sooner(&l.answered, now)
	}
}

func (l *loop) hearMDNS(heard listing, now time.Time) {
	var changes []Change
	for _, k := range heard.gone {
		changes = append(changes, l.table.unlist(k, now)...)
	}
	for _, s := range heard.seen {
		changes = append(changes, l.table.see(s, now)...)
	}
	l.report(changes)
}

// report hands changes out, after the snapshot that Rooms returns.
func (l *loop) report(changes []Change) {
	if len(changes) == 0 {
		return
	}
	rooms := l.table.rooms()
	l.mu.Lock()
	l.found = rooms
	l.mu.Unlock()
	l.probes.note(changes)
	l.cfg.Changed(changes)
}

// sooner moves the next beacon to now, or to when the rate allows one. News of
// our own and answers have a rate each, so no flood of questions holds up news.
func (l *loop) sooner(b *bucket, now time.Time) {
	at := now
	if !b.take(tellRate, now) {
		at = now.Add(b.wait(tellRate, now))
	}
	if at.Before(l.nextAt) {
		l.nextAt = at
	}
}

// watch looks whether the interfaces changed; whoever is on a new network has
// to be told and asked.
func (l *loop) watch(now time.Time) {
	hello := !l.helloAt.IsZero() && !now.Before(l.helloAt)
	if hello {
		l.helloAt = time.Time{}
	}
	cards, err := l.cfg.Interfaces()
	if err != nil {
		l.cfg.Log.Debug("discover: listing interfaces", "error", err)
		return
	}
	if !slices.EqualFunc(cards, l.cards, Interface.equal) {
		l.cards, hello = cards, true
		l.helloAt = now.Add(helloAgain)
		l.report(l.table.locate(networks(cards), now))
		if l.mdns != nil {
			l.mdns.moved(cards)
		}
		l.tally.moved(l.cfg.Ways, cards, now)
	}
	l.tune()
	if hello {
		l.tell(now, true)
	}
}
