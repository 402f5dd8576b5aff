package chat_test

import (
	"reflect"
	"testing"
	"time"

	"landline/netcore/chat"
)

func TestRules(t *testing.T) {
	act := func(a chat.Act, whom chat.MemberID, d time.Duration) chat.Message {
		return chat.Message{Text: "Bo", At: noon, Deed: chat.Deed{Act: a, Whom: whom, For: d}}
	}
	later := func(m chat.Message, d time.Duration) chat.Message {
		m.At = m.At.Add(d)
		return m
	}
	seen := func(m chat.Message, addrs string) chat.Message {
		m.Addrs = addrs
		return m
	}
	topic := act(chat.SetTopic, chat.MemberID{}, 0)
	topic.Text = "Lunch"
	sentence := func(id chat.MemberID) chat.Sentence { return chat.Sentence{Whom: id, Name: "Bo"} }
	tests := []struct {
		name string
		acts []chat.Message
		want chat.Rules
	}{
		{"what does not moderate", []chat.Message{{Text: "hi"}, act(chat.Edit, bo, 0), act(chat.Kick, bo, 0), act(99, bo, 0)}, chat.Rules{}},
		{"the topic", []chat.Message{topic}, chat.Rules{Topic: "Lunch"}},
		{"slow, and slower", []chat.Message{act(chat.Slow, chat.MemberID{}, time.Second), act(chat.Slow, chat.MemberID{}, time.Minute)}, chat.Rules{Slow: time.Minute}},
		{"locked", []chat.Message{act(chat.Lock, chat.MemberID{}, 0)}, chat.Rules{Locked: true}},
		{"unlocked", []chat.Message{act(chat.Lock, chat.MemberID{}, 0), act(chat.Unlock, chat.MemberID{}, 0)}, chat.Rules{}},
		{"moderators in order", []chat.Message{act(chat.Appoint, cleo, 0), act(chat.Appoint, bo, 0), act(chat.Appoint, cleo, 0)}, chat.Rules{Moderators: []chat.MemberID{bo, cleo}}},
		{"one dismissed", []chat.Message{act(chat.Appoint, cleo, 0), act(chat.Appoint, bo, 0), act(chat.Dismiss, bo, 0)}, chat.Rules{Moderators: []chat.MemberID{cleo}}},
		{"muted in order", []chat.Message{act(chat.Mute, cleo, 0), act(chat.Mute, bo, 0)}, chat.Rules{Muted: []chat.Sentence{sentence(bo), sentence(cleo)}}},
		{"muted for longer", []chat.Message{act(chat.Mute, bo, time.Second), act(chat.Mute, bo, time.Hour)}, chat.Rules{Muted: []chat.Sentence{{Whom: bo, Name: "Bo", Until: noon.Add(time.Hour)}}}},
		{"unmuted", []chat.Message{act(chat.Mute, cleo, 0), act(chat.Mute, bo, 0), act(chat.Unmute, cleo, 0)}, chat.Rules{Muted: []chat.Sentence{sentence(bo)}}},
		{"banned, and a moderator no more", []chat.Message{act(chat.Appoint, bo, 0), act(chat.Ban, bo, 0)}, chat.Rules{Moderators: []chat.MemberID{}, Banned: []chat.Sentence{sentence(bo)}}},
		{"banned once more, from afar", []chat.Message{seen(act(chat.Ban, bo, 0), "10.0.0.7"), act(chat.Ban, bo, 0)}, chat.Rules{Banned: []chat.Sentence{{Whom: bo, Name: "Bo", Addrs: "10.0.0.7"}}}},
		{"unbanned", []chat.Message{act(chat.Ban, bo, 0), act(chat.Unban, bo, 0)}, chat.Rules{Banned: []chat.Sentence{}}},
		{"run out", []chat.Message{act(chat.Mute, bo, time.Minute), act(chat.Ban, bo, time.Minute), later(act(chat.Lock, chat.MemberID{}, 0), time.Minute)}, chat.Rules{Locked: true, Muted: []chat.Sentence{}, Banned: []chat.Sentence{}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var r chat.Rules
			for _, m := range tt.acts {
				r.Apply(m)
			}
			if !reflect.DeepEqual(r, tt.want) {
				t.Errorf("rules are\n%+v, want\n%+v", r, tt.want)
			}
		})
	}
}

// TestRulesAreValues changes a copy in each way, and looks at the original.
func TestRulesAreValues(t *testing.T) {
	build := func() (r chat.Rules) {
		for _, id := range []chat.MemberID{ada, cleo} {
			r.Apply(chat.Message{At: noon, Deed: chat.Deed{Act: chat.Mute, Whom: id, For: time.Minute}})
			r.Apply(chat.Message{At: noon, Deed: chat.Deed{Act: chat.Ban, Whom: id}})
		}
		r.Apply(chat.Message{At: noon, Deed: chat.Deed{Act: chat.Appoint, Whom: mo}})
		return r
	}
	for act := chat.Line; act <= chat.Erased; act++ {
		for _, whom := range []chat.MemberID{ada, bo, mo} {
			for _, at := range []time.Time{noon, noon.Add(time.Hour)} {
				original := build()
				copied := original
				copied.Apply(chat.Message{At: at, Text: "x", Deed: chat.Deed{Act: act, Whom: whom}})
				if !reflect.DeepEqual(original, build()) {
					t.Errorf("%v changed rules that another has", act)
				}
			}
		}
	}
}

func TestRulesAreBounded(t *testing.T) {
	var r chat.Rules
	for n := range 3 * chat.MaxSentences {
		for _, act := range []chat.Act{chat.Mute, chat.Ban} {
			r.Apply(chat.Message{At: noon, Deed: chat.Deed{Act: act, Whom: chat.MemberID{1, byte(n), byte(n >> 8)}}})
		}
		r.Apply(chat.Message{At: noon, Deed: chat.Deed{Act: chat.Appoint, Whom: chat.MemberID{2, byte(n), byte(n >> 8)}}})
	}
	if len(r.Muted) != chat.MaxSentences || len(r.Banned) != chat.MaxSentences || len(r.Moderators) != chat.MaxModerators {
		t.Errorf("%d muted, %d banned, %d moderators", len(r.Muted), len(r.Banned), len(r.Moderators))
	}
}

func TestParting(t *testing.T) {
	kick := chat.Message{Name: "Mo", At: noon, Deed: chat.Deed{Act: chat.Kick, Whom: bo}}
	ban := chat.Message{Name: "Mo", At: noon, Deed: chat.Deed{Act: chat.Ban, Whom: bo, For: time.Hour}}
	mute := chat.Message{Name: "Mo", At: noon, Deed: chat.Deed{Act: chat.Mute, Whom: bo}}
	if why, out := kick.Parting(); !out || why != chat.Refuse(chat.Kicked, "Mo sent you out of the room") {
		t.Errorf("a kicked person hears %+v, %v", why, out)
	}
	if why, out := ban.Parting(); !out || why != chat.Refuse(chat.Banned, "you are banned from the room until 2026-03-01 13:00 UTC") {
		t.Errorf("a banned person hears %+v, %v", why, out)
	}
	if _, out := mute.Parting(); out {
		t.Error("a muted person has to leave")
	}
}
