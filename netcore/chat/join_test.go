package chat_test

import (
	"errors"
	"testing"
	"time"

	"landline/netcore/chat"
)

func TestJoinUnderRules(t *testing.T) {
	ban := chat.Deed{Act: chat.Ban, Whom: bad, For: time.Hour, Addrs: "10.0.0.7 fe80::7"}
	tests := []struct {
		name string
		deed chat.Deed
		who  chat.Arrival
		err  error
	}{
		{"a banned key under another name", ban, chat.Arrival{ID: bad, Name: "Bob", Addr: "10.0.0.9", At: noon}, chat.Banned},
		{"a banned key that was a guest", ban, chat.Arrival{ID: bad, Name: "Bea", Guest: true, At: noon}, chat.Banned},
		{"a new key from the banned address", ban, chat.Arrival{ID: gone, Name: "Bob", Addr: "10.0.0.7", At: noon}, chat.Banned},
		{"and from the other one", ban, chat.Arrival{ID: gone, Name: "Bob", Addr: "fe80::7", At: noon}, chat.Banned},
		{"a new key from a longer address", ban, chat.Arrival{ID: gone, Name: "Bob", Addr: "10.0.0.70", At: noon}, nil},
		{"a guest from the banned address", ban, chat.Arrival{ID: bo, Name: "Bo", Guest: true, Addr: "10.0.0.7", At: noon}, nil},
		{"a moderator from the banned address", ban, chat.Arrival{ID: mo, Name: "Mo", Addr: "10.0.0.7", At: noon}, nil},
		{"the host from the banned address", ban, chat.Arrival{ID: ada, Name: "Ada", Addr: "10.0.0.7", At: noon}, nil},
		{"without an address", ban, chat.Arrival{ID: gone, Name: "Bob", At: noon}, nil},
		{"once the ban has run out", ban, chat.Arrival{ID: bad, Name: "Bea", Addr: "10.0.0.7", At: noon.Add(time.Hour)}, nil},
		{"a ban without an address", chat.Deed{Act: chat.Ban, Whom: bad}, chat.Arrival{ID: gone, Name: "Bob", Addr: "", At: noon}, nil},
		{"a stranger to a locked room", chat.Deed{Act: chat.Lock}, chat.Arrival{ID: gone, Name: "Bob"}, chat.RoomLocked},
		{"a guest of a locked room", chat.Deed{Act: chat.Lock}, chat.Arrival{ID: gone, Name: "Bob", Guest: true}, nil},
		{"a moderator of a locked room", chat.Deed{Act: chat.Lock}, chat.Arrival{ID: mo, Name: "Mo"}, nil},
		{"the host of a locked room", chat.Deed{Act: chat.Lock}, chat.Arrival{ID: ada, Name: "Ada"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRoom(chat.Limits{})
			r.Apply(chat.Message{From: ada, At: noon, Deed: chat.Deed{Act: chat.Appoint, Whom: mo}})
			r.Apply(chat.Message{From: ada, At: noon, Deed: tt.deed})
			if _, _, err := r.Join(tt.who); !errors.Is(err, tt.err) {
				t.Errorf("got %v, want %v", err, tt.err)
			}
		})
	}
}
