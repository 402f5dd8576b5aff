package app

import (
	"cmp"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"time"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore"
	"landline/netcore/chat"
)

// reachTime is how long the host of a room may take to dial back and say what
// came of it.
const reachTime = 10 * time.Second

// askReach has the host of a room dial this computer. Of a room that this window
// hosts somebody in it knows already: who is connected has reached it. While an
// answer is awaited it does nothing.
func (d *Desk) askReach(room vm.Key, port int) {
	s := d.seat(room)
	switch {
	case s == nil:
	case s.dialer == nil:
		d.feed.put(reachedBy(s.hosting.Load(), vm.Reached{Room: room, Port: port}))
	case port < 1 || port > 65535:
		d.feed.put(vm.Reached{Room: room, Port: port, Trouble: vm.Trouble{Kind: vm.PortOutOfRange, Target: strconv.Itoa(port)}})
	default:
		d.askHost(s, uint16(port))
	}
}

// askHost asks the host of a room that somebody else keeps, and tells the window
// what became of it.
func (d *Desk) askHost(s *seat, port uint16) {
	answer := make(chan chat.Reached, 1)
	if !s.reaching.CompareAndSwap(nil, &answer) {
		return
	}
	reached := vm.Reached{Room: s.key, Port: int(port)}
	if err := s.session.reach(port); err != nil {
		s.reaching.Store(nil)
		reached.Trouble = unasked(err, s.name())
		d.feed.put(reached)
		return
	}
	d.runs.Go(func() {
		defer s.reaching.Store(nil)
		late := time.NewTimer(reachTime)
		defer late.Stop()
		select {
		case e := <-answer:
			d.feed.push(d.dialledBack(s, reached, e))
		case <-late.C:
			reached.Trouble = unasked(netcore.ErrClosed, s.name())
			d.feed.push(reached)
		case <-d.ctx.Done():
		}
	})
}

// answered takes in what a host tells of its attempt. The session's goroutine
// calls it.
func (s *seat) answered(e chat.Reached) {
	if answer := s.reaching.Load(); answer != nil {
		select {
		case *answer <- e:
		default:
		}
	}
}

// unasked is why the host of a room could not be asked.
func unasked(err error, room string) vm.Trouble {
	t := vm.Trouble{Kind: vm.OtherTrouble, Target: room}
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		t.Detail = words.T("The host of “%s” has an older Landline, which cannot dial back.", room)
	case errors.Is(err, netcore.ErrBusy):
		t.Detail = words.T("The host of “%s” dials others at this moment. Ask again in ten seconds.", room)
	default:
		t.Detail = words.T("The host of “%s” cannot be asked now: you are not connected to the room.", room)
	}
	return t
}

// dialledBack puts what a host tells of its attempt into the window's words.
func (d *Desk) dialledBack(s *seat, r vm.Reached, e chat.Reached) vm.Reached {
	at := net.JoinHostPort(e.Address, strconv.Itoa(r.Port))
	switch e.Outcome {
	case chat.AskLater:
		r.Trouble = unasked(netcore.ErrBusy, s.name())
		return r
	case chat.SameComputer:
		r.Trouble = vm.Trouble{Kind: vm.OtherTrouble, Target: s.name(),
			Detail: words.T("“%s” is hosted on this very computer. Ask in a room on another one.", s.name())}
		return r
	}
	if _, host, ok := s.session.socket(); ok {
		r.By = d.nameOf(host)
	}
	r.By, r.From = cmp.Or(r.By, s.name()), at
	switch e.Outcome {
	case chat.DialledBack:
		r.OK = true
	case chat.NobodyThere:
		r.Trouble = vm.Trouble{Kind: vm.NobodyListens, Target: at, Port: r.Port}
	case chat.NoAnswer:
		r.Trouble = vm.Trouble{Kind: vm.NoAnswer, Target: at, Port: r.Port}
	case chat.NoWay:
		r.Trouble = vm.Trouble{Kind: vm.Unreachable, Target: at, Port: r.Port}
	default:
		r.Trouble = vm.Trouble{Kind: vm.Lost, Target: at, Port: r.Port}
	}
	return r
}

// reachedBy tells who has reached a room that this window hosts; h is nil while it
// is not open.
func reachedBy(h *hosting, r vm.Reached) vm.Reached {
	r.Trouble.Kind = vm.OtherTrouble
	switch {
	case h == nil:
		r.Trouble.Detail = words.T("The room is not open, so that nobody can reach it.")
		return r
	case r.Port != h.port():
		r.Trouble.Detail = words.T("Members of a room that you host can tell about its own port only, which is %d.", h.port())
		return r
	}
	for _, seat := range h.host.Seats() {
		if at, ok := fromOutside(seat.Socket); ok {
			return vm.Reached{Room: r.Room, Port: r.Port, By: seat.Member.Name, From: at.String(), OK: true}
		}
	}
	r.Trouble.Detail = words.T("Nobody from another computer is in the room now, so that nobody can tell.")
	return r
}

// fromOutside is the address of this computer at which another one is connected.
func fromOutside(s netcore.Socket) (at netip.AddrPort, ok bool) {
	local, err := netip.ParseAddrPort(s.Local.String())
	remote, err2 := netip.ParseAddrPort(s.Remote.String())
	if err != nil || err2 != nil || remote.Addr().Unmap().IsLoopback() || remote.Addr().Unmap() == local.Addr().Unmap() {
		return at, false
	}
	return netip.AddrPortFrom(local.Addr().Unmap(), local.Port()), true
}
