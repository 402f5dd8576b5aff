package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/vm"
	"landline/netcore/chat"
)

// Window is one window of Landline. All its methods belong to the UI thread.
type Window struct {
	window  fyne.Window
	actions Actions
	desk    *vm.Desk
	now     func() time.Time

	first   fyne.CanvasObject // asks for a name
	side    *sidebar
	middle  *fyne.Container
	people  *peopleColumn
	welcome fyne.CanvasObject
	sockets *connectionsView
	panes   map[vm.Key]*roomPane
	shell   *shell
	root    *fyne.Container

	keys        fyne.ShortcutHandler
	narrow      bool
	connections bool // the Connections view is on the screen
	sheet       *sheet
	host        *hostDialog
	join        *joinDialog
}

// New draws a Landline window into w, which is empty until the first Apply
// tells who this person is. It sets the app's theme. Actions are called from
// the UI thread only.
func New(w fyne.Window, actions Actions) *Window {
	fyne.CurrentApp().Settings().SetTheme(Theme())
	win := &Window{
		window: w, actions: actions, desk: &vm.Desk{}, now: time.Now,
		panes: make(map[vm.Key]*roomPane),
	}
	win.side = newSidebar(win)
	win.people = newPeopleColumn(win)
	win.welcome = newWelcome(win)
	win.sockets = newConnectionsView(win)
	win.middle = container.NewStack(win.welcome)
	win.shell = newShell(win)
	win.root = container.NewStack(newPanel(colorPaper, colorNone, 0, nil))
	w.SetPadded(false)
	w.SetContent(win.root)
	win.bindKeys()
	return win
}

// Apply takes events in, in their order, and redraws what they changed. It
// must run on the UI thread, and returns at once.
func (w *Window) Apply(events []vm.Event) {
	w.desk.Apply(w.now(), events...)
	for _, event := range events {
		w.note(event)
	}
	w.update()
}

// note does what an event means beyond what the desk keeps.
func (w *Window) note(event vm.Event) {
	switch e := event.(type) {
	case vm.Opened:
		w.closeSheet()
		w.closeConnections()
		w.shell.closeDrawers()
		w.update()
		w.focusRoom()
	case vm.Closed:
		delete(w.panes, e.Room)
		w.update()
		w.focusRoom()
	case vm.PortVerdict:
		if w.host != nil {
			w.host.judged(e)
		}
	case vm.HostFailed:
		if w.host != nil {
			w.host.trouble(e.Trouble)
		}
	case vm.JoinFailed:
		if w.join != nil {
			w.join.failed(e.Trouble)
		}
	}
}

// update draws everything as the desk is now.
func (w *Window) update() {
	me, known := w.desk.Me()
	switch {
	case !known:
		return
	case me.Name == "":
		w.askName()
		return
	}
	if len(w.root.Objects) < 2 || w.root.Objects[1] != w.shell.root {
		w.first = nil
		w.root.Objects = []fyne.CanvasObject{w.root.Objects[0], w.shell.root}
		w.root.Refresh()
	}
	w.side.update()
	w.people.update(w.desk.Selected())
	w.updateMiddle()
	w.updateTitle()
}

func (w *Window) askName() {
	if w.first != nil {
		return
	}
	root, form := newFirstStart(w.actions.Rename)
	w.first = root
	w.root.Objects = []fyne.CanvasObject{w.root.Objects[0], root}
	w.root.Refresh()
	w.window.Canvas().Focus(form.name)
}

// updateMiddle brings what is selected to the middle of the window.
func (w *Window) updateMiddle() {
	content, room := w.welcome, w.desk.Selected()
	switch {
	case w.connections:
		w.sockets.update(w.now())
		content = w.sockets.root
	case room != nil:
		pane := w.panes[room.Key()]
		if pane == nil {
			pane = newRoomPane(w, room)
			w.panes[room.Key()] = pane
		}
		pane.update()
		content = pane.root
	}
	if len(w.middle.Objects) != 1 || w.middle.Objects[0] != content {
		w.middle.Objects = []fyne.CanvasObject{content}
		w.middle.Refresh()
	}
	w.shell.arrange()
}

// updateTitle names the room, so that the window is found among others.
func (w *Window) updateTitle() {
	title := "Landline"
	if room := w.desk.Selected(); room != nil && !w.connections {
		title = room.Name() + " · Landline"
	}
	if w.window.Title() != title {
		w.window.SetTitle(title)
	}
}

// showUnread redraws what counts unread lines.
func (w *Window) showUnread() {
	w.side.update()
	if pane := w.pane(); pane != nil {
		pane.updateLatest()
		w.relayout()
	}
}

// pane is the room on the screen; nil where none is.
func (w *Window) pane() *roomPane {
	room := w.desk.Selected()
	if room == nil || w.connections {
		return nil
	}
	return w.panes[room.Key()]
}

