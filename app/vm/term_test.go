package vm

import (
	"testing"
	"time"

	"landline/netcore/chat"
)

// TestTermsAreLocal reads what a host says of a ban and of a mute, on a computer
// that is two hours east of Greenwich.
func TestTermsAreLocal(t *testing.T) {
	zone := time.Local
	time.Local = time.FixedZone("", 2*60*60)
	defer func() { time.Local = zone }()
	for _, test := range []struct{ got, want string }{
		{Trouble{Kind: Banned, Detail: "you are banned until 2026-03-05 23:30 UTC"}.What(), "You are banned from the room until 6 Mar 2026, 01:30."},
		{Trouble{Kind: Banned, Detail: "you are banned"}.What(), "You are banned."},
		{declined(chat.Refuse(chat.Muted, "you are muted until 2026-03-05 12:00 UTC")), "you are muted in this room until 5 Mar 2026, 14:00"},
		{declined(chat.Refuse(chat.Muted, "you are muted until somebody says so")), "you are muted in this room"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
