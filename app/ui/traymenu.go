package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// trayRooms bounds the rooms in the menu of the tray icon.
const trayRooms = 8

// TrayMenu is the menu of the tray icon as things are now: the way back to the
// window, rooms, what this person says about themselves, and the end. Front
// brings the window to the front, quit ends the program; both are called on the
// UI thread.
func (w *Window) TrayMenu(front, quit func()) *fyne.Menu {
	items := []*fyne.MenuItem{fyne.NewMenuItem(words.T("Open Landline"), front)}
	if rooms := w.trayList(); len(rooms) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
		for _, r := range rooms {
			items = append(items, fyne.NewMenuItem(roomInTray(r), func() {
				front()
				w.Show(r.Key(), 0)
			}))
		}
	}
	if me, known := w.desk.Me(); known && me.Name != "" {
		status := fyne.NewMenuItem(words.T("Status"), nil)
		status.ChildMenu = fyne.NewMenu("")
		mine := w.desk.Myself()
		for _, p := range presences {
			item := fyne.NewMenuItem(presenceWord(p), func() { w.setPresence(p) })
			item.Checked = mine.Presence == p
			status.ChildMenu.Items = append(status.ChildMenu.Items, item)
		}
		items = append(items, fyne.NewMenuItemSeparator(), status)
	}
	end := fyne.NewMenuItem(words.T("Quit Landline"), quit)
	end.IsQuit = true
	return fyne.NewMenu("Landline", append(items, fyne.NewMenuItemSeparator(), end)...)
}

// trayList is the rooms for the menu: in their order, and where there are too
// many those with unread lines before others.
func (w *Window) trayList() []*vm.Room {
	rooms := slices.Clone(w.desk.Rooms())
	if len(rooms) > trayRooms {
		slices.SortStableFunc(rooms, func(a, b *vm.Room) int { return min(b.Unread(), 1) - min(a.Unread(), 1) })
	}
	return rooms[:min(len(rooms), trayRooms)]
}

// roomInTray is a room's name with its unread lines.
func roomInTray(r *vm.Room) string {
	if n := r.Unread(); n > 0 {
		return r.Name() + " (" + words.Number(n) + ")"
	}
	return r.Name()
}
