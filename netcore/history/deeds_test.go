package history

import (
	"slices"
	"strings"
	"testing"
	"time"

	"landline/netcore/chat"
)

// do is a message by Ada that does something.
func do(text string, d chat.Deed) chat.Message {
	return chat.Message{ID: chat.NewMessageID(), From: ada, Name: "Ada", Text: text, At: noon, Deed: d}
}

// about names a message.
func about(m chat.Message) chat.Ref { return chat.Ref{Seq: m.Seq, ID: m.ID} }

// edit and erase are what is said to change a line.
func edit(m chat.Message, text string) chat.Message {
	return do(text, chat.Deed{Act: chat.Edit, About: about(m)})
}

func erase(m chat.Message) chat.Message {
	return do("", chat.Deed{Act: chat.Delete, About: about(m)})
}

// deedsOfAll is one message of each act that a member can ask for, and one of
// an act that a newer program may have.
func deedsOfAll(line chat.Message) []chat.Message {
	whom, on := chat.Deed{Whom: bo}, chat.Deed{About: about(line)}
	with := func(act chat.Act, d chat.Deed, text string) chat.Message {
		d.Act = act
		return do(text, d)
	}
	list := []chat.Message{
		with(chat.Line, on, "an answer"), with(chat.React, on, "👍"), with(chat.Unreact, on, "👍"),
		with(chat.Kick, whom, "Bo"), with(chat.Unban, whom, "Bo"), with(chat.Unmute, whom, ""),
		with(chat.Appoint, whom, "Bo"), with(chat.Dismiss, whom, "Bo"),
		with(chat.Slow, chat.Deed{For: 1500 * time.Millisecond}, ""), with(chat.Slow, chat.Deed{}, ""),
		with(chat.Lock, chat.Deed{}, ""), with(chat.Unlock, chat.Deed{}, ""),
		with(chat.SetTopic, chat.Deed{}, "Today"), with(chat.SetTopic, chat.Deed{}, ""),
		with(chat.Act(200), chat.Deed{About: about(line), Whom: bo, For: time.Second}, ""),
	}
	whom.For = chat.MaxFor
	list = append(list, with(chat.Mute, whom, "Bo"))
	whom.Addrs = "192.0.2.7 2001:db8::7"
	return append(list, with(chat.Ban, whom, "Bo"))
}

// without is a list as everybody may see it.
func without(list []chat.Message) []chat.Message {
	list = slices.Clone(list)
	for i := range list {
		list[i].Addrs = ""
	}
	return list
}

// TestDeedsAreKept reads every act again, also after a restart, and through the
// seat of the hosting person.
func TestDeedsAreKept(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	said := appendAll(t, l, messages(1))
	done := appendAll(t, l, deedsOfAll(said[0]))
	if done[len(done)-1].Addrs == "" {
		t.Error("who appended a ban does not hear the addresses again")
	}
	want := without(append(said, done...))
	for range 2 {
		seat := seatAt(t, s, "room "+desk.String())
		newest, err1 := seat.Newest(100)
		before, err2 := seat.Before(uint64(len(want))+1, 100)
		around, err3 := s.Around(desk, nil, l.Epoch(), 5, 100)
		for name, got := range map[string][]chat.Message{"log": everything(t, l), "newest": newest, "before": before, "around": around} {
			if !slices.Equal(got, want) {
				t.Errorf("%s: got\n%+v\nwant\n%+v", name, got, want)
			}
		}
		if err1 != nil || err2 != nil || err3 != nil {
			t.Error(err1, err2, err3)
		}
		again := appendAll(t, l, done)
		if !slices.Equal(again, want[1:]) {
			t.Errorf("said again they are\n%+v", again)
		}
		shutDown(t, s)
		s = storeIn(t, dir)
		l = logOf(t, s)
	}
}

// TestPlainLinesHaveNoDeed keeps the side table for those who need it.
func TestPlainLinesHaveNoDeed(t *testing.T) {
	s := storeIn(t, t.TempDir())
	list := messages(3)
	list[1].Addrs = "192.0.2.7" // of no meaning here
	appendAll(t, logOf(t, s), list)
	if n := count(t, s, "SELECT (SELECT count(*) FROM deeds) + (SELECT count(*) FROM acts)"); n != 0 {
		t.Errorf("%d rows beside those of the lines", n)
	}
}

