package app

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"time"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore"
	"landline/netcore/discover"
)

// look puts together what the system says of its interfaces and what went over
// them.
func look(traffic discover.Traffic, now time.Time) (cards []vm.Interface, listening time.Duration, socket string) {
	if !traffic.Since.IsZero() {
		listening = now.Sub(traffic.Since)
	}
	if traffic.Fault != nil {
		socket = innermost(traffic.Fault)
	}
	all, err := net.Interfaces()
	if err != nil {
		all = nil // then those that discovery knows
	}
	for _, c := range all {
		i := slices.IndexFunc(traffic.Cards, func(t discover.Card) bool { return t.Index == c.Index && t.Name == c.Name })
		if i >= 0 {
			cards = append(cards, cardOf(traffic.Cards[i], true))
			continue
		}
		idle := discover.Card{Interface: discover.Interface{Index: c.Index, Name: c.Name, Flags: c.Flags}}
		addrs, err := c.Addrs()
		if err != nil {
			continue // it went away meanwhile
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				idle.Addrs = append(idle.Addrs, p)
			}
		}
		cards = append(cards, cardOf(idle, !traffic.Since.IsZero()))
	}
	slices.SortStableFunc(cards, func(a, b vm.Interface) int { return rank(a) - rank(b) })
	return cards, listening, socket
}

// elsewhere counts the rooms that another computer keeps: those of this one say
// nothing of the network.
func elsewhere(rooms []discover.Room, traffic discover.Traffic) (n int) {
	ours := func(a netip.AddrPort) bool {
		return a.Addr().IsLoopback() || slices.ContainsFunc(traffic.Cards, func(c discover.Card) bool {
			return slices.ContainsFunc(c.Addrs, func(p netip.Prefix) bool { return p.Addr() == a.Addr().WithZone("") })
		})
	}
	for _, r := range rooms {
		if slices.ContainsFunc(r.Addrs, func(a netip.AddrPort) bool { return !ours(a) }) {
			n++
		}
	}
	return n
}

// rank sets the interfaces that matter first.
func rank(c vm.Interface) int {
	switch {
	case !c.Up:
		return 3
	case c.Loopback:
		return 2
	case c.Virtual:
		return 1
	}
	return 0
}

// cardOf is an interface with its counts. Looking tells whether rooms are looked
// for at all.
func cardOf(t discover.Card, looking bool) vm.Interface {
	const running = net.FlagUp | net.FlagRunning
	c := vm.Interface{
		Name: t.Name, Up: t.Flags&running == running, Loopback: t.Flags&net.FlagLoopback != 0,
		Kind: adapterOf(runtime.GOOS, t.Name, t.Flags, wirelessCard(t.Name)),
		MDNS: radioOf(t.MDNS), Presence: radioOf(t.Presence),
	}
	c.Virtual = c.Kind.Virtual()
	c.Used = c.MDNS.Used || c.Presence.Used
	for _, a := range t.Addrs {
		c.Addresses = append(c.Addresses, a.String())
	}
	for _, count := range []discover.Count{t.Presence, t.MDNS} {
		if count.Foreign.IsValid() {
			c.Foreign = count.Foreign.String()
		}
	}
	switch {
	case c.Used:
	case t.Flags&net.FlagUp == 0:
		c.Why = words.T("It is switched off.")
	case !c.Up:
		c.Why = words.T("No cable and no network is connected to it.")
	case !looking:
		c.Why = words.T("Rooms are not looked for at this moment.")
	case len(t.Addrs) == 0:
		c.Why = words.T("It has no address.")
	default:
		c.Why = words.T("It carries neither broadcast nor multicast.")
	}
	return c
}

func radioOf(c discover.Count) vm.Radio {
	r := vm.Radio{Used: c.Used, Sent: c.Sent, Heard: c.Heard(), Own: c.Own, Last: c.Last}
	if c.Fault != nil {
		r.Fault = innermost(c.Fault)
	}
	return r
}

// innermost is the system's own words in an error; of several, those of the
// first.
func innermost(err error) string {
	for next := err; next != nil; {
		err = next
		next = errors.Unwrap(err)
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			next = several.Unwrap()[0]
		}
	}
	return err.Error()
}

// probe tries a typed address in single steps. Known is the key that this
// profile knows for it, zero for none.
func (p *profile) probe(ctx context.Context, typed string) vm.Probed {
	result := vm.Probed{Target: typed}
	target, err := netcore.ParseTarget(typed)
	if i, link := netcore.ParseInvitation(typed); netcore.IsInvitation(typed) {
		target, err = i.Target, link
	}
	if err != nil {
		result.Trouble = troubleOf(err, typed)
		return result
	}
	result.Target = target.String()
	pin, _, err := p.known.Lookup((&dialer{target: target}).knownAs())
	if err != nil {
		result.Trouble = troubleOf(err, typed)
		return result
	}
	probed := netcore.Probe(ctx, target, netcore.ClientConfig{Identity: p.identity, Pin: pin})
	result.Steps = stepsOf(probed)
	best, ok := probed.Best()
	switch {
	case probed.Err != nil:
		result.Trouble = troubleOf(probed.Err, target.String())
	case ok:
		result.Took = best.TCP
		result.Trouble = troubleOf(best.Err, best.Addr.String())
	}
	return result
}

// stepsOf tells a probe step by step.
func stepsOf(p netcore.Probed) (steps []vm.ProbeStep) {
	if p.Resolve > 0 || p.Err != nil {
		step := vm.ProbeStep{Kind: vm.Lookup, At: p.Target.Host, Took: p.Resolve, Trouble: troubleOf(p.Err, p.Target.String())}
		for _, a := range p.Attempts {
			step.Found = append(step.Found, a.Addr.Addr().String())
		}
		steps = append(steps, step)
	}
	for _, a := range p.Attempts {
		at, failed := a.Addr.String(), troubleOf(a.Err, a.Addr.String())
		connect := vm.ProbeStep{Kind: vm.Connect, At: at, Took: a.TCP}
		if a.TCP == 0 {
			connect.Trouble = failed
			steps = append(steps, connect)
			continue
		}
		hello := vm.ProbeStep{Kind: vm.Hello, At: at, Took: a.TLS, Trouble: failed}
		if a.Err == nil {
			hello.Key = a.Host
		}
		steps = append(steps, connect, hello)
	}
	return steps
}
