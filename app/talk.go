package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"landline/app/vm"
	"landline/netcore/chat"
)

// linesAhead is how many lines of standard input may wait for the room's word
// before more is read.
const linesAhead = 256

// talk is a seat that a terminal or a script drives.
type talk struct {
	out     *printer
	me      chat.MemberID
	at      *place
	session *session
	events  chan vm.Event
	left    []chat.MessageID // waited when the program began

	keeping sync.WaitGroup // of the session's keeper
	stop    context.CancelFunc
	unnoted sync.Once // said that the ledger cannot be written

	commands bool // a line that begins with a slash is an order
	late     bool // lines are read only once the seat is taken
	roster   roster
	pending  *order         // waits for a line that the host was asked for, or for last; nil for none
	last     chat.MessageID // the newest act of keeping order that the room has not answered for; zero for none
	met      vm.Met         // the host of this stay

	entered bool
	room    chat.RoomID // zero before the first stay ever
	printed chat.Cursor // how far the room's log was printed
	noted   chat.Cursor // how far the ledger says so
	head    uint64      // how far it went when the seat was taken
	refused bool        // the room or this program declined a line
	unread  error       // why standard input was not read to its end
}

// newTalk makes a talk that goes on where the last one at this place stopped.
// So many of the lines that were printed then are printed again. Close ends it.
func newTalk(out *printer, at *place, again uint64, c seatConfig) *talk {
	t := &talk{out: out, at: at, events: make(chan vm.Event), printed: at.from.to, noted: at.from.to}
	c.emit = func(e vm.Event) { t.events <- e }
	c.forgets = true
	c.unkept = func(err error) {
		if err == nil {
			out.sayf("What is said is kept on this computer again.")
			return
		}
		out.sayf("%s", unkept(err))
	}
	t.session = newSession(c)
	t.resume(again)
	ctx, stop := context.WithCancel(context.Background())
	t.stop = stop
	t.keeping.Go(func() { t.session.keep.run(ctx, at.diary()) })
	return t
}

// resume gives the session what the place has. It begins with what was printed
// or stored last, whichever is less, so that neither misses anything.
func (t *talk) resume(again uint64) {
	t.room, _ = t.at.room()
	from := t.printed
	if t.at.seat != nil {
		if stored := t.at.seat.Cursor(); stored.Epoch == from.Epoch && stored.Seq < from.Seq {
			from = stored
		}
	}
	if again > 0 && t.printed.Seq > 0 {
		t.printed = chat.Cursor{Epoch: t.printed.Epoch, Seq: t.printed.Seq - min(t.printed.Seq, again)}
		if t.printed.Seq < from.Seq {
			from = t.printed
		}
	}
	if doubt := t.at.from.doubt(); doubt != "" && again == 0 {
		t.out.sayf("%s", doubt)
	}
	waiting, _ := t.at.left()
	for _, w := range waiting {
		t.left = append(t.left, w.ID)
	}
	switch n := len(waiting); {
	case n == 1:
		t.out.sayf("1 line that was left from earlier is said first.")
	case n > 1:
		t.out.sayf("%d lines that were left from earlier are said first.", n)
	}
	t.session.restore(t.room, from, linesOf(waiting), nil)
}

// close keeps what the session still had to keep.
func (t *talk) close() {
	t.stop()
	t.keeping.Wait()
}

// run keeps the seat, says the lines that read begins to read, and prints what
// happens. With leave it ends once the lines have ended, the room has answered
// for each, and its history was printed; in any case when ctx ends. The error is
// the one that ended the session.
func (t *talk) run(ctx context.Context, read func() <-chan input, leave bool) error {
	var lines <-chan input // nil before the first and behind the last
	var reads bool
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		ended <- t.session.run(ctx)
		close(t.events)
	}()
	for {
		if !reads && (t.entered || !t.late) {
			lines, reads = read(), true
		}
		from := lines
		if t.session.waiting() >= linesAhead || t.pending != nil {
			from = nil
		}
		if reads && lines == nil && leave && t.idle() {
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

// idle tells whether the room has answered for everything, and everything is
// printed that had been said when the seat was taken.
func (t *talk) idle() bool {
	return t.entered && t.printed.Seq >= t.head && t.session.waiting() == 0 && t.pending == nil
}

// show prints one event.
func (t *talk) show(e vm.Event) {
	switch e := e.(type) {
	case vm.Met:
		t.met = e
	case vm.Linked:
		if e.Link == vm.Reconnecting || e.Link == vm.Ended {
			t.giveUpPending()
		}
		t.out.linked(e)
	case vm.Happened:
		t.happened(e.Event)
		t.caughtUp(e.Event)
	}
}

// happened prints what the room said.
func (t *talk) happened(e chat.Event) {
	switch e := e.(type) {
	case chat.Entered:
		t.enter(e)
	case chat.Said:
		t.roster.said(e.Message)
		if t.printed.Take(e.Seq, e.ID) == chat.Next {
			t.out.entry(e, t.note())
		}
	case chat.Paged:
		t.paged(e)
	case chat.Declined:
		t.refused = true
		t.out.event(e)
	case chat.Ruled:
		t.roster.rules = e.Rules
	case chat.Twice:
		t.out.twice(e, e.ID == t.me)
	case chat.Joined:
		t.roster.joined(e.Member)
		t.out.event(e)
	case chat.Left:
		t.roster.left(e.Member)
		t.out.event(e)
	}
}

// enter prints that the seat was taken, and whether the log is another than
// the one that was printed before.
func (t *talk) enter(e chat.Entered) {
	if t.room != e.Room {
		t.printed = chat.Cursor{} // a newcomer here
	}
	t.entered, t.room, t.head = true, e.Room, e.Head
	known := t.printed
	if e.Resumed && e.Head < known.Seq {
		e.Resumed = false // the part that the host lost was printed, but not stored
	}
	fresh := t.printed.Enter(e)
	t.roster.enter(e, fresh)
	t.out.entered(e, t.met, fresh && !known.Epoch.IsZero())
	if fresh {
		t.noted = chat.Cursor{}
		if n := t.note(); n != nil {
			t.out.out.print(nil, n) // behind the lines of the old log
		}
	}
}

// note follows the line that is printed now. It is nil where the ledger need not
// be changed.
func (t *talk) note() *noting {
	if t.at.printed == nil || t.printed.Epoch == t.noted.Epoch && t.printed.Seq <= t.noted.Seq {
		return nil
	}
	n := &noting{ledger: t.at.printed, room: t.room, before: t.noted, to: t.printed, failed: t.notNoted}
	t.noted = t.printed
	return n
}

// notNoted says, once, that the ledger cannot be written.
func (t *talk) notNoted(err error) {
	t.unnoted.Do(func() {
		t.out.sayf("It cannot be noted which lines were printed (%v): the next join may print some again.", err)
	})
}

// unsaid counts the lines that the room has not answered for, and forgets them:
// the caller says so. What was left from earlier goes on waiting where the room
// was not reached.
func (t *talk) unsaid() (n int) {
	for _, l := range t.session.outbox.waiting() {
		if !t.entered && slices.Contains(t.left, l.id) {
			continue
		}
		t.session.answered(l.id)
		n++
	}
	return n
}

// say puts one line of standard input into the outbox.
func (t *talk) say(line input) {
	if line.err == nil && strings.TrimSpace(line.text) == "" {
		return
	}
	if t.commands && strings.HasPrefix(line.text, "/") {
		rest, escaped := strings.CutPrefix(line.text, "//")
		if !escaped {
			t.obey(line.text)
			return
		}
		line.text = "/" + rest
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
