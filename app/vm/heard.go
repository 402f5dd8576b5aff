package vm

import "landline/netcore/chat"

// heardAs is what a line of another person was when it came while nobody looked: a
// sum of the values below; 0 for any other line.
type heardAs uint8

const (
	asLine   heardAs = 1 << iota
	asCall           // it speaks to this person
	asMissed         // it was said while this person was not in the room
)

// heard adds up lines that nobody has looked at.
type heard struct {
	of     heardAs // what all of them are
	lines  int
	missed int    // of lines, said while this person was not in the room
	first  uint64 // by their Seq
	newest uint64
}

func (h *heard) take(seq uint64, as heardAs) {
	if h.lines == 0 {
		h.first = seq
	}
	h.lines++
	h.newest = seq
	if as&asMissed != 0 {
		h.missed++
	}
}

// has tells whether a line is in the sum.
func (h *heard) has(line *kept) bool {
	return h.lines > 0 && line.heard&h.of != 0 && line.numbered && line.act == chat.Line &&
		line.seq >= h.first && line.seq <= h.newest
}

// after is the sum of those of its lines whose number is above seq.
func (h *heard) after(seq uint64, log *life) heard {
	rest := heard{of: h.of}
	if h.newest <= seq {
		return rest
	}
	for i := log.from(seq + 1); i < log.n; i++ {
		if line := log.at(i); h.has(line) {
			rest.take(line.seq, line.heard)
		}
	}
	return rest
}

// remove takes the line at place i of the log out of the sum, which may have it.
func (h *heard) remove(log *life, i int) {
	line := log.at(i)
	if !h.has(line) {
		return
	}
	if h.lines--; h.lines == 0 {
		*h = heard{}
		return
	}
	if line.heard&asMissed != 0 {
		h.missed--
	}
	switch line.seq {
	case h.first:
		h.first = h.next(log, i, 1)
	case h.newest:
		h.newest = h.next(log, i, -1)
	}
}

// next is the number of the line of the sum that is nearest to place i, up or down
// the log; that at i where none of it is near.
func (h *heard) next(log *life, i, step int) uint64 {
	const near = 256
	for n := 1; n <= near; n++ {
		if at := i + n*step; at < 0 || at >= log.n {
			break
		} else if line := log.at(at); h.has(line) {
			return line.seq
		}
	}
	return log.at(i).seq
}

// hear notes a line of another person for whoever may be told of it.
func (r *Room) hear(m chat.Message, missed bool) {
	as := asLine
	if missed {
		as |= asMissed
	}
	s := &r.summons
	s.all.of, s.named.of = asLine, asCall
	s.all.take(m.Seq, as)
	if r.calls(m) {
		as |= asCall
		s.named.take(m.Seq, as)
	}
	if line, ok := r.lines.log.named(chat.Ref{Seq: m.Seq, ID: m.ID}); ok {
		line.heard = as
	}
}

// uncount takes a line that is deleted now out of what is unread, and out of what is
// told of it.
func (r *Room) uncount(ref chat.Ref) {
	log := &r.lines.log
	line, ok := log.named(ref)
	if !ok || line.act != chat.Line || line.mine {
		return
	}
	i := log.from(ref.Seq)
	for _, sum := range []*heard{&r.summons.all, &r.summons.named, &r.summons.alert.left} {
		sum.remove(log, i)
	}
	if r.unread == 0 || ref.Seq <= max(r.read, r.history) {
		return
	}
	if r.unread--; r.unread == 0 && r.fresh > r.read {
		r.fresh = 0 // nothing new stands under the word
	}
}
