package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// join carries out `landline join`.
func (s *shell) join(ctx context.Context, c joinCommand) int {
	p, name, code := s.open(c.As)
	if code != exitDone {
		return code
	}
	var around sync.WaitGroup
	defer around.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.out.out.lost, cancel)()

	d := &dialer{profile: p, program: s.program(), as: func() string { return name }, history: c.History}
	if code := s.aim(ctx, d, c.Target, &around); code != exitDone {
		return code
	}
	t := newTalk(s.out, seatConfig{
		dial: d.dial, giveUp: c.GiveUp, room: d.room,
		trouble: func(err error) vm.Trouble { return troubleOf(err, c.Target) },
	})
	err := t.run(ctx, readLines(ctx, s.Stdin), true)
	return s.left(t, err, c.Target)
}

// left says how a stay went, and returns its exit code.
func (s *shell) left(t *talk, err error, target string) int {
	unsaid := t.session.waiting()
	switch {
	case s.out.out.broken() != nil:
		return exitFailed // and close says why
	case err != nil:
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

// open opens the profile and settles the name to go by.
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

// host carries out `landline host`. The room goes on when nobody hears what is
// printed: the people in it did not lose anything.
func (s *shell) host(ctx context.Context, c hostCommand) int {
	s.out.spare = true
	defer context.AfterFunc(s.out.out.lost, s.out.outputLost)()
	p, name, code := s.open(c.As)
	if code != exitDone {
		return code
	}
	asked := cmp.Or(c.Name, roomOf(name))
	room, err := chat.CleanName(asked)
	if err != nil {
		return s.out.fail(exitUsage, fmt.Sprintf("%q cannot be a room's name: %s.", asked, sentence(err)))
	}
	if c.Rate == 0 {
		c.Rate = -1
	}
	var tell *discover.Service
	if !c.Hidden {
		tell = discover.New(discover.Config{Signer: p.identity, Log: s.log})
	}
	h, err := openRoom(ctx, p, tell, hostOptions{
		name: room, as: name, bind: c.Bind, port: c.Port, rate: c.Rate, program: s.program(), log: s.log,
	})
	if err != nil {
		return s.notOpened(err, c.Bind)
	}
	s.out.listening(h, p.identity.ID())
	return s.keepRoom(ctx, p, name, h)
}

// roomOf is what a person's room is called until they say otherwise. A long
// name is cut so that it fits.
func roomOf(person string) string {
	const suffix = "’s room"
	end := min(len(person), chat.MaxName-len(suffix))
	for end < len(person) && !utf8.RuneStart(person[end]) {
		end--
	}
	return strings.TrimSpace(person[:end]) + suffix
}

// notOpened says why a room could not be opened: because of its port, or
// because of the profile.
func (s *shell) notOpened(err error, bind string) int {
	var port *netcore.BindError
	switch {
	case !errors.As(err, &port):
		return s.out.fail(exitFailed, sentenceCase(err))
	case port.Kind == netcore.OtherBind:
		return s.out.fail(exitCannotBind, sentenceCase(errors.New(sentence(err))))
	}
	return s.out.end(err, bind)
}

// keepRoom serves the room and sits in it until ctx ends.
func (s *shell) keepRoom(ctx context.Context, p *profile, name string, h *hosting) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var runs sync.WaitGroup
	var served error
	if h.tell != nil {
		runs.Go(func() {
			if err := h.tell.Serve(ctx); err != nil {
				s.out.sayf("Others may not find the room: %v.", err)
			}
		})
	}
	runs.Go(func() {
		served = h.serve(ctx)
		cancel()
	})
	seat := newTalk(s.out, seatConfig{
		dial: func(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
			return netcore.DialPipe(ctx, h.host, netcore.ClientConfig{
				Identity: p.identity, Name: name, Program: s.program(), Resume: from,
			})
		},
		trouble: func(err error) vm.Trouble { return troubleOf(err, h.name) },
	})
	err := seat.run(ctx, readLines(ctx, s.Stdin), false)
	cancel()
	runs.Wait()
	if err = errors.Join(err, served); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	return exitDone
}

// window carries out `landline` without a command.
func (s *shell) window(ctx context.Context) int {
	if s.Window == nil {
		return s.out.fail(exitFailed, "This build of Landline has no window. Try landline --help for what it can do.")
	}
	p, err := openProfile(s.profile)
	if err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	if err := s.Window(newDesk(ctx, p, s.program(), s.log)); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	return exitDone
}
