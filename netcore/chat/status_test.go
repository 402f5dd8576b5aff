package chat_test

import (
	"errors"
	"strings"
	"testing"

	"landline/netcore/chat"
)

func TestCheckStatus(t *testing.T) {
	tests := []struct {
		name string
		s    chat.Status
		want error
	}{
		{"nothing", chat.Status{}, nil},
		{"everything", chat.Status{Presence: chat.Hidden, Words: "At lunch 🍜, back at 2", Hue: 360}, nil},
		{"Arabic with a joiner", chat.Status{Words: "می\u200cخوانم"}, nil},
		{"as long as it may be", chat.Status{Words: strings.Repeat("x", chat.MaxStatus)}, nil},
		{"too long", chat.Status{Words: strings.Repeat("x", chat.MaxStatus+1)}, chat.TextTooLong},
		{"two lines", chat.Status{Words: "a\nb"}, chat.TextInvalid},
		{"a line separator", chat.Status{Words: "a\u2028b"}, chat.TextInvalid},
		{"a tab", chat.Status{Words: "a\tb"}, chat.TextInvalid},
		{"an escape", chat.Status{Words: "\x1b[31m"}, chat.TextInvalid},
		{"a bidi override", chat.Status{Words: "\u202eevil"}, chat.TextInvalid},
		{"a bidi isolate", chat.Status{Words: "\u2066evil"}, chat.TextInvalid},
		{"not UTF-8", chat.Status{Words: "\xff"}, chat.TextInvalid},
		{"blanks", chat.Status{Words: "  "}, chat.TextInvalid},
		{"a hue that is none", chat.Status{Hue: 361}, chat.TextInvalid},
		{"a presence that is none", chat.Status{Presence: 4}, chat.TextInvalid},
	}
	for _, tt := range tests {
		if err := chat.CheckStatus(tt.s); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestHiddenShowsNothing(t *testing.T) {
	hidden := chat.Status{Presence: chat.Hidden, Words: "at home, ill", Hue: 7}
	if got, want := hidden.Shown(), (chat.Status{Presence: chat.Hidden, Hue: 7}); got != want {
		t.Errorf("others hear %+v, want %+v", got, want)
	}
	away := chat.Status{Presence: chat.Away, Words: "at lunch"}
	if got := away.Shown(); got != away {
		t.Errorf("others hear %+v, want %+v", got, away)
	}
}

func TestNearer(t *testing.T) {
	order := []chat.Presence{chat.Online, chat.DoNotDisturb, chat.Away, chat.Hidden}
	for i, a := range order {
		for j, b := range order {
			if got := a.Nearer(b); got != (i < j) {
				t.Errorf("%d nearer than %d: %v", a, b, got)
			}
		}
	}
}

func TestRename(t *testing.T) {
	room := chat.NewRoom(chat.NewRoomID(), "Lab", chat.MemberID{1}, chat.Limits{})
	sit := func(name string) chat.Member {
		m, _, err := room.Join(chat.Arrival{ID: chat.MemberID{2}, Name: name})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	bo, also := sit("Bo"), sit("Bo")
	bob, gone, fresh, err := room.Rename(bo, " Bob ")
	if err != nil || gone || !fresh || bob != (chat.Member{ID: bo.ID, Name: "Bob"}) {
		t.Errorf("one of two seats: %+v, gone %v, fresh %v, %v", bob, gone, fresh, err)
	}
	if same, gone, fresh, err := room.Rename(bob, "Bob"); same != bob || gone || fresh || err != nil {
		t.Errorf("to the same name: %+v, gone %v, fresh %v, %v", same, gone, fresh, err)
	}
	if _, gone, fresh, err := room.Rename(also, "Bob"); !gone || fresh || err != nil {
		t.Errorf("the other seat: gone %v, fresh %v, %v", gone, fresh, err)
	}
	if _, _, _, err := room.Rename(bo, "Bobby"); !errors.Is(err, chat.NotSeated) {
		t.Errorf("without a seat: %v", err)
	}
	if m, _, _, err := room.Rename(bob, "\u202e"); m != bob || !errors.Is(err, chat.NameInvalid) {
		t.Errorf("to no name: %+v, %v", m, err)
	}
	if room.Seats() != 2 || room.People() != 1 {
		t.Errorf("%d seats of %d people, want 2 of 1", room.Seats(), room.People())
	}
}
