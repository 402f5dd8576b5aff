package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

// join carries out `landline join`.
func (s *shell) join(ctx context.Context, c joinCommand) int {
	password, code := s.given(c.passwordFlags)
	if code != exitDone {
		return code
	}
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

	d := &dialer{profile: p, program: s.program(), as: func() string { return name }, history: c.History, anew: wholeHistory, secret: &secret{}}
	d.secret.failed = s.passwordUnkept
	d.secret.give(password, c.KeepPassword)
	if code := s.aim(ctx, d, c.Target, &around); code != exitDone {
		return code
	}
	again := uint64(0)
	if c.Replay {
		again = c.History
	}
	place, err := d.placed()
	if err != nil {
		s.out.sayf("%s", sentenceCase(err))
	}
	var t *talk
	dial := s.dialAsking(d, called(c.Target), c.KeepPassword)
	t = s.talk(p, place, again, c.seatFlags, seatConfig{
		dial: func(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
			client, err := dial(ctx, from)
			if err == nil {
				t.events <- vm.Met{Host: client.Host(), First: d.introduced()}
			}
			return client, err
		},
		giveUp: c.GiveUp, room: d.room, follows: true,
		trouble: func(err error) vm.Trouble { return troubleOf(err, called(c.Target)) },
	})
	defer t.close()
	d.whenSighted(t.session.dialNow)
	err = t.run(ctx, func() <-chan input { return readLines(ctx, s.Stdin) }, true)
	return s.left(t, err, c.Target)
}

// talk makes the talk of a seat at this terminal.
func (s *shell) talk(p *profile, place string, again uint64, c seatFlags, seat seatConfig) *talk {
	t := newTalk(s.out, s.sit(p, place), again, seat)
	asked := s.terminal() != nil
	t.me, t.commands = p.identity.ID(), asked
	if c.Commands != nil {
		t.commands = *c.Commands
	}
	// Commands name people whom nobody knows before; and of a terminal a line
	// would be read while a password is asked for.
	t.late = t.commands || asked
	s.out.numbered = t.commands
	return t
}

// passwordUnkept says that a room's password is not kept, or not known.
func (s *shell) passwordUnkept(err error) { s.out.sayf("%s", sentenceCase(err)) }

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

// called is what was typed for a room, as sentences call it: of an invitation,
// the address in it.
func called(typed string) string {
	if i, err := netcore.ParseInvitation(typed); err == nil {
		return i.Target.String()
	}
	return typed
}

// end says why a command could not go on, and returns its exit code.
func (p *printer) end(err error, target string) int {
	t := troubleOf(err, called(target))
	code := exitCodeOf(t.Kind)
	if refusal, ok := chat.AsRefusal(err); ok && p.json && code == exitRefused {
		p.refused(refusal, chat.MessageID{})
	}
	if t.Kind == vm.KeyChanged {
		var elsewhere *elsewhereError
		if errors.As(err, &elsewhere) {
			target = elsewhere.room.String()
		}
		return p.keyChanged(t, target)
	}
	words := t.What()
	if remedy := cmp.Or(remedies[t.Kind], t.Remedy()); remedy != "" {
		words += " " + remedy
	}
	return p.fail(code, words)
}

// remedies are what to do on the command line, where that is something else than
// in the window.
var remedies = map[vm.TroubleKind]string{
	vm.PasswordWanted: "Give it with --password-file FILE, or in the environment variable " + passwordVariable + ".",
	vm.PasswordWrong:  "Check it, capital letters and spaces too, and join once more.",
	vm.Kicked:         "Who joins once more may come back.",
}

// keyChanged says that a host has another key than the known one, or than that of
// an invitation, and how to go on. The command that trusts the new key is shown
// without it: whoever types it has it in front of them, and has looked at it.
func (p *printer) keyChanged(t vm.Trouble, typed string) int {
	what, known := t.What(), "Known"
	advice := "Where the host says that the second key is theirs: landline trust " + argument(typed) + " FINGERPRINT"
	if i, err := netcore.ParseInvitation(typed); err == nil && i.Key.String() == t.Known {
		what, known = fmt.Sprintf("The host at %s has another key than that of the invitation.", t.Target), "In the invitation"
		advice = "Where the host says that the second key is theirs, ask for a new invitation."
	}
	if p.json {
		p.object(errorLine{
			Event: "error", Code: exitKeyChanged, Known: t.Known, Given: t.Given,
			Text: fmt.Sprintf("%s %s: %s. Offered now: %s. %s", what, known, t.Known, t.Given, advice),
		})
	}
	sent := "Nothing was sent."
	if t.Elsewhere { // which room it is was known inside alone
		sent = "No line was said there."
	}
	p.sayf("landline: %s %s", what, sent)
	for _, key := range []struct{ label, digits string }{{known, t.Known}, {"Offered now", t.Given}} {
		var id chat.MemberID
		if id.UnmarshalText([]byte(key.digits)) != nil {
			continue
		}
		p.sayf("  %s:", key.label)
		for line := range strings.Lines(fingerprintLines(id, "    ")) {
			p.sayf("%s", strings.TrimSuffix(line, "\n"))
		}
	}
	p.sayf("Ask the host, in person, which key is theirs: landline key says it there. %s", advice)
	return exitKeyChanged
}

// argument writes one word of a command as a shell reads it: a room's name may
// have spaces, and a link has what shells obey.
func argument(word string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".:-_/", r)
	}
	if strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

func exitCodeOf(kind vm.TroubleKind) int {
	switch kind {
	case vm.OwnFiles:
		return exitFailed
	case vm.PortOutOfRange, vm.AddressInvalid:
		return exitUsage
	case vm.RoomRefused, vm.PasswordWanted, vm.PasswordWrong, vm.Kicked, vm.Banned:
		return exitRefused
	case vm.PortInUse, vm.PortPrivileged, vm.AddressNotHere:
		return exitCannotBind
	case vm.KeyChanged, vm.RoomCopied:
		return exitKeyChanged
	default:
		return exitUnreachable
	}
}
