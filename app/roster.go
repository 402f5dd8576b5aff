package app

import (
	"fmt"
	"slices"
	"strings"

	"landline/netcore/chat"
)

// How much a roster remembers.
const (
	linesRemembered = 2000 // the newest
	namesRemembered = 1000 // of people who are not here
	listed          = 8    // people in one sentence
)

// roster is what commands can name: the people of a room, and its lines by
// their numbers. The zero value knows nothing.
type roster struct {
	here  []chat.Member
	gone  []chat.Member // who spoke or sat here, the newest last
	rules chat.Rules

	lines map[uint64]chat.MessageID // the newest, and some that were asked for
	acted uint64                    // the rules have the acts up to this one
}

// enter begins a stay.
func (r *roster) enter(e chat.Entered, fresh bool) {
	r.here, r.rules, r.acted = slices.Clone(e.Members), e.Rules, e.Head
	if fresh {
		r.lines = nil
	}
}

func (r *roster) joined(m chat.Member) {
	r.left(m)
	r.here = append(r.here, m)
}

func (r *roster) left(m chat.Member) {
	r.here = slices.DeleteFunc(r.here, func(other chat.Member) bool { return other == m })
	r.seen(m)
}

// seen remembers somebody who need not be here.
func (r *roster) seen(m chat.Member) {
	r.gone = slices.DeleteFunc(r.gone, func(other chat.Member) bool { return other.ID == m.ID && other.Name == m.Name })
	r.gone = append(r.gone, m)
	if len(r.gone) > namesRemembered {
		r.gone = slices.Clone(r.gone[1:])
	}
}

// said takes an entry of the log into account.
func (r *roster) said(m chat.Message) {
	delete(r.lines, m.Seq-linesRemembered)
	r.remember(m)
	if n := len(r.gone); n == 0 || r.gone[n-1].ID != m.From || r.gone[n-1].Name != m.Name {
		r.seen(chat.Member{ID: m.From, Name: m.Name})
	}
	if m.Act.Moderates() && m.Seq > r.acted {
		r.rules.Apply(m)
		r.acted = m.Seq
	}
}

// remember notes a line's id, also of one that was said long ago.
func (r *roster) remember(m chat.Message) {
	if r.lines == nil || len(r.lines) >= 2*linesRemembered {
		r.lines = make(map[uint64]chat.MessageID)
	}
	r.lines[m.Seq] = m.ID
}

// whom finds the one person that was meant by what was typed: a name, or the
// beginning of a fingerprint behind a #, or both. Somebody who is not remembered
// here can be named by the whole fingerprint: the host may know them. The error
// is a chat.Refusal with NoSuchPerson.
func (r *roster) whom(act chat.Act, typed string) (chat.Member, error) {
	found := meant(typed, r.eligible(act))
	if len(found) == 0 && act != chat.Kick {
		found = meant(typed, r.everybody()) // what the host knows of them may not have come yet
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		if id, err := parseFingerprint([]string{strings.TrimPrefix(typed, "#")}); err == nil {
			return chat.Member{ID: id}, nil
		}
		return chat.Member{}, chat.Refuse(chat.NoSuchPerson, fmt.Sprintf("%q is nobody that this could be done to; /people lists who is here", typed))
	}
	return chat.Member{}, chat.Refuse(chat.NoSuchPerson, fmt.Sprintf("%q may be %s; say which by the number sign", typed, choices(found)))
}

// meant lists, of some people, those whom what was typed may mean, each once.
func meant(typed string, people []chat.Member) (found []chat.Member) {
	for _, m := range people {
		known := slices.ContainsFunc(found, func(other chat.Member) bool { return other.ID == m.ID })
		if !known && means(typed, m) {
			found = append(found, m)
		}
	}
	return found
}

// everybody lists who is remembered, those who are here first.
func (r *roster) everybody() []chat.Member {
	list := slices.Concat(r.here, r.gone)
	slices.Reverse(list[len(r.here):])
	return list
}

// eligible lists the people to whom an act can be done, as far as is known here.
func (r *roster) eligible(act chat.Act) []chat.Member {
	switch act {
	case chat.Kick:
		return r.here
	case chat.Unban:
		return sentenced(r.rules.Banned)
	case chat.Unmute:
		return sentenced(r.rules.Muted)
	case chat.Dismiss:
		return r.moderators()
	}
	return r.everybody()
}

func sentenced(list []chat.Sentence) []chat.Member {
	var people []chat.Member
	for _, s := range list {
		people = append(people, chat.Member{ID: s.Whom, Name: s.Name})
	}
	return people
}

// moderators are under each name that they are known by; at least under none.
func (r *roster) moderators() []chat.Member {
	var people []chat.Member
	for _, id := range r.rules.Moderators {
		for _, m := range r.everybody() {
			if m.ID == id {
				people = append(people, m)
			}
		}
		people = append(people, chat.Member{ID: id})
	}
	return people
}

// shortestPrefix is how many digits of a fingerprint pick a person: a tag.
const shortestPrefix = 6

// means tells whether what was typed may be this person. A name that looks like
// one with a tag is both.
func means(typed string, m chat.Member) bool {
	if chat.Looks(typed) == chat.Looks(m.Name) {
		return true
	}
	name, digits := "", typed
	if cut := strings.LastIndexByte(typed, '#'); cut >= 0 {
		name, digits = strings.TrimSpace(typed[:cut]), typed[cut+1:]
	}
	return len(digits) >= shortestPrefix && strings.HasPrefix(m.ID.String(), strings.ToLower(digits)) &&
		(name == "" || chat.Looks(name) == chat.Looks(m.Name))
}

// choices lists people of one name by so much of their fingerprints that nobody
// can have made another key which begins the same.
func choices(people []chat.Member) string {
	var list []string
	for _, m := range people[:min(len(people), listed)] {
		list = append(list, strings.TrimSpace(m.Name+" #"+m.ID.String()[:16]))
	}
	if len(people) > listed {
		list = append(list, "…")
	}
	return strings.Join(list, ", or ")
}

// ref is the line of a number, where it is remembered.
func (r *roster) ref(seq uint64) (chat.Ref, bool) {
	id, ok := r.lines[seq]
	return chat.Ref{Seq: seq, ID: id}, ok
}
