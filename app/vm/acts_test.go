package vm

import (
	"testing"
	"time"

	"landline/netcore/chat"
)

func TestActsAreTold(t *testing.T) {
	whom := func(act chat.Act, long time.Duration) chat.Message {
		return entry(1, bo, "Cleo", chat.Deed{Act: act, Whom: cleo, For: long})
	}
	for _, test := range []struct {
		m    chat.Message
		want string
	}{
		{whom(chat.Kick, 0), "Bo sent Cleo out of the room"},
		{whom(chat.Ban, 0), "Bo banned Cleo until it is lifted"},
		{whom(chat.Ban, 24*time.Hour), "Bo banned Cleo for 1 day"},
		{whom(chat.Unban, 0), "Bo lifted the ban on Cleo"},
		{whom(chat.Mute, 10*time.Minute), "Bo muted Cleo for 10 minutes"},
		{whom(chat.Unmute, 0), "Bo let Cleo speak again"},
		{whom(chat.Appoint, 0), "Bo made Cleo a moderator"},
		{whom(chat.Dismiss, 0), "Bo took the moderator’s rights from Cleo"},
		{entry(1, bo, "", chat.Deed{Act: chat.Slow, For: 5 * time.Second}), "Bo switched slow mode on: one line in 5 seconds"},
		{entry(1, bo, "", chat.Deed{Act: chat.Slow}), "Bo switched slow mode off"},
		{entry(1, bo, "", chat.Deed{Act: chat.Lock}), "Bo lets no newcomers into the room any more"},
		{entry(1, bo, "", chat.Deed{Act: chat.Unlock}), "Bo lets newcomers into the room again"},
		{entry(1, bo, "Cables", chat.Deed{Act: chat.SetTopic}), "Bo changed the topic to “Cables”"},
		{entry(1, bo, "", chat.Deed{Act: chat.SetTopic}), "Bo took the topic away"},
		{entry(1, me, "Cleo", chat.Deed{Act: chat.Mute, Whom: cleo}), "You muted Cleo until it is lifted"},
		{entry(1, bo, "Ada", chat.Deed{Act: chat.Mute, Whom: me, For: time.Hour}), "Bo muted you for 1 hour"},
		{entry(1, bo, "", chat.Deed{Act: chat.Unban, Whom: cleo}), "Bo lifted the ban on #c10000"},
		{entry(1, cleo, "Bo", chat.Deed{Act: chat.Kick, Whom: other}), "Cleo sent Bo #b10000 out of the room"},
		{entry(1, cleo, "", chat.Deed{Act: chat.Dismiss, Whom: bo}), "Cleo took the moderator’s rights from Bo"},
	} {
		d := seated()
		happens(test.m)(d)
		if got := shown(d); got != test.want {
			t.Errorf("%v is told as %q, want %q", test.m.Act, got, test.want)
		}
		if d.Room(1).Unread() != 0 || d.Room(1).Row(0, noon).MayDelete {
			t.Errorf("%v counts as a line", test.m.Act)
		}
	}
}

// TestToldOutsideOfTheRoom is what a list of lines says.
func TestToldOutsideOfTheRoom(t *testing.T) {
	for _, test := range []struct {
		m    chat.Message
		want string
		ok   bool
	}{
		{plain(1, bo, "a"), "a", true},
		{entry(1, bo, "", chat.Deed{Act: chat.Erased}), "(deleted)", true},
		{entry(1, bo, "Cleo", chat.Deed{Act: chat.Kick, Whom: cleo}), "(Bo sent Cleo out of the room)", true},
		{edit(2, bo, 1, "b"), "", false}, {react(2, bo, 1, "👍"), "", false}, {entry(1, bo, "?", chat.Deed{Act: 99}), "", false},
	} {
		if text, ok := Told(test.m); text != test.want || ok != test.ok {
			t.Errorf("%v: %q, %v", test.m.Act, text, ok)
		}
	}
}
