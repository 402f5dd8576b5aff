package history

import (
	"context"
	"fmt"
	"testing"

	"landline/netcore/chat"
)

// twins stores two rooms of one id and life: Ada's with one line, and Bo's, who says
// hers in other words and then much of his own.
func twins(t *testing.T) (s *Store, epoch chat.Epoch, hers, his []chat.Message) {
	t.Helper()
	s, epoch = storeIn(t, t.TempDir()), chat.NewEpoch()
	hers, his = numbered(1, 1), numbered(1, 2*defaultHits)
	his[0].ID, his[0].Text = hers[0].ID, "line that was never said"
	for i, said := range [][]chat.Message{hers, his} {
		e := stay(epoch, 0, uint64(len(said)), false)
		e.Host = []chat.MemberID{ada, bo}[i]
		seat := seatAt(t, s, fmt.Sprintf("address 192.0.2.%d:7678", i))
		enter(t, seat, e)
		save(t, seat, Change{Said: said})
	}
	return s, epoch, hers, his
}

// of picks the lives that a host keeps.
func of(host chat.MemberID) Whose {
	return func(key chat.MemberID, hosted bool) bool { return key == host && !hosted }
}

// TestSearchPicks searches one of two rooms of one id: the other one's lines use up
// no limit, and stand for none of its own.
func TestSearchPicks(t *testing.T) {
	s, _, hers, his := twins(t)
	for _, tt := range []struct {
		q    Query
		hits int
		more bool
		text string
	}{
		{Query{Text: "line", Room: desk, Whose: of(ada)}, 1, false, hers[0].Text},
		{Query{Text: "line", Whose: of(bo)}, defaultHits, true, his[len(his)-1].Text},
		{Query{Text: "line", Limit: maxHits}, len(hers) + len(his), false, his[len(his)-1].Text},
		{Query{Text: "line", Whose: of(chat.MemberID{9})}, 0, false, ""},
	} {
		hits, more, err := s.Search(context.Background(), tt.q)
		if err != nil || len(hits) != tt.hits || more != tt.more || len(hits) > 0 && hits[0].Message.Text != tt.text {
			t.Errorf("%+v: %d hits, more: %t, %v", tt.q, len(hits), more, err)
		}
	}
}

// TestAroundPicks wants the surroundings of a line in the life that is meant.
func TestAroundPicks(t *testing.T) {
	s, epoch, hers, his := twins(t)
	for host, want := range map[chat.MemberID][]chat.Message{ada: hers, bo: his[:3], {9}: nil} {
		got, err := s.Around(desk, of(host), epoch, 1, 2)
		if err != nil || len(got) != len(want) || len(want) > 0 && got[0] != want[0] {
			t.Errorf("of %v: %+v, %v", host[0], got, err)
		}
	}
}

// TestCatalogueOwnFirst lists a room's own lives, and others of its id only where
// there is none.
func TestCatalogueOwnFirst(t *testing.T) {
	s, _, hers, his := twins(t)
	for _, tt := range []struct {
		own   Whose
		host  chat.MemberID
		lines int
	}{{of(ada), ada, len(hers)}, {of(bo), bo, len(his)}, {of(chat.MemberID{9}), bo, len(hers) + len(his)}, {nil, bo, len(hers) + len(his)}} {
		list, err := s.Catalogue(func(chat.RoomID) (Whose, error) { return tt.own, nil })
		if err != nil || len(list) != 1 || list[0].Host != tt.host || list[0].Lines != uint64(tt.lines) {
			t.Errorf("the rooms are %+v, %v", list, err)
		}
	}
	if _, err := s.Catalogue(func(chat.RoomID) (Whose, error) { return nil, ErrFull }); err == nil {
		t.Error("who does not know what is the room's own gets a list")
	}
}