func TestImpossibleDeeds(t *testing.T) {
	s := storeIn(t, t.TempDir())
	l := logOf(t, s)
	for name, m := range map[string]chat.Message{
		"a line of nothing":     do("", chat.Deed{}),
		"an answer of nothing":  do("", chat.Deed{About: chat.Ref{Seq: 1, ID: chat.MessageID{1}}}),
		"a text of one deleted": do("x", chat.Deed{Act: chat.Erased}),
		"about too far":         do("x", chat.Deed{Act: chat.Edit, About: chat.Ref{Seq: maxSeq + 1}}),
		"negative time":         do("", chat.Deed{Act: chat.Slow, For: -1}),
		"endless addresses":     do("Bo", chat.Deed{Act: chat.Ban, Whom: bo, Addrs: strings.Repeat("1", maxAddrs+1)}),
		"a text too long":       do(strings.Repeat("x", chat.MaxText+1), chat.Deed{Act: chat.Edit}),
	} {
		if _, err := l.Append([]chat.Message{m}); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	if _, head := l.Bounds(); head != 0 {
		t.Errorf("%d messages were kept", head)
	}
}

// TestActs outlive trimming and a restart, and are only of their own log.
func TestActs(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	l := logOf(t, s)
	other, err := s.Log(chat.RoomID{9}, "Lab")
	if err != nil {
		t.Fatal(err)
	}
	appendAll(t, other, []chat.Message{do("", chat.Deed{Act: chat.Lock})})
	said := appendAll(t, l, messages(1))
	done := appendAll(t, l, deedsOfAll(said[0]))
	want := slices.DeleteFunc(slices.Clone(done), func(m chat.Message) bool { return !m.Act.Moderates() })
	appendAll(t, l, done) // said twice they count once
	appendAll(t, l, messages(50))
	keep(t, l, Keep{Lines: 1})
	if err := s.trim(noon); err != nil {
		t.Fatal(err)
	}
	if first, head := l.Bounds(); first != head {
		t.Fatalf("%d to %d are left", first, head)
	}
	for range 2 {
		got, err := l.Acts()
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, got\n%+v\nwant\n%+v", err, got, want)
		}
		shutDown(t, s)
		s = storeIn(t, dir)
		l = logOf(t, s)
	}
	if n := count(t, s, "SELECT count(*) FROM deeds"); n != 1 { // of the other room
		t.Errorf("%d deeds of forgotten messages are left", n-1)
	}
	var all chat.Rules
	for _, m := range want {
		all.Apply(m)
	}
	if len(all.Banned) != 1 || all.Banned[0].Addrs == "" {
		t.Errorf("the rules are %+v", all)
	}
}

func TestOutboxOfDeeds(t *testing.T) {
	dir := t.TempDir()
	s := storeIn(t, dir)
	seat := seatAt(t, s, place)
	line := chat.Message{Seq: 7, ID: chat.MessageID{7}}
	var want []Waiting
	for i, m := range without(deedsOfAll(line)) {
		want = append(want, Waiting{ID: chat.MessageID{byte(i + 1)}, Text: m.Text, Deed: m.Deed, At: noon})
	}
	save(t, seat, Change{Waiting: want})
	for range 2 {
		if got := seat.Outbox(); !slices.Equal(got, want) {
			t.Errorf("got\n%+v\nwant\n%+v", got, want)
		}
		shutDown(t, s)
		s = storeIn(t, dir)
		seat = seatAt(t, s, place)
	}
	for name, d := range map[string]chat.Deed{
		"edited": {Edited: true}, "addresses": {Addrs: "192.0.2.7"}, "erased": {Act: chat.Erased},
		"too far": {About: chat.Ref{Seq: maxSeq + 1}}, "microseconds": {Act: chat.Slow, For: time.Microsecond},
	} {
		if err := seat.Save(Change{Waiting: []Waiting{{ID: chat.MessageID{99}, Text: "x", Deed: d}}}); err == nil {
			t.Errorf("%s: it waits", name)
		}
	}
}
