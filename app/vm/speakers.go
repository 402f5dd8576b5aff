package vm

import (
	"slices"

	"landline/netcore/chat"
)

// maxSpeakers bounds the people that a search offers to pick from.
const maxSpeakers = 20

// Speaker is somebody to whose lines a search can keep. The zero Speaker is
// anybody.
type Speaker struct {
	ID   chat.MemberID // zero: everybody of that name
	Name string
	Tag  string // tells them from a namesake; empty where there is none
}

// String is the name, and the tag where there is one.
func (s Speaker) String() string { return Tagged(s.Name, s.Tag) }

// Author is what somebody who said a line that a search brought is called there:
// with their tag where somebody else who did, or who was seen in a room of this
// window, goes by a name that looks so.
func (d *Desk) Author(id chat.MemberID, name string) string {
	if d.search.authors.others(id, chat.Looks(name)) {
		return Tagged(name, tagOf(id))
	}
	return Tagged(name, d.tag(id, name))
}

// Speakers lists those whose lines a search can keep to: who spoke in the hits,
// then who is in the room, or in any room for key 0. There are at most 20. A name
// that only one of them bears stands for all who ever bore it: of somebody who has
// a new key what they said before is found too.
func (d *Desk) Speakers(key Key) []Speaker {
	var list []Speaker
	add := func(id chat.MemberID, name string) {
		s := Speaker{ID: id, Name: name}
		if len(list) < maxSpeakers && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	for _, h := range d.search.answer.List {
		add(h.Message.From, h.Message.Name)
	}
	for _, r := range d.rooms {
		if key == 0 || r.key == key {
			for _, p := range r.people.members {
				add(p.ID, p.Name)
			}
		}
	}
	var seen people
	for _, s := range list {
		seen.saw(s.ID, s.Name)
	}
	for i, s := range list {
		list[i].Tag = d.tag(s.ID, s.Name)
		if seen.others(s.ID, chat.Looks(s.Name)) {
			list[i].Tag = tagOf(s.ID)
		}
		if list[i].Tag == "" {
			list[i].ID = chat.MemberID{}
		}
	}
	return list
}
