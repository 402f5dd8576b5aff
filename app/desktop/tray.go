//go:build !nogui

package desktop

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/assets"
)

// trayPace is the least time between two changes of the tray icon's menu, which
// the desktop reads anew each time.
const trayPace = time.Second

// tray is the icon in the notification area.
type tray struct {
	place desktop.App
	menu  func() *fyne.Menu // as it is to be now

	written string // what the menu says now
	settled bool   // Fyne does not put the first menu in its place any more
	unread  bool   // what the icon shows now
	at      time.Time
}

// newTray puts the icon into the tray; nil where Fyne has none on this system. It
// must come before the program runs.
func newTray(program fyne.App, menu func() *fyne.Menu) *tray {
	place, ok := program.(desktop.App)
	if !ok {
		return nil
	}
	t := &tray{place: place, menu: menu}
	place.SetSystemTrayIcon(t.icon())
	first := menu()
	t.written = written(first)
	place.SetSystemTrayMenu(first)
	return t
}

// update shows whether there are unread lines, and what the menu offers now.
// Where it is too early for another menu it says when it is not.
func (t *tray) update(now time.Time, unread bool) (later time.Time) {
	if unread != t.unread {
		t.unread = unread
		t.place.SetSystemTrayIcon(t.icon())
	}
	menu := t.menu()
	text := written(menu)
	if text == t.written && t.settled {
		return time.Time{}
	}
	if again := t.at.Add(trayPace); now.Before(again) {
		return again
	}
	// Fyne sets the first menu once more when the tray is up, some moments after
	// the program: the second change is made whatever it says.
	first := t.at.IsZero()
	t.written, t.at, t.settled = text, now, !first
	t.place.SetSystemTrayMenu(menu)
	if first {
		return now.Add(trayPace)
	}
	return time.Time{}
}

func (t *tray) icon() fyne.Resource {
	if t.unread {
		return fyne.NewStaticResource("landline-unread.svg", assets.IconUnread)
	}
	return fyne.NewStaticResource("landline.svg", assets.Icon)
}

// written is all that a menu says.
func written(menu *fyne.Menu) string {
	var out strings.Builder
	for _, item := range menu.Items {
		out.WriteString(item.Label)
		if item.Checked {
			out.WriteString("\x01")
		}
		if item.ChildMenu != nil {
			out.WriteString("\x02" + written(item.ChildMenu))
		}
		out.WriteString("\x03")
	}
	return out.String()
}
