package app

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"landline/app/vm"
	"landline/netcore/chat"
)

// linesAhead is how many lines of standard input may wait for the room's word
// before more is read.
const linesAhead = 256

// talk is a seat that a terminal or a script drives.
type talk struct {
	out     *printer
	session *session
	events  chan vm.Event

	entered bool
	printed chat.Cursor // how far the room's log was printed
	head    uint64      // how far it went when the seat was taken
	refused bool        // the room or this program declined a line
	unread  error       // why standard input was not read to its end
}

func newTalk(out *printer, c seatConfig) *talk {
	t := &talk{out: out, events: make(chan vm.Event)}
	c.emit = func(e vm.Event) { t.events <- e }
	t.session = newSession(c)
	return t
}

// run keeps the seat, says the lines and prints what happens. With leave it
// ends once the lines have ended, the room has answered for each, and its
// history was printed; in any case when ctx ends. The error is the one that
// ended the session.
func (t *talk) run(ctx context.Context, lines <-chan input, leave bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		ended <- t.session.run(ctx)
		close(t.events)
	}()
	for {
		from := lines
		if t.session.waiting() >= linesAhead {
			from = nil
		}
		if lines == nil && leave && t.caughtUp() && t.session.waiting() == 0 {
			cancel()
		}
		select {
		case e, ok := <-t.events:
			if !ok {
				return <-ended
			}
			t.show(e)
		case line, ok := <-from:
			if !ok {
				lines = nil
				continue
			}
			t.say(line)
		}
	}
}

// caughtUp tells whether everything is printed that had been said when the
// seat was taken.
func (t *talk) caughtUp() bool { return t.entered && t.printed.Seq >= t.head }

// show prints one event.
func (t *talk) show(e vm.Event) {
	switch e := e.(type) {
	case vm.Linked:
		t.out.linked(e)
	case vm.Happened:
		t.out.event(e.Event)
		switch e := e.Event.(type) {
		case chat.Entered:
			t.entered, t.head = true, e.Head
			t.printed.Enter(e)
		case chat.Said:
			t.printed.Take(e.Seq, e.ID)
		case chat.Declined:
			t.refused = true
		}
	}
}

// say puts one line of standard input into the outbox.
func (t *talk) say(line input) {
	if line.err == nil && strings.TrimSpace(line.text) == "" {
		return
	}
	err := cmp.Or(line.err, chat.CheckText(line.text))
	if err == nil {
		err = t.session.say(chat.NewMessageID(), line.text)
	}
	if err == nil {
		return
	}
	refusal, ok := chat.AsRefusal(err)
	if !ok {
		t.unread = fmt.Errorf("standard input cannot be read: %w", err)
		t.out.sayf("%s", sentenceCase(t.unread))
		return
	}
	t.refused = true
	t.out.refused(refusal, chat.MessageID{})
}

// input is one line of standard input; or a refusal, of a line that is too
// long; or, as the last, why nothing more can be read.
type input struct {
	text string
	err  error
}

// readLines sends the lines of r, without their ends, and closes the channel
// behind the last one. It stops when ctx ends, but a read that is under way is
// not interrupted: that goroutine ends with the program.
func readLines(ctx context.Context, r io.Reader) <-chan input {
	lines := make(chan input)
	go func() {
		defer close(lines)
		buffered := bufio.NewReaderSize(r, chat.MaxText+2)
		for {
			line, err := readLine(buffered)
			if errors.Is(err, io.EOF) {
				return
			}
			select {
			case lines <- input{text: line, err: err}:
			case <-ctx.Done():
				return
			}
			if err != nil && !errors.Is(err, chat.TextTooLong) {
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
