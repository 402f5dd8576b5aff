package netcore

import (
	"container/list"
	"context"
	"log/slog"
	"time"

	"landline/netcore/chat"
)

// guestList is the part of a Guestbook that a host looks at whenever somebody
// comes in: all of it, in memory. What changes goes to the book later, many at
// a time, so that nobody waits for its disk. Host.mu guards it, but for write.
type guestList struct {
	book Guestbook // nil: in memory only
	bell chan struct{}

	order *list.List // of chat.MemberID, who came last at the back
	at    map[chat.MemberID]*list.Element
	news  map[chat.MemberID]bool // since the last time that the book was told: true came, false gone
}

// guestPause is how long news of guests are gathered for the book.
const guestPause = time.Second

// newGuestList reads a book. One that cannot be read counts as empty: a room
// that is locked then lets nobody in whom no moderator knows.
func newGuestList(book Guestbook, log *slog.Logger) guestList {
	g := guestList{
		book: book, bell: make(chan struct{}, 1),
		order: list.New(), at: make(map[chat.MemberID]*list.Element), news: make(map[chat.MemberID]bool),
	}
	if book == nil {
		return g
	}
	known, err := book.Guests()
	if err != nil {
		log.Error("the guestbook cannot be read", "err", err)
	}
	for _, id := range known {
		g.enter(id)
	}
	return g
}

// has tells whether somebody stands in the book.
func (g *guestList) has(id chat.MemberID) bool { return g.at[id] != nil }

// came notes that somebody has a seat.
func (g *guestList) came(id chat.MemberID) {
	g.enter(id)
	g.tell(id, true)
}

// strike takes somebody off.
func (g *guestList) strike(id chat.MemberID) {
	e := g.at[id]
	if e == nil {
		return
	}
	g.order.Remove(e)
	delete(g.at, id)
	g.tell(id, false)
}

func (g *guestList) enter(id chat.MemberID) {
	if e := g.at[id]; e != nil {
		g.order.MoveToBack(e)
		return
	}
	g.at[id] = g.order.PushBack(id)
	if g.order.Len() > GuestsKept {
		delete(g.at, g.order.Remove(g.order.Front()).(chat.MemberID))
	}
}

// tell puts a change among those that the book has to hear. While the book
// takes none, those who came are passed over beyond GuestsKept. Who is sent out
// stood in the list, so there are not many more of them.
func (g *guestList) tell(id chat.MemberID, here bool) {
	if g.book == nil {
		return
	}
	if _, waits := g.news[id]; !waits && here && len(g.news) >= GuestsKept {
		return
	}
	g.news[id] = here
	ring(g.bell)
}

// take returns the changes that the book has to hear, who came last at the end.
func (g *guestList) take() (came, gone []chat.MemberID) {
	if len(g.news) == 0 {
		return nil, nil
	}
	for e := g.order.Front(); e != nil; e = e.Next() {
		if id := e.Value.(chat.MemberID); g.news[id] {
			came = append(came, id)
		}
	}
	for id, here := range g.news {
		if !here {
			gone = append(gone, id)
		}
	}
	clear(g.news)
	return came, gone
}

// guest tells whether somebody stands in the room's guestbook.
func (h *Host) guest(id chat.MemberID) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.guests.has(id)
}

// keepGuests writes the guestbook until ctx ends.
func (h *Host) keepGuests(ctx context.Context) {
	drip(ctx, h.guests.bell, func() time.Duration { return guestPause }, h.writeGuests)
}

// writeGuests tells the book what changed. What it does not take is told again
// with the next change.
func (h *Host) writeGuests() {
	h.mu.Lock()
	came, gone := h.guests.take()
	h.mu.Unlock()
	if len(came)+len(gone) == 0 {
		return
	}
	err := h.guests.book.NoteGuests(came, gone)
	if err == nil {
		return
	}
	h.log.Error("the guestbook cannot be written", "err", err)
	h.mu.Lock()
	defer h.mu.Unlock()
	for here, ids := range map[bool][]chat.MemberID{true: came, false: gone} {
		for _, id := range ids {
			if _, newer := h.guests.news[id]; !newer {
				h.guests.news[id] = here
			}
		}
	}
}
