package history

import (
	"fmt"
	"time"

	"landline/netcore/chat"
)

// Room tells how a room is kept on this computer.
type Room struct {
	ID     chat.RoomID
	Name   string
	Epoch  chat.Epoch    // of its newest life that is known here
	Host   chat.MemberID // who keeps the room; zero where unknown
	Place  string        // where the person sits in it; empty where they only host it
	Hosted bool          // by this computer
	Lines  uint64        // that are stored
	First  uint64        // the oldest of them; 0 where there is none
	Head   uint64        // the newest of them
	Gaps   [][2]uint64   // the numbers between them that are not stored, both ends included
	Bytes  int64         // of text that is stored
	Keep   Keep          // of a hosted room
	Newest time.Time     // when the newest line was said; zero where there is none
}

// Describe tells how the room at this place is kept; the zero Room but for its
// Place where none was entered.
func (s *Seat) Describe() (Room, error) {
	l := s.state().log
	if l == nil {
		return Room{Place: s.place}, nil
	}
	r, err := s.store.describe(l)
	if err != nil {
		return Room{}, fmt.Errorf("history: describe %q: %w", s.place, err)
	}
	r.Place = s.place
	return r, nil
}

// Rooms lists every room in which this computer sits or which it hosts.
func (s *Store) Rooms() ([]Room, error) {
	var list []Room
	type entry struct {
		place string
		log   *logState
	}
	var entries []entry
	err := s.write(0, func(t *tx) error {
		entries = nil
		var ids []int64
		err := t.each(func(row []driverValue) error {
			entries = append(entries, entry{place: text(row[1])})
			ids = append(ids, integer(row[0]))
			return nil
		}, `SELECT l.id, p.place FROM logs l LEFT JOIN places p ON p.log = l.id WHERE p.place IS NOT NULL OR
			l.id IN (SELECT max(id) FROM logs WHERE hosted = 1 GROUP BY room) ORDER BY l.id DESC, p.place`)
		for i := 0; i < len(ids) && err == nil; i++ {
			entries[i].log, err = t.state(ids[i])
		}
		return err
	}, nil)
	for i := 0; i < len(entries) && err == nil; i++ {
		var r Room
		r, err = s.describe(entries[i].log)
		r.Place = entries[i].place
		list = append(list, r)
	}
	if err != nil {
		return nil, fmt.Errorf("history: rooms: %w", err)
	}
	return list, nil
}

func (s *Store) describe(l *logState) (Room, error) {
	v := l.now()
	r := Room{
		ID: l.room, Name: v.name, Epoch: l.epoch, Host: v.host, Hosted: l.hosted,
		Lines: v.spans.lines(), Head: v.spans.last(), Gaps: v.spans.gaps(), Bytes: v.spans.bytes(), Keep: v.keep,
	}
	if len(v.spans) == 0 {
		return r, nil
	}
	r.First = v.spans.first()
	newest, err := s.page(l, r.Head, r.Head)
	if len(newest) == 1 {
		r.Newest = newest[0].At
	}
	return r, err
}
