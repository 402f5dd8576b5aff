package vm

import (
	"fmt"
	"time"

	"landline/netcore/chat"
)

// happened takes in what the room said. Onscreen is whether it is on the screen.
func (r *Room) happened(now time.Time, event chat.Event, onscreen bool) {
	switch e := event.(type) {
	case chat.Entered:
		r.enter(now, e)
	case chat.Said:
		r.said(e.Message, onscreen)
	case chat.Accepted:
		if e.Seq <= r.cursor.Seq {
			r.lines.settle(e.ID, e.Seq)
		}
	case chat.Declined:
		r.lines.fail(e.ID, e.Refusal)
	case chat.Joined:
		if r.people.join(e.Member) {
			r.receipts.stale()
			r.note(now, e.Name+" joined")
		}
	case chat.Left:
		if r.people.leave(e.Member) {
			r.receipts.stale()
			r.note(now, e.Name+" left")
		}
	case chat.Received:
		r.receipts.take(e.List)
	}
}

func (r *Room) enter(now time.Time, e chat.Entered) {
	last := r.cursor
	another := r.cursor.Enter(e)
	switch {
	case !r.known:
		r.history = e.Head
		if e.Resumed { // somebody who was here before, of which nothing is left to show
			r.history = e.After
		}
		r.top.begin(e)
	case another:
		r.history, r.read, r.fresh = 0, 0, 0
		if r.lines.Settled() > r.lines.First() {
			r.lines.divide(anew(last.Epoch, e.Epoch))
		}
		r.top.begin(e)
	default:
		if r.cursor.Seq > last.Seq {
			r.missed(last.Seq+1, r.cursor.Seq, "no longer kept by the host")
		}
		if e.Head > r.cursor.Seq && r.unread == 0 {
			r.fresh = 0
		}
		if r.entered {
			r.note(now, "You are back in the room")
		}
	}
	r.known, r.entered, r.absent = true, true, e.Head
	r.id = e.Room
	if e.Name != "" {
		r.name = e.Name
	}
	r.people.replace(e.Members)
	r.receipts = receipts{}
}

// anew says that another log begins. One of the same epoch is the old one cut
// short: the host lost its end, and says other lines under those numbers.
func anew(last, epoch chat.Epoch) string {
	if last == epoch {
		return "The host went back to an earlier state of the room"
	}
	return "The host started the room anew"
}

func (r *Room) said(m chat.Message, onscreen bool) {
	switch r.cursor.Take(m.Seq, m.ID) {
	case chat.Repeat:
		r.lines.settle(m.ID, m.Seq)
		return
	case chat.Gap:
		r.missed(r.cursor.Seq+1, m.Seq-1, "not sent by the host")
		r.cursor.Seq, r.cursor.ID = m.Seq, m.ID
	}
	r.people.saw(m.From, m.Name)
	r.lines.say(m, m.From == r.me)
	// What was said while this person was away comes all at once: it is seen
	// only once the view says so, and the word New stands where it begins.
	missed := m.Seq > r.history && m.Seq <= r.absent && m.From != r.me
	switch {
	case onscreen && r.following && !missed:
		r.read = m.Seq
	case m.From == r.me || m.Seq <= r.history:
	default:
		if r.unread == 0 && (r.fresh == 0 || !onscreen) {
			r.fresh = m.Seq
		}
		r.unread++
		r.following = r.following && !onscreen
	}
}

// missed says openly that lines of the log are not here.
func (r *Room) missed(from, to uint64, why string) {
	r.lines.remark(Gap, r.lines.last(), gapText(from, to, why))
}

func gapText(from, to uint64, why string) string {
	if from == to {
		return fmt.Sprintf("Line %d is missing here: %s", from, why)
	}
	return fmt.Sprintf("Lines %d to %d are missing here: %s", from, to, why)
}

func (r *Room) note(now time.Time, text string) { r.lines.remark(Note, now, text) }

func (r *Room) linked(now time.Time, e Linked) {
	if r.link == Seated && (e.Link == Reconnecting || e.Link == Ended) {
		r.note(now, "The connection was lost")
	}
	if e.Link == Seated {
		r.top.back()
	}
	r.link, r.trouble, r.retry = e.Link, e.Trouble, e.Retry
}

func (r *Room) queued(e Queued, name string) {
	r.people.saw(r.me, name)
	r.lines.queue(Line{Mine: true, ID: e.ID, From: r.me, Name: name, Text: e.Text, At: e.At})
}

// unsaid brings a line back that the room did not take.
func (r *Room) unsaid(e Unsaid, name string) {
	r.lines.queue(Line{Mine: true, ID: e.ID, From: r.me, Name: name, Text: e.Text, At: e.At})
	r.lines.fail(e.ID, e.Why)
}

// seen counts as read what the view shows, down to the newest line.
func (r *Room) seen() {
	r.unread, r.read = 0, r.cursor.Seq
}
