package ui

import (
	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// topic is a part of the key sheet.
type topic int

const (
	moving topic = iota
	rooms
	writing
	reads
	program
)

func (t topic) String() string {
	return [...]string{words.T("Moving about"), words.T("Rooms"), words.T("Writing"), words.T("Reading"), words.T("Landline")}[t]
}

// command is something that a person can do, under its keys or under none. What
// has neither do nor pick is done by the part that has the keyboard: it stands
// in the table so that the key sheet can tell of it.
type command struct {
	topic topic
	name  string
	glyph string
	keys  []chord
	does  func() bool // whether it would do anything now; nil for always
	do    func()
	pick  func(i int) // in place of do, where each of keys means another one
}

// able tells whether the command would do anything now. No command of the window
// reaches past a dialog.
func (w *Window) able(c command) bool {
	return (c.do != nil || c.pick != nil) && w.ready() && (c.does == nil || c.does())
}

// commands is everything that can be done, each thing once: the keys, the
// switcher and the key sheet have it from here.
func (w *Window) commands() []command {
	list := w.commandsMoving()
	list = append(list, w.commandsOfRooms()...)
	list = append(list, w.commandsWriting()...)
	return append(list, w.commandsOfProgram()...)
}

func (w *Window) commandsMoving() []command {
	several := func() bool { return len(w.desk.Rooms()) > 1 }
	digits := make([]chord, 0, 9)
	for _, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		digits = append(digits, ctrl(key))
	}
	return []command{
		{topic: moving, name: words.T("Go anywhere"), keys: []chord{ctrl(fyne.KeyK)}, do: w.openSwitcher},
		{topic: moving, name: words.T("The room above"), glyph: "host", keys: []chord{alt(fyne.KeyUp)}, does: several, do: func() { w.step(-1) }},
		{topic: moving, name: words.T("The room below"), glyph: "host", keys: []chord{alt(fyne.KeyDown)}, does: several, do: func() { w.step(1) }},
		{topic: moving, name: words.T("The next room with unread lines"), glyph: "host", keys: []chord{alt(fyne.KeyDown).shift()},
			does: func() bool { return w.desk.NextUnread() != nil }, do: w.nextUnread},
		{topic: moving, name: words.T("The first room to the ninth"), keys: digits, pick: w.nthRoom},
		{topic: moving, name: words.T("The next part of the window"), keys: []chord{alone(fyne.KeyF6)}, do: func() { w.nextRegion(1) }},
		{topic: moving, name: words.T("The part before it"), keys: []chord{alone(fyne.KeyF6).shift()}, do: func() { w.nextRegion(-1) }},
		{topic: moving, name: words.T("From one thing to the next, and back"), keys: []chord{alone(fyne.KeyTab), alone(fyne.KeyTab).shift()}},
		{topic: moving, name: words.T("Press what has the keyboard"), keys: []chord{alone(fyne.KeyReturn), alone(fyne.KeySpace)}},
		{topic: moving, name: words.T("Leave what is in front"), keys: []chord{alone(fyne.KeyEscape)}},
	}
}

func (w *Window) commandsOfRooms() []command {
	inRoom := func() bool { return w.desk.Selected() != nil }
	hosting := func() bool { return inRoom() && w.desk.Selected().Hosting() }
	away := func() bool {
		if !inRoom() {
			return false
		}
		n, ok := w.desk.Selected().Notice()
		return ok && n.Remedy == vm.DialNow
	}
	here := func(do func(*roomPane)) func() {
		return func() {
			if room := w.desk.Selected(); room != nil && w.panes[room.Key()] != nil {
				do(w.panes[room.Key()])
			}
		}
	}
	return []command{
		{topic: rooms, name: words.T("Host a room"), glyph: "host", keys: []chord{ctrl(fyne.KeyN)}, do: w.openHost},
		{topic: rooms, name: words.T("Join by address"), glyph: "join", keys: []chord{ctrl(fyne.KeyJ)}, do: w.openJoin},
		{topic: rooms, name: words.T("Search this room"), glyph: "search", keys: []chord{ctrl(fyne.KeyF)}, does: inRoom, do: func() { w.openSearch(false) }},
		{topic: rooms, name: words.T("Search all rooms"), glyph: "search", keys: []chord{ctrl(fyne.KeyF).shift()}, do: func() { w.openSearch(true) }},
		{topic: rooms, name: words.T("Details of this room"), glyph: "info", keys: []chord{ctrl(fyne.KeyI)}, does: inRoom, do: w.openDetails},
		{topic: rooms, name: words.T("Settings of this room"), glyph: "order", keys: []chord{ctrl(fyne.KeyS).shift()}, does: hosting,
			do: here(func(p *roomPane) { w.openRoomSettings(p.room.Key()) })},
		{topic: rooms, name: words.T("Show or hide the people"), glyph: "people", does: inRoom, do: w.togglePeople},
		{topic: rooms, name: words.T("Invite somebody"), glyph: "invite", does: inRoom, do: here(func(p *roomPane) { w.showInvitation(p.room.Key()) })},
		{topic: rooms, name: words.T("Retry now"), glyph: "retry", does: away, do: here(func(p *roomPane) { p.banner.press() })},
		{topic: rooms, name: words.T("Leave this room"), glyph: "leave", does: inRoom, do: here(func(p *roomPane) { w.leave(p.room.Key()) })},
	}
}

