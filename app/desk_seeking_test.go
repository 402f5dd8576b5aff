package app_test

import (
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
)

// TestDeskLinkToALine opens a link to a line where the room was never entered,
// where this person sits in it already, and where the line is of another log.
func TestDeskLinkToALine(t *testing.T) {
	ada := named(t, "Ada", t.TempDir())
	ada.desk.Host(vm.NewRoom{Name: "Front desk"})
	mine := await(ada, anyOf[vm.Opened]).Room
	link := ada.invites(mine)
	log := enteredIn(ada, mine).Epoch
	ada.desk.Say(mine, "one")
	ada.desk.Say(mine, "two")
	ada.hears(mine, "two")

	bo := named(t, "Bo", t.TempDir())
	link.Line = chat.Cursor{Epoch: log, Seq: 1}
	bo.desk.Join(link.String())
	if e := await(bo, anyOf[vm.Reveal]); e.Seq != 1 {
		t.Errorf("shows line %d", e.Seq)
	}
	link.Line.Seq = 2
	bo.desk.Join(link.String())
	if e := await(bo, anyOf[vm.Reveal]); e.Seq != 2 {
		t.Errorf("in the room already it shows line %d", e.Seq)
	}
	link.Line.Epoch[0]++
	bo.desk.Join(link.String())
	await(bo, anyOf[vm.Missed])
}
