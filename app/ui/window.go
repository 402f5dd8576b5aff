package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"landline/app/vm"
)

// Window is one window of Landline. All its methods belong to the UI thread.
type Window struct {
	window  fyne.Window
	actions Actions
	desk    *vm.Desk
	now     func() time.Time
	run     ticking
	moving  int // of what moves now, how much

	first        fyne.CanvasObject // asks for a name
	side         *sidebar
	middle       *fyne.Container
	people       *peopleColumn
	welcome      *welcome
	sockets      *connectionsView
	search       *searchView
	details      *detailsView
	roomSettings *roomSettings
	settings     *settingsView
	over         cover // what lies over the room; nil for nothing
	panes        map[vm.Key]*roomPane
	shell        *shell
	root         *fyne.Container

	keys   fyne.ShortcutHandler
	narrow bool // the outer columns are drawers
	sheet  *sheet
	host   *hostDialog
	join   *joinDialog

	passwords passwords
	drawn     vm.Prefs      // as everything is drawn now
	later     *vm.Preferred // what it is to be as soon as nothing is being written; nil for the same
	idle      idleness
	uses      map[string]int // of commands from the switcher: the higher, the later
	changed   func(*vm.Desk) // tells what surrounds the window; nil where nothing does
}

// New draws a Landline window into w, which is empty until the first Apply
// tells who this person is. It sets the app's theme. Actions are called from
// the UI thread only.
func New(w fyne.Window, actions Actions) *Window {
	fyne.CurrentApp().Settings().SetTheme(Theme())
	win := &Window{window: w, actions: actions, desk: &vm.Desk{}, now: time.Now, run: animate}
	w.SetPadded(false)
	win.build()
	win.bindKeys()
	return win
}

// build draws the window's parts, empty, in place of those that were there.
func (w *Window) build() {
	w.panes = make(map[vm.Key]*roomPane)
	w.first, w.over = nil, nil
	w.side = newSidebar(w)
	w.people = newPeopleColumn(w)
	w.welcome = newWelcome(w)
	w.sockets = newConnectionsView(w)
	w.search = newSearchView(w)
	w.details = newDetailsView(w)
	w.roomSettings = newRoomSettings(w)
	w.settings = newSettingsView(w)
	w.middle = container.NewStack(w.welcome.root)
	noPeople := w.shell != nil && w.shell.noPeople
	w.shell = newShell(w)
	w.shell.noPeople = noPeople
	w.root = newFree(newStage(w), none()) // Fyne itself clears a window to the colour of paper
	w.window.SetContent(w.root)
}

// rebuild draws everything anew after the language or the size of the text has
// changed. What is being written in a room stays; dialogs and what lies over a room
// close: see holding.
func (w *Window) rebuild() {
	closePopovers(w.window.Canvas())
	w.closeSheet()
	w.closeCover()
	w.Flush()
	drafts := make(map[vm.Key]string, len(w.panes))
	for key, pane := range w.panes {
		drafts[key] = pane.composer.entry.Text
		pane.close()
	}
	w.build()
	w.update()
	for key, text := range drafts {
		if room := w.desk.Room(key); room != nil && w.panes[key] == nil {
			w.panes[key] = newRoomPane(w, room)
		}
		if pane := w.panes[key]; pane != nil {
			pane.composer.entry.put(text)
		}
	}
	w.focusRoom()
}

// Apply takes events in, in their order, and redraws what they changed. It
// must run on the UI thread, and returns at once.
func (w *Window) Apply(events []vm.Event) {
	w.desk.Apply(w.now(), events...)
	for _, event := range events {
		w.coloured(event)
		w.note(event)
	}
	w.catchUp()
	w.checkIdle()
	w.spent()
	w.update()
}

// note does what an event means beyond what the desk keeps.
func (w *Window) note(event vm.Event) {
	switch e := event.(type) {
	case vm.Opened:
		w.opened(e)
		w.closeCover()
		w.shell.closeDrawers()
		w.update()
		w.focusRoom()
	case vm.Reveal:
		w.reveal(e)
	case vm.Remembered:
		w.remembered(e)
	case vm.Drafted:
		w.drafted(e)
	case vm.Closed:
		w.closed(e.Room)
		w.roomGone(e.Room)
		w.update() // takes the keyboard out of the room, and leaves it where it is elsewhere
		if w.window.Canvas().Focused() == nil {
			w.focusRoom()
		}
	case vm.Linked:
		w.linked(e)
	case vm.Preferred:
		w.preferred(e)
	case vm.Happened:
		w.details.changed(e.Room)
		w.roomSettings.changed(e.Room)
	case vm.Details:
		w.details.described(e)
	case vm.Surroundings:
		w.search.surrounded()
	case vm.PortVerdict:
		if w.host != nil {
			w.host.judged(e)
		}
	case vm.HostFailed:
		if w.host != nil {
			w.host.trouble(e.Trouble)
		}
	case vm.JoinFailed:
		w.joinFailed(e.Trouble)
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
		w.window.Canvas().Unfocus()
	}
	w.side.update()
	w.people.update(w.desk.Selected())
	w.updateSheet()
	w.shell.warning.update()
	w.updateMiddle()
	w.keepKeyboard()
	w.tellRead()
	w.tellOutside()
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
	w.welcome.update()
	content, room := w.welcome.root, w.desk.Selected()
	switch {
	case w.over != nil:
		w.over.update()
		content = w.over.content()
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
		closePopovers(w.window.Canvas()) // what is beside another room means that room
		w.middle.Objects = []fyne.CanvasObject{content}
		w.middle.Refresh()
	}
	w.shell.arrange()
}

// updateTitle names the room, so that the window is found among others.
func (w *Window) updateTitle() {
	title := "Landline"
	if w.over != nil {
		title = w.over.title() + " · Landline"
	} else if room := w.desk.Selected(); room != nil {
		title = room.Name() + " · Landline"
	}
	title = w.counted(title)
	if w.window.Title() != title {
		w.window.SetTitle(title)
	}
}

// showUnread redraws what counts unread lines.
func (w *Window) showUnread() {
	w.side.update()
	if pane := w.pane(); pane != nil {
		pane.updateLatest()
	}
	w.tellRead()
	w.tellOutside()
}

// pane is the room on the screen; nil where none is.
func (w *Window) pane() *roomPane {
	room := w.desk.Selected()
	if room == nil || w.over != nil {
		return nil
	}
	return w.panes[room.Key()]
}

// focusRoom puts the keyboard into the room on the screen, or out of one that
// no longer is.
func (w *Window) focusRoom() {
	pane := w.pane()
	switch {
	case w.sheet != nil:
	case w.over != nil && w.over.first() != nil:
		focusOn(w.window.Canvas(), w.over.first())
	case pane != nil:
		pane.focus()
	default:
		w.window.Canvas().Unfocus()
	}
}

// selectRoom brings a room to the screen.
func (w *Window) selectRoom(key vm.Key) {
	w.desk.Select(key)
	w.closeCover()
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

func (w *Window) openRooms()    { w.shell.toggleRooms() }
func (w *Window) togglePeople() { w.shell.togglePeople() }
