package app_test

import (
	"slices"
	"strings"
	"testing"

	"landline/app/vm"
	"landline/netcore"
	"landline/netcore/chat"
)

// invites waits for the link of a room.
func (s *screen) invites(room vm.Key) netcore.Invitation {
	s.t.Helper()
	link := await(s, func(e vm.Invitation) bool { return e.Room == room }).Link
	i, err := netcore.ParseInvitation(link)
	if err != nil {
		s.t.Fatal(err)
	}
	return i
}

// TestDeskInvitation joins by the link that the host's window shows: the first
// contact is none, for the key is in it. The guest can invite others in turn.
func TestDeskInvitation(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Front desk"})
	mine := await(ada, anyOf[vm.Opened]).Room
	link := ada.invites(mine)
	if link.Name != "Front desk" || link.Target.Port == 0 {
		t.Errorf("the host invites with %s", link)
	}

	bos := t.TempDir()
	bo := named(t, "Bo", bos)
	byName := link
	byName.Target.Host = "localhost"
	bo.desk.Join(" " + byName.String() + "\n")
	opened := await(bo, anyOf[vm.Opened])
	if opened.Name != "Front desk" {
		t.Errorf("opened %+v", opened)
	}
	bo.sits(opened.Room)
	if e := await(bo, anyOf[vm.Met]); e.First || e.Host != link.Key {
		t.Errorf("met %+v", e)
	}
	if again := bo.invites(opened.Room); again.Room != link.Room || again.Key != link.Key || again.Name != link.Name {
		t.Errorf("the guest invites with %s, the host with %s", again, link)
	}
	bo.desk.Join(link.String())
	if e := await(bo, anyOf[vm.Opened]); e.Room != opened.Room {
		t.Errorf("asked for twice, the room was opened twice: %+v", e)
	}
	ada.desk.Join(link.String())
	if e := await(ada, anyOf[vm.Opened]); e.Room != mine || !e.Hosting {
		t.Errorf("the host's own link opened %+v", e)
	}
	bo.end()
	bo = openDesk(t, bos)
	bo.sits(await(bo, anyOf[vm.Opened]).Room)
}

// TestDeskNewerInvitation follows a room that is not announced to another port,
// by the link that its host shows there.
func TestDeskNewerInvitation(t *testing.T) {
	adas, bos := t.TempDir(), t.TempDir()
	open := func() (host *process, link string) {
		host = start(t, nil, "host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--hidden", "--profile", adas)
		return host, host.next("listening").Link
	}
	host, link := open()
	bo := named(t, "Bo", bos)
	bo.desk.Join(link)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.sits(room)
	host.end()
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Reconnecting })
	_, link = open()
	bo.desk.Join(link)
	if e := await(bo, anyOf[vm.Opened]); e.Room != room {
		t.Errorf("the room was opened twice: %+v", e)
	}
	bo.sits(room)
	bo.end()
	bo = openDesk(t, bos)
	bo.sits(await(bo, anyOf[vm.Opened]).Room)
}

// TestWindowOfALink starts the program with a link: at the very first start it
// is followed once the person has a name.
func TestWindowOfALink(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	link := ada.invites(await(ada, anyOf[vm.Opened]).Room).String()
	profile := t.TempDir()
	for _, name := range []string{"Bo", ""} {
		bo := openDesk(t, profile, link)
		if name != "" {
			bo.desk.Rename(name)
		}
		opened := await(bo, anyOf[vm.Opened])
		bo.sits(opened.Room)
		if opened.Name != "Lab" {
			t.Errorf("opened %+v", opened)
		}
		bo.end()
	}
}

