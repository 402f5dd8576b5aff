package vm

import (
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// happened takes in what the room said. Onscreen is whether it is on the screen.
func (r *Room) happened(now time.Time, what Happened, onscreen bool) {
	r.answers = what.Answers
	switch e := what.Event.(type) {
	case chat.Entered:
		r.enter(now, e)
	case chat.Said:
		r.said(now, e.Message, onscreen)
	case chat.Accepted:
		if e.Seq <= r.cursor.Seq {
			r.lines.settle(e.ID, e.Seq, r.top.oldest)
			r.done(e.ID)
		}
	case chat.Declined:
		r.lines.fail(e.ID, e.Refusal)
		r.refused(now, e.ID, e.Refusal)
	case chat.Joined:
		if r.people.join(e.Member) {
			r.receipts.stale()
			r.passed(now, e.Member, true)
		}
	case chat.Left:
		if r.people.leave(e.Member) {
			r.receipts.stale()
			r.passed(now, e.Member, false)
			if !r.people.here(e.ID) {
				r.presence.gone(e.ID)
			}
		}
	case chat.Received:
		r.receipts.take(e.List)
	case chat.Presented:
		r.presence.presented(e)
	case chat.Typing:
		r.presence.types(now, e.Member)
	case chat.Ruled:
		r.rules = e.Rules
	case chat.Twice:
		r.note(now, r.twice(e.Member))
	}
}

// twice says that one key is in two places.
func (r *Room) twice(m chat.Member) string {
	if m.ID == r.me {
		return words.T("You are in this room from two copies of your profile. If one is not yours, somebody else has your key")
	}
	return words.T("%s is in this room from two copies of one profile: one of them may be somebody else", r.called(m))
}

// met takes in whose key the host has proved. Who is met for the first time is
// introduced once the room is in view.
func (r *Room) met(now time.Time, e Met) {
	r.host = e.Host
	r.greets = r.greets || e.First && e.Host != r.me
	r.greet(now)
}

// greet introduces the host, below what was said before this person came.
func (r *Room) greet(now time.Time) {
	if r.greets && r.entered && r.cursor.Seq >= r.history {
		r.greets = false
		r.note(now, words.T("You are at this host for the first time. To be sure that it is the right one, compare the safety number with the person who hosts the room"))
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
		r.history, r.read, r.unread, r.fresh, r.late = 0, 0, 0, 0, late{}
		r.summons.forgetAll() // its numbers are those of other lines from now on
		r.forgo()
		if r.lines.Settled() > r.lines.First() {
			r.lines.divide(anew(last.Epoch, e.Epoch))
		}
		r.top.begin(e)
	default:
		if r.cursor.Seq > last.Seq {
			r.missed(last.Seq+1, r.cursor.Seq, words.T("no longer kept by the host"))
		}
		if e.Head > r.cursor.Seq && r.unread == 0 {
			r.fresh = 0
		}
		if r.entered {
			r.note(now, words.T("You are back in the room"))
		}
	}
	r.known, r.entered, r.absent = true, true, e.Head
	r.id = e.Room
	if e.Name != "" {
		r.name = e.Name
	}
	r.people.replace(e.Members)
	r.presence, r.passages = presence{}, nil
	r.rules = e.Rules
	r.receipts = receipts{}
	r.greet(now)
}

// anew says that another log begins. One of the same epoch is the old one cut
// short: the host lost its end, and says other lines under those numbers.
func anew(last, epoch chat.Epoch) string {
	if last == epoch {
		return words.T("The host went back to an earlier state of the room")
	}
	return words.T("The host started the room anew")
}

func (r *Room) said(now time.Time, m chat.Message, onscreen bool) {
	r.done(m.ID)
	switch r.cursor.Take(m.Seq, m.ID) {
	case chat.Repeat:
		r.lines.settle(m.ID, m.Seq, r.top.oldest)
		return
	case chat.Gap:
		r.missed(r.cursor.Seq+1, m.Seq-1, words.T("not sent by the host"))
		r.cursor.Seq, r.cursor.ID = m.Seq, m.ID
	}
	r.take(m)
	r.presence.spoke(m.From)
	r.greet(now)
	// What was said while this person was away comes all at once: it is seen
	// only once the view says so, and the word New stands where it begins.
	missed := m.Seq > r.history && m.Seq <= r.absent && r.counts(m)
	if r.counts(m) && m.Seq > r.history && !onscreen {
		r.hear(m, missed)
	}
	switch {
	case onscreen && r.following && !missed:
		r.read = m.Seq
	case !r.counts(m) || m.Seq <= r.history:
	default:
		if r.unread == 0 && (r.fresh == 0 || !onscreen) {
			r.fresh = m.Seq
		}
		r.unread++
		r.following = r.following && !onscreen
	}
}

// take does what the next entry of the log says.
func (r *Room) take(m chat.Message) {
	r.saw(m)
	if m.Seq > r.absent { // the rules of Entered have the acts up to there
		r.rules.Apply(m)
	}
	if isLine(m.Act) {
		r.lines.say(m, m.From == r.me)
	} else {
		r.amend(m, true)
	}
}

// missed says openly that lines of the log are not here.
func (r *Room) missed(from, to uint64, why string) {
	r.lines.remark(Gap, r.lines.last(), gapText(from, to, why))
}

func gapText(from, to uint64, why string) string {
	if from == to {
		return words.T("Line %d is missing here: %s", from, why)
	}
	return words.T("Lines %d to %d are missing here: %s", from, to, why)
}

func (r *Room) note(now time.Time, text string) { r.lines.remark(Note, now, text) }

func (r *Room) linked(now time.Time, e Linked) {
	sent := e.Trouble.Kind == Kicked || e.Trouble.Kind == Banned // the note above says so
	if r.link == Seated && (e.Link == Reconnecting || e.Link == Ended) && !sent {
		r.lost(now)
	}
	if e.Link == Seated {
		r.top.back()
	}
	r.link, r.trouble, r.retry = e.Link, e.Trouble, e.Retry
}

// lost says that the connection was lost. Where nothing happened since it was lost
// before, and came back, that time is forgotten: a bad network would fill the room.
func (r *Room) lost(now time.Time) {
	note := words.T("The connection was lost")
	if r.lines.endsIn(note, words.T("You are back in the room")) {
		r.lines.retract(2)
	}
	r.note(now, note)
}

func (r *Room) queued(e Queued, name string) {
	r.people.saw(r.me, name)
	if e.Deed.Act != chat.Line {
		r.try(e.ID, e.Text, e.Deed)
		return
	}
	if !r.entered && r.lines.has(e.ID) {
		return // it was remembered: this program ended before it heard that the host has it
	}
	r.lines.queue(Line{Mine: true, ID: e.ID, From: r.me, Name: name, Text: e.Text, At: e.At, About: e.Deed.About})
}

// unsaid brings a line or a deed back that the room did not take.
func (r *Room) unsaid(now time.Time, e Unsaid, name string) {
	r.queued(Queued{ID: e.ID, Text: e.Text, At: e.At, Deed: e.Deed}, name)
	r.lines.fail(e.ID, e.Why)
	r.refused(now, e.ID, e.Why)
}

// seen counts as read what the view shows, down to the newest line.
func (r *Room) seen() {
	r.unread, r.read = 0, r.cursor.Seq
}
