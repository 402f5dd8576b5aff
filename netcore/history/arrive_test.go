package history

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"landline/netcore/chat"
)

// TestArrivalOrders has one line and what changed it arrive in each order, each
// message as the host had it at one of the times at which it could be sent.
func TestArrivalOrders(t *testing.T) {
	s := storeIn(t, t.TempDir())
	line := numbered(1, 1)[0]
	number := func(seq uint64, m chat.Message) chat.Message { m.Seq = seq; return m }
	first, second := number(3, edit(line, "b")), number(5, edit(line, "c"))
	gone := number(7, erase(line))
	blank := func(m chat.Message) chat.Message { m.Text = ""; return m }
	for name, test := range map[string]struct {
		lines []chat.Message   // the line, as it was at times
		rest  [][]chat.Message // each of the others, as it was at times
		want  chat.Message
	}{
		"edited": {
			[]chat.Message{line, line.Revised("b"), line.Revised("c")},
			[][]chat.Message{{first}, {second}},
			line.Revised("c"),
		},
		"deleted": {
			[]chat.Message{line, line.Revised("b"), line.Revised("c"), line.Erasure()},
			[][]chat.Message{{first, blank(first)}, {second, blank(second)}, {gone}},
			line.Erasure(),
		},
		"the text of before": {
			[]chat.Message{line, line.Revised("b"), line.Revised(line.Text)},
			[][]chat.Message{{first}, {number(5, edit(line, line.Text))}},
			line.Revised(line.Text),
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			permute(append([][]chat.Message{test.lines}, test.rest...), nil, func(order []chat.Message) {
				n++
				seat := seatAt(t, s, fmt.Sprintf("address 192.0.2.7:%d", n))
				e := stay(chat.NewEpoch(), 0, 7, false)
				e.Room = chat.NewRoomID()
				err := s.write(len(order), func(t *tx) error { // in one transaction, to be quick
					err := t.enter(seat, e)
					for i := 0; i < len(order) && err == nil; i++ {
						err = t.save(seat, Change{Said: order[i : i+1]})
					}
					return err
				}, nil)
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.Around(e.Room, nil, e.Epoch, 1, 0)
				if err != nil || len(got) != 1 || got[0] != test.want {
					t.Fatalf("after %+v\nthe line is %+v, %v", order, got, err)
				}
				weighed(t, s, seat.state().log)
			})
		})
	}
}

// permute calls f with every order of one of each group.
func permute(groups [][]chat.Message, chosen []chat.Message, f func([]chat.Message)) {
	if len(groups) == 0 {
		f(chosen)
		return
	}
	for i, group := range groups {
		rest := slices.Delete(slices.Clone(groups), i, i+1)
		for _, m := range group {
			permute(rest, append(slices.Clip(chosen), m), f)
		}
	}
}

// TestArriveAnyhow has a seat come into a room in the middle of it, hear what is
// said, and read what was said before page by page: in the end it has what the
// host has.
func TestArriveAnyhow(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			anyhow(t, rand.New(rand.NewPCG(seed, 4)), 120)
		})
	}
}

// visit is a seat in a hosted room, with what is on its way to it.
type visit struct {
	t      testing.TB
	chance *rand.Rand
	host   *Log
	seat   *Seat
	lines  []chat.Message // that were said, as they were then
	live   []chat.Message // told and not saved yet
	pages  [][]chat.Message
}

// anyhow plays so many steps, and then compares.
func anyhow(t testing.TB, chance *rand.Rand, steps int) {
	host := logOf(t, storeIn(t, t.TempDir()))
	there := storeIn(t, t.TempDir())
	v := &visit{t: t, chance: chance, host: host, seat: seatAt(t, there, place)}
	for range steps / 3 {
		v.said()
	}
	_, head := host.Bounds()
	enter(t, v.seat, stay(host.Epoch(), head, head, false))
	defer host.Subscribe(func(list []chat.Message) { v.live = append(v.live, list...) })()
	for range steps {
		switch v.chance.IntN(4) {
		case 0:
			v.said()
		case 1:
			v.fetch(uint64(v.chance.IntN(1 + int(head))))
		case 2:
			v.hear(v.chance.IntN(1 + len(v.live)))
		case 3:
			v.turn()
		}
	}
	v.hear(len(v.live))
	for len(v.pages) > 0 {
		v.turn()
	}
	for after := uint64(0); after < head; after += 16 {
		v.fetch(after)
		v.turn()
	}
	v.compare()
	weighed(t, there, v.seat.state().log)
}

// said has something said in the room.
func (v *visit) said() {
	m := messages(1)[0]
	if n := len(v.lines); n > 0 {
		switch line := v.lines[v.chance.IntN(n)]; v.chance.IntN(4) {
		case 0, 1:
			m = edit(line, fmt.Sprintf("text %d", v.chance.IntN(6)))
		case 2:
			m = erase(line)
		}
	}
	m = appendAll(v.t, v.host, []chat.Message{m})[0]
	if m.Act == chat.Line {
		v.lines = append(v.lines, m)
	}
}

// fetch has the host read a page, which is on its way then.
func (v *visit) fetch(after uint64) {
	page, err := v.host.Read(after, 16)
	if err != nil {
		v.t.Fatal(err)
	}
	v.pages = append(v.pages, page)
}

// hear saves some of what was told; turn saves a page.
func (v *visit) hear(n int) {
	save(v.t, v.seat, Change{Said: v.live[:n]})
	v.live = v.live[n:]
}

func (v *visit) turn() {
	if len(v.pages) > 0 {
		save(v.t, v.seat, Change{Said: v.pages[0]})
		v.pages = v.pages[1:]
	}
}

func (v *visit) compare() {
	want := everything(v.t, v.host)
	got, err := v.seat.Newest(len(want))
	if err != nil || len(got) != len(want) {
		v.t.Fatalf("%d messages of %d, %v", len(got), len(want), err)
	}
	for i := range want {
		if got[i] != want[i] {
			v.t.Errorf("message %d is\n%+v, at the host\n%+v", i+1, got[i], want[i])
		}
	}
}
