package history_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"landline/netcore/chat"
	"landline/netcore/history"
)

// room is a hosted room in which a test says and does things, a minute apart.
type room struct {
	t   testing.TB
	id  chat.RoomID
	log *history.Log
	n   int
}

func roomIn(t testing.TB, s *history.Store) *room {
	t.Helper()
	id, l := host(t, s, "Lab")
	return &room{t: t, id: id, log: l}
}

// say has Ada say a line, and do does what d says.
func (r *room) say(text string) chat.Message { return r.do(text, chat.Deed{}) }

func (r *room) do(text string, d chat.Deed) chat.Message { return r.by(ada, "Ada", text, d) }

func (r *room) by(who chat.MemberID, name, text string, d chat.Deed) chat.Message {
	r.t.Helper()
	r.n++
	m := chat.Message{
		ID: chat.MessageID{byte(r.n >> 8), byte(r.n), 1}, From: who, Name: name, Text: text,
		At: noon.Add(time.Duration(r.n-1) * time.Minute), Deed: d,
	}
	list, err := r.log.Append([]chat.Message{m})
	if err != nil {
		r.t.Fatal(err)
	}
	return list[0]
}

func about(act chat.Act, m chat.Message) chat.Deed {
	return chat.Deed{Act: act, About: chat.Ref{Seq: m.Seq, ID: m.ID}}
}

// TestSearchFindsWhatIsSaidNow looks for old and new texts, with an index that
// had the old ones and with one that never did.
func TestSearchFindsWhatIsSaidNow(t *testing.T) {
	for _, before := range []bool{false, true} {
		t.Run(fmt.Sprintf("indexed before %v", before), func(t *testing.T) {
			s := open(t, t.TempDir())
			r := roomIn(t, s)
			tea, secret, answered := r.say("tea at four"), r.say("a secret"), r.say("who comes?")
			answer := r.do("me, with a secret", about(chat.Line, answered))
			if before {
				if got, _ := find(t, s, history.Query{Text: "secret"}); len(got) != 2 {
					t.Fatalf("found %q", got)
				}
			}
			r.do("coffee at five", about(chat.Edit, tea))
			r.do("tea again", about(chat.Edit, answer))
			r.do("tea and cake", about(chat.Edit, answer))
			r.do("", about(chat.Delete, secret))
			r.do("👍", about(chat.React, tea))
			r.do("secret tea", chat.Deed{Act: chat.SetTopic})
			r.do("Tea", chat.Deed{Act: chat.Ban, Whom: bo})
			for query, want := range map[string][]string{
				"tea": {"tea and cake"}, "four": nil, "coffee": {"coffee at five"}, "secret": nil, "again": nil,
				"cake": {"tea and cake"}, "👍": nil, "": {"tea and cake", "who comes?", "coffee at five"},
			} {
				if got, _ := find(t, s, history.Query{Text: query}); !slices.Equal(got, want) {
					t.Errorf("%q finds %q, want %q", query, got, want)
				}
			}
			hits, _, err := s.Search(t.Context(), history.Query{Text: "cake"})
			if err != nil || len(hits) != 1 || !hits[0].Message.Edited || hits[0].Message.About.Seq != answered.Seq {
				t.Errorf("the hit is %+v, %v", hits, err)
			}
		})
	}
}

// TestSearchChangedCopies has the lines at two places of one life, of which one
// hears that they were changed, or both do.
func TestSearchChangedCopies(t *testing.T) {
	for hear := 1; hear <= 2; hear++ {
		s := open(t, t.TempDir())
		e := chat.Entered{Room: chat.NewRoomID(), Name: "Lab", Epoch: chat.NewEpoch(), First: 1, Head: 9}
		list := lines(5)
		for i := range list {
			list[i].Seq, list[i].Text = uint64(i+1), fmt.Sprintf("old words %d", i)
		}
		list[3].Text, list[3].Deed = "new words", about(chat.Edit, list[0])
		list[4].Text, list[4].Deed = "", about(chat.Delete, list[1])
		var seats []*history.Seat
		for _, place := range []string{"address x:1", "address y:1"} {
			seat, err := s.Seat(place)
			if err == nil {
				err = seat.Enter(e)
			}
			if err == nil {
				err = seat.Save(history.Change{Said: list[:3]})
			}
			if err != nil {
				t.Fatal(err)
			}
			seats = append(seats, seat)
		}
		if got, _ := find(t, s, history.Query{Text: "old"}); len(got) != 3 {
			t.Errorf("before: found %q", got)
		}
		for _, seat := range seats[:hear] {
			if err := seat.Save(history.Change{Said: list[3:]}); err != nil {
				t.Fatal(err)
			}
		}
		for query, want := range map[string]int{"old": 1, "new": 1, "words": 2} {
			if got, _ := find(t, s, history.Query{Text: query}); len(got) != want {
				t.Errorf("%d heard of it: %q finds %q", hear, query, got)
			}
		}
	}
}

// TestSearchWhileLinesChange edits and deletes while the index is brought up to
// date by several.
func TestSearchWhileLinesChange(t *testing.T) {
	s := open(t, t.TempDir())
	r := roomIn(t, s)
	done := make(chan error, 1)
	stop := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
			}
			if err := s.Index(t.Context()); err != nil {
				done <- err
				return
			}
		}
	}()
	for i := range 40 {
		line := r.say(fmt.Sprintf("early %d", i))
		switch i % 4 {
		case 0:
			r.do("", about(chat.Delete, line))
		case 1, 2:
			r.do(fmt.Sprintf("late %d", i), about(chat.Edit, line))
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got, _ := find(t, s, history.Query{Text: "early"}); len(got) != 10 {
		t.Errorf("found %q", got)
	}
	if got, _ := find(t, s, history.Query{Text: "late"}); len(got) != 20 {
		t.Errorf("found %q", got)
	}
}
