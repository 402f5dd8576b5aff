package chat

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Rules are what holds in the room now. What ran out may still stand in them.
func (r *Room) Rules() Rules { return r.rules }

// Restore sets the rules of a room whose log is not new.
func (r *Room) Restore(rules Rules) { r.rules = rules }

// Apply brings the room's rules up to date with the next message of its log.
// Any message may be given.
func (r *Room) Apply(m Message) {
	r.rules.Apply(m)
	if m.Act == Slow {
		clear(r.spoke)
	}
}

// Allow decides whether the author of m may do now what it does, and returns m
// as the log should take it: with the person's name, where the room knows it.
// About is the message that m.About names, nil where the log has none under
// that number and id, or where m is about none. The messages of a room are
// asked for in the order in which the log will take them; the author need not
// have a seat any more.
//
// It refuses with Banned, Muted, TooFast, NotAllowed, NoSuchMessage, NoSuchPerson or
// TooManyRules.
func (r *Room) Allow(m Message, about *Message, now time.Time) (Message, error) {
	if err := r.heeds(m, about, now); err != nil {
		return m, err
	}
	switch {
	case m.Act.Moderates():
		return r.allowOrder(m, now)
	case m.Act == Line:
		return m, r.paces(m, now)
	}
	return m, nil
}

// TakeBack undoes what Allow noted of a line that did not come into the log
// after all, so that its author need not wait to say it again.
func (r *Room) TakeBack(m Message) {
	if m.Act == Line {
		delete(r.spoke, m.From)
	}
}

// heeds looks at what m is about, and at whether its author is muted, or was
// banned after having left: then they were not sent out.
func (r *Room) heeds(m Message, about *Message, now time.Time) error {
	if sentence, banned := r.rules.BannedNow(m.From, now); banned {
		return refuseUntil(Banned, sentence.Until)
	}
	if sentence, muted := r.rules.MutedNow(m.From, now); muted {
		own := about != nil && about.From == m.From
		if m.Act != Delete || !own {
			return refuseUntil(Muted, sentence.Until)
		}
	}
	if m.About.IsZero() {
		return nil
	}
	switch {
	case about == nil || about.Act != Line:
		return NoSuchMessage
	case m.Act == Edit && about.From != m.From:
		return Refuse(NotAllowed, "only its author may edit a message")
	case m.Act == Delete && !r.mayDelete(m.From, *about):
		return Refuse(NotAllowed, "only its author or a moderator may delete that message")
	}
	return nil
}

func (r *Room) mayDelete(who MemberID, about Message) bool {
	return who == about.From || who == r.host || r.rules.Moderator(who) && about.From != r.host
}

// spokenKept bounds the people whose last line is remembered while a room is
// slow. Beyond it those who have no seat are forgotten.
const spokenKept = 10_000

// paces holds back who said a line a moment ago in a room that is slow.
func (r *Room) paces(m Message, now time.Time) error {
	if r.rules.Slow == 0 || m.From == r.host || r.rules.Moderator(m.From) {
		return nil
	}
	last, spoke := r.spoke[m.From]
	if wait := last.Add(r.rules.Slow).Sub(now); spoke && wait > 0 && !now.Before(last) { // a clock can be set back
		return Refuse(TooFast, fmt.Sprintf("the room is in slow mode; wait %d s", (wait+time.Second-1)/time.Second))
	}
	if !spoke && len(r.spoke) >= spokenKept {
		for id := range r.spoke {
			if r.byMember[id] == 0 {
				delete(r.spoke, id)
			}
		}
	}
	r.spoke[m.From] = now
	return nil
}

// allowOrder decides about an act of keeping order.
func (r *Room) allowOrder(m Message, now time.Time) (Message, error) {
	host := m.From == r.host
	switch {
	case !host && !r.rules.Moderator(m.From):
		return m, Refuse(NotAllowed, "only the host and moderators may do that")
	case !host && (m.Act == Appoint || m.Act == Dismiss):
		return m, Refuse(NotAllowed, "only the host appoints moderators")
	case m.Whom.IsZero():
		return m, nil
	case m.Whom == m.From:
		return m, Refuse(NotAllowed, "nobody does that to himself")
	case m.Whom == r.host:
		return m, Refuse(NotAllowed, "that cannot be done to the host")
	case !host && r.rules.Moderator(m.Whom):
		return m, Refuse(NotAllowed, "only the host may do that to a moderator")
	}
	muted, isMuted := r.rules.MutedNow(m.Whom, now)
	banned, isBanned := r.rules.BannedNow(m.Whom, now)
	m.Text = cmp.Or(r.nameOf(m.Whom), banned.Name, muted.Name, m.Text)
	switch {
	case m.Act == Kick && r.byMember[m.Whom] == 0:
		return m, NoSuchPerson
	case m.Act == Unban && !isBanned:
		return m, Refuse(NoSuchPerson, "nobody of that key is banned")
	case m.Act == Unmute && !isMuted:
		return m, Refuse(NoSuchPerson, "nobody of that key is muted")
	case m.Act == Dismiss && !r.rules.Moderator(m.Whom):
		return m, Refuse(NoSuchPerson, "nobody of that key is a moderator")
	case m.Act == Appoint && isBanned:
		return m, Refuse(NotAllowed, "who is banned cannot be a moderator")
	}
	return m, r.fits(m)
}

// fits makes sure that the lists have a place for one more.
func (r *Room) fits(m Message) error {
	later := r.rules
	later.Apply(m)
	switch {
	case m.Act == Ban && !slices.ContainsFunc(later.Banned, names(m.Whom)),
		m.Act == Mute && !slices.ContainsFunc(later.Muted, names(m.Whom)),
		m.Act == Appoint && !later.Moderator(m.Whom):
		return TooManyRules
	}
	return nil
}

func names(id MemberID) func(Sentence) bool { return func(s Sentence) bool { return s.Whom == id } }

// nameOf is what a person who is here is called; the first of their names where
// they sit under several, and empty where they are not here.
func (r *Room) nameOf(id MemberID) (name string) {
	if r.byMember[id] == 0 {
		return ""
	}
	for m := range r.seats {
		if m.ID == id && (name == "" || m.Name < name) {
			name = m.Name
		}
	}
	return name
}

// Parting is what the person hears whom m sends out of the room; out is false
// where m sends out nobody.
func (m Message) Parting() (why Refusal, out bool) {
	switch m.Act {
	case Kick:
		return Refuse(Kicked, m.Name+" sent you out of the room"), true
	case Ban:
		until := time.Time{}
		if m.For > 0 {
			until = m.At.Add(m.For)
		}
		return refuseUntil(Banned, until), true
	}
	return Refusal{}, false
}

// refuseUntil says no, and until when.
func refuseUntil(code Code, until time.Time) Refusal {
	if until.IsZero() {
		return Refusal{Code: code}
	}
	return Refuse(code, code.Error()+" until "+until.UTC().Format("2006-01-02 15:04")+" UTC")
}
