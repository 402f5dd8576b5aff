//go:build linux || freebsd || openbsd || netbsd

package notify

import (
	"testing"

	"go.uber.org/goleak"

	"landline/app/notify/notifytest"
)

// clicks collects what a Notifier tells.
type clicks struct{ followed, gone chan int }

func notifier(t *testing.T) (*Notifier, clicks) {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	c := clicks{make(chan int, 8), make(chan int, 8)}
	n := New(Config{ID: "net.landline.Landline", Name: "Landline",
		Followed: func(key int) { c.followed <- key }, Gone: func(key int) { c.gone <- key }})
	t.Cleanup(n.Close)
	return n, c
}

func TestNotesOnTheBus(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Run("desk", func(t *testing.T) {
		desk := notifytest.Serve(t, notifytest.Bus(t), "actions", "body", "body-markup", "sound")
		n, told := notifier(t)

		n.Show(7, Note{Title: "Bo in Lab", Text: `<b>1 < 2 && "x"</b>`})
		first := <-desk.Shown
		if first.Title != "Bo in Lab" || first.Text != `&lt;b&gt;1 &lt; 2 &amp;&amp; "x"&lt;/b&gt;` {
			t.Errorf("shown %q, %q", first.Title, first.Text)
		}
		if first.Replaces != 0 || first.Program != "Landline" || len(first.Actions) != 2 || first.Actions[0] != "default" {
			t.Errorf("shown %+v", first)
		}
		for hint, want := range map[string]any{"desktop-entry": "net.landline.Landline", "category": "im.received", "suppress-sound": true, "sound-file": nil} {
			if got := first.Hints[hint].Value(); got != want {
				t.Errorf("hint %s is %v, want %v", hint, got, want)
			}
		}

		n.Show(7, Note{Title: "2 new lines in Lab", Sound: true})
		if again := <-desk.Shown; again.Replaces != first.ID || again.Hints["sound-file"].Value() == nil {
			t.Errorf("the second replaces %d, want %d, with sound %v", again.Replaces, first.ID, again.Hints)
		}
		n.Show(8, Note{Title: "Cleo in Hall", Sound: true})
		other := <-desk.Shown
		if other.Replaces != 0 || other.ID == first.ID || other.Hints["sound-file"].Value() != nil {
			t.Errorf("another room's note replaces %d, and sounds a moment after the last: %v", other.Replaces, other.Hints)
		}

		if err := desk.Click(other.ID + 100); err != nil { // another program's
			t.Fatal(err)
		}
		if err := desk.Click(first.ID); err != nil {
			t.Fatal(err)
		}
		if key := <-told.followed; key != 7 {
			t.Errorf("the click leads to %d", key)
		}
		if err := desk.Close(first.ID, 2); err != nil {
			t.Fatal(err)
		}
		if key := <-told.gone; key != 7 {
			t.Errorf("gone is %d", key)
		}
		n.Show(7, Note{Title: "Bo in Lab"})
		if anew := <-desk.Shown; anew.Replaces != 0 {
			t.Errorf("a note that was dismissed is replaced")
		}

		n.Withdraw(9) // never shown
		n.Withdraw(8)
		if id := <-desk.Withdrawn; id != other.ID {
			t.Errorf("withdrawn %d, want %d", id, other.ID)
		}
		n.Close()
		if id := <-desk.Withdrawn; id == other.ID {
			t.Error("what was withdrawn is withdrawn again")
		}
		n.Show(7, Note{Title: "too late"})
		n.Close()
		if len(told.gone) != 0 || len(desk.Shown) != 0 {
			t.Error("what we took away ourselves is told, or something is shown after the end")
		}
	})
}

// TestNotesWithoutMarkup speaks to a server that takes every text as it is, and
// has no actions.
func TestNotesWithoutMarkup(t *testing.T) {
	desk := notifytest.Serve(t, notifytest.Bus(t), "body")
	n, _ := notifier(t)
	n.Show(1, Note{Title: "Bo\x00\n in Lab", Text: "a < b\xff"})
	if s := <-desk.Shown; s.Title != "Bo   in Lab" || s.Text != "a < b\uFFFD" || len(s.Actions) != 0 {
		t.Errorf("shown %q, %q with %q", s.Title, s.Text, s.Actions)
	}
}

// TestNoteAfterTheServerWasAway shows nothing where there is no server, and goes
// on once there is one.
func TestNoteAfterTheServerWasAway(t *testing.T) {
	address := notifytest.Bus(t)
	n, _ := notifier(t)
	n.Show(1, Note{Title: "nobody sees this"})
	n.Withdraw(1)
	desk := notifytest.Serve(t, address, "body")
	for seen := false; !seen; {
		n.Show(2, Note{Title: "now"})
		select {
		case s := <-desk.Shown:
			seen = s.Title == "now"
		case <-t.Context().Done():
			t.Fatal("never shown")
		}
	}
}

// TestNoSession ends without a bus.
func TestNoSession(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/nothing")
	n := New(Config{})
	n.Show(1, Note{Title: "nobody sees this"})
	n.Close()
}

// TestHasTray looks for a tray on desktops with one, without one, and with one
// that nobody draws.
func TestHasTray(t *testing.T) {
	if address := notifytest.Bus(t); HasTray(t.Context()) {
		t.Errorf("a tray on the empty bus at %s", address)
	}
	for _, drawn := range []bool{false, true} {
		notifytest.ServeTray(t, notifytest.Bus(t), drawn)
		if got := HasTray(t.Context()); got != drawn {
			t.Errorf("a tray: %v, want %v", got, drawn)
		}
	}
}
