package vm

import (
	"slices"

	"landline/app/words"
	"landline/netcore/chat"
)

// top is what is known of the lines above those in view.
type top struct {
	edge   Edge
	asked  bool   // an answer is on its way
	oldest uint64 // the lowest number that is in view, or will be; 0 while unknown
}

// begin starts with a log of which nothing is in view yet.
func (t *top) begin(e chat.Entered) {
	*t = top{edge: EdgeBegin, oldest: e.After + 1}
	if e.After+1 > max(e.First, 1) {
		t.edge = EdgeOpen
	}
}

// back lets the reader ask again: the host is there now.
func (t *top) back() {
	t.asked = false
	if t.edge == EdgeMissing {
		t.edge = EdgeOpen
	}
}

// remembered shows what this computer has of a room before that says anything
// itself. It counts as unread from where the person stopped reading.
func (r *Room) remembered(e Remembered) {
	if e.Name != "" {
		r.name = e.Name
	}
	if r.known || len(e.Lines) == 0 {
		return
	}
	r.known = true
	r.top = top{edge: e.Edge, oldest: e.Lines[0].Seq}
	for _, m := range e.Lines {
		r.saw(m)
		if isLine(m.Act) {
			r.lines.say(m, m.From == r.me)
		} else {
			r.amend(m, false)
		}
		if m.Seq > e.Read && r.counts(m) {
			r.unread++
		}
	}
	newest := e.Lines[len(e.Lines)-1]
	r.cursor = chat.Cursor{Epoch: e.Epoch, Seq: newest.Seq, ID: newest.ID}
	r.read = min(e.Read, newest.Seq)
	// Of the unread ones that are not recalled yet nobody knows whose they are.
	if hidden := r.top.oldest - 1; hidden > r.read {
		r.unread += int(min(hidden-r.read, maxUnread))
	}
	if r.unread > 0 {
		r.fresh, r.following = r.read+1, false
		r.skipOwn()
	}
}

// maxUnread bounds a count that nobody reads to its end.
const maxUnread = 1_000_000

// skipOwn moves the word New below this person's own lines, and what is none.
func (r *Room) skipOwn() {
	if r.fresh == 0 || r.fresh < r.top.oldest {
		return
	}
	for i := r.lines.log.from(r.fresh); i < r.lines.log.n; i++ {
		if line := r.lines.log.at(i); line.numbered && !line.mine && line.act == chat.Line {
			r.fresh = line.seq
			return
		}
	}
}

// recalled puts older lines above those in view. What is there already is
// passed over, and a hole is shown.
func (r *Room) recalled(e Recalled) {
	r.top.asked, r.top.edge = false, e.Edge
	for _, m := range slices.Backward(e.Lines) {
		if r.top.oldest != 0 && m.Seq >= r.top.oldest {
			continue
		}
		if hole := r.top.oldest; hole > m.Seq+1 {
			r.lines.recall(Line{Kind: Gap, Text: gapText(m.Seq+1, hole-1, words.T("no longer kept by the host")), At: m.At})
		}
		if isLine(m.Act) {
			line := lineOf(m, m.From == r.me)
			r.late.give(&line, r.me)
			if !r.lines.recall(line) {
				break
			}
		} else {
			r.amend(m, false)
		}
		r.saw(m)
		r.top.oldest = m.Seq
	}
	r.skipOwn()
}

// WantsOlder tells whether there are lines above those in view that were not
// asked for yet.
func (r *Room) WantsOlder() bool {
	return r.top.edge == EdgeOpen && !r.top.asked && r.known && !r.lines.full
}

// edge says what stands over the first line of the log; empty where lines
// above it are in view soon.
func (r *Room) edge() string {
	switch {
	case !r.known:
		return ""
	case r.lines.full:
		return words.T("A window holds no more lines. Search finds the older ones.")
	case r.top.edge == EdgeOpen:
		return words.T("Fetching older lines…")
	case r.top.edge == EdgeMissing:
		return words.T("Older lines are with the host. They come when the room is back.")
	case r.top.oldest > 1:
		return words.T("The lines before this one are no longer kept.")
	case len(r.lines.past) > 0:
		return "" // the divider above it says so
	}
	return words.T("The room begins here")
}
