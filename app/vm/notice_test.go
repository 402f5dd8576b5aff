package vm

import (
	"strings"
	"testing"
	"time"
)

// TestNoticeOfAnOwnRoom has a room of this window wait for its password: there is
// nobody to ask for it.
func TestNoticeOfAnOwnRoom(t *testing.T) {
	d := &Desk{}
	d.Apply(noon, Named{me, "Ada"}, Opened{Room: 1, Name: "Lab", Hosting: true, Locked: true})
	d.Apply(noon.Add(time.Second), Linked{Room: 1, Link: Ended, Trouble: Trouble{Kind: PasswordWanted, Target: "Lab"}})
	n, ok := d.Room(1).Notice()
	if !ok || n.Remedy != GivePassword || strings.Contains(n.Advice, "Ask") || strings.Contains(n.What, " at ") {
		t.Errorf("the notice is %+v", n)
	}
}
