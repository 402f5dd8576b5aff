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
