package vm

import (
	"slices"
	"strings"
	"testing"

	"landline/netcore/chat"
)

// TestEveryEmojiCanBeChosen holds each emoji that is offered to what a room
// takes as a reaction, and to a name by which it is found.
func TestEveryEmojiCanBeChosen(t *testing.T) {
	where := make(map[string]string)
	for _, group := range EmojiGroups {
		if group.Title() == "" || len(group.Emoji) == 0 {
			t.Errorf("a group %q of %d emoji", group.Title(), len(group.Emoji))
		}
		for _, e := range append([]string{group.Sign}, group.Emoji...) {
			if err := chat.CheckDeed(e, chat.Deed{Act: chat.React, About: chat.Ref{Seq: 1, ID: chat.MessageID{1}}}); err != nil {
				t.Errorf("%s of %s: %v", e, group.Title(), err)
			}
		}
		for _, e := range group.Emoji {
			if other, twice := where[e]; twice {
				t.Errorf("%s is in %s and in %s", e, other, group.Title())
			}
			where[e] = group.Title()
			name := EmojiName(e)
			if found, ok := EmojiNamed(name); !ok {
				t.Errorf("%s %+q has no name", e, e)
			} else if EmojiName(found) != name {
				t.Errorf("%q leads to %s and %s", name, e, found)
			}
		}
	}
	for _, e := range QuickEmoji {
		if where[e] == "" {
			t.Errorf("%s is in no group", e)
		}
	}
}

func TestFindEmoji(t *testing.T) {
	for query, want := range map[string]string{
		"": "", "thumbs": "👍", "+1": "👍", "Tada": "🎉", "party pop": "🎉", "heart red": "❤️",
		"joy": "😂", "coff": "☕", "flag germany": "🇩🇪", "qqqqq": "",
	} {
		got := FindEmoji(query, 5)
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("%q finds %v, want %s", query, got, want)
		}
	}
	if got := FindEmoji("face", 7); len(got) != 7 {
		t.Errorf("%d found of at most 7", len(got))
	}
	if got := FindEmoji("dog", 3)[0]; got != "🐶" && got != "🐕" {
		t.Errorf("the nearest to a dog is %s", got)
	}
}

func TestRecentEmoji(t *testing.T) {
	list := []string{"a", "b", "c"}
	if got := strings.Join(RecentEmoji(list, "c"), ""); got != "cab" {
		t.Errorf("recents %q", got)
	}
	if strings.Join(list, "") != "abc" {
		t.Error("the list that was given changed")
	}
	for range 3 * maxRecents {
		list = RecentEmoji(list, strings.Repeat("x", len(list)))
	}
	if len(list) != maxRecents {
		t.Errorf("%d recents", len(list))
	}
}

func TestEmojiLength(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "a": 0, "1": 0, "👩": 1, "👩👩": 1, "👍🏽": 2, "🇩🇪🇫🇷": 2, "1️⃣": 3,
		"👩🏻‍❤️‍💋‍👨🏿": 10, "🏴󠁧󠁢󠁥󠁮󠁧󠁿a": 7,
	} {
		if got := EmojiLength([]rune(text)); got != want {
			t.Errorf("%q begins with an emoji of %d characters, want %d", text, got, want)
		}
	}
	for _, part := range []string{"\u200d👩", "🏽", "\U000E0067", "\ufe0f"} {
		if got := EmojiLength([]rune("👩" + strings.Repeat(part, 100))); got > longestEmoji+1 {
			t.Errorf("with %q it goes on for %d characters", part, got)
		}
	}
}
