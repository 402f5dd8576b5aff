package chat_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"landline/netcore/chat"
)

// The people of the rooms below, beside ada, who hosts them.
var (
	mo     = chat.MemberID{10} // a moderator
	mia    = chat.MemberID{11} // another
	mute   = chat.MemberID{12} // a member who is muted
	hushed = chat.MemberID{13} // a moderator who is muted
	gone   = chat.MemberID{14} // has no seat
	bad    = chat.MemberID{15} // banned
)

var nameOf = map[chat.MemberID]string{
	ada: "Ada", bo: "Bo", cleo: "Cleo", mo: "Mo", mia: "Mia", mute: "Max", hushed: "Hal",
}

// ordered is a room with moderators, and with people who are muted and banned.
func ordered(t testing.TB) *chat.Room {
	t.Helper()
	r := newRoom(chat.Limits{})
	for id, name := range nameOf {
		if _, _, err := r.Join(chat.Arrival{ID: id, Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []chat.Deed{
		{Act: chat.Appoint, Whom: mo}, {Act: chat.Appoint, Whom: mia}, {Act: chat.Appoint, Whom: hushed},
		{Act: chat.Mute, Whom: mute}, {Act: chat.Mute, Whom: hushed}, {Act: chat.Ban, Whom: bad},
	} {
		r.Apply(chat.Message{From: ada, Text: nameOf[d.Whom], At: noon, Deed: d})
	}
	return r
}

// TestAllow asks for each act in the name of everybody.
func TestAllow(t *testing.T) {
	const (
		ok      = chat.Code(0)
		never   = chat.NotAllowed
		muted   = chat.Muted
		nothing = chat.NoSuchMessage
		nobody  = chat.NoSuchPerson
	)
	line := func(from chat.MemberID) *chat.Message {
		return &chat.Message{Seq: 4, ID: chat.MessageID{4}, From: from, Text: "said"}
	}
	erased := line(bo).Erasure()
	edit := chat.Message{Seq: 4, ID: chat.MessageID{4}, From: bo, Text: "edit", Deed: chat.Deed{Act: chat.Edit}}
	own := &chat.Message{} // stands for a line of whoever asks
	self := chat.MemberID{99}
	about := func(act chat.Act) chat.Deed {
		return chat.Deed{Act: act, About: chat.Ref{Seq: 4, ID: chat.MessageID{4}}}
	}
	to := func(act chat.Act, whom chat.MemberID) chat.Deed { return chat.Deed{Act: act, Whom: whom} }
	who := []struct {
		name string
		id   chat.MemberID
	}{{"host", ada}, {"moderator", mo}, {"member", cleo}, {"muted member", mute}, {"muted moderator", hushed}}
	tests := []struct {
		name  string
		deed  chat.Deed
		about *chat.Message
		want  [5]chat.Code // of each in who
	}{
		{"say", chat.Deed{}, nil, [5]chat.Code{ok, ok, ok, muted, muted}},
		{"reply", about(chat.Line), line(bo), [5]chat.Code{ok, ok, ok, muted, muted}},
		{"reply to nothing", about(chat.Line), nil, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"reply to what was deleted", about(chat.Line), &erased, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"edit one's own", about(chat.Edit), own, [5]chat.Code{ok, ok, ok, muted, muted}},
		{"edit another's", about(chat.Edit), line(bo), [5]chat.Code{never, never, never, muted, muted}},
		{"edit the host's", about(chat.Edit), line(ada), [5]chat.Code{ok, never, never, muted, muted}},
		{"edit what was deleted", about(chat.Edit), &erased, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"edit an edit", about(chat.Edit), &edit, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"edit nothing", about(chat.Edit), nil, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"delete one's own", about(chat.Delete), own, [5]chat.Code{ok, ok, ok, ok, ok}},
		{"delete a member's", about(chat.Delete), line(bo), [5]chat.Code{ok, ok, never, muted, muted}},
		{"delete a moderator's", about(chat.Delete), line(mia), [5]chat.Code{ok, ok, never, muted, muted}},
		{"delete the host's", about(chat.Delete), line(ada), [5]chat.Code{ok, never, never, muted, muted}},
		{"delete twice", about(chat.Delete), &erased, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"delete nothing", about(chat.Delete), nil, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"react", about(chat.React), line(bo), [5]chat.Code{ok, ok, ok, muted, muted}},
		{"react to nothing", about(chat.React), nil, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"react to an edit", about(chat.React), &edit, [5]chat.Code{nothing, nothing, nothing, muted, muted}},
		{"take a reaction away", about(chat.Unreact), line(bo), [5]chat.Code{ok, ok, ok, muted, muted}},

		{"kick a member", to(chat.Kick, bo), nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"kick a moderator", to(chat.Kick, mia), nil, [5]chat.Code{ok, never, never, muted, muted}},
		{"kick the host", to(chat.Kick, ada), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"kick oneself", to(chat.Kick, self), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"kick who is away", to(chat.Kick, gone), nil, [5]chat.Code{nobody, nobody, never, muted, muted}},
		{"ban a member", to(chat.Ban, bo), nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"ban a moderator", to(chat.Ban, mia), nil, [5]chat.Code{ok, never, never, muted, muted}},
		{"ban the host", to(chat.Ban, ada), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"ban oneself", to(chat.Ban, self), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"ban who is away", to(chat.Ban, gone), nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"ban again", to(chat.Ban, bad), nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"lift a ban", to(chat.Unban, bad), nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"lift no ban", to(chat.Unban, bo), nil, [5]chat.Code{nobody, nobody, never, muted, muted}},
		{"mute a member", to(chat.Mute, bo), nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"mute a moderator", to(chat.Mute, mia), nil, [5]chat.Code{ok, never, never, muted, muted}},
		{"mute the host", to(chat.Mute, ada), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"mute oneself", to(chat.Mute, self), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"unmute a member", to(chat.Unmute, mute), nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"unmute a moderator", to(chat.Unmute, hushed), nil, [5]chat.Code{ok, never, never, muted, muted}},
		{"unmute who is not", to(chat.Unmute, bo), nil, [5]chat.Code{nobody, nobody, never, muted, muted}},
		{"slow", chat.Deed{Act: chat.Slow, For: time.Minute}, nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"lock", chat.Deed{Act: chat.Lock}, nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"unlock", chat.Deed{Act: chat.Unlock}, nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"topic", chat.Deed{Act: chat.SetTopic}, nil, [5]chat.Code{ok, ok, never, muted, muted}},
		{"appoint a member", to(chat.Appoint, bo), nil, [5]chat.Code{ok, never, never, muted, muted}},
		{"appoint who is away", to(chat.Appoint, gone), nil, [5]chat.Code{ok, never, never, muted, muted}},
		{"appoint oneself", to(chat.Appoint, self), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"appoint who is banned", to(chat.Appoint, bad), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"dismiss a moderator", to(chat.Dismiss, mia), nil, [5]chat.Code{ok, never, never, muted, muted}},
		{"dismiss oneself", to(chat.Dismiss, self), nil, [5]chat.Code{never, never, never, muted, muted}},
		{"dismiss who is none", to(chat.Dismiss, bo), nil, [5]chat.Code{nobody, never, never, muted, muted}},
	}
	for _, tt := range tests {
		for i, w := range who {
			t.Run(tt.name+", as "+w.name, func(t *testing.T) {
				m := chat.Message{ID: chat.MessageID{7}, From: w.id, Name: w.name, At: noon, Deed: tt.deed}
				if m.Whom == self {
					m.Whom = w.id
				}
				target := tt.about
				if target == own {
					target = line(w.id)
				}
				_, err := ordered(t).Allow(m, target, noon)
				if got, _ := chat.AsRefusal(err); got.Code != tt.want[i] || (err == nil) != (tt.want[i] == ok) {
					t.Errorf("answered %v, want code %d", err, tt.want[i])
				}
			})
		}
	}
}

// TestAllowNames looks at whose name an act carries: the one that the room
// knows, before the one that a moderator tells.
func TestAllowNames(t *testing.T) {
	tests := []struct {
		deed chat.Deed
		want string
	}{
		{chat.Deed{Act: chat.Kick, Whom: bo}, "Bo"},
		{chat.Deed{Act: chat.Mute, Whom: gone}, "told"},
		{chat.Deed{Act: chat.Unmute, Whom: mute}, "Max"},
		{chat.Deed{Act: chat.Unban, Whom: bad}, "Bea"},
	}
	for _, tt := range tests {
		r := ordered(t)
		r.Apply(chat.Message{From: ada, Text: "Bea", At: noon, Deed: chat.Deed{Act: chat.Ban, Whom: bad}})
		m, err := r.Allow(chat.Message{From: mo, Text: "told", At: noon, Deed: tt.deed}, nil, noon)
		if err != nil || m.Text != tt.want {
			t.Errorf("%v of %s is called %q, %v; want %q", tt.deed.Act, tt.deed.Whom.Tag(), m.Text, err, tt.want)
		}
	}
}

func TestMuteRunsOut(t *testing.T) {
	r := ordered(t)
	r.Apply(chat.Message{From: ada, At: noon, Deed: chat.Deed{Act: chat.Mute, Whom: bo, For: time.Minute}})
	for after, want := range map[time.Duration]error{0: chat.Muted, time.Minute - 1: chat.Muted, time.Minute: nil, time.Hour: nil} {
		if _, err := r.Allow(chat.Message{From: bo, Text: "hi"}, nil, noon.Add(after)); !errors.Is(err, want) {
			t.Errorf("after %v: %v, want %v", after, err, want)
		}
	}
}

func TestSlow(t *testing.T) {
	r := ordered(t)
	slow := func(d time.Duration) {
		r.Apply(chat.Message{From: mo, At: noon, Deed: chat.Deed{Act: chat.Slow, For: d}})
	}
	slow(10 * time.Second)
	tests := []struct {
		name string
		from chat.MemberID
		deed chat.Deed
		at   time.Duration
		want string // the refusal; empty for none
	}{
		{"the first line", bo, chat.Deed{}, 0, ""},
		{"another at once", bo, chat.Deed{}, 0, "the room is in slow mode; wait 10 s"},
		{"a reply is a line too", bo, chat.Deed{About: chat.Ref{Seq: 1, ID: chat.MessageID{1}}}, 8500 * time.Millisecond, "the room is in slow mode; wait 2 s"},
		{"an edit is none", bo, chat.Deed{Act: chat.Edit, About: chat.Ref{Seq: 1, ID: chat.MessageID{1}}}, time.Second, ""},
		{"somebody else", cleo, chat.Deed{}, time.Second, ""},
		{"in time", bo, chat.Deed{}, 10 * time.Second, ""},
		{"that counts again", bo, chat.Deed{}, 11 * time.Second, "the room is in slow mode; wait 9 s"},
		{"the host's clock was set back", bo, chat.Deed{}, -time.Hour, ""},
		{"a moderator", mo, chat.Deed{}, 0, ""},
		{"a moderator again", mo, chat.Deed{}, 0, ""},
		{"the host", ada, chat.Deed{}, 0, ""},
		{"the host again", ada, chat.Deed{}, 0, ""},
	}
	about := &chat.Message{Seq: 1, ID: chat.MessageID{1}, From: bo, Text: "said"}
	for _, tt := range tests {
		_, err := r.Allow(chat.Message{From: tt.from, Text: "hi", Deed: tt.deed}, about, noon.Add(tt.at))
		if got := fmt.Sprint(err); tt.want == "" && err != nil || tt.want != "" && (got != tt.want || !errors.Is(err, chat.TooFast)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}

	line := chat.Message{From: hushed, Text: "hi"}
	r.Apply(chat.Message{From: ada, At: noon, Deed: chat.Deed{Act: chat.Unmute, Whom: hushed}})
	r.Apply(chat.Message{From: ada, At: noon, Deed: chat.Deed{Act: chat.Dismiss, Whom: hushed}})
	for range 2 {
		if _, err := r.Allow(line, nil, noon); err != nil {
			t.Errorf("a line that was not kept, said again: %v", err)
		}
		r.TakeBack(line)
	}
	slow(0)
	for range 2 {
		if _, err := r.Allow(line, nil, noon); err != nil {
			t.Errorf("in a room that is slow no more: %v", err)
		}
	}
}

// TestListsAreFull has moderators fill each list to its end.
func TestListsAreFull(t *testing.T) {
	tests := []struct {
		act, undo chat.Act
		most      int
	}{
		{chat.Ban, chat.Unban, chat.MaxSentences},
		{chat.Mute, chat.Unmute, chat.MaxSentences},
		{chat.Appoint, chat.Dismiss, chat.MaxModerators},
	}
	for _, tt := range tests {
		r := newRoom(chat.Limits{})
		try := func(act chat.Act, n int, at time.Time, d time.Duration) error {
			m, err := r.Allow(chat.Message{
				From: ada, At: at, Deed: chat.Deed{Act: act, Whom: chat.MemberID{200, byte(n), byte(n >> 8)}, For: d},
			}, nil, at)
			if err == nil {
				r.Apply(m)
			}
			return err
		}
		for n := range tt.most {
			if err := try(tt.act, n, noon, 0); err != nil {
				t.Fatalf("%v of person %d: %v", tt.act, n, err)
			}
		}
		if err := try(tt.act, tt.most, noon, 0); !errors.Is(err, chat.TooManyRules) {
			t.Errorf("%v of one too many: %v", tt.act, err)
		}
		if err := try(tt.act, 3, noon, 0); err != nil {
			t.Errorf("%v of somebody who is listed: %v", tt.act, err)
		}
		if err := try(tt.undo, 3, noon, 0); err != nil {
			t.Errorf("%v: %v", tt.undo, err)
		}
		if tt.act == chat.Appoint {
			continue
		}
		if err := try(tt.act, tt.most, noon, time.Minute); err != nil {
			t.Errorf("%v after one was lifted: %v", tt.act, err)
		}
		if err := try(tt.act, tt.most+1, noon.Add(time.Minute), 0); err != nil {
			t.Errorf("%v after one has run out: %v", tt.act, err)
		}
	}
}

// TestSlowForgets has more people come, speak once and go than a slow room
// remembers: those who stayed still have to wait.
func TestSlowForgets(t *testing.T) {
	r := ordered(t)
	r.Apply(chat.Message{From: mo, At: noon, Deed: chat.Deed{Act: chat.Slow, For: time.Hour}})
	speak := func(id chat.MemberID) error {
		_, err := r.Allow(chat.Message{From: id, Text: "hi"}, nil, noon)
		return err
	}
	passerBy := func(n int) chat.MemberID { return chat.MemberID{77, byte(n), byte(n >> 8)} }
	if err := speak(bo); err != nil {
		t.Fatal(err)
	}
	for n := range 10_000 {
		if err := speak(passerBy(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := speak(bo); !errors.Is(err, chat.TooFast) {
		t.Errorf("who stayed: %v", err)
	}
	if err := speak(passerBy(3)); err != nil {
		t.Errorf("who went: %v", err)
	}
}
