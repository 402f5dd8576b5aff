package discover

import (
	"context"
	"io"
	"log"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/mdns"

	"landline/netcore/chat"
)

// quiet swallows the library's log: it writes lines for every malformed packet,
// which anybody on the network can send.
var quiet = log.New(io.Discard, "", 0)

// listing is what one mDNS answer, or several, said.
type listing struct {
	seen []sighting
	gone []key
}

// mdnsWay finds and tells by mDNS. hashicorp/mdns asks one question or answers
// them; everything else that RFC 6762 wants of a neighbour is done here.
type mdnsWay struct {
	*Service
	by    instance
	heard chan listing

	mu      sync.Mutex
	cards   []Interface
	failing map[earKey]bool // where asking failed the last time
	changed chan struct{}   // the cards did
	asks    chan struct{}   // a question is wanted now
}

func newMDNSWay(s *Service, by instance, cards []Interface) *mdnsWay {
	return &mdnsWay{
		Service: s, by: by, cards: cards,
		heard: make(chan listing), failing: make(map[earKey]bool),
		changed: make(chan struct{}, 1), asks: make(chan struct{}, 1),
	}
}

// heardOrNil is a channel that never delivers where the way is off.
func (m *mdnsWay) heardOrNil() <-chan listing {
	if m == nil {
		return nil
	}
	return m.heard
}

