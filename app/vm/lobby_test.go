package vm

import (
	"testing"

	"landline/netcore/chat"
)

// TestLobbyTellsHostsApart lists rooms that a reader could take for one another.
func TestLobbyTellsHostsApart(t *testing.T) {
	first, second := chat.MemberID{1}, chat.MemberID{2}
	tests := []struct {
		name   string
		rooms  []Found
		tagged []bool
	}{
		{"one host", []Found{{Host: first, Name: "A", HostName: "Ada"}, {Host: first, Name: "B", HostName: "Ada"}}, []bool{false, false}},
		{"one room name, one host", []Found{{Host: first, Name: "A", HostName: "Ada"}, {Host: first, Name: "A", HostName: "Ada"}}, []bool{false, false}},
		{"two of one name", []Found{{Host: first, Name: "A", HostName: "Ada"}, {Host: second, Name: "B", HostName: "Ada"}}, []bool{true, true}},
		{"one who looks like another", []Found{{Host: first, Name: "A", HostName: "Ada"}, {Host: second, Name: "B", HostName: "Аda"}}, []bool{true, true}},
		{"rooms that look alike", []Found{{Host: first, Name: "Lab 1", HostName: "Ada"}, {Host: second, Name: "Lаb l", HostName: "Bo"}}, []bool{true, true}},
		{"nothing alike", []Found{{Host: first, Name: "A", HostName: "Ada"}, {Host: second, Name: "B", HostName: "Bo"}}, []bool{false, false}},
		{"a name with a tag in it", []Found{{Host: first, Name: "A", HostName: "Ada #020000"}}, []bool{true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := seated()
			d.Apply(noon, Lobby{Rooms: tt.rooms})
			shown, _ := d.Lobby()
			for i, f := range shown {
				want := f.HostName
				if tt.tagged[i] {
					want += " #" + f.Host.Tag()
				}
				if got := f.Keeper(); got != want {
					t.Errorf("%s is kept by %q, want %q", f.Name, got, want)
				}
			}
		})
	}
}