// relayout gives the middle its places anew.
func (w *Window) relayout() {
	if pane := w.pane(); pane != nil {
		pane.root.Refresh()
	}
}

func (w *Window) focusRoom() {
	if pane := w.pane(); pane != nil && w.sheet == nil {
		pane.focus()
	}
}

// selectRoom brings a room to the screen.
func (w *Window) selectRoom(key vm.Key) {
	w.closeConnections()
	w.desk.Select(key)
	w.shell.closeDrawers()
	w.update()
	w.focusRoom()
}

// joinFound dials a room of the lobby, or goes to it where this person is in.
func (w *Window) joinFound(f vm.Found) {
	if room := w.desk.Inside(f); room != nil {
		w.selectRoom(room.Key())
		return
	}
	w.actions.JoinFound(f.Host, f.Room)
}

// leave gives up a seat. Closing a room sends everybody away, so it is asked
// first.
func (w *Window) leave(key vm.Key) {
	room := w.desk.Room(key)
	if room == nil || w.sheet != nil {
		return
	}
	if !room.Hosting() {
		w.actions.Leave(key)
		return
	}
	w.sheet = confirm(w.window, "Close “"+room.Name()+"”?",
		"This computer keeps the room. When it closes, everybody in it is sent away.",
		"Close the room", func() { w.actions.Leave(key) }, w.sheetClosed)
}

// takeBack drops a declined line and gives its text back to be changed.
func (w *Window) takeBack(key vm.Key, id chat.MessageID) {
	text, ok := w.desk.TakeBack(key, id)
	if !ok {
		return
	}
	w.actions.TakeBack(key, id)
	if pane := w.panes[key]; pane != nil {
		pane.composer.give(text)
	}
	w.update()
	w.focusRoom()
}

func (w *Window) openHost() {
	if w.ready() {
		w.host = openHostDialog(w, w.sheetClosed)
		w.sheet = w.host.sheet
	}
}

func (w *Window) openJoin() {
	if w.ready() {
		w.join = openJoinDialog(w, w.sheetClosed)
		w.sheet = w.join.sheet
	}
}

func (w *Window) openRename() {
	if w.ready() {
		w.sheet = openRenameDialog(w, w.sheetClosed)
	}
}

// ready tells whether a dialog may open now.
func (w *Window) ready() bool {
	me, _ := w.desk.Me()
	return me.Name != "" && w.sheet == nil
}

func (w *Window) sheetClosed() {
	w.sheet, w.host, w.join = nil, nil, nil
	w.focusRoom()
}

func (w *Window) closeSheet() {
	if w.sheet != nil {
		w.sheet.close()
	}
}

// openConnections shows the sockets, which are read only while they are seen.
func (w *Window) openConnections() {
	if w.connections {
		return
	}
	w.connections = true
	w.actions.WatchSockets(true)
	w.follow(false)
	w.shell.closeDrawers()
	w.update()
}

func (w *Window) closeConnections() {
	if !w.connections {
		return
	}
	w.connections = false
	w.actions.WatchSockets(false)
	w.follow(true)
	w.update()
}

// follow tells the desk whether the selected room is looked at: lines that
// come while it is not are unread.
func (w *Window) follow(seen bool) {
	if room := w.desk.Selected(); room != nil {
		pane := w.panes[room.Key()]
		w.desk.Follow(room.Key(), seen && (pane == nil || pane.transcript.pinned))
	}
}

func (w *Window) showsConnections() bool { return w.connections }
func (w *Window) openRooms()             { w.shell.toggleRooms() }
func (w *Window) togglePeople()          { w.shell.togglePeople() }

// bindKeys sets the window's shortcuts.
func (w *Window) bindKeys() {
	c := w.window.Canvas()
	on := func(key fyne.KeyName, modifier fyne.KeyModifier, do func()) {
		s := &desktop.CustomShortcut{KeyName: key, Modifier: modifier}
		w.keys.AddShortcut(s, func(fyne.Shortcut) { do() })
		c.AddShortcut(s, func(fyne.Shortcut) { do() })
	}
	on(fyne.KeyN, fyne.KeyModifierShortcutDefault, w.openHost)
	on(fyne.KeyJ, fyne.KeyModifierShortcutDefault, w.openJoin)
	on(fyne.KeyUp, fyne.KeyModifierAlt, func() { w.step(-1) })
	on(fyne.KeyDown, fyne.KeyModifierAlt, func() { w.step(1) })
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			w.escape()
		}
	})
}

// step goes to a neighbouring room.
func (w *Window) step(by int) {
	if room := w.desk.Neighbour(by); room != nil && w.sheet == nil {
		w.selectRoom(room.Key())
	}
}

// escape leaves what is in front.
func (w *Window) escape() {
	switch {
	case w.sheet != nil:
		w.sheet.close()
	case w.shell.drawn():
		w.shell.closeDrawers()
	case w.connections:
		w.closeConnections()
	}
	w.focusRoom()
}
