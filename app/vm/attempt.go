package vm

import (
	"slices"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// attempt is a deed that this person asked for, and that the room has not
// answered or did not do. A line that answers another is none: it stands among
// the lines.
type attempt struct {
	chat.Deed
	id     chat.MessageID
	text   string
	failed bool
	why    string // with failed
	again  bool   // asking once more may help

	// A reaction: those to its line before it, and with it.
	before, after *Reactions
}

// Spent names a deed that was not done and that nothing is shown of any more:
// it need not be kept.
type Spent struct {
	Room Key
	ID   chat.MessageID
}

// Spent returns what came to nothing since the last call.
func (d *Desk) Spent() (list []Spent) {
	for _, r := range d.rooms {
		for _, id := range r.spent {
			list = append(list, Spent{Room: r.key, ID: id})
		}
		r.spent = nil
	}
	return list
}

// try notes a deed that is on its way.
func (r *Room) try(id chat.MessageID, text string, deed chat.Deed) {
	a := attempt{Deed: deed, id: id, text: text}
	if i := r.attempt(id); i >= 0 {
		r.attempts[i] = a
		return
	}
	r.attempts = append(r.attempts, a)
}

// done ends an attempt that the log has.
func (r *Room) done(id chat.MessageID) {
	if i := r.attempt(id); i >= 0 {
		r.attempts = slices.Delete(r.attempts, i, i+1)
	}
}

// refused takes in that a deed was not done. What was to be done to a line in
// view is told at the line; anything else in a note, and is spent.
func (r *Room) refused(now time.Time, id chat.MessageID, why chat.Refusal) {
	i := r.attempt(id)
	if i < 0 {
		return
	}
	a := &r.attempts[i]
	if _, inView := r.lines.log.named(a.About); inView && (a.Act == chat.Edit || a.Act == chat.Delete) {
		a.failed, a.why, a.again = true, declined(why), again(why.Code)
		return
	}
	r.note(now, words.T("%s: %s", r.undone(*a), declined(why)))
	r.spent = append(r.spent, id)
	r.done(id)
}

// forgo drops what was not done to lines of a log that has ended.
func (r *Room) forgo() {
	r.attempts = slices.DeleteFunc(r.attempts, func(a attempt) bool {
		if a.failed {
			r.spent = append(r.spent, a.id)
		}
		return a.failed
	})
}

func (r *Room) attempt(id chat.MessageID) int {
	return slices.IndexFunc(r.attempts, func(a attempt) bool { return a.id == id })
}

// undone says that a deed was not done.
func (r *Room) undone(a attempt) string {
	whom := r.nameOf(a.Whom, a.text)
	switch a.Act {
	case chat.Edit:
		return words.T("You could not change an earlier line to “%s”", oneLine(a.text, maxQuote))
	case chat.Delete:
		return words.T("You could not delete an earlier line")
	case chat.React, chat.Unreact:
		return words.T("Your reaction was not changed")
	case chat.Kick:
		return words.T("You could not send %s out of the room", whom)
	case chat.Ban:
		return words.T("You could not ban %s", whom)
	case chat.Unban:
		return words.T("You could not lift the ban on %s", whom)
	case chat.Mute:
		return words.T("You could not mute %s", whom)
	case chat.Unmute:
		return words.T("You could not let %s speak again", whom)
	case chat.Slow:
		return words.T("You could not change slow mode")
	case chat.Lock:
		return words.T("You could not lock the room")
	case chat.Unlock:
		return words.T("You could not unlock the room")
	case chat.SetTopic:
		return words.T("You could not change the topic")
	case chat.Appoint:
		return words.T("You could not make %s a moderator", whom)
	case chat.Dismiss:
		return words.T("You could not take the moderator’s rights from %s", whom)
	}
	return words.T("That could not be done")
}

// pretend shows a line as this person's deeds on their way would leave it, or
// says why one was not done. The newest counts.
func (r *Room) pretend(row *Row) {
	for i := range r.attempts {
		a := &r.attempts[i]
		if a.About.ID != row.ID || row.Act != chat.Line && !a.failed {
			continue
		}
		switch {
		case a.failed && a.Act == chat.Edit:
			row.Why, row.Tried, row.Again = words.T("Not changed: %s", a.why), a.id, a.again
		case a.failed:
			row.Why, row.Tried, row.Again = words.T("Not deleted: %s", a.why), a.id, a.again
		case a.Act == chat.Edit:
			row.Text, row.Mark = a.text, words.T("changing…")
		case a.Act == chat.Delete:
			row.Act, row.Text, row.Mark, row.Quote, row.Reactions = chat.Erased, words.T("Deleting this line…"), "", Quote{}, nil
			row.MayAnswer, row.MayReact = false, false
		case a.Act == chat.React || a.Act == chat.Unreact:
			row.Reactions = a.reacted(row.Reactions, r.me)
			continue
		default:
			continue
		}
		row.MayEdit, row.MayDelete = row.MayEdit && a.failed, row.MayDelete && a.failed
	}
}

// reacted are the reactions to a line with this person's own that is on its way.
// The same reactions before give the same ones after, which a view relies on.
func (a *attempt) reacted(before *Reactions, me chat.MemberID) *Reactions {
	if a.after == nil || a.before != before {
		a.before = before
		a.after = before.with(reacted{emoji: a.text, who: me, off: a.Act == chat.Unreact}, me)
	}
	return a.after
}

// Drop forgets a deed that was not done. It tells whether there is such a one.
func (d *Desk) Drop(key Key, id chat.MessageID) bool {
	r := d.Room(key)
	if r == nil {
		return false
	}
	i := r.attempt(id)
	if i < 0 || !r.attempts[i].failed {
		return false
	}
	r.done(id)
	return true
}

// reach is how many lines up LastOwn looks.
const reach = 200

// LastOwn names the newest line of this person that they may change; ok is false
// where none of the last 200 lines is one, and while a newer one is on its way: it
// would be that one which they mean.
func (r *Room) LastOwn() (ref chat.Ref, ok bool) {
	end := r.lines.Settled()
	for i := end; i < r.lines.End(); i++ {
		if r.lines.At(i).State == Pending {
			return chat.Ref{}, false
		}
	}
	for i := end - 1; i >= max(r.lines.Base(), end-reach); i-- {
		if line := r.lines.At(i); r.editable(i, line) {
			return chat.Ref{Seq: line.Seq, ID: line.ID}, true
		}
	}
	return chat.Ref{}, false
}

// Revision is what the line ref says, and the text with which a change of it
// begins: that of a change that was not made, or else the same.
func (r *Room) Revision(ref chat.Ref) (now, proposed string, ok bool) {
	line, ok := r.lines.log.named(ref)
	if !ok {
		return "", "", false
	}
	proposed = line.text
	for _, a := range r.attempts {
		if a.Act == chat.Edit && a.About.ID == ref.ID {
			proposed = a.text
		}
	}
	return line.text, proposed, true
}