func (w *Window) commandsWriting() []command {
	enter := alone(fyne.KeyReturn)
	sends, breaks := []chord{enter, ctrl(fyne.KeyReturn)}, []chord{enter.shift()}
	if w.desk.Prefs().BreakOnEnter {
		sends, breaks = []chord{ctrl(fyne.KeyReturn)}, []chord{enter, enter.shift()}
	}
	inRoom := func() bool { return w.pane() != nil }
	answers := func() bool {
		if !inRoom() {
			return false
		}
		_, ok := w.pane().room.NewestOther()
		return ok
	}
	return []command{
		{topic: writing, name: words.T("Send the message"), keys: sends},
		{topic: writing, name: words.T("Begin a new line"), keys: breaks},
		{topic: writing, name: words.T("Answer the newest line"), glyph: "reply", keys: []chord{ctrl(fyne.KeyR)}, does: answers, do: w.answerNewest},
		{topic: writing, name: words.T("Choose an emoji"), glyph: "emoji", keys: []chord{ctrl(fyne.KeyE)}, does: inRoom, do: w.openEmoji},
		{topic: writing, name: words.T("Complete a name, or an emoji"), keys: []chord{typed('@'), typed(':')}},
		{topic: writing, name: words.T("Change what you said last"), keys: []chord{alone(fyne.KeyUp)}},
		{topic: reads, name: words.T("The line above, or below"), keys: []chord{alone(fyne.KeyUp), alone(fyne.KeyDown)}},
		{topic: reads, name: words.T("Scroll by a page"), keys: []chord{alone(fyne.KeyPageUp), alone(fyne.KeyPageDown)}},
		{topic: reads, name: words.T("The oldest line here, and the newest"), keys: []chord{alone(fyne.KeyHome), alone(fyne.KeyEnd)}},
		{topic: reads, name: words.T("What can be done with the line"), keys: []chord{enter}},
		{topic: reads, name: words.T("Answer it, change it, copy it"), keys: []chord{alone(fyne.KeyR), alone(fyne.KeyE), alone(fyne.KeyC)}},
		{topic: reads, name: words.T("React to it, delete it"), keys: []chord{typed('+'), alone(fyne.KeyDelete)}},
		{topic: reads, name: words.T("Copy what is selected"), keys: []chord{ctrl(fyne.KeyC)}},
	}
}

func (w *Window) commandsOfProgram() []command {
	status := func(name, glyph string, to chat.Presence) command {
		return command{topic: program, name: name, glyph: glyph, do: func() { w.setPresence(to) }}
	}
	return []command{
		{topic: program, name: words.T("Your profile"), glyph: "pencil", keys: []chord{ctrl(fyne.KeyP).shift()}, do: w.openProfile},
		status(words.T("Show yourself online"), presenceGlyph(chat.Online), chat.Online),
		status(words.T("Show yourself away"), presenceGlyph(chat.Away), chat.Away),
		status(words.T("Do not disturb"), presenceGlyph(chat.DoNotDisturb), chat.DoNotDisturb),
		status(words.T("Appear hidden"), presenceGlyph(chat.Hidden), chat.Hidden),
		{topic: program, name: words.T("Settings"), glyph: "settings", keys: []chord{ctrl(fyne.KeyComma)}, do: w.openSettings},
		{topic: program, name: words.T("Why can’t I see a room?"), glyph: "doctor", keys: []chord{ctrl(fyne.KeyI).shift()}, do: w.openDoctor},
		{topic: program, name: words.T("Connections"), glyph: "connections", do: w.openConnections},
		{topic: program, name: words.T("All keys"), glyph: "keyboard", keys: []chord{typed('?'), ctrl(fyne.KeySlash), alone(fyne.KeyF1)}, do: w.openKeySheet},
	}
}