// moved tells that the interfaces are others now.
func (m *mdnsWay) moved(cards []Interface) {
	m.mu.Lock()
	m.cards = cards
	clear(m.failing)
	m.mu.Unlock()
	for _, c := range []chan struct{}{m.changed, m.asks} {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// usable lists the cards that mDNS can work on.
func (m *mdnsWay) usable() (cards, all []Interface) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range m.cards {
		if c.asksMDNS() {
			cards = append(cards, c)
		}
	}
	return cards, m.cards
}

// virtual tells whether the card belongs to a hypervisor on Windows, where one
// more card can cost the replies of the real ones.
func virtual(c Interface) bool {
	return runtime.GOOS == "windows" && (strings.HasPrefix(c.Name, "vEthernet") || strings.Contains(c.Name, "VMnet"))
}

// run asks and answers until ctx ends.
func (m *mdnsWay) run(ctx context.Context) {
	var parts sync.WaitGroup
	defer parts.Wait()
	parts.Go(func() { m.ask(ctx) })
	parts.Go(func() { m.overhear(ctx) })
	m.answer(ctx)
}

// hand passes on what was heard.
func (m *mdnsWay) hand(ctx context.Context, heard listing) {
	if len(heard.seen)+len(heard.gone) == 0 {
		return
	}
	select {
	case m.heard <- heard:
	case <-ctx.Done():
	}
}

// The time that each question waits for answers. The library hands entries out
// while it still writes them, so they can be read only when it returns: the
// first questions are short, for a quick start.
var patience = []time.Duration{250 * time.Millisecond, 500 * time.Millisecond}

// ask puts the question on every card by every family of addresses: twice in
// quick succession at the start and after a change, then every interval.
func (m *mdnsWay) ask(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for round := 0; ; round++ {
		select {
		case <-ctx.Done():
			return
		case <-m.asks:
			round = 0
		case <-timer.C:
		}
		began := time.Now()
		m.askAll(ctx, patience[min(round, len(patience)-1)])
		if round == 0 {
			timer.Reset(0)
		} else {
			timer.Reset(time.Until(began.Add(interval)))
		}
	}
}

// askAll asks on all cards at once. One question for each family and card,
// because the library gives up both families when one fails.
func (m *mdnsWay) askAll(ctx context.Context, wait time.Duration) {
	var questions sync.WaitGroup
	defer questions.Wait()
	cards, all := m.usable()
	local := networks(all)
	for _, c := range cards {
		if c.has4() {
			questions.Go(func() { m.hand(ctx, m.query(ctx, c, local, true, wait)) })
		}
		if c.has6() {
			questions.Go(func() { m.hand(ctx, m.query(ctx, c, local, false, wait)) })
		}
	}
}

// maxEntries bounds what one question may bring.
const maxEntries = 256

func (m *mdnsWay) query(ctx context.Context, c Interface, local []netip.Prefix, four bool, wait time.Duration) (heard listing) {
	entries := make(chan *mdns.ServiceEntry, maxEntries) // what does not fit is dropped by the library
	if err := joinable(four); err != nil {
		m.asked(c, four, err)
		return heard
	}
	err := mdns.QueryContext(ctx, &mdns.QueryParam{
		Service: service, Domain: "local", Timeout: wait, Interface: c.card(), Entries: entries,
		DisableIPv4: !four, DisableIPv6: four, Logger: quiet,
	})
	m.asked(c, four, err)
	for len(entries) > 0 {
		if s, ok := m.sighting(<-entries, c, local); ok {
			if !overhears { // there is nothing else to count
				m.tally.heard(MDNS, c.Index, c.Name, s.addrs[0], time.Now())
			}
			heard.seen = append(heard.seen, s)
		}
	}
	return heard
}

// joinable tries what the library does first: it joins the group on whatever
// card the system picks, which for IPv4 needs a default route, and where that
// fails it leaves another socket open for the garbage collector.
func joinable(four bool) error {
	network, group := "udp6", group6
	if four {
		network, group = "udp4", group4
	}
	c, err := net.ListenMulticastUDP(network, nil, group)
	if err != nil {
		return err
	}
	return c.Close()
}

// asked reports the first of several failures in a row. Where one family cannot
// ask, the other and presence go on.
func (m *mdnsWay) asked(c Interface, four bool, err error) {
	k := earKey{c.Index, c.Name, four}
	var question sending
	question.note(err)
	m.tally.sent(MDNS, c, four, question)
	m.mu.Lock()
	again := m.failing[k]
	if err != nil {
		m.failing[k] = true
	} else {
		delete(m.failing, k)
	}
	m.mu.Unlock()
	if err != nil && !again {
		m.cfg.Log.Debug("discover: asking by mDNS", "interface", c.Name, "ipv4", four, "error", err)
	}
}

// sighting filters what a question brought: the library hands out every
// service that anybody answers for meanwhile.
func (m *mdnsWay) sighting(e *mdns.ServiceEntry, c Interface, local []netip.Prefix) (sighting, bool) {
	instance, ok := strings.CutSuffix(strings.ToLower(e.Name), "."+serviceName)
	r, err := parseTXT(e.InfoFields)
	if !ok || err != nil || instance != label(r.room, r.by) || e.Port < 1 || e.Port > 65535 {
		return sighting{}, false
	}
	return m.believe(r, uint16(e.Port), c, local)
}

// believe makes a sighting of a record, with the addresses that may be dialled.
func (m *mdnsWay) believe(r record, port uint16, c Interface, local []netip.Prefix) (sighting, bool) {
	s := sighting{
		key: key{r.host, r.room}, via: MDNS, by: r.by,
		name: r.name, hostName: r.hostName, people: r.people, locked: r.locked, port: port,
	}
	for _, a := range r.addrs {
		if a.Is6() && a.IsLinkLocalUnicast() {
			a = a.WithZone(c.Name)
		}
		if believable(a, c, local) && !slices.Contains(s.addrs, a) {
			s.addrs = append(s.addrs, a)
		}
	}
	return s, r.by != m.by && len(s.addrs) > 0
}

// responder is one library server: one room on one card.
type responder struct {
	room  chat.RoomID
	on    place
	close func()
}

// place is a card with the families it has: the library joins both groups when
// a server starts, and never tries again the one that failed.
type place struct {
	index     int
	name      string
	four, six bool
}

func placeOf(c Interface) place { return place{c.Index, c.Name, c.has4(), c.has6()} }

func startResponder(z *zone, room chat.RoomID, c Interface) (responder, error) {
	server, err := mdns.NewServer(&mdns.Config{Zone: z, Iface: c.card(), Logger: quiet})
	if err != nil {
		return responder{}, err
	}
	return responder{room: room, on: placeOf(c), close: func() { _ = server.Shutdown() }}, nil
}

var (
	group4 = &net.UDPAddr{IP: net.IPv4(224, 0, 0, 251), Port: 5353}
	group6 = &net.UDPAddr{IP: net.ParseIP("ff02::fb"), Port: 5353}
)
