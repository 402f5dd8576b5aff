package vm

import "landline/netcore/chat"

// Answer says which line of a room the next line of this person answers; the
// zero Ref for none. The window remembers it as long as it is open.
func (d *Desk) Answer(key Key, line chat.Ref) {
	d.with(key, func(r *Room) { r.replying = line })
}

// Answering is the line that this person's next line answers, and how it is
// quoted; ok is false where it answers none. A line that was deleted, or that
// went with its log, is not answered any more.
func (r *Room) Answering() (line chat.Ref, quote Quote, ok bool) {
	found, ok := r.lines.log.named(r.replying)
	if r.replying.IsZero() || !ok || found.act != chat.Line {
		return chat.Ref{}, Quote{}, false
	}
	return r.replying, r.quoteOf(found.line()), true
}

// NewestOther is the newest line by somebody else that can be answered; ok is
// false where none of the last 200 lines is one.
func (r *Room) NewestOther() (line chat.Ref, ok bool) {
	end := r.lines.Settled()
	for i := end - 1; i >= max(r.lines.Base(), end-reach); i-- {
		if l := r.lines.At(i); !l.Mine && r.answerable(i, l) {
			return chat.Ref{Seq: l.Seq, ID: l.ID}, true
		}
	}
	return chat.Ref{}, false
}

// answerable tells whether this person may answer the line with ordinal i: also
// while the room is away, for the answer waits as every line does.
func (r *Room) answerable(i int, line Line) bool {
	_, muted := r.Muted()
	return !muted && r.link != Ended && inLog(r, i, line)
}

// reactable tells whether this person may react to the line with ordinal i.
func (r *Room) reactable(i int, line Line) bool {
	_, muted := r.Muted()
	return !muted && r.reachable(i, line)
}

// inLog tells whether a line stands in the log that the room has now, with its
// words.
func inLog(r *Room, i int, line Line) bool {
	return i >= r.lines.Base() && line.Kind == Spoken && line.State == Settled && line.Seq != 0 && line.Act == chat.Line
}

// Place is where a line of the log is that the room has now; the zero Cursor
// where its log is not known.
func (r *Room) Place(line chat.Ref) chat.Cursor {
	if r.cursor.Epoch.IsZero() {
		return chat.Cursor{}
	}
	return chat.Cursor{Epoch: r.cursor.Epoch, Seq: line.Seq}
}

// Source is the ordinal of the line that the one with ordinal i answers, in the
// same log; ok is false where it is not in view.
func (r *Room) Source(i int) (ordinal int, ok bool) {
	line := r.lines.At(i)
	source, ok := r.lines.quoted(i, line.About)
	if line.About.IsZero() || !ok {
		return 0, false
	}
	return r.lines.Find(source.key, i)
}
