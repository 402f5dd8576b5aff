package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/discover"
)

// linesAhead is how many lines of standard input may wait for the room's word
// before more is read.
const linesAhead = 256

// talk is a seat that a terminal or a script drives.
type talk struct {
	out     *printer
	session *session
	events  chan vm.Event
	refused bool // the room or this program declined a line
}

func newTalk(out *printer, c seatConfig) *talk {
	t := &talk{out: out, events: make(chan vm.Event)}
	c.emit = func(e vm.Event) { t.events <- e }
	t.session = newSession(c)
	return t
}

// run keeps the seat, says the lines and prints what happens. With leave it
// ends once the lines have ended and the room has answered for each; in any
// case when ctx ends. The error is the one that ended the session.
func (t *talk) run(ctx context.Context, lines <-chan input, leave bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		ended <- t.session.run(ctx)
		close(t.events)
	}()
	entered := false
	for {
		from := lines
		if t.session.waiting() >= linesAhead {
			from = nil
		}
		if lines == nil && leave && entered && t.session.waiting() == 0 {
			cancel()
		}
		select {
		case e, ok := <-t.events:
			if !ok {
				return <-ended
			}
			entered = t.show(e) || entered
		case line, ok := <-from:
			if !ok {
				lines = nil
				continue
			}
			t.say(line)
		}
	}
}

// show prints one event and tells whether the seat was taken with it.
func (t *talk) show(e vm.Event) (entered bool) {
	switch e := e.(type) {
	case vm.Linked:
		t.out.linked(e)
	case vm.Happened:
		if _, declined := e.Event.(chat.Declined); declined {
			t.refused = true
		}
		t.out.event(e.Event)
		_, entered = e.Event.(chat.Entered)
	}
	return entered
}

// say puts one line of standard input into the outbox.
func (t *talk) say(line input) {
	err := line.err
	if err == nil {
		if strings.TrimSpace(line.text) == "" {
			return
		}
		err = chat.CheckText(line.text)
	}
	if err == nil {
		err = t.session.say(chat.NewMessageID(), line.text)
	}
	if err != nil {
		refusal, ok := chat.AsRefusal(err)
		if !ok {
			refusal = chat.Refuse(chat.TextInvalid, err.Error())
		}
		t.refused = true
		t.out.refused(refusal, chat.MessageID{})
	}
}

// input is one line of standard input, or why it could not be read.
type input struct {
	text string
	err  error
}

// readLines sends the lines of r, without their ends, and closes the channel
// behind the last one. A line longer than a message may be arrives as an error
// in its place. It stops when ctx ends, but a read that is under way is not
// interrupted: that goroutine ends with the program.
func readLines(ctx context.Context, r io.Reader) <-chan input {
	lines := make(chan input)
	go func() {
		defer close(lines)
		buffered := bufio.NewReaderSize(r, chat.MaxText+2)
		for {
			line, err := readLine(buffered)
			if err != nil && !errors.Is(err, chat.TextTooLong) {
				return
			}
			select {
			case lines <- input{text: line, err: err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// readLine reads one line; of one that is too long it skips the rest.
func readLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadSlice('\n')
	tooLong := errors.Is(err, bufio.ErrBufferFull)
	text := string(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	switch {
	case tooLong:
		return "", chat.TextTooLong
	case text == "" && err != nil:
		return "", err
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r"), nil
}

// join carries out `landline join`.
func (s *shell) join(ctx context.Context, c joinCommand) int {
	p, name, code := s.open(c.As)
	if code != exitDone {
		return code
	}
	d := &dialer{profile: p, program: s.program(), as: func() string { return name }, history: c.History}
	if err := s.aim(ctx, d, c.Target); err != nil {
		return s.out.end(err, c.Target)
	}
	t := newTalk(s.out, seatConfig{
		dial: d.dial, giveUp: c.GiveUp, room: d.room,
		trouble: func(err error) vm.Trouble { return troubleOf(err, c.Target) },
	})
	if err := t.run(ctx, readLines(ctx, s.Stdin), true); err != nil {
		return s.out.end(err, c.Target)
	}
	if t.refused {
		return s.out.fail(exitRefused, "Not every line was taken.")
	}
	return exitDone
}

// open opens the profile and settles the name to go by.
func (s *shell) open(as string) (p *profile, name string, code int) {
	p, err := openProfile(s.profile)
	if err != nil {
		return nil, "", s.out.fail(exitFailed, sentenceCase(err))
	}
	name, err = p.name(as)
	if err != nil {
		return nil, "", s.out.fail(exitUsage, fmt.Sprintf("%q cannot be your name: %s.", as, sentence(err)))
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

// host carries out `landline host`.
func (s *shell) host(ctx context.Context, c hostCommand) int {
	p, name, code := s.open(c.As)
	if code != exitDone {
		return code
	}
	room, err := chat.CleanName(c.Name)
	if c.Name == "" {
		room, err = chat.CleanName(name + "’s room")
	}
	if err != nil {
		return s.out.fail(exitUsage, fmt.Sprintf("%q cannot be a room's name: %s.", c.Name, sentence(err)))
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
		return s.out.end(err, c.Bind)
	}
	s.out.listening(h, p.identity.ID())
	return s.keepRoom(ctx, p, name, h)
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
