package app

import (
	"cmp"
	"context"
	"fmt"
	"sync"

	"landline/app/vm"
	"landline/netcore/chat"
)

// join carries out `landline join`.
func (s *shell) join(ctx context.Context, c joinCommand) int {
	p, name, code := s.open(c.As)
	if code != exitDone {
		return code
	}
	defer p.close()
	var around sync.WaitGroup
	defer around.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.out.out.lost, cancel)()

	d := &dialer{profile: p, program: s.program(), as: func() string { return name }, history: c.History, anew: wholeHistory}
	if code := s.aim(ctx, d, c.Target, &around); code != exitDone {
		return code
	}
	again := uint64(0)
	if c.Replay {
		again = c.History
	}
	t := newTalk(s.out, s.sit(p, d.knownAs()), again, seatConfig{
		dial: d.dial, giveUp: c.GiveUp, room: d.room, follows: true,
		trouble: func(err error) vm.Trouble { return troubleOf(err, c.Target) },
	})
	defer t.close()
	d.whenSighted(t.session.dialNow)
	err := t.run(ctx, readLines(ctx, s.Stdin), true)
	return s.left(t, err, c.Target)
}

// sit takes a place whose lines are printed. It is given up when everything was
// printed. Where it cannot be had, the program goes on without.
func (s *shell) sit(p *profile, name string) *place {
	at, err := p.sit(name, true)
	s.places = append(s.places, at)
	if err != nil {
		s.out.sayf("%s", unkept(err))
	}
	return at
}

// left says how a stay went, and returns its exit code.
func (s *shell) left(t *talk, err error, target string) int {
	unsaid := t.unsaid()
	switch {
	case s.out.out.broken() != nil:
		return exitFailed // and close says why
	case err != nil:
		if unsaid > 0 {
			s.out.sayf("Lines that were not said: %d.", unsaid)
		}
		return s.out.end(err, target)
	case unsaid == 1:
		return s.out.fail(exitUnreachable, "1 line was not said: the room has not answered for it.")
	case unsaid > 1:
		return s.out.fail(exitUnreachable, fmt.Sprintf("%d lines were not said: the room has not answered for them.", unsaid))
	case !t.entered:
		return s.interrupted()
	case t.unread != nil:
		return s.out.fail(exitFailed, "Not everything was said: "+sentence(t.unread)+".")
	case t.refused:
		return s.out.fail(exitRefused, "Not every line was taken.")
	}
	return exitDone
}

// interrupted ends a join that was not in the room yet.
func (s *shell) interrupted() int {
	if s.out.out.broken() != nil {
		return exitFailed // and close says why
	}
	return s.out.fail(exitUnreachable, "Interrupted before the room was reached.")
}

// open opens the profile with its history and settles the name to go by.
func (s *shell) open(as string) (p *profile, name string, code int) {
	p, err := openProfile(s.profile)
	if err != nil {
		return nil, "", s.out.fail(exitFailed, sentenceCase(err))
	}
	name, err = p.name(as)
	if err != nil {
		asked := cmp.Or(as, p.settings.get().Name)
		return nil, "", s.out.fail(exitUsage, fmt.Sprintf("%q cannot be your name: %s.", asked, sentence(err)))
	}
	if err := p.openHistory(s.log); err != nil {
		return nil, "", s.out.fail(exitFailed, sentenceCase(err))
	}
	if aside := p.history.SetAside(); aside != "" {
		s.out.sayf("%s", setAside(aside))
	}
	return p, name, exitDone
}

// end says why a command could not go on, and returns its exit code.
func (p *printer) end(err error, target string) int {
	t := troubleOf(err, target)
	if refusal, ok := chat.AsRefusal(err); ok && p.json && t.Kind == vm.RoomRefused {
		p.refused(refusal, chat.MessageID{})
	}
	words := t.What()
	if t.Kind == vm.KeyChanged {
		words += fmt.Sprintf(" Known: %s. Offered now: %s.", t.Known, t.Given)
	}
	if remedy := t.Remedy(); remedy != "" {
		words += " " + remedy
	}
	return p.fail(exitCodeOf(t.Kind), words)
}

func exitCodeOf(kind vm.TroubleKind) int {
	switch kind {
	case vm.OwnFiles:
		return exitFailed
	case vm.PortOutOfRange, vm.AddressInvalid:
		return exitUsage
	case vm.RoomRefused:
		return exitRefused
	case vm.PortInUse, vm.PortPrivileged, vm.AddressNotHere:
		return exitCannotBind
	case vm.KeyChanged:
		return exitKeyChanged
	default:
		return exitUnreachable
	}
}
