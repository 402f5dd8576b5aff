package app

import (
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"landline/app/vm"
	"landline/netcore/chat"
	"landline/netcore/history"
)

// TestDeskWarns has this profile used elsewhere while the disk is full: neither
// warning takes the other's place, and of other people's profiles the room tells
// by itself.
func TestDeskWarns(t *testing.T) {
	p := profileWithHistory(t)
	d := newDesk(t.Context(), p, "test", slog.New(slog.DiscardHandler))
	defer d.Close()
	var warnings []string
	d.feed = newFeed(nil, nil)
	expect := func(when string, parts ...string) {
		t.Helper()
		for _, e := range d.feed.take() {
			if w, ok := e.(vm.Warned); ok {
				warnings = append(warnings, w.Text)
			}
		}
		var got string
		if len(warnings) > 0 {
			got = warnings[len(warnings)-1]
		}
		if len(parts) == 0 && got != "" || slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(got, part) }) {
			t.Errorf("%s the window says %q, want %q in it", when, got, parts)
		}
	}
	lab := &seat{key: 1}
	lab.called("Lab")
	twice := func(id chat.MemberID) {
		d.witness(lab, vm.Happened{Room: 1, Event: chat.Twice{Member: chat.Member{ID: id, Name: "Bo"}}})
	}
	twice(chat.MemberID{7})
	expect("of somebody else's copy")
	d.unkept(1, history.ErrFull)
	expect("on a full disk", "disk", "full")
	twice(p.identity.ID())
	expect("and of a copy", "disk", "full", "“Lab”", "copy of this profile")
	d.elsewhere(netip.MustParseAddr("::ffff:10.0.0.7"))
	expect("with its address", "disk", "full", "at 10.0.0.7, uses")
	d.elsewhere(netip.MustParseAddr("10.0.0.7"))
	if len(d.feed.take()) != 0 {
		t.Error("it says the same again")
	}
	d.unwritten(errors.New("app: settings: no space left"))
	expect("and settings fail too", "disk", "full")
	d.unkept(1, nil)
	expect("with space for lines alone", "Settings", "computer: no space left.", "copy of this profile")
	d.unwritten(nil)
	expect("with space again", "copy of this profile")
	if last := warnings[len(warnings)-1]; strings.Contains(last, "disk") || strings.Contains(last, "Settings") {
		t.Errorf("with space again the window says %q", last)
	}
}
