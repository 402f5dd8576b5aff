package vm

import (
	"fmt"
	"strings"
	"testing"
	"time"

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
		{"nothing alike", []Found{{Host: first, Name: "A", HostName: "Ada"}, {Host: second, Name: "B", HostName: "Cleo"}}, []bool{false, false}},
		{"a room like the one that this person sits in", []Found{{Host: first, Name: "Lаb", HostName: "Cleo"}}, []bool{true}},
		{"a host like the one of that room", []Found{{Host: first, Name: "A", HostName: "Bo"}}, []bool{true}},
		{"that room", []Found{{Host: bo, Room: chat.RoomID{7}, Name: "Lab", HostName: "Bo"}}, []bool{false}},
		{"a name with a tag in it", []Found{{Host: first, Name: "A", HostName: "Ada #020000"}}, []bool{true}},
		{"a name with what looks like one", []Found{{Host: first, Name: "A", HostName: "Ada ＃020000"}}, []bool{true}},
		{"the person at the window", []Found{{Host: first, Name: "A", HostName: "You"}}, []bool{true}},
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

// TestLobbyTellsHostsFromEarlierOnes has what is known of other rooms change while a
// room is listed.
func TestLobbyTellsHostsFromEarlierOnes(t *testing.T) {
	first, second := chat.MemberID{1}, chat.MemberID{2}
	d := seated()
	d.Apply(noon, Lobby{Rooms: []Found{{Host: first, Name: "Attic", HostName: "Ann"}}})
	keeper := func(want string) {
		t.Helper()
		rooms, _ := d.Lobby()
		if got := rooms[0].Keeper(); got != want {
			t.Errorf("kept by %q, want %q", got, want)
		}
	}
	keeper("Ann")
	d.Apply(noon, Known{Rooms: []KnownRoom{{Host: first, Name: "Attic"}, {Name: "Attic"}}})
	keeper("Ann")
	d.Apply(noon, Known{Rooms: []KnownRoom{{Host: second, Name: "Attic"}}})
	keeper("Ann #010000")
	d.Apply(noon, Known{}, Opened{Room: 2, Name: "Attic", Hosting: true})
	keeper("Ann #010000")
	d.Apply(noon, Closed{Room: 2})
	keeper("Ann")
	room(d, chat.Joined{Member: chat.Member{ID: bo, Name: "Ann", Host: true}})
	keeper("Ann #010000")
}

// TestLobbyIsInOrder hears of rooms and measures them, again and again a little
// differently.
func TestLobbyIsInOrder(t *testing.T) {
	const ms = time.Millisecond
	d := seated()
	host := func(n byte, name string, far time.Duration) Found {
		return Found{Host: chat.MemberID{n}, Room: chat.RoomID{n}, Name: name, Distance: far}
	}
	for i, step := range []struct {
		heard []Found
		want  string
	}{
		{[]Found{host(1, "Yard", 0), host(2, "attic", 0), host(3, "Bar", 0)}, "attic Bar Yard"},
		{[]Found{host(1, "Yard", 2*ms), host(2, "attic", 40*ms), host(3, "Bar", 4*ms)}, "Bar Yard attic"},
		{[]Found{host(1, "Yard", 2*ms), host(2, "attic", 22*ms), host(3, "Bar", 7*ms)}, "Bar Yard attic"}, // about as before
		{[]Found{host(1, "Yard", 1*ms), host(2, "attic", 8*ms), host(3, "Bar", 90*ms)}, "Yard attic Bar"},
		{[]Found{host(1, "Yard", 1*ms), host(2, "attic", 1*ms)}, "attic Yard"},
	} {
		d.Apply(noon, Lobby{Rooms: step.heard})
		rooms, _ := d.Lobby()
		var names []string
		for _, f := range rooms {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, " "); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
	}
}

// swarm is so many rooms of each of so many keys, all at one address, whose names
// come before any other's.
func swarm(keys, each int, address string) (rooms []Found) {
	for key := range keys {
		for i := range each {
			rooms = append(rooms, Found{
				Host: chat.MemberID{0x66, byte(key)}, Room: chat.RoomID{0x66, byte(key), byte(i)}, Name: fmt.Sprintf("! %d", i),
				HostName: "Eve", Addresses: []string{fmt.Sprintf("%s:%d", address, 7000+i)}, Presence: true, Distance: time.Millisecond,
			})
		}
	}
	return rooms
}

// own64 gives each of the rooms an address of its own, all within one half.
func own64(rooms []Found) []Found {
	for i := range rooms {
		rooms[i].Addresses = []string{fmt.Sprintf("[2001:db8::%x:%x%%eth0]:7678", i%2, i+1)}
	}
	return rooms
}

// TestPrefix cuts addresses of IPv6 in half.
func TestPrefix(t *testing.T) {
	for address, want := range map[string]string{
		"fe80::1": "fe80:0:0:0%", "fe80::1:2:3:4%eth0": "fe80:0:0:0%eth0", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2%",
		"::1": "0:0:0:0%", "1::": "1:0:0:0%", "2001:db8:1:2::": "2001:db8:1:2%", "": "%", "1:2": "1:2%",
	} {
		if got := prefixOf(address); got != want {
			t.Errorf("of %q there is %q, want %q", address, got, want)
		}
	}
}

// TestLobbyIsFair has one computer announce more rooms than a window lists, beside
// those of others.
func TestLobbyIsFair(t *testing.T) {
	ada, carla := chat.MemberID{1}, chat.MemberID{2}
	lab := Found{Host: ada, Room: chat.RoomID{1}, Name: "Lab", HostName: "Ada", Addresses: []string{"10.0.0.1:7678"}, Presence: true, Distance: time.Second}
	with := func(f Found, does func(*Found)) Found { does(&f); return f }
	unheard := with(lab, func(f *Found) { f.Presence = false })
	adas := swarm(1, 64, "10.0.0.9")
	for i := range adas {
		adas[i].Host, adas[i].Presence = ada, false
	}
	for _, test := range []struct {
		name  string
		knows []Event
		rooms []Found // but for the swarm, to be shown
		swarm []Found
	}{
		{"two keys", nil, []Found{lab}, swarm(2, 64, "10.0.0.9")},
		{"all the keys of one address", nil, []Found{lab, with(lab, func(f *Found) { f.Host, f.Room = carla, chat.RoomID{2} })}, swarm(16, 64, "10.0.0.9")},
		{"more keys than rooms are shown, at one address", nil, []Found{lab}, swarm(128, 1, "10.0.0.9")},
		{"more keys than rooms are shown, each at an address of IPv6", nil, []Found{lab}, own64(swarm(128, 1, ""))},
		{"keys that claim the address of another", nil, []Found{lab}, swarm(16, 64, "10.0.0.1")},
		{"a key that claims to have the rooms of another", nil, []Found{lab}, append(adas, swarm(4, 64, "10.0.0.9")...)},
		{"no addresses", nil, []Found{with(lab, func(f *Found) { f.Addresses = nil })}, swarm(2, 64, "")},
		{"the third room of a host", nil, []Found{lab, with(lab, func(f *Found) { f.Room[0] = 2 }), with(lab, func(f *Found) { f.Room[0] = 3 })}, swarm(2, 64, "10.0.0.9")},
		{"a host whom this person has verified", []Event{Verified{Keys: []chat.MemberID{ada}}}, []Found{unheard}, swarm(100, 2, "10.0.0.1")},
		{"the room of an earlier day", []Event{Known{Rooms: []KnownRoom{{Room: lab.Room, Host: ada}}}}, []Found{unheard}, swarm(120, 1, "10.0.0.1")},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := seated()
			d.Apply(noon, test.knows...)
			all := append(append([]Found{}, test.swarm...), test.rooms...)
			d.Apply(noon, Lobby{Rooms: all})
			shown, more := d.Lobby()
			if len(shown) != maxLobby || more != len(all)-maxLobby {
				t.Errorf("%d shown and %d more, of %d", len(shown), more, len(all))
			}
			n := 0
			for i, f := range shown {
				if f.HostName == lab.HostName {
					n++
				}
				if i > 0 && shown[i-1].Distance > f.Distance {
					t.Errorf("%q stands behind %q, which is farther away", f.Name, shown[i-1].Name)
				}
			}
			if n != len(test.rooms) {
				t.Errorf("%d of %d rooms are shown", n, len(test.rooms))
			}
			if len(d.Jumps("Lab").Found) != len(test.rooms) {
				t.Error("what is not shown is not found either")
			}
		})
	}
}

