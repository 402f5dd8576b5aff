//go:build !nogui

package desktop

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"landline/app/notify"
	"landline/app/ui"
	"landline/app/vm"
	"landline/assets"
)

// surroundings are what the desktop shows of the program beside its window:
// notifications, and the tray icon. Its methods belong to the UI thread.
type surroundings struct {
	program fyne.App
	window  fyne.Window
	ui      *ui.Window
	post    func(func()) // runs a function on the UI thread, sometime
	notes   *notify.Notifier
	tray    *tray // nil where the desktop has none

	lines  map[vm.Key]uint64 // the line that the newest note of a room leads to
	desk   *vm.Desk          // as last told; nil before
	again  *time.Timer       // until something that waits its turn can be told; nil for nothing
	hidden bool              // the window is closed into the tray
	usable bool              // it was told that the window can be used
	ended  atomic.Bool       // the window is gone
}

// surround begins to show what happens in a window, which runs not yet.
func surround(program fyne.App, window fyne.Window, drawn *ui.Window, post func(func()), hasTray bool) *surroundings {
	s := &surroundings{program: program, window: window, ui: drawn, post: post, lines: make(map[vm.Key]uint64)}
	s.notes = notify.New(notify.Config{
		ID: id, Name: "Landline", Icon: assets.IconPNG,
		Followed: func(key int) { s.later(func() { s.follow(vm.Key(key)) }) },
		Gone:     func(key int) { s.later(func() { drawn.Heed(vm.Key(key)) }) },
	})
	if hasTray {
		s.tray = newTray(program, func() *fyne.Menu { return drawn.TrayMenu(s.front, program.Quit) })
	}
	drawn.Surround(s.changed)
	window.SetCloseIntercept(s.closing)
	window.SetOnClosed(func() { s.ended.Store(true) })
	life := program.Lifecycle()
	life.SetOnEnteredForeground(func() { s.watch(true) })
	life.SetOnExitedForeground(func() { s.watch(false) })
	return s
}

// later runs a function on the UI thread, unless the window is gone by then. It may
// be called from any goroutine.
func (s *surroundings) later(do func()) {
	if s.ended.Load() { // a driver that has ended would run it here and now
		return
	}
	s.post(func() {
		if !s.ended.Load() {
			do()
		}
	})
}

// changed shows what is to be shown now.
func (s *surroundings) changed(d *vm.Desk) {
	s.desk = d
	if s.ended.Load() {
		return
	}
	now := time.Now()
	told, over, next := d.Alerts(now)
	for _, key := range over {
		delete(s.lines, key)
		s.notes.Withdraw(int(key))
	}
	for _, a := range told {
		s.lines[a.Room] = a.Line
		s.notes.Show(int(a.Room), notify.Note{Title: a.Title, Text: a.Text, Sound: d.Prefs().Sound && !a.Quiet})
	}
	if s.tray != nil {
		if later := s.tray.update(now, d.News() > 0); next.IsZero() || !later.IsZero() && later.Before(next) {
			next = later
		}
	}
	s.await(next, now)
	s.tellWhenUsable()
}

// await comes back at a moment, or earlier; not at all where it is zero.
func (s *surroundings) await(next, now time.Time) {
	if s.again != nil {
		s.again.Stop()
		s.again = nil
	}
	if !next.IsZero() {
		s.again = time.AfterFunc(max(next.Sub(now), 0), func() { s.later(func() { s.changed(s.desk) }) })
	}
}

// watch says whether the window is in front.
func (s *surroundings) watch(watched bool) {
	if !s.ended.Load() {
		s.ui.Watch(watched && !s.hidden)
	}
}

// front brings the window to the front, out of the tray too.
func (s *surroundings) front() {
	if s.ended.Load() {
		return
	}
	s.hidden = false
	s.window.Show()
	s.window.RequestFocus()
}

// follow is the person's click on the note of a room.
func (s *surroundings) follow(key vm.Key) {
	line := s.lines[key]
	s.front()
	s.ui.Show(key, line)
}

// closing is the person's closing of the window: it goes into the tray where they
// want that, and there is one.
func (s *surroundings) closing() {
	if s.tray == nil || s.desk == nil || !s.desk.Prefs().ToTray {
		s.program.Quit() // stops what Fyne began with the program, too; Close does not
		return
	}
	s.hidden = true
	s.window.Hide()
	s.ui.Watch(false)
}

// close takes away what is shown, once the window is gone.
func (s *surroundings) close() {
	s.ended.Store(true)
	if s.again != nil {
		s.again.Stop()
	}
	s.notes.Close()
}
