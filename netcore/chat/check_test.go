package chat_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"landline/netcore/chat"
)

func TestCheckDeed(t *testing.T) {
	ref := chat.Ref{Seq: 1, ID: chat.MessageID{1}}
	tests := []struct {
		name string
		text string
		deed chat.Deed
		err  error
	}{
		{"a line", "hi", chat.Deed{}, nil},
		{"a line without a text", "", chat.Deed{}, chat.TextInvalid},
		{"a line to somebody", "hi", chat.Deed{Whom: bo}, chat.DeedInvalid},
		{"a line for a time", "hi", chat.Deed{For: time.Second}, chat.DeedInvalid},
		{"a reply", "hi", chat.Deed{About: ref}, nil},
		{"a reply to a number", "hi", chat.Deed{About: chat.Ref{Seq: 1}}, chat.DeedInvalid},
		{"a reply to an id", "hi", chat.Deed{About: chat.Ref{ID: ref.ID}}, chat.DeedInvalid},
		{"an edit", "hi", chat.Deed{Act: chat.Edit, About: ref}, nil},
		{"an edit of nothing", "hi", chat.Deed{Act: chat.Edit}, chat.DeedInvalid},
		{"an edit to nothing", "", chat.Deed{Act: chat.Edit, About: ref}, chat.TextInvalid},
		{"an edit that is too long", strings.Repeat("x", chat.MaxText+1), chat.Deed{Act: chat.Edit, About: ref}, chat.TextTooLong},
		{"a deletion", "", chat.Deed{Act: chat.Delete, About: ref}, nil},
		{"a deletion with a text", "x", chat.Deed{Act: chat.Delete, About: ref}, chat.DeedInvalid},
		{"a deletion of nothing", "", chat.Deed{Act: chat.Delete}, chat.DeedInvalid},
		{"a reaction", "👍", chat.Deed{Act: chat.React, About: ref}, nil},
		{"a reaction to nothing", "👍", chat.Deed{Act: chat.React}, chat.DeedInvalid},
		{"a reaction in words", "ok", chat.Deed{Act: chat.React, About: ref}, chat.TextInvalid},
		{"a reaction taken away", "👍", chat.Deed{Act: chat.Unreact, About: ref}, nil},
		{"a kick", "Bo", chat.Deed{Act: chat.Kick, Whom: bo}, nil},
		{"a kick of who has no name", "", chat.Deed{Act: chat.Kick, Whom: bo}, nil},
		{"a kick of nobody", "Bo", chat.Deed{Act: chat.Kick}, chat.DeedInvalid},
		{"a kick for a time", "Bo", chat.Deed{Act: chat.Kick, Whom: bo, For: time.Second}, chat.DeedInvalid},
		{"a kick about a line", "Bo", chat.Deed{Act: chat.Kick, Whom: bo, About: ref}, chat.DeedInvalid},
		{"a kick of a name that steers", "B\u202eo", chat.Deed{Act: chat.Kick, Whom: bo}, chat.NameInvalid},
		{"a kick of a name with spaces", "B  o", chat.Deed{Act: chat.Kick, Whom: bo}, chat.NameInvalid},
		{"a ban for ever", "Bo", chat.Deed{Act: chat.Ban, Whom: bo}, nil},
		{"a ban for the longest time", "Bo", chat.Deed{Act: chat.Ban, Whom: bo, For: chat.MaxFor}, nil},
		{"a ban for longer", "Bo", chat.Deed{Act: chat.Ban, Whom: bo, For: chat.MaxFor + time.Millisecond}, chat.DeedInvalid},
		{"a ban for less than nothing", "Bo", chat.Deed{Act: chat.Ban, Whom: bo, For: -1}, chat.DeedInvalid},
		{"a ban for a microsecond", "Bo", chat.Deed{Act: chat.Ban, Whom: bo, For: time.Microsecond}, chat.DeedInvalid},
		{"a ban lifted", "", chat.Deed{Act: chat.Unban, Whom: bo}, nil},
		{"a ban lifted for a time", "", chat.Deed{Act: chat.Unban, Whom: bo, For: time.Hour}, chat.DeedInvalid},
		{"a mute", "Bo", chat.Deed{Act: chat.Mute, Whom: bo, For: time.Hour}, nil},
		{"an unmute", "Bo", chat.Deed{Act: chat.Unmute, Whom: bo}, nil},
		{"slow", "", chat.Deed{Act: chat.Slow, For: time.Second}, nil},
		{"slow no more", "", chat.Deed{Act: chat.Slow}, nil},
		{"slow for somebody", "", chat.Deed{Act: chat.Slow, Whom: bo}, chat.DeedInvalid},
		{"a lock", "", chat.Deed{Act: chat.Lock}, nil},
		{"a lock with a text", "x", chat.Deed{Act: chat.Lock}, chat.DeedInvalid},
		{"an unlock", "", chat.Deed{Act: chat.Unlock}, nil},
		{"a topic", "Lunch at noon", chat.Deed{Act: chat.SetTopic}, nil},
		{"no topic", "", chat.Deed{Act: chat.SetTopic}, nil},
		{"the longest topic", strings.Repeat("x", chat.MaxTopic), chat.Deed{Act: chat.SetTopic}, nil},
		{"a longer topic", strings.Repeat("x", chat.MaxTopic+1), chat.Deed{Act: chat.SetTopic}, chat.TextTooLong},
		{"a topic of two lines", "a\nb", chat.Deed{Act: chat.SetTopic}, chat.TextInvalid},
		{"a topic of two paragraphs", "a\u2029b", chat.Deed{Act: chat.SetTopic}, chat.TextInvalid},
		{"a topic that steers", "a\u202eb", chat.Deed{Act: chat.SetTopic}, chat.TextInvalid},
		{"a topic that is not UTF-8", "\xff", chat.Deed{Act: chat.SetTopic}, chat.TextInvalid},
		{"a topic of spaces", "  ", chat.Deed{Act: chat.SetTopic}, chat.TextInvalid},
		{"an appointment", "Bo", chat.Deed{Act: chat.Appoint, Whom: bo}, nil},
		{"a dismissal", "Bo", chat.Deed{Act: chat.Dismiss, Whom: bo}, nil},
		{"what only a log does", "", chat.Deed{Act: chat.Erased}, chat.DeedInvalid},
		{"an act of a newer program", "hi", chat.Deed{Act: 17}, chat.DeedInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := chat.CheckDeed(tt.text, tt.deed); !errors.Is(err, tt.err) {
				t.Errorf("got %v, want %v", err, tt.err)
			}
		})
	}
}