// TestKnown lists the rooms of earlier days that are to be seen nowhere else.
func TestKnown(t *testing.T) {
	d := seated()
	names := func() string {
		var list []string
		for _, k := range d.Known() {
			list = append(list, k.Name+": "+k.Last(noon))
		}
		return strings.Join(list, ", ")
	}
	d.Apply(noon, Known{Rooms: []KnownRoom{
		{Room: chat.RoomID{1}, Host: chat.MemberID{9}, Name: "Attic", Newest: noon.Add(-time.Hour)},
		{Room: chat.RoomID{2}, Name: "Bar", Hosted: true, Newest: noon.AddDate(0, 0, -2)},
		{Room: chat.RoomID{3}, Name: "Cellar"},
	}})
	const all = "Attic: host away · Today 11:00, Bar: you host it · Tuesday 12:00, Cellar: nothing was said"
	if got := names(); got != all {
		t.Errorf("knows %q, want %q", got, all)
	}
	d.Apply(noon, Lobby{Rooms: []Found{{Room: chat.RoomID{1}, Host: chat.MemberID{8}, Name: "Attic"}}})
	if got := names(); got != all {
		t.Errorf("somebody with another key hides a room: %q", got)
	}
	d.Apply(noon, Lobby{Rooms: []Found{{Room: chat.RoomID{1}, Host: chat.MemberID{9}, Name: "Attic"}}},
		Opened{Room: 5, Name: "Bar", Hosting: true}, Identified{Room: 5, ID: chat.RoomID{2}})
	if got := names(); got != "Cellar: nothing was said" {
		t.Errorf("of those that are here it knows %q", got)
	}
}

// TestFoundBy tells how rooms were found.
func TestFoundBy(t *testing.T) {
	d := seated()
	r := d.Room(1)
	if got := d.FoundBy(r); got != "Reached by its address. It is not heard on this network now." {
		t.Errorf("%q", got)
	}
	room(d, chat.Entered{Room: chat.RoomID{7}, Epoch: life1, Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}}})
	heard := Found{Host: bo, Room: chat.RoomID{7}, MDNS: true}
	for far, want := range map[time.Duration]string{0: "Heard on this network over mDNS.", 3 * time.Millisecond: "Heard on this network over mDNS, 3 ms away."} {
		heard.Distance = far
		d.Apply(noon, Lobby{Rooms: []Found{heard}})
		if got := d.FoundBy(r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
