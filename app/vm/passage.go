package vm

import (
	"slices"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// passage is a note that somebody came in or left, or, where the other half of a
// change of their name followed, that they are called otherwise now.
type passage struct {
	chat.Member
	came bool
	at   time.Time
	note LineKey
	half bool // the other half may follow
}

// A person changes their name where one key comes in under another name about
// when it leaves under the first.
const (
	renameTime  = 10 * time.Second
	maxPassages = 16
)

// passed tells that somebody came in or left: as a change of their name where the
// other half of it was told a moment ago.
func (r *Room) passed(now time.Time, m chat.Member, came bool) {
	if !r.completed(now, m, came) {
		text := words.T("%s left", r.called(m))
		if came {
			text = words.T("%s joined", r.called(m))
		}
		r.note(now, text)
		if len(r.passages) == maxPassages {
			r.passages = slices.Delete(r.passages, 0, 1)
		}
		r.passages = append(r.passages, passage{Member: m, came: came, at: now, note: r.lines.keys, half: true})
	}
	r.forgetRound(m.ID)
}

// completed tells whether a coming or going is the other half of one that was told,
// whose note says then that the person changed their name. One that leads back under
// the same name is no such half, and neither is the one that it leads back from.
func (r *Room) completed(now time.Time, m chat.Member, came bool) bool {
	var other *passage
	for i := range r.passages {
		switch p := &r.passages[i]; {
		case !p.half || p.ID != m.ID || p.came == came:
		case p.Name == m.Name || now.Sub(p.at) > renameTime:
			p.half = false
		default:
			other = p
		}
	}
	if other == nil {
		return false
	}
	other.half = false
	before, after := other.Name, m.Name
	if other.came {
		before, after = after, before
	}
	return r.lines.reword(other.note, r.renamed(m.ID, before, after))
}

// forgetRound forgets the two notes before the last one where that says again what
// was told last but one, and nothing but the person's coming and going stands
// between: nobody fills the room by it.
func (r *Room) forgetRound(id chat.MemberID) {
	log, newest := &r.lines.log, len(r.passages)
	if log.n < 3 || newest < 3 {
		return
	}
	for i := 1; i <= 3; i++ {
		if p := r.passages[newest-i]; p.ID != id || p.note != log.at(log.n-i).key {
			return
		}
	}
	if first, note := log.at(log.n-3), log.at(log.n-1); first.text == note.text {
		log.change(first, *note)
		r.lines.retract(2)
		r.passages = slices.Delete(r.passages, newest-3, newest-1)
	}
}

func (r *Room) renamed(id chat.MemberID, before, after string) string {
	if id == r.me {
		return words.T("You are now called %s", after)
	}
	was, is := chat.Member{ID: id, Name: before}, chat.Member{ID: id, Name: after}
	return words.T("%s is now called %s", r.called(was), r.called(is))
}

// reword changes what a note says. It is false where that is no longer among the
// newest lines of the log.
func (t *Transcript) reword(note LineKey, text string) bool {
	const near = 256
	for i := t.log.n - 1; i >= max(0, t.log.n-near); i-- {
		line := t.log.at(i)
		if line.key != note || line.kind != Note {
			continue
		}
		t.log.cost += len(text) - len(line.text)
		line.text = text
		return true
	}
	return false
}
