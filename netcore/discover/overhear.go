package discover

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
)

// overhear listens for announcements and goodbyes, which the library does not:
// it takes a goodbye for a find. Its sockets are bound to the multicast group
// and so take no unicast from the machine's mDNS daemon; on a system that cannot
// do that it ends, and a room that left is noticed by presence or by its
// silence.
func (m *mdnsWay) overhear(ctx context.Context) {
	var reading sync.WaitGroup
	defer reading.Wait()
	ears := make(map[earKey]*net.UDPConn)
	defer func() {
		for _, c := range ears {
			_ = c.Close()
		}
	}()
	watch := time.NewTicker(watchEvery)
	defer watch.Stop()
	for {
		cards, _ := m.usable()
		for _, k := range opened(ears, cards) {
			c, err := listenGroup(k.card(cards).card(), k.four)
			if errors.Is(err, errors.ErrUnsupported) {
				return
			}
			if err != nil {
				m.cfg.Log.Debug("discover: listening for mDNS announcements", "interface", k.name, "ipv4", k.four, "error", err)
				continue // tried again at the next watch
			}
			ears[k] = c
			reading.Go(func() { m.listen(ctx, c, k) })
		}
		select {
		case <-ctx.Done():
			return
		case <-watch.C:
		}
	}
}

// earKey names a socket that overhears: one for each card and family.
type earKey struct {
	index int
	name  string
	four  bool
}

// card finds the card of an ear; the zero Interface where it is gone.
func (k earKey) card(cards []Interface) Interface {
	i := slices.IndexFunc(cards, func(c Interface) bool { return c.Index == k.index && c.Name == k.name })
	if i < 0 {
		return Interface{}
	}
	return cards[i]
}

// opened closes the ears of cards that are gone and lists those that are
// missing.
func opened(ears map[earKey]*net.UDPConn, cards []Interface) (missing []earKey) {
	wanted := make(map[earKey]bool)
	for _, c := range cards {
		if c.has4() {
			wanted[earKey{c.Index, c.Name, true}] = true
		}
		if c.has6() {
			wanted[earKey{c.Index, c.Name, false}] = true
		}
	}
	for k, c := range ears {
		if !wanted[k] {
			_ = c.Close()
			delete(ears, k)
		}
		delete(wanted, k)
	}
	return slices.Collect(maps.Keys(wanted))
}

// listen reads announcements until the socket is closed.
func (m *mdnsWay) listen(ctx context.Context, c *net.UDPConn, k earKey) {
	gate, packet := newGate(), make([]byte, 9000) // RFC 6762 section 17
	ours := []byte("\x09_landline\x04_tcp")
	for {
		n, from, err := readFrom(c, packet)
		if err != nil {
			return
		}
		m.tally.heard(MDNS, k.index, k.name, from, time.Now())
		// A label stands in a packet in plain bytes at least once, so the
		// network's other services cost no more than this search.
		if !bytes.Contains(packet[:n], ours) || !gate.pass(from, time.Now()) {
			continue
		}
		if heard, err := m.overheard(packet[:n], k); err == nil {
			m.hand(ctx, heard)
		}
	}
}

// overheard reads one announcement or goodbye.
func (m *mdnsWay) overheard(packet []byte, k earKey) (heard listing, err error) {
	var msg dns.Msg
	if err := msg.Unpack(packet); err != nil || !msg.Response || len(msg.Answer)+len(msg.Extra) > 64 {
		return heard, errNotRoom
	}
	ports, texts := make(map[string]uint16), make(map[string]*dns.TXT)
	for _, rr := range slices.Concat(msg.Answer, msg.Extra) {
		name, ok := strings.CutSuffix(strings.ToLower(rr.Header().Name), "."+serviceName)
		switch rr := rr.(type) {
		case *dns.SRV:
			if ok {
				ports[name] = rr.Port
			}
		case *dns.TXT:
			if ok {
				texts[name] = rr
			}
		}
	}
	_, all := m.usable()
	card := k.card(all)
	for name, txt := range texts {
		r, err := parseTXT(txt.Txt)
		if err != nil || name != label(r.room, r.by) || r.by == m.by {
			continue
		}
		if txt.Hdr.Ttl == 0 {
			heard.gone = append(heard.gone, key{r.host, r.room})
			continue
		}
		if s, ok := m.believe(r, ports[name], card, networks(all)); ok && s.port != 0 {
			heard.seen = append(heard.seen, s)
		}
	}
	return heard, nil
}
