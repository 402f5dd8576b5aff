package app

import (
	"cmp"
	"context"
	"maps"
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
	if strings.TrimSpace(q.Text) == "" && q.From == "" && q.FromID.IsZero() {
		return answer
	}
	asked := history.Query{Text: q.Text, From: q.From, FromID: q.FromID, Since: q.Since, Until: q.Until, Limit: mostHits}
	if !q.FromID.IsZero() {
		asked.From = "" // by whatever name they said it
	}
	var found []history.Hit
	var err error
	if q.Room != 0 {
		s := d.seat(q.Room)
		if s == nil {
			return answer
		}
		var in tenure
		if in, err = d.tenureOf(s); err == nil && in.room.IsZero() {
			return answer
		}
		asked.Room, asked.Whose = in.room, in.covers
	}
	if err == nil {
		found, answer.More, err = d.profile.history.Search(d.ctx, asked)
	}
	if err != nil {
		answer.Trouble = vm.Trouble{Kind: vm.OwnFiles, Detail: sentence(err)}
		return answer
	}
	here := d.roomsHere()
	for _, h := range found {
		answer.List = append(answer.List, vm.Hit{
			Room: h.Room, Host: h.Host, Hosted: h.Hosted, Name: h.RoomName, Message: h.Message, Epoch: h.Epoch, Here: here.seat(h.Room, h.Host, h.Hosted),
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

// seatsHere are the rooms of a window, by their seats.
type seatsHere map[vm.Key]tenure

// seat is the seat in which a life of a room is shown, the one that was opened first;
// 0 where there is none.
func (here seatsHere) seat(room chat.RoomID, host chat.MemberID, hosted bool) (key vm.Key) {
	for k, t := range here {
		if t.room == room && t.covers(host, hosted) && (key == 0 || k < key) {
			key = k
		}
	}
	return key
}

// roomsHere tells which rooms are in this window. It reads from disk.
func (d *Desk) roomsHere() seatsHere {
	d.mu.Lock()
	seats := maps.Clone(d.seats)
	d.mu.Unlock()
	here := make(seatsHere)
	for key, s := range seats {
		t, err := d.tenureOf(s)
		if err != nil {
			d.unread(err)
		} else if !t.room.IsZero() {
			here[key] = t
		}
	}
	return here
}

// Around asks for the lines around a hit.
func (d *Desk) Around(hit vm.Hit) { d.runs.Go(func() { d.surround(hit) }) }

func (d *Desk) surround(hit vm.Hit) {
	t, err := d.tenureIn(hit)
	var lines []chat.Message
	if err == nil {
		lines, err = d.profile.history.Around(hit.Room, t.covers, hit.Epoch, hit.Message.Seq, surroundingLines)
	}
	if err != nil {
		d.unread(err)
	}
	d.feed.push(vm.Surroundings{Hit: hit, Lines: lines})
}

// tenureIn tells whose room a hit is from. It reads from disk.
func (d *Desk) tenureIn(hit vm.Hit) (tenure, error) {
	if hit.Hosted {
		hit.Host = d.profile.identity.ID()
	}
	return d.profile.tenure(hit.Room, hit.Host)
}

// Show brings a hit to the screen. Where its line can no longer be brought into
// the room's view, its surroundings are told.
func (d *Desk) Show(hit vm.Hit) {
	d.runs.Go(func() {
		s := d.seat(d.roomsHere().seat(hit.Room, hit.Host, hit.Hosted))
		if s == nil {
			s = d.visit(hit.Room, func(rooms []history.Room) ([]history.Room, error) {
				t, err := d.tenureIn(hit)
				return slices.DeleteFunc(rooms, func(r history.Room) bool { return !t.covers(r.Host, r.Hosted) }), err
			})
		}
		if s == nil {
			d.surround(hit)
			return
		}
		select {
		case <-s.ready:
		case <-s.done:
			return
		}
		s.back.reveal(hit.Epoch, hit.Message.Seq, func() { d.runs.Go(func() { d.surround(hit) }) })
	})
}

// visit puts a room into the window that this person sat in before, of those that
// meant leaves, unless it was their own: nobody opens a room to others by looking
// something up. It returns nil where it is not known how to get there.
func (d *Desk) visit(room chat.RoomID, meant func([]history.Room) ([]history.Room, error)) *seat {
	known, err := d.profile.history.Rooms()
	if err == nil {
		known, err = meant(known)
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
		} else if in, _, ok := roomIn(r.Place); ok && in == r.ID {
			h, err := d.profile.hostIn(r.ID)
			if err != nil {
				d.unread(err)
				return nil
			}
			kept.Room, kept.Host = r.ID, r.Host
			if h.owns(r.Host) { // a person may have taken another key since
				kept.Host = cmp.Or(h.key(), r.Host)
			}
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
