package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
)

func TestDraftsAreKept(t *testing.T) {
	win, asked, w := inRoom(t, 1100, 700)
	var clock handClock
	win.run = clock.run
	win.selectRoom(2)
	c := win.pane().composer
	test.Type(c.entry, "half")
	clock.pass(draftPause / 2)
	test.Type(c.entry, " a")
	clock.pass(draftPause / 2)
	asked.expectQuiet(t)
	clock.pass(draftPause / 2)
	asked.expectQuiet(t, "draft 2 half a")
	test.Type(c.entry, " thought")
	w.Canvas().Unfocus()
	asked.expectQuiet(t, "draft 2 half a thought")
	w.Canvas().Focus(c.entry)
	test.Type(c.entry, "s")
	win.selectRoom(1)
	asked.expectQuiet(t, "draft 2 half a thoughts")
	win.selectRoom(2)
	test.Type(c.entry, "!")
	win.Flush()
	asked.expectQuiet(t, "draft 2 half a thoughts!")
	test.Type(c.entry, "!")
	press(c.entry, fyne.KeyReturn)
	clock.pass(time.Hour)
	asked.expectQuiet(t)
	asked.expect(t, "say 2 half a thoughts!!")
	test.Type(c.entry, "x")
	press(c.entry, fyne.KeyBackspace)
	clock.pass(time.Hour)
	asked.expectQuiet(t)
	test.Type(c.entry, "gone with the room")
	win.Apply([]vm.Event{vm.Closed{Room: 2}})
	clock.pass(time.Hour)
	if asked.expectQuiet(t); len(clock.runs) != 0 {
		t.Errorf("%d waits go on", len(clock.runs))
	}
}

func TestDraftsComeBack(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.Apply([]vm.Event{vm.Drafted{Room: 1, Text: "half a thought"}, vm.Drafted{Room: 2, Text: "another"}})
	if got := win.pane().composer.entry.Text; got != "half a thought" {
		t.Errorf("the room on the screen holds %q", got)
	}
	win.selectRoom(2)
	if got := win.pane().composer.entry.Text; got != "another" {
		t.Errorf("the other room holds %q", got)
	}
	asked.expectQuiet(t)
	win.pane().composer.entry.SetText("")
	asked.expectQuiet(t, "draft 2 ")
}

// TestDraftComesBackBelowAnother has a person write before the draft of before
// is there: neither replaces the other, on disk either.
func TestDraftComesBackBelowAnother(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	test.Type(win.pane().composer.entry, "x")
	asked.quiet = nil
	win.Apply([]vm.Event{vm.Drafted{Room: 1, Text: "half a thought"}})
	if got := win.pane().composer.entry.Text; got != "x\nhalf a thought" {
		t.Errorf("it holds %q", got)
	}
	asked.expectQuiet(t, "draft 1 x\nhalf a thought")
}

// TestDraftComesBackLate brings a draft back behind a line that was said
// meanwhile, with which it was taken for said.
func TestDraftComesBackLate(t *testing.T) {
	win, asked, _ := inRoom(t, 1100, 700)
	win.selectRoom(2)
	c := win.pane().composer
	test.Type(c.entry, "Hello")
	press(c.entry, fyne.KeyReturn)
	asked.expect(t, "say 2 Hello")
	asked.quiet = nil
	win.Apply([]vm.Event{vm.Drafted{Room: 2, Text: "half a thought"}})
	if c.entry.Text != "half a thought" {
		t.Errorf("it holds %q", c.entry.Text)
	}
	asked.expectQuiet(t, "draft 2 half a thought")
}