// TestDeskForgedInvitation follows links that name another key than the host's:
// nothing is joined, and nothing that is known is forgotten.
func TestDeskForgedInvitation(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	link := ada.invites(await(ada, anyOf[vm.Opened]).Room)
	forged := link
	forged.Key = chat.MemberID{1, 2, 3}

	// A newcomer: the host does not have the key that was promised.
	bo := named(t, "Bo", t.TempDir())
	bo.desk.Join(forged.String())
	room := await(bo, anyOf[vm.Opened]).Room
	if e := bo.ends(room, vm.KeyChanged); e.Known != forged.Key.String() || e.Given != link.Key.String() {
		t.Errorf("a newcomer is told %+v", e)
	}
	bo.desk.Join(link.String())
	room = await(bo, func(e vm.Opened) bool { return e.Room != room }).Room
	bo.sits(room)

	// Somebody in the room.
	bo.desk.Join(forged.String())
	e := await(bo, anyOf[vm.JoinFailed]).Trouble
	if e.Kind != vm.KeyChanged || e.Known != link.Key.String() || e.Given != forged.Key.String() {
		t.Errorf("who is in the room is told %+v", e)
	}

	// Somebody who was in the room.
	bo.desk.Leave(room)
	await(bo, func(e vm.Closed) bool { return e.Room == room })
	bo.desk.Join(forged.String())
	room = await(bo, anyOf[vm.Opened]).Room
	if e := bo.ends(room, vm.KeyChanged); e.Known != link.Key.String() || e.Given != forged.Key.String() {
		t.Errorf("who was in the room is told %+v", e)
	}
	bo.desk.Join(link.String())
	bo.sits(await(bo, func(e vm.Opened) bool { return e.Room != room }).Room)
	if e := await(bo, anyOf[vm.Met]); e.First {
		t.Errorf("back with the right one: %+v", e)
	}
	bo.desk.Join(link.String() + "&room=00")
	if e := await(bo, anyOf[vm.JoinFailed]).Trouble; !strings.HasPrefix(e.What(), "This invitation cannot be used: room= stands in it twice;") {
		t.Errorf("of a damaged link: %+v", e)
	}
}

// TestDeskMeets joins a room of the lobby, whose key nothing but the network
// vouches for, and once more.
func TestDeskMeets(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	if e := await(ada, anyOf[vm.Met]); e.First || e.Host.IsZero() {
		t.Errorf("the host meets %+v", e)
	}
	bo := named(t, "Bo", t.TempDir())
	for _, first := range []bool{true, false} {
		r := bo.seesRooms(1)[0]
		bo.desk.JoinFound(r.Host, r.Room)
		opened := await(bo, anyOf[vm.Opened])
		if e := await(bo, anyOf[vm.Met]); e.First != first || e.Host != r.Host || e.Room != opened.Room {
			t.Errorf("met %+v, for the first time: %v", e, first)
		}
		bo.desk.Leave(opened.Room)
		await(bo, func(e vm.Closed) bool { return e.Room == opened.Room })
	}
}

// TestDeskVerifies marks a person as verified, in one window and after a
// restart in the next.
func TestDeskVerifies(t *testing.T) {
	profile := t.TempDir()
	s := named(t, "Bo", profile)
	expect := func(keys ...chat.MemberID) {
		t.Helper()
		await(s, func(e vm.Verified) bool { return slices.Equal(e.Keys, keys) })
	}
	expect()
	a, b := chat.MemberID{1}, chat.MemberID{2}
	s.desk.Verify(a, true)
	expect(a)
	s.desk.Verify(b, true)
	expect(b, a)
	s.desk.Verify(a, false)
	expect(b)
	s.end()
	s = openDesk(t, profile)
	expect(b)
}

// TestDeskKeyChanged puts another host behind a known address; only after the
// person decided so the desk goes there.
func TestDeskKeyChanged(t *testing.T) {
	host, address := hostRoom(t)
	_, port, _ := strings.Cut(address, ":")
	s := openDesk(t, t.TempDir())
	s.desk.Rename("Bo")
	s.desk.Join(address)
	room := await(s, anyOf[vm.Opened]).Room
	await(s, func(e vm.Linked) bool { return e.Link == vm.Seated })
	host.end()
	start(t, nil, "host", "--name", "Lab", "--as", "Eve", "--bind", "127.0.0.1", "--port", port, "--hidden").next("listening")
	e := await(s, func(e vm.Linked) bool { return e.Link == vm.Ended })
	if e.Trouble.Kind != vm.KeyChanged || e.Trouble.Known == e.Trouble.Given {
		t.Fatalf("another key: %+v", e.Trouble)
	}
	s.desk.Retry(room)
	if e := await(s, func(e vm.Linked) bool { return e.Link == vm.Ended }); e.Trouble.Kind != vm.KeyChanged {
		t.Fatalf("asked again: %+v", e.Trouble)
	}
	s.desk.TrustNewKey(room, e.Trouble.Known) // not the one that was shown last
	s.desk.Retry(room)
	if e := await(s, func(e vm.Linked) bool { return e.Link == vm.Ended || e.Link == vm.Seated }); e.Trouble.Kind != vm.KeyChanged {
		t.Fatalf("after another key was taken: %+v", e)
	}
	s.desk.TrustNewKey(room, e.Trouble.Given)
	if e := await(s, func(e vm.Linked) bool { return e.Link == vm.Seated || e.Link == vm.Ended }); e.Link != vm.Seated {
		t.Errorf("after the decision: %+v", e.Trouble)
	}
}
