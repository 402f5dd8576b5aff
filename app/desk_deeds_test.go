package app_test

import (
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// did waits for a line that does something.
func (s *screen) did(room vm.Key, act chat.Act) chat.Message {
	s.t.Helper()
	var did chat.Message
	await(s, func(e vm.Happened) bool {
		m, ok := e.Event.(chat.Said)
		if ok && e.Room == room && m.Act == act {
			did = m.Message
		}
		return did.Act == act
	})
	return did
}

// TestDeskDeeds answers, edits and reacts while the host is away, and closes the
// window: all of it waits, is shown again, and is done once the host is back.
func TestDeskDeeds(t *testing.T) {
	host, address := newRestartableHost(t)
	profile := t.TempDir()
	bo := named(t, "Bo", profile)
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.sits(room)
	bo.desk.Say(room, "helo")
	said := bo.hears(room, "helo")
	about := chat.Ref{Seq: said.Seq, ID: said.ID}
	host.kill()
	await(bo, func(e vm.Linked) bool { return e.Link == vm.Reconnecting })
	deeds := []struct {
		text string
		deed chat.Deed
	}{
		{"hello", chat.Deed{Act: chat.Edit, About: about}},
		{"👋", chat.Deed{Act: chat.React, About: about}},
		{"is anybody here?", chat.Deed{About: about}},
	}
	var queued []vm.Queued
	for _, d := range deeds {
		bo.desk.Do(room, d.text, d.deed)
		queued = append(queued, await(bo, anyOf[vm.Queued]))
	}
	bo.end()

	bo = openDesk(t, profile)
	room = await(bo, anyOf[vm.Opened]).Room
	for i, d := range deeds {
		if e := await(bo, anyOf[vm.Queued]); e.ID != queued[i].ID || e.Text != d.text || e.Deed != d.deed || queued[i].Deed != d.deed {
			t.Errorf("%+v came back as %+v", queued[i], e)
		}
	}
	host.open()
	for i, d := range deeds {
		if m := bo.did(room, d.deed.Act); m.ID != queued[i].ID || m.Text != d.text || m.About != about || m.Seq != uint64(2+i) {
			t.Errorf("%+v was done as %+v", queued[i], m)
		}
	}
}

// TestDeskDeedDeclined asks for what a guest may not: it comes back, is there
// after a restart as what it was, and can be asked for again.
func TestDeskDeedDeclined(t *testing.T) {
	_, address := hostRoom(t)
	profile := t.TempDir()
	bo := named(t, "Bo", profile)
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.sits(room)
	declined := func() chat.Declined {
		var d chat.Declined
		await(bo, func(e vm.Happened) bool {
			var ok bool
			d, ok = e.Event.(chat.Declined)
			return ok
		})
		return d
	}
	deed := chat.Deed{Act: chat.SetTopic}
	bo.desk.Do(room, "Bo's own", deed)
	queued := await(bo, anyOf[vm.Queued])
	if d := declined(); d.ID != queued.ID || d.Code != chat.NotAllowed {
		t.Errorf("declined as %+v", d)
	}
	bo.end()

	bo = openDesk(t, profile)
	await(bo, anyOf[vm.Opened])
	if e := await(bo, anyOf[vm.Unsaid]); e.ID != queued.ID || e.Deed != deed || e.Why.Code != chat.NotAllowed {
		t.Errorf("came back as %+v", e)
	}
	bo.sits(room)
	bo.desk.SayAgain(room, queued.ID)
	if d := declined(); d.ID != queued.ID || d.Code != chat.NotAllowed {
		t.Errorf("said again it is declined as %+v", d)
	}
	bo.desk.Do(room, "no emoji", chat.Deed{Act: chat.React, About: chat.Ref{Seq: 1, ID: chat.NewMessageID()}})
	if d := declined(); d.Code != chat.TextInvalid && d.Code != chat.DeedInvalid {
		t.Errorf("what no room takes is declined as %+v", d)
	}
	bo.end()
	bo = openDesk(t, profile)
	await(bo, anyOf[vm.Opened])
	if e := await(bo, anyOf[vm.Unsaid]); e.ID != queued.ID {
		t.Errorf("after what no room takes the outbox has %+v", e)
	}
}

// TestDeskKick sends a guest out, who comes back when they ask to, and then bans
// them.
func TestDeskKick(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Lab"})
	mine := await(ada, anyOf[vm.Opened]).Room
	address := await(ada, anyOf[vm.Listening]).Addresses[0]
	ada.sits(mine)
	bo := named(t, "Bo", t.TempDir())
	me := await(bo, anyOf[vm.Named]).ID
	bo.desk.Join(address)
	room := await(bo, anyOf[vm.Opened]).Room
	bo.sits(room)

	ada.desk.Do(mine, "", chat.Deed{Act: chat.Kick, Whom: me})
	bo.ends(room, vm.Kicked)
	if m := ada.did(mine, chat.Kick); m.Whom != me || m.Text != "Bo" {
		t.Errorf("the log says %+v", m)
	}
	bo.desk.Retry(room)
	bo.sits(room)
	ada.desk.Do(mine, "", chat.Deed{Act: chat.Ban, Whom: me})
	bo.ends(room, vm.Banned)
	bo.desk.Retry(room)
	bo.ends(room, vm.Banned)
	ada.desk.Do(mine, "", chat.Deed{Act: chat.Unban, Whom: me})
	ada.did(mine, chat.Unban)
	bo.desk.Retry(room)
	bo.sits(room)
}
