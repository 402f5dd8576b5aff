package vm

import (
	"fmt"
	"time"

	"landline/netcore/chat"
)

// Room is one room as the window shows it. Its methods only answer; a Desk
// changes it.
type Room struct {
	key       Key
	id        chat.RoomID
	name      string
	address   string
	listening []string
	hosting   bool

	me        chat.MemberID
	cursor    chat.Cursor
	entered   bool   // at least once
	history   uint64 // lines up to this Seq were said before this person came
	people    people
	lines     Transcript
	link      Link
	trouble   Trouble
	retry     time.Time
	following bool // the view shows the newest line
	unread    int
}

// Key names the room in this window.
func (r *Room) Key() Key { return r.key }

// Name is what people call the room, as far as known.
func (r *Room) Name() string { return r.name }

// Hosting tells whether this window keeps the room.
func (r *Room) Hosting() bool { return r.hosting }

// Unread counts the lines by others that came while nobody looked.
func (r *Room) Unread() int { return r.unread }

// Link is the state of the connection.
func (r *Room) Link() Link { return r.link }

// Lines is the transcript, which stays the Room's own.
func (r *Room) Lines() *Transcript { return &r.lines }

// Unconfirmed counts this person's lines that the room has not answered.
func (r *Room) Unconfirmed() int {
	n := 0
	for i := r.lines.Settled(); i < r.lines.End(); i++ {
		if r.lines.At(i).State == Pending {
			n++
		}
	}
	return n
}

// People lists who is here: the host first, then by name.
func (r *Room) People() []Person { return r.people.list(r.me) }

// Present counts who is here.
func (r *Room) Present() int { return len(r.people.members) }

// Addresses are the host:port that people can be given, the likeliest first;
// empty while none is known.
func (r *Room) Addresses() []string {
	if len(r.listening) > 0 {
		return r.listening
	}
	if r.address != "" {
		return []string{r.address}
	}
	return nil
}

// keptBy tells whether id is the host of this room.
func (r *Room) keptBy(id chat.MemberID) bool {
	for _, m := range r.people.members {
		if m.Host {
			return m.ID == id
		}
	}
	return false
}

// happened takes in what the room said. Selected is whether it is on the screen.
func (r *Room) happened(now time.Time, event chat.Event, selected bool) {
	switch e := event.(type) {
	case chat.Entered:
		r.enter(now, e)
	case chat.Said:
		r.said(now, e.Message, selected)
	case chat.Accepted:
		if e.Seq <= r.cursor.Seq {
			r.lines.settle(e.ID)
		}
	case chat.Declined:
		r.lines.fail(e.ID, declined(e.Refusal))
	case chat.Joined:
		if r.people.join(e.Member) {
			r.note(now, e.Name+" joined")
		}
	case chat.Left:
		if r.people.leave(e.Member) {
			r.note(now, e.Name+" left")
		}
	}
}

func (r *Room) enter(now time.Time, e chat.Entered) {
	known := r.cursor
	fresh := r.cursor.Enter(e)
	switch {
	case !r.entered:
		r.history = e.Head
	case fresh:
		r.history = 0
		r.lines.divide(now, "The host started the room anew")
	case r.cursor.Seq > known.Seq:
		r.missed(now, known.Seq+1, r.cursor.Seq)
		r.note(now, "You are back in the room")
	default:
		r.note(now, "You are back in the room")
	}
	r.entered = true
	r.id = e.Room
	if e.Name != "" {
		r.name = e.Name
	}
	r.people.replace(e.Members)
}

func (r *Room) said(now time.Time, m chat.Message, selected bool) {
	switch r.cursor.Take(m.Seq, m.ID) {
	case chat.Repeat:
		r.lines.settle(m.ID)
		return
	case chat.Gap:
		r.missed(now, r.cursor.Seq+1, m.Seq-1)
		r.cursor.Seq = m.Seq
	}
	r.people.saw(m.From, m.Name)
	r.lines.say(m, m.From == r.me)
	if m.From != r.me && m.Seq > r.history && !(selected && r.following) {
		r.unread++
	}
}

// missed says openly that lines of the log never came.
func (r *Room) missed(now time.Time, from, to uint64) {
	if from == to {
		r.note(now, fmt.Sprintf("Line %d is missing here", from))
		return
	}
	r.note(now, fmt.Sprintf("Lines %d to %d are missing here", from, to))
}

func (r *Room) note(now time.Time, text string) { r.lines.note(now, text) }

func (r *Room) linked(now time.Time, e Linked) {
	if r.link == Seated && (e.Link == Reconnecting || e.Link == Ended) {
		r.note(now, "The connection was lost")
	}
	r.link, r.trouble, r.retry = e.Link, e.Trouble, e.Retry
}

func (r *Room) queued(e Queued, name string) {
	r.people.saw(r.me, name)
	r.lines.queue(e, r.me, name)
}
