package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// Times of the search.
const (
	typingPause = 120 * time.Millisecond // after a letter, for the next one
	indexPause  = 50 * time.Millisecond  // between two steps of the index
	indexIdle   = 10 * time.Second       // until the index looks for new lines
)

const (
	mostHits         = 100
	surroundingLines = 20 // on either side of a hit
)

// Search looks through everything on this computer.
func (d *Desk) Search(q vm.Query) {
	d.mu.Lock()
	d.query = q
	d.mu.Unlock()
	ring(d.asked)
}

// answer answers the newest query, whenever somebody stops typing, until ctx
// ends.
func (d *Desk) answer() {
	for {
		select {
		case <-d.asked:
		case <-d.ctx.Done():
			return
		}
		if !d.typed() {
			return
		}
		d.mu.Lock()
		q := d.query
		d.mu.Unlock()
		hits := d.find(q)
		if d.ctx.Err() != nil {
			return
		}
		d.feed.push(hits)
	}
}

// typed waits until nobody typed for a moment; false means that ctx ended.
func (d *Desk) typed() bool {
	pause := time.NewTimer(typingPause)
	defer pause.Stop()
	for {
		select {
		case <-d.asked:
			pause.Reset(typingPause)
		case <-pause.C:
			return true
		case <-d.ctx.Done():
			return false
		}
	}
}

func (d *Desk) find(q vm.Query) vm.Hits {
	answer := vm.Hits{Query: q}
	if strings.TrimSpace(q.Text) == "" && q.From == "" {
		return answer
	}
	asked := history.Query{Text: q.Text, From: q.From, Since: q.Since, Until: q.Until, Limit: mostHits}
	var in tenure
	if q.Room != 0 {
		s := d.seat(q.Room)
		if s == nil {
			return answer
		}
		var err error
		if in, err = d.tenureOf(s); err != nil || in.room.IsZero() {
			return answer
		}
		asked.Room = in.room
	}
	found, more, err := d.profile.history.Search(d.ctx, asked)
	if q.Room != 0 {
		found = slices.DeleteFunc(found, func(h history.Hit) bool { return !in.covers(h.Host, h.Hosted) })
	}
	if err != nil {
		answer.Trouble = vm.Trouble{Kind: vm.OwnFiles, Detail: sentence(err)}
		return answer
	}
	here := d.roomsHere()
	answer.More = more
	for _, h := range found {
		answer.List = append(answer.List, vm.Hit{
			Room: h.Room, Name: h.RoomName, Message: h.Message, Epoch: h.Epoch, Here: here[h.Room],
		})
	}
	return answer
}

// room is the room of a seat; zero while it is not known.
func (s *seat) room() chat.RoomID {
	if at := s.at.Load(); at != nil {
		if room, _ := at.room(); !room.IsZero() {
			return room
		}
	}
	if s.dialer != nil {
		return s.dialer.room
	}
	return chat.RoomID{}
}

// roomsHere tells which rooms are in this window.
func (d *Desk) roomsHere() map[chat.RoomID]vm.Key {
	d.mu.Lock()
	defer d.mu.Unlock()
	here := make(map[chat.RoomID]vm.Key)
	for key, s := range d.seats {
		here[s.room()] = key
	}
	delete(here, chat.RoomID{})
	return here
}

// Around asks for the lines around a hit.
func (d *Desk) Around(hit vm.Hit) { d.runs.Go(func() { d.surround(hit) }) }

func (d *Desk) surround(hit vm.Hit) {
	lines, err := d.profile.history.Around(hit.Room, hit.Epoch, hit.Message.Seq, surroundingLines)
	if err != nil {
		d.unread(err)
	}
	d.feed.push(vm.Surroundings{Hit: hit, Lines: lines})
}

// Show brings a hit to the screen. Where its line can no longer be brought into
// the room's view, its surroundings are told.
func (d *Desk) Show(hit vm.Hit) {
	d.runs.Go(func() {
		s := d.seat(d.roomsHere()[hit.Room])
		if s == nil {
			if s = d.visit(hit.Room); s == nil {
				d.surround(hit)
				return
			}
		}
		select {
		case <-s.ready:
		case <-s.done:
			return
		}
		s.back.reveal(hit.Epoch, hit.Message.Seq, func() { d.runs.Go(func() { d.surround(hit) }) })
	})
}

// visit puts a room into the window that this person sat in before, unless it
// was their own: nobody opens a room to others by looking something up. It
// returns nil where it is not known how to get there.
func (d *Desk) visit(room chat.RoomID) *seat {
	known, err := d.profile.history.Rooms()
	if err == nil {
		known, err = d.profile.ownFirst(known)
	}
	if err != nil {
		d.unread(err)
		return nil
	}
	for _, r := range known {
		if r.ID != room || r.Hosted {
			continue
		}
		kept := RoomSeat{Name: r.Name}
		if address, ok := strings.CutPrefix(r.Place, "address "); ok {
			kept.Target = address
		} else if r.Place == placeOf(r.ID) {
			host, _, err := d.profile.known.Lookup(r.Place) // a person may have taken another key since
			if err != nil {
				d.unread(err)
				return nil
			}
			kept.Room, kept.Host = r.ID, cmp.Or(host, r.Host)
		} else {
			continue
		}
		d.reopen(kept)
		return d.seatIn(kept)
	}
	return nil
}

// index keeps the search index near what was said, in the background, until ctx
// ends. A search brings in what is newer by itself.
func (d *Desk) index() {
	for wait := indexPause; sleep(d.ctx, wait); {
		more, err := d.profile.history.IndexSome(d.ctx)
		switch {
		case d.ctx.Err() != nil:
			return
		case err != nil:
			d.log.Warn("the search index cannot be written", "err", err)
			wait = indexIdle
		case more:
			wait = indexPause
		default:
			wait = indexIdle
		}
	}
}

// sleep waits for d; false means that ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
