//go:build !nogui

package desktop_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"landline/app/notify/notifytest"
)

// layout is an item of a menu on the bus, as com.canonical.dbusmenu has it.
type layout struct {
	ID         int32
	Properties map[string]dbus.Variant
	Items      []dbus.Variant
}

// offer is one thing that a menu offers.
type offer struct {
	id int32
	on bool
}

// menu is what the tray icon of a program offers, by its labels.
func menu(t *testing.T, tray *notifytest.Tray, item string) map[string]offer {
	t.Helper()
	var revision uint32
	var root layout
	object := tray.Conn.Object(item, "/StatusNotifierItem/menu")
	err := object.CallWithContext(t.Context(), "com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &root)
	if err != nil {
		t.Fatal(err)
	}
	offers := make(map[string]offer)
	var read func(layout)
	read = func(of layout) {
		for _, v := range of.Items {
			var sub layout
			if err := dbus.Store([]any{v.Value()}, &sub); err != nil {
				t.Fatal(err)
			}
			label, _ := sub.Properties["label"].Value().(string)
			offers[label] = offer{sub.ID, sub.Properties["toggle-state"].Value() == int32(1)}
			read(sub)
		}
	}
	read(root)
	return offers
}

// choose clicks on an item of the menu.
func choose(t *testing.T, tray *notifytest.Tray, item string, o offer) {
	t.Helper()
	object := tray.Conn.Object(item, "/StatusNotifierItem/menu")
	if err := object.CallWithContext(t.Context(), "com.canonical.dbusmenu.Event", 0, o.id, "clicked", dbus.MakeVariant(""), uint32(0)).Err; err != nil {
		t.Fatal(err)
	}
}

// heard says a line until a notification tells of it: a window sees it while it
// does not know yet that it is no longer in front.
func heard(host *program, desk *notifytest.Server, line string) notifytest.Shown {
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for {
		fmt.Fprintln(host.in, line)
		select {
		case note := <-desk.Shown:
			return note
		case <-again.C:
		}
	}
}

// TestNoticeOutsideTheWindow has a line arrive in a window that is not in front,
// and in one that is closed into the tray.
func TestNoticeOutsideTheWindow(t *testing.T) {
	address := notifytest.Bus(t)
	desk := notifytest.Serve(t, address, "actions", "body", "body-markup")
	tray := notifytest.ServeTray(t, address, true)
	s := newScreen(t)
	host, bo := s.hosting()
	kept := s.settings(bo)
	kept["prefs"] = map[string]any{"to_tray": true}
	s.settle(bo, kept)
	w := s.open(bo, "Lab · Landline")
	item := <-tray.Items
	w.until("the window in front", w.inFront)

	w.do("windowminimize", w.id)
	w.until("the window away", func() bool { return !w.inFront() })
	note := heard(host, desk, "Is <b>anybody</b> here?")
	if note.Title != "Ada in Lab" || note.Text != "Is &lt;b&gt;anybody&lt;/b&gt; here?" {
		t.Errorf("shown %q, %q", note.Title, note.Text)
	}
	w.titled("(1) Lab · Landline")
	w.until("the room's unread line in the tray", func() bool { _, ok := menu(t, tray, item)["Lab (1)"]; return ok })
	if err := desk.Click(note.ID); err != nil {
		t.Fatal(err)
	}
	w.until("the window in front", w.inFront)
	w.titled("Lab · Landline")
	if id := <-desk.Withdrawn; id != note.ID {
		t.Errorf("withdrawn %d, want %d", id, note.ID)
	}

	w.close()
	if note := heard(host, desk, "And now?"); !strings.HasSuffix(note.Text, "And now?") {
		t.Errorf("shown %q", note.Text)
	}
	offers := menu(t, tray, item)
	for _, label := range []string{"Open Landline", "Status", "Quit Landline"} {
		if _, ok := offers[label]; !ok {
			t.Errorf("the tray offers %v", offers)
		}
	}
	choose(t, tray, item, offers["Open Landline"])
	w.until("the window in front", w.inFront)
	choose(t, tray, item, menu(t, tray, item)["Quit Landline"])
	w.ends()
	names := []string{}
	if err := tray.Conn.BusObject().CallWithContext(t.Context(), "org.freedesktop.DBus.ListNames", 0).Store(&names); err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, "org.kde.StatusNotifierItem-") }) {
		t.Errorf("a tray icon is left: %q", names)
	}
}

// TestSettingsSurviveKill changes a setting in a window, kills the process, and
// finds the setting in the next.
func TestSettingsSurviveKill(t *testing.T) {
	tray := notifytest.ServeTray(t, notifytest.Bus(t), true)
	s := newScreen(t)
	_, bo := s.hosting()
	hidden := func(w *program, item string) {
		t.Helper()
		w.until("hidden, in the tray", func() bool { return menu(t, tray, item)["Hidden"].on })
	}
	w := s.open(bo, "Lab · Landline")
	item := <-tray.Items
	w.until("the menu of the tray", func() bool { return menu(t, tray, item)["Hidden"].id != 0 })
	choose(t, tray, item, menu(t, tray, item)["Hidden"])
	hidden(w, item)
	w.until("the setting in its file", func() bool { return s.settings(bo)["hidden"] == true })
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = w.cmd.Wait()
	w = s.open(bo, "Lab · Landline")
	hidden(w, <-tray.Items)
	w.close()
	w.ends()
}
