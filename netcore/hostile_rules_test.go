package netcore_test

import (
	"errors"
	"strings"
	"testing"

	"landline/netcore"
	"landline/netcore/chat"
	"landline/netcore/wire"
)

// TestHostileRules has a host whose rules are none, and that tells of acts that
// cannot be. The client takes none of it, and keeps what a newer host tells.
func TestHostileRules(t *testing.T) {
	welcome := func(rules uint64) wire.Frame {
		return wire.Welcome{Version: 1, Room: chat.RoomID{1}, RoomName: "Lab", Epoch: chat.Epoch{1}, First: 1, Head: 3, After: 1, Name: "Bo", Rules: rules}
	}
	under := func(list ...wire.Rules) []wire.Frame {
		frames := []wire.Frame{welcome(uint64(len(list)))}
		for _, f := range list {
			frames = append(frames, f)
		}
		return frames
	}
	people := func(n, from int) (list []wire.Sentence) {
		for i := range n {
			list = append(list, wire.Sentence{Whom: chat.MemberID{1, byte((from + i) >> 8), byte(from + i)}, Name: "Bo"})
		}
		return list
	}
	crowd := func(n int) (list []wire.Rules) {
		for from := 0; from < n; from += 250 {
			list = append(list, wire.Rules{Muted: people(250, from)})
		}
		return list
	}
	ids := func(n int) (list []chat.MemberID) {
		for i := range n {
			list = append(list, chat.MemberID{byte(i + 1)})
		}
		return list
	}
	endless := func(n int) (frames []wire.Frame) {
		for range n {
			frames = append(frames, wire.Rules{More: true})
		}
		return frames
	}
	id := chat.MessageID{1}
	said := func(f wire.Said) []wire.Frame {
		f.Seq, f.ID, f.Name = 2, id, "Eve"
		return []wire.Frame{welcome(0), f}
	}
	tests := []struct {
		name   string
		frames []wire.Frame
		ok     bool
	}{
		{"the rules of a quiet room", under(wire.Rules{Topic: "Lunch", Slow: 1000, Locked: true, Moderators: ids(2), Muted: people(3, 0), Banned: people(3, 0)}), true},
		{"the longest list", under(crowd(chat.MaxSentences)...), true},
		{"a longer list", under(crowd(chat.MaxSentences + 250)...), false},
		{"rules that never end", []wire.Frame{welcome(1 << 60)}, false},
		{"rules that go on and on", append([]wire.Frame{welcome(0)}, endless(20)...), false},
		{"no rules where some were announced", []wire.Frame{welcome(1), wire.Ping{Token: 1}}, false},
		{"a topic that steers", under(wire.Rules{Topic: "\x1b[2J"}), false},
		{"a long topic", under(wire.Rules{Topic: strings.Repeat("x", chat.MaxTopic+1)}), false},
		{"a pause of less than nothing", under(wire.Rules{Slow: -1}), false},
		{"a pause that overflows", under(wire.Rules{Slow: 1 << 58}), false},
		{"too many moderators", under(wire.Rules{Moderators: ids(chat.MaxModerators + 1)}), false},
		{"a moderator twice", under(wire.Rules{Moderators: []chat.MemberID{{1}, {1}}}), false},
		{"somebody listed twice", under(wire.Rules{Muted: people(1, 0)}, wire.Rules{Muted: people(1, 0)}), false},
		{"somebody with a bad name", under(wire.Rules{Banned: []wire.Sentence{{Name: "E\u202eve"}}}), false},
		{"somebody until before time", under(wire.Rules{Banned: []wire.Sentence{{Millis: -1}}}), false},
		{"somebody until after time", under(wire.Rules{Banned: []wire.Sentence{{Millis: 1 << 62}}}), false},

		{"an edited line", said(wire.Said{Text: "hi", Edited: true}), true},
		{"a deleted line", said(wire.Said{Act: chat.Erased}), true},
		{"an edit without its text", said(wire.Said{Act: chat.Edit, AboutSeq: 1, AboutID: id}), true},
		{"an act of a newer program", said(wire.Said{Act: 200, Text: "so be it"}), true},
		{"a deleted line that speaks", said(wire.Said{Act: chat.Erased, Text: "hi"}), false},
		{"a strange act that steers", said(wire.Said{Act: 200, Text: "\x1b[2J"}), false},
		{"a kick of nobody", said(wire.Said{Act: chat.Kick}), false},
		{"a reaction of many letters", said(wire.Said{Act: chat.React, Text: "hello", AboutSeq: 1, AboutID: id}), false},
		{"a topic that cannot be", said(wire.Said{Act: chat.SetTopic, Text: "a\nb"}), false},
		{"a ban that overflows", said(wire.Said{Act: chat.Ban, Whom: chat.MemberID{1}, For: 1 << 58}), false},
		{"a ban of less than nothing", said(wire.Said{Act: chat.Ban, Whom: chat.MemberID{1}, For: -1}), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			frames := append(tt.frames, wire.Said{Seq: 3, ID: chat.MessageID{2}, Name: "Eve", Text: "bye"})
			c, err := netcore.Dial(t.Context(), pretend(t, frames), netcore.ClientConfig{Identity: newIdentity(t), Name: "Bo"})
			if err == nil && tt.ok {
				for next[chat.Said](t, c).Seq != 3 {
				}
			} else if err == nil {
				err = ended(t, c)
			}
			if c != nil {
				_ = c.Close()
			}
			if tt.ok && err != nil || !tt.ok && !errors.Is(err, netcore.ErrProtocol) {
				t.Errorf("ended with %v", err)
			}
		})
	}
}
