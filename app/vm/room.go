package vm

import (
	"time"

	"landline/netcore/chat"
)

// Room is one room as the window shows it. Its methods only answer; a Desk
// changes it.
type Room struct {
	key       Key
	id        chat.RoomID
	name      string
	address   string
	listening []string
	hosting   bool
	draft     string
	alerts    Alerts
	summons   summons
	hearing   hearing
	answers   bool // what happens now answers a line of this person, above those in view

	me       chat.MemberID
	cursor   chat.Cursor
	known    bool   // something of it was shown: remembered, or entered
	entered  bool   // at least once
	history  uint64 // lines up to this Seq were said before this person came
	absent   uint64 // lines up to this Seq were said before this stay
	people   people
	presence presence
	passages []passage // the newest, in the order of their notes
	rules    chat.Rules
	receipts receipts
	lines    Transcript
	bodies   bodies
	top      top
	late     late
	attempts []attempt
	replying chat.Ref // the line that the next one of this person answers
	spent    []chat.MessageID
	host     chat.MemberID // proved last
	greets   bool          // the host is to be introduced
	now      time.Time
	verified func(chat.MemberID) bool
	link     Link
	trouble  Trouble
	retry    time.Time
	away     time.Time // since when it is not reached; zero while it is, or where that is not known

	following bool // the view shows the newest line
	unread    int
	read      uint64 // lines up to this Seq were seen
	fresh     uint64 // the line under the word New; 0 where there is none
	visited   int    // when it came to the screen last, as a count of visits
}

// Key names the room in this window.
func (r *Room) Key() Key { return r.key }

// Name is what people call the room, as far as known.
func (r *Room) Name() string { return r.name }

// Hosting tells whether this window keeps the room.
func (r *Room) Hosting() bool { return r.hosting }

// Unread counts the lines by others that came while nobody looked.
func (r *Room) Unread() int { return r.unread }

// Read is how far this person has read: the log, and the Seq of the newest
// line that was seen. The Seq is 0 where nothing was.
func (r *Room) Read() chat.Cursor { return chat.Cursor{Epoch: r.cursor.Epoch, Seq: r.read} }

// Fresh is the Seq of the line that the word New stands over; 0 where there is
// none.
func (r *Room) Fresh() uint64 { return r.fresh }

// Following tells whether the newest line counts as seen when it arrives while
// the room is on the screen.
func (r *Room) Following() bool { return r.following }

// Draft is what was being written when this program ended last.
func (r *Room) Draft() string { return r.draft }

// Link is the state of the connection.
func (r *Room) Link() Link { return r.link }

// Lines is the transcript, which stays the Room's own.
func (r *Room) Lines() *Transcript { return &r.lines }

// Unconfirmed counts this person's lines and deeds that the room has not
// answered.
func (r *Room) Unconfirmed() int {
	n := 0
	for i := r.lines.Settled(); i < r.lines.End(); i++ {
		if r.lines.At(i).State == Pending {
			n++
		}
	}
	for _, a := range r.attempts {
		if !a.failed {
			n++
		}
	}
	return n
}

// People lists who is here: the host first, then by name.
func (r *Room) People() []Person {
	list := r.people.list(r.me)
	for i := range list {
		p := &list[i]
		p.Moderator = !p.Host && r.rules.Moderator(p.ID)
		_, p.Muted = r.rules.MutedNow(p.ID, r.now)
		p.Verified = !p.Me && r.verified != nil && r.verified(p.ID)
		p.Status = r.presence.statuses[p.ID]
	}
	return list
}

// Present counts who is here.
func (r *Room) Present() int { return len(r.people.members) }

// Addresses are the host:port that people can be given, the likeliest first;
// empty while none is known.
func (r *Room) Addresses() []string {
	if len(r.listening) > 0 {
		return r.listening
	}
	if r.address != "" {
		return []string{r.address}
	}
	return nil
}

// Host is the key of whoever keeps the room: the one that is here as its host, or
// else the one that was proved when the connection was made; zero while neither
// is known.
func (r *Room) Host() chat.MemberID {
	if m := r.people.members; len(m) > 0 && m[0].Host { // the host stands first
		return m[0].ID
	}
	return r.host
}

// keptBy tells whether id is the host of this room.
func (r *Room) keptBy(id chat.MemberID) bool {
	host := r.Host()
	return host == id && !host.IsZero()
}
