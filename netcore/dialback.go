package netcore

import (
	"context"
	"fmt"
	"maps"
	"net/netip"
	"time"

	"landline/netcore/chat"
	"landline/netcore/wire"
)

// What a host does for members who want to know whether others reach them.
const (
	dialBacks     = 2                // at a time
	dialBackTime  = 3 * time.Second  // for one
	dialBackPause = 10 * time.Second // at least, between two for one person or address
)

// dialBack is one attempt to reach a member.
type dialBack struct {
	to   *peer
	addr netip.AddrPort
}

// reach has a member dialled back, at the address that they come from and the
// port that they ask for, or tells at once why not.
func (h *Host) reach(p *peer, f wire.Reach) error {
	if f.Port == 0 {
		return fmt.Errorf("%w: there is no port 0 to dial", ErrProtocol)
	}
	p.steady()
	h.mu.Lock()
	defer h.mu.Unlock()
	from, ok := p.comesFrom()
	switch {
	case p.away:
	case !ok:
		p.push(wire.Append(nil, wire.Reached{Port: f.Port, Outcome: uint64(chat.SameComputer)}))
	case p.person.dialling || time.Since(p.person.dialled) < dialBackPause || time.Now().Before(h.spared[from]):
		p.answerReach(netip.AddrPortFrom(from, f.Port), chat.AskLater)
	default:
		d := dialBack{to: p, addr: netip.AddrPortFrom(from, f.Port)}
		select {
		case h.reaches <- d:
			p.person.dialling = true
			h.spare(from, dialBackTime+dialBackPause) // who comes back is another person, at the same address
		default:
			p.answerReach(d.addr, chat.AskLater)
		}
	}
	return nil
}

// spare has nobody at an address dialled for a while. h.mu is held.
func (h *Host) spare(from netip.Addr, pause time.Duration) {
	now := time.Now()
	maps.DeleteFunc(h.spared, func(_ netip.Addr, until time.Time) bool { return !now.Before(until) })
	h.spared[from] = now.Add(pause)
}

// comesFrom is the address of a member on another computer.
func (p *peer) comesFrom() (from netip.Addr, ok bool) {
	remote, err := netip.ParseAddrPort(p.raw.RemoteAddr().String())
	if err != nil || remote.Addr().Unmap().IsLoopback() || addressOf(p.raw.RemoteAddr()) == addressOf(p.raw.LocalAddr()) {
		return from, false
	}
	return remote.Addr().Unmap(), true
}

// answerReach tells a member what came of it. h.mu is held.
func (p *peer) answerReach(addr netip.AddrPort, outcome chat.DialBack) {
	p.push(wire.Append(nil, wire.Reached{Port: addr.Port(), Outcome: uint64(outcome), Address: addr.Addr().WithZone("").String()}))
}

// dialMembers dials members back, one at a time, until ctx ends.
func (h *Host) dialMembers(ctx context.Context) {
	for {
		select {
		case d := <-h.reaches:
			outcome := h.tryMember(ctx, d.addr)
			h.mu.Lock()
			d.to.person.dialling, d.to.person.dialled = false, time.Now()
			h.spare(d.addr.Addr(), dialBackPause)
			d.to.answerReach(d.addr, outcome)
			h.mu.Unlock()
		case <-ctx.Done():
			return
		}
	}
}

// tryMember connects and does nothing else.
func (h *Host) tryMember(ctx context.Context, addr netip.AddrPort) chat.DialBack {
	ctx, cancel := context.WithTimeout(ctx, dialBackTime)
	defer cancel()
	connect := h.cfg.Connect
	if connect == nil {
		connect = connectTCP
	}
	conn, err := connect(ctx, addr)
	if err == nil {
		_ = conn.Close()
		return chat.DialledBack
	}
	switch faultOf(err) {
	case NobodyListens:
		return chat.NobodyThere
	case NoAnswer:
		return chat.NoAnswer
	case Unreachable:
		return chat.NoWay
	}
	return chat.DialFailed
}
