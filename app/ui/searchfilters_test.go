package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"landline/app/vm"
	"landline/netcore/chat"
)

// pickItem takes an item of the menu that is open.
func pickItem(t *testing.T, w fyne.Window, item string) {
	t.Helper()
	menu := w.Canvas().Overlays().Top()
	for _, o := range test.LaidOutObjects(menu) {
		if strings.HasSuffix(fmt.Sprintf("%T", o), ".menuItem") && strings.Contains(screenText(o), item) {
			o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			return
		}
	}
	t.Fatalf("no %q in %q", item, screenText(menu))
}

func TestSearchFilters(t *testing.T) {
	win, asked, w := searching(t, 1100, 700)
	f := win.search.filters
	pick := func(open *button, item string) {
		t.Helper()
		test.Tap(open)
		pickItem(t, w, item)
	}
	query := func() vm.Query { return win.desk.Search().Query() }
	pick(f.where, "All rooms")
	asked.expect(t, "search cable")
	if query().Room != 0 || f.where.text != "All rooms" {
		t.Errorf("looks in room %d, says %q", query().Room, f.where.text)
	}
	pick(f.where, "Kitchen")
	pick(f.who, "Bo")
	pick(f.when, "Last 7 days")
	if q := query(); q.Room != 2 || q.From != "Bo" || !q.Since.Equal(noon.Truncate(24*time.Hour).AddDate(0, 0, -6)) || !q.Until.IsZero() {
		t.Errorf("asks %+v", q)
	}
	if f.where.text+f.who.text+f.when.text != "In KitchenBy BoLast 7 days" {
		t.Errorf("says %q, %q, %q", f.where.text, f.who.text, f.when.text)
	}
	pick(f.who, "Type a name")
	if w.Canvas().Focused() != fyne.Focusable(f.name) {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
	}
	f.name.SetText("Dee")
	pick(f.when, "Between")
	asked.take()
	test.Type(f.since, "2026-3-1")
	test.Type(f.until, "2026-02-3")
	if q := query(); q.From != "Dee" || q.Since.Day() != 1 || q.Until.Day() != 4 || q.Until.Month() != time.February {
		t.Errorf("asks %+v", q)
	}
	asked.take()
	test.Type(f.until, "1x")
	if !f.wrong.root.Visible() || !strings.Contains(f.wrong.text.text, "year-month-day") {
		t.Errorf("says %q of a day that there is not", f.wrong.text.text)
	}
	asked.expect(t)
	f.reset()
	if q := query(); q.Room != 0 || q.From != "" || !q.Since.IsZero() || f.wrong.root.Visible() {
		t.Errorf("without filters it asks %+v", q)
	}
}

// TestSearchFilterTellsNamesakesApart keeps a search to one of two who are called
// Bo, until another name is typed.
func TestSearchFilterTellsNamesakesApart(t *testing.T) {
	win, asked, w := searching(t, 1100, 700)
	f, second := win.search.filters, chat.MemberID{0x22}
	win.Apply([]vm.Event{vm.Happened{Room: 1, Event: chat.Joined{Member: chat.Member{ID: second, Name: "Bo"}}}})
	test.Tap(f.who)
	if items := screenText(w.Canvas().Overlays().Top()); !strings.Contains(items, "Bo #"+bo.Tag()) {
		t.Errorf("offers %q", items)
	}
	pickItem(t, w, "Bo #"+second.Tag())
	asked.expect(t, "search cable")
	if q := win.desk.Search().Query(); q.From != "Bo" || q.FromID != second || f.who.text != "By Bo #"+second.Tag() {
		t.Errorf("asks %+v, and says %q", q, f.who.text)
	}
	f.name.SetText("Bob")
	if q := win.desk.Search().Query(); q.From != "Bob" || !q.FromID.IsZero() || f.who.text != "By Bob" {
		t.Errorf("with a typed name it asks %+v, and says %q", q, f.who.text)
	}
}
