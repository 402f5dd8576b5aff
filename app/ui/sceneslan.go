//go:build gallery

package ui

import (
	"crypto/sha256"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// someone is a person of the network that the gallery shows. There is none.
func someone(name string) chat.Member {
	return chat.Member{ID: chat.MemberID(sha256.Sum256([]byte("gallery " + name))), Name: name}
}

// painted is someone whose key gives their picture about that hue, in degrees.
func painted(name string, hue int) chat.Member {
	m := someone(name)
	m.ID[0] = byte(hue * 256 / 360)
	return m
}

// The people of that network.
var (
	ada   = painted("Ada", 150)
	bob   = painted("Bo", 215)
	clea  = painted("Cleo", 330)
	deedy = painted("Dee", 35)
	long  = painted("Maximiliane von Hohenstein-Feuerbach (3rd floor)", 265)
	sami  = painted("سامي", 10)
	hana  = painted("はな", 185)
	asha  = someone("आशा")
	niran = someone("นิรันดร์")
	lev   = someone("Лев")
)

// otherBo bears the name of another person.
func otherBo() chat.Member {
	m := painted("Bo, another", 90)
	m.Name = "Bo"
	return m
}

// The rooms.
const (
	frontDesk vm.Key = iota + 1
	theLab
	kitchenRoom
)

var (
	frontDeskID = chat.RoomID{0x4c, 0x61, 0x6e, 0x64}
	labID       = chat.RoomID{0x1a, 0xb0}
)

// script fills a room with what was said, line by line.
type script struct {
	room   vm.Key
	seq    uint64
	at     time.Time
	refs   map[uint64]chat.Ref
	events []vm.Event
}

func newScript(room vm.Key) *script {
	return &script{room: room, at: sceneTime.Add(-26 * time.Hour), refs: make(map[uint64]chat.Ref)}
}

// messageID is the id of the line at that place of a room.
func messageID(room vm.Key, seq uint64) chat.MessageID {
	sum := sha256.Sum256([]byte{byte(room), byte(seq), byte(seq >> 8)})
	return chat.MessageID(sum[:16])
}

// wait lets time pass.
func (s *script) wait(d time.Duration) { s.at = s.at.Add(d) }

// does has somebody do something.
func (s *script) does(who chat.Member, text string, deed chat.Deed) chat.Ref {
	s.seq++
	s.wait(41 * time.Second)
	ref := chat.Ref{Seq: s.seq, ID: messageID(s.room, s.seq)}
	s.events = append(s.events, vm.Happened{Room: s.room, Event: chat.Said{Message: chat.Message{
		Seq: s.seq, ID: ref.ID, From: who.ID, Name: who.Name, Text: text, At: s.at, Deed: deed}}})
	return ref
}

func (s *script) says(who chat.Member, text string) chat.Ref { return s.does(who, text, chat.Deed{}) }

func (s *script) answers(who chat.Member, text string, to chat.Ref) chat.Ref {
	return s.does(who, text, chat.Deed{About: to})
}

func (s *script) reacts(to chat.Ref, emoji string, people ...chat.Member) {
	for _, who := range people {
		s.does(who, emoji, chat.Deed{Act: chat.React, About: to})
	}
}

// happens adds anything else.
func (s *script) happens(list ...chat.Event) {
	for _, e := range list {
		s.events = append(s.events, vm.Happened{Room: s.room, Event: e})
	}
}

// hosting is a person as the host of the room.
func hosting(m chat.Member) chat.Member {
	m.Host = true
	return m
}

// openFrontDesk is the room Front desk, which Ada hosts, with these people in it and
// nothing said.
func openFrontDesk(people ...chat.Member) []vm.Event {
	return []vm.Event{
		vm.Named{ID: ada.ID, Name: ada.Name},
		vm.Opened{Room: frontDesk, Name: "Front desk", Hosting: true},
		vm.Listening{Room: frontDesk, Addresses: []string{"192.168.1.20:7678", "[fe80::1c2d%wlan0]:7678"}},
		vm.Linked{Room: frontDesk, Link: vm.Seated},
		vm.Met{Room: frontDesk, Host: ada.ID},
		vm.Invitation{Room: frontDesk, Link: "landline://192.168.1.20:7678/7f3a9c51d2?key=9b1f4ae07c55d310e2aa41"},
		vm.Happened{Room: frontDesk, Event: chat.Entered{Room: frontDeskID, Host: ada.ID, Name: "Front desk", Epoch: chat.Epoch{1}, First: 1,
			Members: append([]chat.Member{hosting(ada)}, people...)}},
	}
}

// openLab is a room of Dee's in which Ada sits.
func openLab() []vm.Event {
	return []vm.Event{
		vm.Opened{Room: theLab, Name: "Lab", Address: "192.168.1.44:7678"},
		vm.Linked{Room: theLab, Link: vm.Seated},
		vm.Met{Room: theLab, Host: deedy.ID},
		vm.Happened{Room: theLab, Event: chat.Entered{Room: labID, Host: deedy.ID, Name: "Lab", Epoch: chat.Epoch{2}, First: 1,
			Members: []chat.Member{hosting(deedy), ada, bob}}},
	}
}

// around is what there is on the network.
func around() vm.Event {
	found := func(host chat.Member, name string, people int, locked bool, address string, far time.Duration) vm.Found {
		return vm.Found{Host: host.ID, Room: chat.RoomID(messageID(99, uint64(len(name)))), Name: name, HostName: host.Name, People: people,
			Addresses: []string{address}, Locked: locked, MDNS: true, Presence: far < 10*time.Millisecond, Distance: far}
	}
	return vm.Lobby{Rooms: []vm.Found{
		found(clea, "Kitchen", 2, false, "192.168.1.31:7678", 600*time.Microsecond),
		found(bob, "Print shop", 5, true, "192.168.1.27:7678", 2*time.Millisecond),
		found(sami, "غرفة القهوة", 3, false, "192.168.1.52:7678", 3*time.Millisecond),
		found(long, "The very long name of a room on the third floor, east", 12, false, "192.168.1.77:49152", 14*time.Millisecond),
	}}
}

// onItsOwn is Ada on that network, in no room.
func onItsOwn(list ...vm.Event) func(*Window) {
	return events(append([]vm.Event{vm.Named{ID: ada.ID, Name: ada.Name}}, list...)...)
}