// TestCheckEntry looks at what only a log holds. The rest is as in
// TestCheckDeed.
func TestCheckEntry(t *testing.T) {
	ref := chat.Ref{Seq: 1, ID: chat.MessageID{1}}
	tests := []struct {
		name string
		text string
		deed chat.Deed
		ok   bool
	}{
		{"a line", "hi", chat.Deed{Edited: true}, true},
		{"a line without a text", "", chat.Deed{}, false},
		{"a deleted line", "", chat.Deed{Act: chat.Erased}, true},
		{"a deleted line with its text", "secret", chat.Deed{Act: chat.Erased}, false},
		{"an edit of a deleted line", "", chat.Deed{Act: chat.Edit, About: ref}, true},
		{"an edit of nothing", "", chat.Deed{Act: chat.Edit}, false},
		{"an act of a newer program", "so be it", chat.Deed{Act: 99, Whom: bo, About: ref, For: time.Hour}, true},
		{"without a text", "", chat.Deed{Act: 99}, true},
		{"with a text that steers", "\x1b[2J", chat.Deed{Act: 99}, false},
		{"with a text that is too long", strings.Repeat("x", chat.MaxText+1), chat.Deed{Act: 99}, false},
		{"a kick of nobody", "", chat.Deed{Act: chat.Kick}, false},
	}
	for _, tt := range tests {
		if err := chat.CheckEntry(tt.text, tt.deed); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestIsEmoji(t *testing.T) {
	for _, one := range []string{
		"👍", "👍🏽", "❤️", "❤", "😀", "🇫🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍🚀", "👨‍👩‍👧‍👦", "❤️‍🔥", "1️⃣", "#⃣", "↔️", "‼️", "ℹ️", "〰️", "©️",
		"\U0001FADF", // of 2024
	} {
		if !chat.IsEmoji(one) {
			t.Errorf("%q was not taken for an emoji", one)
		}
	}
	for _, none := range []string{
		"", "a", "1", "1️", "👍👍", "👍 ", " 👍", "👍a", "ok", "🇫", "🇫🇷🇫", "👩\u200d", "\u200d🚀", "\uFE0F", "\u200b", "\u202e👍",
		"👍\u0336", "🏴󠁧󠁢", "🏴󠁿x", "\xff", "+", "é", "\n", "🏽x",
	} {
		if chat.IsEmoji(none) {
			t.Errorf("%q was taken for an emoji", none)
		}
	}
}

// FuzzIsEmoji looks for a text that is an emoji and still steers a screen.
func FuzzIsEmoji(f *testing.F) {
	for _, s := range []string{"👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧‍👦", "1️⃣", "🇫🇷", "a\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !chat.IsEmoji(s) {
			return
		}
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\t\r\x1b \u202a\u202b\u202d\u202e\u2066\u2067\u2068") || strings.ContainsFunc(s, unicode.IsControl) {
			t.Errorf("%q is an emoji", s)
		}
	})
}
