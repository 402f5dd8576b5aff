package vm

import (
	"slices"

	"landline/netcore/chat"
)

// maxPeople and maxNames bound what a host can make this window remember.
const (
	maxPeople = 10_000
	maxNames  = 20_000
)

// Person is one row of the people column.
type Person struct {
	chat.Member
	Me        bool
	Tag       string // tells them from a namesake; empty where there is none
	Moderator bool   // appointed by the host
	Muted     bool
	Verified  bool        // this person has compared the key with them, under whichever name
	Status    chat.Status // what they say about themselves
}

// people knows who is in a room, and which names more than one identity uses.
// A name is never forgotten while the window is open: its bearer may come back,
// and their lines are still there to be imitated.
type people struct {
	members []chat.Member
	owners  map[string]chat.MemberID // who bore a name first, at most maxNames
	doubled map[string]bool
	present map[string]int // how many of the members bear a name
	edition int            // counts names that were new, and that came and went with the last of their bearers

	mistakable mistakable
}

func (p *people) list(me chat.MemberID) []Person {
	list := make([]Person, 0, len(p.members))
	for _, m := range p.members {
		person := Person{Member: m, Me: m.ID == me}
		if p.shared(m.Name) {
			person.Tag = m.ID.Tag()
		}
		list = append(list, person)
	}
	return list
}

func (p *people) replace(members []chat.Member) {
	p.members, p.present = p.members[:0], nil
	p.edition++
	for _, m := range members {
		p.join(m)
	}
}

// join tells whether the person is new here under that name.
func (p *people) join(m chat.Member) bool {
	looks := p.saw(m.ID, m.Name)
	i, found := slices.BinarySearchFunc(p.members, m, chat.CompareMembers)
	if found || len(p.members) >= maxPeople {
		return false
	}
	p.members = slices.Insert(p.members, i, m)
	p.bears(looks, 1)
	return true
}

// leave tells whether the person was here under that name.
func (p *people) leave(m chat.Member) bool {
	i, found := slices.BinarySearchFunc(p.members, m, chat.CompareMembers)
	if found {
		p.members = slices.Delete(p.members, i, i+1)
		p.bears(chat.Looks(m.Name), -1)
	}
	return found
}

// bears counts one bearer more of a name that looks so among those who are here, or
// one less.
func (p *people) bears(looks string, one int) {
	if p.present == nil {
		p.present = make(map[string]int)
	}
	before := p.present[looks]
	if p.present[looks] = before + one; before+one == 0 {
		delete(p.present, looks)
	}
	if before == 0 || before+one == 0 {
		p.edition++
	}
}

// here tells whether somebody is in the room, under any name.
func (p *people) here(id chat.MemberID) bool {
	return slices.ContainsFunc(p.members, func(m chat.Member) bool { return m.ID == id })
}

// saw notes who goes by a name. Names that look alike (chat.Looks) are one,
// since a reader takes them for one. Beyond maxNames the ones known stay: to
// forget any would let somebody wash out the tag of another by passing through
// under many names. What the name looks like is returned.
func (p *people) saw(id chat.MemberID, name string) (looks string) {
	if p.owners == nil {
		p.owners, p.doubled = make(map[string]chat.MemberID), make(map[string]bool)
	}
	looks = chat.Looks(name)
	if owner, ok := p.owners[looks]; ok && owner != id {
		p.doubled[looks] = true
	} else if !ok && !p.full() {
		p.owners[looks] = id
		p.edition++
	}
	return looks
}

// full tells whether names may have been seen that are not remembered.
func (p *people) full() bool { return len(p.owners) >= maxNames }

// shared tells whether a name alone does not say who is meant: more than one
// identity was seen under it, or may have been, since of a name that there was no
// room to remember nobody knows; or it can be mistaken for what is no name.
func (p *people) shared(name string) bool {
	if p.mistakable.has(name) {
		return true
	}
	if len(p.doubled) == 0 && !p.full() {
		return false // Looks costs a thousand people a millisecond
	}
	looks := chat.Looks(name)
	_, known := p.owners[looks]
	return p.doubled[looks] || !known && p.full()
}

// others tells whether another than id was seen under a name that looks so, or may
// have been.
func (p *people) others(id chat.MemberID, looks string) bool {
	owner, known := p.owners[looks]
	return p.doubled[looks] || known && owner != id || !known && p.full()
}
