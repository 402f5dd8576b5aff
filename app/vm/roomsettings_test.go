package vm

import (
	"testing"
	"time"

	"landline/netcore/chat"
)

// TestRecords tells what was done to keep order, the newest first, and nothing of
// what is no such thing.
func TestRecords(t *testing.T) {
	d := seated()
	room(d, chat.Entered{Room: chat.RoomID{7}, Epoch: life1, Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}}})
	kick := entry(9, bo, "Cleo", chat.Deed{Act: chat.Kick, Whom: chat.MemberID{5}})
	mute := entry(4, bo, "Dee", chat.Deed{Act: chat.Mute, Whom: chat.MemberID{6}, For: time.Hour})
	kick.At, mute.At = noon.Add(-time.Minute), noon.AddDate(0, 0, -1)
	got := d.Room(1).Records(Details{Acts: []chat.Message{kick, plain(5, bo, "hi"), mute}})
	want := []Record{{"Today 11:59", "Bo sent Cleo out of the room"}, {"Yesterday 12:00", "Bo muted Dee for 1 hour"}}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestStaff lists the moderators who are elsewhere.
func TestStaff(t *testing.T) {
	d := seated()
	rules := chat.Rules{Moderators: []chat.MemberID{{4}, {5}}}
	room(d, chat.Entered{Room: chat.RoomID{7}, Epoch: life1, Rules: rules, Members: []chat.Member{{ID: bo, Name: "Bo", Host: true}, {ID: chat.MemberID{4}, Name: "Dee"}}})
	if got := d.Room(1).Staff(); len(got) != 1 || got[0].ID != (chat.MemberID{5}) || !got[0].Moderator {
		t.Errorf("%+v", got)
	}
}

// TestRelocked answers for the room that was asked about, until that is taken back.
func TestRelocked(t *testing.T) {
	d := seated()
	if _, ok := d.Relocked(0); ok {
		t.Error("answers before anything was asked")
	}
	d.Apply(noon, Relocked{Room: 1, Locked: true})
	if e, ok := d.Relocked(1); !ok || !e.Locked || !d.Guarded(d.Room(1)) {
		t.Errorf("%+v, %v; guarded %v", e, ok, d.Guarded(d.Room(1)))
	}
	d.ForgetRelock()
	if _, ok := d.Relocked(1); ok {
		t.Error("what was taken back is still there")
	}
}
