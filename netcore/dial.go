package netcore

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"landline/netcore/chat"
	"landline/netcore/identity"
)

// attemptDelay is how long an attempt may last before the next address is
// tried beside it (RFC 8305 section 5).
const attemptDelay = 250 * time.Millisecond

// maxAttempts bounds the addresses that are tried for one target.
const maxAttempts = 16

// attempt is what came of trying one address.
type attempt struct {
	conn *tls.Conn
	raw  *meter
	addr netip.AddrPort
	err  error
}

// reach tries every address until one has shaken hands with the right key.
// An attempt counts only then: an address that others claim for the host must
// not win against the host's own.
func reach(ctx context.Context, target Target, cfg ClientConfig) (*tls.Conn, *meter, error) {
	addrs, own, err := addressesFor(ctx, target, cfg.Addrs)
	if err != nil {
		return nil, nil, &DialError{Target: target, Fault: faultOf(err), Err: err}
	}
	race, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan attempt)
	running, next := 0, 0
	start := func() {
		addr := addrs[next]
		next++
		running++
		go func() { done <- try(race, addr, cfg) }()
	}
	var won *attempt
	var failed []attempt
	hurry := time.NewTicker(attemptDelay)
	defer hurry.Stop()
	start()
	for running > 0 {
		more := won == nil && next < len(addrs)
		select {
		case <-hurry.C:
			if more {
				start()
			}
		case a := <-done:
			running--
			switch {
			case a.err != nil:
				failed = append(failed, a)
				if more {
					start()
					hurry.Reset(attemptDelay)
				}
			case won == nil:
				won = &a
				stop()
			default:
				_ = a.raw.Close()
			}
		}
	}
	if won != nil {
		return won.conn, won.raw, nil
	}
	return nil, nil, worstOf(target, own, failed)
}

// try connects to one address and shakes hands.
func try(ctx context.Context, addr netip.AddrPort, cfg ClientConfig) attempt {
	connect := cfg.Connect
	if connect == nil {
		connect = connectTCP
	}
	conn, err := connect(ctx, addr)
	if err != nil {
		return attempt{addr: addr, err: err}
	}
	raw := newMeter(conn)
	secure, err := shakeHands(ctx, raw, cfg)
	if err != nil {
		_ = raw.Close()
		return attempt{addr: addr, err: err}
	}
	return attempt{conn: secure, raw: raw, addr: addr}
}

func connectTCP(ctx context.Context, addr netip.AddrPort) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr.String())
}

// addressesFor lists what to try: the known addresses, then the target's own,
// which are what its name resolves to.
func addressesFor(ctx context.Context, target Target, known []netip.AddrPort) (all, own []netip.AddrPort, err error) {
	if literal, err := netip.ParseAddr(target.Host); err == nil {
		own = append(own, netip.AddrPortFrom(literal, target.Port))
	} else if target.Host != "" {
		resolved, err := resolve(ctx, target.Host)
		if err != nil && len(known) == 0 {
			return nil, nil, err
		}
		for _, ip := range resolved {
			own = append(own, netip.AddrPortFrom(ip.Unmap(), target.Port))
		}
	}
	for _, a := range slices.Concat(known, own) {
		if !slices.Contains(all, a) && len(all) < maxAttempts {
			all = append(all, a)
		}
	}
	if len(all) == 0 {
		return nil, nil, fmt.Errorf("netcore: no address to dial for %q", target)
	}
	return all, own, nil
}

// resolve asks the system for the addresses of a name. Of localhost it asks nobody:
// that name means this computer (RFC 6761 section 6.3), also where the system would
// ask the network what it means.
func resolve(ctx context.Context, name string) ([]netip.Addr, error) {
	lower := strings.ToLower(strings.TrimSuffix(name, "."))
	if lower == "localhost" || strings.HasSuffix(lower, ".localhost") {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	}
	return net.DefaultResolver.LookupNetIP(ctx, "ip", name)
}

// telling orders the faults by how much they tell a person who tried several
// addresses at once, the most telling first.
var telling = []DialFault{KeyChanged, VersionMismatch, NotLandline, NobodyListens, Unreachable, NoAnswer}

// worstOf is the error of the attempt whose failure tells the most. Another key
// at an address that is only said to be the host's, and none of the target's
// own, tells nothing about the host: anybody can say so.
func worstOf(target Target, own []netip.AddrPort, failed []attempt) error {
	fault := func(a attempt) DialFault {
		f := faultOf(a.err)
		if f == KeyChanged && !slices.Contains(own, a.addr) {
			return NoAnswer
		}
		return f
	}
	rank := func(a attempt) int {
		if i := slices.Index(telling, fault(a)); i >= 0 {
			return i
		}
		return len(telling)
	}
	a := slices.MinFunc(failed, func(a, b attempt) int { return rank(a) - rank(b) })
	return &DialError{Target: target, Addr: a.addr, Fault: fault(a), Err: a.err}
}

// distrust is what ClientConfig.Trust said.
type distrust struct{ err error }

func (d *distrust) Error() string { return d.err.Error() }
func (d *distrust) Unwrap() error { return d.err }

// welcomeError names what went wrong between the handshake and the welcome.
func welcomeError(target Target, raw *meter, err error) error {
	var changed *identity.KeyChangedError
	var own *distrust
	refusal, refused := chat.AsRefusal(err)
	fault := faultOf(err)
	switch {
	case errors.As(err, &changed):
		fault = KeyChanged
	case errors.As(err, &own):
		return own.err
	case errors.Is(err, ErrProtocol), errors.Is(err, ErrUnproved):
		return fmt.Errorf("netcore: join: %w", err)
	case errors.Is(err, chat.VersionMismatch):
		fault = VersionMismatch
	case refused:
		return fmt.Errorf("netcore: join: %w", refusal)
	}
	addr, _ := netip.ParseAddrPort(raw.RemoteAddr().String())
	return &DialError{Target: target, Addr: addr, Fault: fault, Err: err}
}
