package chat

import (
	"cmp"
	"slices"
	"time"
)

// Limits of a room. The zero value of each field means its default.
type Limits struct {
	Seats          int // seats in all, beside the host's own; default 1,000
	SeatsPerMember int // seats of one identity; default 32
}

func (l Limits) withDefaults() Limits {
	l.Seats = cmp.Or(l.Seats, 1000)
	l.SeatsPerMember = cmp.Or(l.SeatsPerMember, 32)
	return l
}

// Room knows who sits where and what they may do. What was said is kept by
// the log, not here.
type Room struct {
	id     RoomID
	name   string
	host   MemberID
	limits Limits

	seats    map[Member]int // how often each person sits under each name
	byMember map[MemberID]int
	taken    int

	rules Rules
	spoke map[MemberID]time.Time // when each said their last line, while the room is slow
}

// NewRoom makes an empty room. The name must be clean already (CleanName).
func NewRoom(id RoomID, name string, host MemberID, limits Limits) *Room {
	return &Room{
		id: id, name: name, host: host, limits: limits.withDefaults(),
		seats:    make(map[Member]int),
		byMember: make(map[MemberID]int),
		spoke:    make(map[MemberID]time.Time),
	}
}

// ID names the room.
func (r *Room) ID() RoomID { return r.id }

// Name is what people call the room.
func (r *Room) Name() string { return r.name }

// Seats counts the taken seats.
func (r *Room) Seats() int { return r.taken }

// People counts who is in the room, each once under each name.
func (r *Room) People() int { return len(r.seats) }

// Members lists who is in the room, the host first, then by name.
func (r *Room) Members() []Member {
	members := make([]Member, 0, len(r.seats))
	for m := range r.seats {
		members = append(members, m)
	}
	slices.SortFunc(members, CompareMembers)
	return members
}

// CompareMembers orders the host first, then by name, then by id.
func CompareMembers(a, b Member) int {
	switch {
	case a.Host && !b.Host:
		return -1
	case b.Host && !a.Host:
		return 1
	}
	return cmp.Or(cmp.Compare(a.Name, b.Name), slices.Compare(a.ID[:], b.ID[:]))
}

// Arrival is somebody who asks for a seat.
type Arrival struct {
	ID    MemberID // proved
	Name  string   // what they want to be called
	Guest bool     // they had a seat before, and were not sent out since
	Addr  string   // textual IP address from where they come; empty for the room's own computer
	At    time.Time
}

// Join gives a seat. It returns the member as others see them, and whether
// they are new to the room under that name. It refuses with NameInvalid,
// Banned, RoomLocked, RoomFull or TooManySeats; there is always a seat for the
// host.
//
// Of a banned person the address is banned too, for those who are no guests: a
// new key is made quickly. A locked room lets in moderators and guests.
func (r *Room) Join(a Arrival) (m Member, fresh bool, err error) {
	name, err := CleanName(a.Name)
	if err != nil {
		return Member{}, false, err
	}
	if err := r.admits(a); err != nil {
		return Member{}, false, err
	}
	m = Member{ID: a.ID, Name: name, Host: a.ID == r.host}
	r.taken++
	r.byMember[a.ID]++
	r.seats[m]++
	return m, r.seats[m] == 1, nil
}

func (r *Room) admits(a Arrival) error {
	if a.ID == r.host {
		return nil
	}
	known := a.Guest || r.rules.Moderator(a.ID)
	sentence, banned := r.rules.BannedNow(a.ID, a.At)
	if !banned && !known {
		sentence, banned = r.rules.bannedFrom(a.Addr, a.At)
	}
	switch {
	case banned:
		return refuseUntil(Banned, sentence.Until)
	case r.rules.Locked && !known:
		return RoomLocked
	case r.taken-r.byMember[r.host] >= r.limits.Seats:
		return RoomFull
	case r.byMember[a.ID] >= r.limits.SeatsPerMember:
		return TooManySeats
	}
	return nil
}

// Leave empties one seat of m. It tells whether that was the last one under
// that name, so that others should hear of it.
func (r *Room) Leave(m Member) (last bool) {
	if r.seats[m] == 0 {
		return false
	}
	r.taken--
	if r.byMember[m.ID]--; r.byMember[m.ID] == 0 {
		delete(r.byMember, m.ID)
	}
	if r.seats[m]--; r.seats[m] > 0 {
		return false
	}
	delete(r.seats, m)
	return true
}

// Rename gives one seat of m another name. It returns the member as others see
// them now, and whether m is gone and the new one fresh to them. It refuses with
// NotSeated or NameInvalid.
func (r *Room) Rename(m Member, name string) (now Member, gone, fresh bool, err error) {
	name, err = CleanName(name)
	switch {
	case err != nil:
		return m, false, false, err
	case r.seats[m] == 0:
		return m, false, false, NotSeated
	case name == m.Name:
		return m, false, false, nil
	}
	if r.seats[m]--; r.seats[m] == 0 {
		delete(r.seats, m)
		gone = true
	}
	now = Member{ID: m.ID, Name: name, Host: m.Host}
	r.seats[now]++
	return now, gone, r.seats[now] == 1, nil
}

// Say checks that m has a seat and that what they send has the shape of a
// message, and returns it as the log should take it, without its number. It
// refuses with NotSeated, or as CheckDeed does. Whether m may do that is for
// Allow, when it is the message's turn.
func (r *Room) Say(m Member, id MessageID, text string, d Deed, at time.Time) (Message, error) {
	if r.seats[m] == 0 {
		return Message{}, NotSeated
	}
	if id.IsZero() {
		return Message{}, Refuse(ProtocolBroken, "a message needs an id")
	}
	if err := CheckDeed(text, d); err != nil {
		return Message{}, err
	}
	d.Edited, d.Addrs = false, ""
	return Message{ID: id, From: m.ID, Name: m.Name, Text: text, At: at.UTC().Truncate(time.Millisecond), Deed: d}, nil
}
