package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
	"landline/netcore/history"
)

// host carries out `landline host`. The room goes on when nobody hears what is
// printed: the people in it did not lose anything.
func (s *shell) host(ctx context.Context, c hostCommand) int {
	s.out.spare = true
	defer context.AfterFunc(s.out.out.lost, s.out.outputLost)()
	keep, err := parseKeep(c.Keep)
	if err != nil {
		return s.out.fail(exitUsage, sentenceCase(err))
	}
	password, code := s.given(c.passwordFlags)
	if code != exitDone {
		return code
	}
	switch {
	case c.NoPassword:
		password = ""
	case c.AskPassword && s.terminal() == nil:
		return s.out.fail(exitUsage, "--ask-password: standard input is no terminal. Use --password-file FILE.")
	}
	p, name, code := s.open(c.As)
	if code != exitDone {
		return code
	}
	defer p.close()
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
		tell = discover.New(discover.Config{Signer: p.identity, Place: p.place, Log: s.log})
	}
	h, err := s.openAsking(ctx, p, tell, c, hostOptions{
		name: room, as: name, bind: c.Bind, port: c.Port, rate: c.Rate, keep: keep, program: s.program(), log: s.log,
		password: password, open: c.NoPassword,
	})
	if err != nil {
		return s.notOpened(err, c.Bind, room)
	}
	s.out.listening(h, p.identity.ID())
	return s.keepRoom(ctx, p, name, h, c.seatFlags)
}

// openAsking opens a room. Where that takes a password which nobody has given,
// it asks the person on the terminal.
func (s *shell) openAsking(ctx context.Context, p *profile, tell *discover.Service, c hostCommand, o hostOptions) (*hosting, error) {
	var err error
	if c.AskPassword {
		if o.password, err = s.promptTwice(ctx, o.name); err != nil {
			return nil, err
		}
	}
	h, err := openRoom(ctx, p, tell, o)
	if errors.Is(err, errNoPassword) && s.terminal() != nil {
		if o.password, err = s.promptTwice(ctx, o.name); err != nil {
			return nil, err
		}
		h, err = openRoom(ctx, p, tell, o)
	}
	if err != nil {
		return nil, err
	}
	typed := secret{failed: s.passwordUnkept}
	if o.password != "" {
		typed.give(o.password, c.KeepPassword)
		typed.right(p.secrets, placeOf(h.room), o.password)
	} else if c.NoPassword {
		typed.forget(p.secrets, placeOf(h.room))
	}
	return h, nil
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

// notOpened says why a room could not be opened: because of its port, its
// password, or the profile.
func (s *shell) notOpened(err error, bind, room string) int {
	var port *netcore.BindError
	switch {
	case errors.Is(err, errNoPassword):
		return s.out.fail(exitUsage, fmt.Sprintf("%q had a password when it was open last, and none is given now. Give it with --password-file FILE "+
			"or in %s, or open the room to everybody with --no-password.", room, passwordVariable))
	case !errors.As(err, &port):
		return s.out.fail(exitFailed, sentenceCase(err))
	case port.Kind == netcore.OtherBind:
		return s.out.fail(exitCannotBind, sentenceCase(errors.New(sentence(err))))
	}
	return s.out.end(err, bind)
}

// keepRoom serves the room and sits in it until ctx ends.
func (s *shell) keepRoom(ctx context.Context, p *profile, name string, h *hosting, c seatFlags) int {
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
	seat := s.talk(p, placeOf(h.room), 0, c, seatConfig{
		dial: func(ctx context.Context, from chat.Cursor) (*netcore.Client, error) {
			cfg := netcore.ClientConfig{Identity: p.identity, Name: name, Program: s.program(), Place: p.place, Resume: from}
			if !from.Epoch.IsZero() {
				cfg.History = wholeHistory
			}
			return netcore.DialPipe(ctx, h.host, cfg)
		},
		trouble: func(err error) vm.Trouble { return troubleOf(err, h.name) },
	})
	defer seat.close()
	seat.met = vm.Met{Host: p.identity.ID()}
	err := seat.run(ctx, func() <-chan input { return readLines(ctx, s.Stdin) }, false)
	cancel()
	runs.Wait()
	if err = errors.Join(err, served); err != nil {
		return s.out.fail(exitFailed, sentenceCase(err))
	}
	return exitDone
}

// parseKeep reads how long lines are kept: "all", so many days as "30d", or a
// number of lines. It is nil where nothing was asked for.
func parseKeep(asked string) (*history.Keep, error) {
	switch asked {
	case "":
		return nil, nil
	case "all":
		return &history.Keep{}, nil
	}
	number, isDays := strings.CutSuffix(asked, "d")
	n, err := strconv.ParseUint(number, 10, 32)
	switch {
	case err != nil || n == 0 || isDays && n > mostDays:
		return nil, fmt.Errorf("app: --keep %q: want all, a number of days such as 30d, or a number of lines", asked)
	case isDays:
		return &history.Keep{Age: time.Duration(n) * day}, nil
	}
	return &history.Keep{Lines: n}, nil
}

const day = 24 * time.Hour

// mostDays keeps a number of days within a time.Duration.
const mostDays = 36_500
