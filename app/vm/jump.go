package vm

import (
	"cmp"
	"slices"
	"strings"

	"landline/netcore/chat"
)

// maxJumps bounds each part of what Jumps answers: nobody reads through more.
const maxJumps = 20

// Jumps is where a person can go, and whom they can turn to, as far as it
// matches what they typed.
type Jumps struct {
	Rooms  []RoomJump
	Found  []FoundJump
	People []PersonJump
}

// RoomJump is one of this person's rooms.
type RoomJump struct {
	*Room
	Runs []Run // the name, with what was typed marked
	rank int
}

// FoundJump is a room of the lobby that this person is not in.
type FoundJump struct {
	Found
	Runs []Run
	rank int
}

// PersonJump is somebody in a room that this person is in. They have a tag where
// somebody else bears their name in that room, or in another.
type PersonJump struct {
	Person
	Room *Room // where they are: the one on the screen, or else the one visited last
	Runs []Run
	rank int
}

// Where says in which room the person is.
func (p PersonJump) Where() string { return p.Room.Name() }

// Jumps looks for what was typed. An empty query lists rooms alone: those with
// unread lines first, then those that were visited last; the one on the screen
// comes after the others. Otherwise the better answer stands first, and among
// equals the one that was visited last.
func (d *Desk) Jumps(query string) Jumps {
	query = strings.TrimSpace(query)
	j := Jumps{Rooms: d.roomJumps(query), Found: d.foundJumps(query)}
	if query != "" {
		j.People = d.personJumps(query)
	}
	return j
}

func (d *Desk) roomJumps(query string) (list []RoomJump) {
	for _, r := range d.rooms {
		if rank, runs, ok := Fuzzy(query, r.Name()); ok {
			list = append(list, RoomJump{r, runs, rank})
		}
	}
	unread := func(r RoomJump) int { return min(r.Unread(), 1) }
	here := func(r RoomJump) int {
		if query == "" && r.Room == d.selected {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b RoomJump) int {
		if query != "" {
			return cmp.Or(cmp.Compare(kindOf(b.rank), kindOf(a.rank)), cmp.Compare(b.visited, a.visited), cmp.Compare(b.rank, a.rank))
		}
		return cmp.Or(cmp.Compare(here(a), here(b)), cmp.Compare(unread(b), unread(a)), cmp.Compare(b.visited, a.visited))
	})
	return list[:min(len(list), maxJumps)]
}

// kindOf is a rank without what the length of the text adds to it: rooms that are
// found in the same way are equals.
func kindOf(rank int) int { return rank / pointsScattered }

func (d *Desk) foundJumps(query string) (list []FoundJump) {
	for _, f := range d.lobby {
		if d.Inside(f) != nil {
			continue
		}
		rank, runs, ok := Fuzzy(query, f.Name)
		if !ok { // somebody remembers whose room it is rather than its name
			if rank, _, ok = Fuzzy(query, f.HostName); ok {
				rank, runs = rank/2, []Run{{Text: f.Name}}
			}
		}
		if ok {
			list = append(list, FoundJump{f, runs, rank})
		}
	}
	slices.SortStableFunc(list, func(a, b FoundJump) int { return cmp.Compare(b.rank, a.rank) })
	return list[:min(len(list), maxJumps)]
}

// personJumps finds people in all rooms, each once.
func (d *Desk) personJumps(query string) []PersonJump {
	var list []PersonJump
	met := make(map[chat.Member]bool)
	for _, r := range d.recentRooms() {
		for _, m := range r.people.members {
			m.Host = false
			if m.ID == d.me.ID || met[m] {
				continue
			}
			met[m] = true
			if rank, runs, ok := Fuzzy(query, m.Name); ok {
				list = append(list, PersonJump{Person: Person{Member: m}, Room: r, Runs: runs, rank: rank})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b PersonJump) int { return cmp.Compare(b.rank, a.rank) })
	list = list[:min(len(list), maxJumps)]
	for i := range list {
		p := &list[i]
		for _, known := range p.Room.People() {
			if known.ID == p.ID && known.Name == p.Name {
				p.Person = known
			}
		}
		p.Tag = d.tag(p.ID, p.Name)
	}
	return list
}

// recentRooms has the room on the screen first, then the others as they were
// visited last.
func (d *Desk) recentRooms() []*Room {
	rooms := slices.Clone(d.rooms)
	slices.SortStableFunc(rooms, func(a, b *Room) int { return cmp.Compare(b.visited, a.visited) })
	return rooms
}

// NextUnread is the next room down the list that has unread lines, going round
// at the end; nil where no other has.
func (d *Desk) NextUnread() *Room {
	for i := 1; i < len(d.rooms)+1; i++ {
		if r := d.Neighbour(i); r != d.selected && r.Unread() > 0 {
			return r
		}
	}
	return nil
}
