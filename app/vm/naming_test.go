package vm

import (
	"strings"
	"testing"

	"landline/app/words"
	"landline/netcore/chat"
)

// TestTagsCannotBeMadeUp has an impostor under the name of somebody with their
// tag.
func TestTagsCannotBeMadeUp(t *testing.T) {
	impostor := chat.MemberID{0xEE}
	for _, forged := range []string{
		"Bo #" + bo.Tag(), "Bo ＃" + bo.Tag(), "Bo﹟" + bo.Tag(), "Bo ♯" + bo.Tag(), "Bo 井 " + bo.Tag(), "Bo #" + bo.Tag() + ".",
	} {
		name, err := chat.CleanName(forged)
		if err != nil {
			t.Fatal(err)
		}
		d := seated()
		room(d, chat.Joined{Member: chat.Member{ID: other, Name: "Bo"}}, chat.Joined{Member: chat.Member{ID: impostor, Name: name}})
		r := d.Room(1)
		if got, want := r.called(chat.Member{ID: impostor, Name: name}), name+" #"+impostor.Tag(); got != want {
			t.Errorf("the impostor is called %q, want %q", got, want)
		}
		if tags := tags(r, name); len(tags) != 1 || tags[0] != impostor.Tag() {
			t.Errorf("among the people %q has the tags %q", name, tags)
		}
	}
}

// TestNobodyElseIsYou has somebody take the name by which sentences call the person
// at the window, in each language.
func TestNobodyElseIsYou(t *testing.T) {
	defer words.Use(words.English)
	impostor := chat.MemberID{0xEE}
	for language, names := range map[words.Language][]string{
		words.English:  {"You", "you", "YOU", "Yоu", "y0u", "You.", "Y o u", "Bo and you", "You\u17b5", "You\u05b0"},
		words.German:   {"Du", "dich", "Dir"},
		words.Spanish:  {"Tú", "tu", "te"},
		words.French:   {"Vous", "vous"},
		words.Japanese: {"あなた", "あなたと Bo"},
		words.Chinese:  {"你", "你和 Bo"},
		words.Arabic:   {"أنت", "أنتَ"},
	} {
		words.Use(language)
		for _, name := range names {
			d := seated()
			room(d, chat.Joined{Member: chat.Member{ID: impostor, Name: name}})
			r := d.Room(1)
			who := chat.Message{From: impostor, Name: name, Text: "Bo", Deed: chat.Deed{Act: chat.Ban, Whom: bo}}
			whom := chat.Message{From: bo, Name: "Bo", Text: name, Deed: chat.Deed{Act: chat.Ban, Whom: impostor}}
			for _, m := range []chat.Message{who, whom} {
				if text := r.told(lineOf(m, false)); !strings.Contains(text, "#"+impostor.Tag()) {
					t.Errorf("%s: %q", language, text)
				}
			}
		}
		for _, name := range []string{"Bo", "Young", "Yousef", "Dua", "井上", "Vousden", "佐藤", "Ada L."} {
			if mistaken(name) {
				t.Errorf("%s: %q could be mistaken", language, name)
			}
		}
	}
}

// TestNobodyElseReactsAsYou reads who reacted.
func TestNobodyElseReactsAsYou(t *testing.T) {
	d, you := seated(), react(2, other, 1, "👍")
	you.Name = "You"
	happens(plain(1, bo, "a"), you, react(3, me, 1, "👍"))(d)
	if got, want := whoReacted(d, "👍"), "You, You #b10000"; got != want {
		t.Errorf("%q reacted, want %q", got, want)
	}
}

// TestNamesDrawnAlikeHaveTags has somebody come in under a name that is drawn as Bo's:
// as a program lets them that is older than the rule against it.
func TestNamesDrawnAlikeHaveTags(t *testing.T) {
	for _, pair := range [][2]string{
		{"Bo", "Bo\u17b4"}, {"Bo", "Bo\u17b5"}, {"Bo", "B\u2065o"}, {"Bo", "\ufff8Bo"}, {"Bo", "Bo\u05b0"},
		{"David דוד", "דוד David"},
	} {
		d := seated()
		room(d, chat.Joined{Member: visitor(1, pair[0])}, chat.Joined{Member: visitor(2, pair[1])})
		for i, name := range pair {
			m := visitor(byte(i+1), name)
			if got, want := d.Room(1).called(m), Tagged(name, m.ID.Tag()); got != want {
				t.Errorf("%q and %q are drawn alike, and one is called %q", pair[0], pair[1], got)
			}
		}
	}
}
