package vm

import (
	"slices"
	"testing"
	"time"

	"landline/netcore/chat"
)

// busy is a desk of Ada's with three rooms, visited in that order: Lab, Kitchen,
// Hall; Hall is on the screen. Bo sits in Lab and in Hall, Zoë in Kitchen.
func busy() *Desk {
	d, now := &Desk{}, time.Unix(1_700_000_000, 0)
	ada, bo, zoe := chat.MemberID{1}, chat.MemberID{2}, chat.MemberID{3}
	d.Apply(now, Named{ID: ada, Name: "Ada"})
	enter := func(key Key, name string, others ...chat.Member) {
		d.Apply(now, Opened{Room: key, Name: name}, Linked{Room: key, Link: Seated}, Happened{Room: key, Event: chat.Entered{
			Room: chat.RoomID{byte(key)}, Name: name, Epoch: chat.Epoch{1},
			Members: append([]chat.Member{{ID: ada, Name: "Ada", Host: true}}, others...)}})
	}
	enter(1, "Lab", chat.Member{ID: bo, Name: "Bo"})
	enter(2, "Kitchen", chat.Member{ID: zoe, Name: "Zoë"})
	enter(3, "Hall", chat.Member{ID: bo, Name: "Bo"})
	d.Apply(now, Lobby{Rooms: []Found{
		{Host: bo, Room: chat.RoomID{9}, Name: "Print shop", HostName: "Bo"},
		{Host: ada, Room: chat.RoomID{1}, Name: "Lab", HostName: "Ada"}, // that one is open already
	}})
	return d
}

// names writes what a query finds: rooms, rooms of the lobby, people.
func (j Jumps) names() (names []string) {
	for _, r := range j.Rooms {
		names = append(names, r.Name())
	}
	for _, f := range j.Found {
		names = append(names, "~"+f.Name)
	}
	for _, p := range j.People {
		names = append(names, "@"+p.Name+" in "+p.Where())
	}
	return names
}

func TestJumps(t *testing.T) {
	d := busy()
	said := func(key Key) {
		d.Apply(time.Now(), Happened{Room: key, Event: chat.Said{Message: chat.Message{Seq: 1, ID: chat.MessageID{1}, From: chat.MemberID{2}, Name: "Bo", Text: "hi"}}})
	}
	expect := func(query string, want ...string) {
		t.Helper()
		if got := d.Jumps(query).names(); !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	expect("", "Kitchen", "Lab", "Hall", "~Print shop")
	said(1)
	expect("", "Lab", "Kitchen", "Hall", "~Print shop")
	expect("a", "Hall", "Lab")
	d.Select(1)
	expect("a", "Lab", "Hall")
	expect("bo", "~Print shop", "@Bo in Lab")
	expect("zoe", "@Zoë in Kitchen")
	expect("kit", "Kitchen")
	expect("nobody")
}

// TestJumpsGoToTheRoomOnTheScreen closes a room, so that another takes its place:
// who is in that one as well is turned to there.
func TestJumpsGoToTheRoomOnTheScreen(t *testing.T) {
	d := busy()
	for _, key := range []Key{1, 3} {
		d.Apply(time.Now(), Happened{Room: key, Event: chat.Joined{Member: chat.Member{ID: chat.MemberID{0x33}, Name: "Dee"}}})
	}
	d.Apply(time.Now(), Opened{Room: 9, Name: "Shed"})
	for _, key := range []Key{3, 1, 9} {
		d.Select(key)
	}
	d.Apply(time.Now(), Closed{Room: 9})
	if found := d.Jumps("dee").People; len(found) != 1 || found[0].Room != d.Selected() {
		t.Errorf("room %d is on the screen; finds %+v", d.Selected().Key(), found)
	}
}

// TestJumpsTellNamesakesApart has two called Bo who were never in one room.
func TestJumpsTellNamesakesApart(t *testing.T) {
	d := busy()
	if p := d.Jumps("bo").People; len(p) != 1 || p[0].Tag != "" {
		t.Fatalf("finds %+v", p)
	}
	second := chat.MemberID{0x22}
	d.Apply(time.Now(), Happened{Room: 2, Event: chat.Joined{Member: chat.Member{ID: second, Name: "bo"}}})
	found := d.Jumps("bo").People
	if len(found) != 2 || found[0].Tag != found[0].ID.Tag() || found[1].Tag != found[1].ID.Tag() {
		t.Errorf("finds %+v", found)
	}
	if p := d.Jumps("zoe").People; len(p) != 1 || p[0].Tag != "" {
		t.Errorf("of others it finds %+v", p)
	}
}

func TestNextUnread(t *testing.T) {
	d := busy()
	if d.NextUnread() != nil {
		t.Error("a next unread room where all is read")
	}
	for _, key := range []Key{1, 2} {
		d.Apply(time.Now(), Happened{Room: key, Event: chat.Said{Message: chat.Message{Seq: 1, ID: chat.MessageID{1}, From: chat.MemberID{2}, Name: "Bo", Text: "hi"}}})
	}
	if r := d.NextUnread(); r == nil || r.Key() != 1 {
		t.Errorf("after the last room comes %v, want the first", r)
	}
	d.Select(1)
	if r := d.NextUnread(); r == nil || r.Key() != 2 {
		t.Errorf("then comes %v, want the second", r)
	}
}
