package vm

import (
	"slices"
	"time"

	"landline/app/words"
	"landline/netcore/chat"
)

// maxTypists bounds the people of whom a room knows that they are writing. Hosts
// tell of fewer; who comes beyond is not shown.
const maxTypists = 16

// typist is somebody who is writing.
type typist struct {
	chat.Member
	until time.Time
}

// presence is what the people in a room say about themselves, and who is writing.
type presence struct {
	statuses map[chat.MemberID]chat.Status // of those who are here and have said something
	typists  []typist                      // who began first stands first
}

// presented takes in what somebody says about themselves.
func (p *presence) presented(e chat.Presented) {
	_, known := p.statuses[e.ID]
	switch {
	case e.Status == chat.Status{}:
		delete(p.statuses, e.ID)
	case !known && len(p.statuses) >= maxPeople:
	default:
		if p.statuses == nil {
			p.statuses = make(map[chat.MemberID]chat.Status)
		}
		p.statuses[e.ID] = e.Status
	}
}

// types takes in that somebody is writing.
func (p *presence) types(now time.Time, m chat.Member) {
	t := typist{Member: m, until: now.Add(chat.TypingFor)}
	i := slices.IndexFunc(p.typists, func(other typist) bool { return other.ID == m.ID })
	switch {
	case i >= 0 && now.Before(p.typists[i].until):
		p.typists[i] = t
	case i >= 0: // began anew
		p.typists = append(slices.Delete(p.typists, i, i+1), t)
	default:
		p.typists = slices.DeleteFunc(p.typists, func(other typist) bool { return !now.Before(other.until) })
		if len(p.typists) < maxTypists {
			p.typists = append(p.typists, t)
		}
	}
}

// spoke takes in that somebody has said what they wrote.
func (p *presence) spoke(id chat.MemberID) {
	p.typists = slices.DeleteFunc(p.typists, func(t typist) bool { return t.ID == id })
}

// gone forgets who is here no longer.
func (p *presence) gone(id chat.MemberID) {
	delete(p.statuses, id)
	p.spoke(id)
}

// Typing says who is writing in the room at the moment now; the sentence is empty
// where nobody is. What it says may hold no longer at the moment next, which is
// zero where nothing is said.
func (r *Room) Typing(now time.Time) (sentence string, next time.Time) {
	var names []string
	for _, t := range r.presence.typists {
		if !now.Before(t.until) || t.ID == r.me || r.link != Seated {
			continue
		}
		names = append(names, r.called(t.Member))
		if next.IsZero() || t.until.Before(next) {
			next = t.until
		}
	}
	switch len(names) {
	case 0:
		return "", next
	case 1:
		return words.T("%s is typing…", names[0]), next
	case 2:
		return words.T("%s and %s are typing…", names[0], names[1]), next
	}
	return words.N("%s person is typing…", "%s people are typing…", len(names), words.Number(len(names))), next
}

// Myself is what this person says about themselves, with Away in it while they
// are.
func (d *Desk) Myself() chat.Status { return d.myself }

// passage is somebody who came in or left a moment ago.
type passage struct {
	chat.Member
	came bool
	at   time.Time
	note LineKey // that tells of it
}

// A person changes their name where one key comes in under another name about
// when it leaves under the first.
const (
	renameTime  = 10 * time.Second
	maxPassages = 16
)

// passes tells that somebody came in or left: as a change of their name where the
// other half of it was told a moment ago.
func (r *Room) passes(now time.Time, m chat.Member, came bool) {
	r.passages = slices.DeleteFunc(r.passages, func(p passage) bool { return now.Sub(p.at) > renameTime })
	for i, p := range r.passages {
		if p.ID != m.ID || p.came == came || p.Name == m.Name {
			continue
		}
		before, after := p.Name, m.Name
		if p.came {
			before, after = after, before
		}
		if r.lines.reword(p.note, r.renamed(m.ID, before, after)) {
			r.passages = slices.Delete(r.passages, i, i+1)
			return
		}
	}
	text := words.T("%s left", r.called(m))
	if came {
		text = words.T("%s joined", r.called(m))
	}
	r.note(now, text)
	if len(r.passages) == maxPassages {
		r.passages = slices.Delete(r.passages, 0, 1)
	}
	r.passages = append(r.passages, passage{Member: m, came: came, at: now, note: r.lines.keys})
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
