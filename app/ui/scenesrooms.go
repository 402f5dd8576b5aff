//go:build gallery

package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"landline/app/vm"
	"landline/netcore/chat"
)

func firstScenes() []Scene {
	start := events(vm.Named{ID: ada.ID})
	return []Scene{
		scene("first-start", "The first start asks for a name, and for nothing else.", start),
		scene("lobby-empty", "Nobody has a room open yet: the lobby says what to do.", onItsOwn(vm.Lobby{})),
		scene("lobby-full", "Rooms of this network, near ones first; one click leads into each.", onItsOwn(around())),
		scene("lobby-known", "Rooms of earlier days are a click away.", onItsOwn(earlier())),
		scene("room-empty", "A room that was just opened says how others get in.", events(openFrontDesk()...), events(around())),
		scene("first-start", "The first start in the dark look.", start).dark(),
		scene("lobby-full", "The lobby in the dark look.", onItsOwn(around())).dark(),
	}
}

func earlier() vm.Event {
	return vm.Known{Rooms: []vm.KnownRoom{
		{Room: chat.RoomID{1}, Host: deedy.ID, Name: "Lab", Newest: sceneTime.Add(-50 * time.Hour)},
		{Room: chat.RoomID{2}, Host: ada.ID, Name: "Front desk", Hosted: true, Newest: sceneTime.Add(-26 * time.Hour)},
	}}
}

// conversation is what was said at the front desk: yesterday, and today.
func conversation() *script {
	s := newScript(frontDesk)
	s.says(clea, "The printer on the second floor works again. **Paper is in the cupboard**, not on the shelf.")
	s.says(clea, "https://printers.example/second-floor has the queue.")
	thanks := s.says(bob, "Thank you!")
	s.reacts(thanks, "🎉", clea, ada)
	s.at = sceneTime.Add(-74 * time.Minute)
	projector := s.says(bob, "Good morning! Is the projector free at ten?")
	s.answers(ada, "It is. I put your name on it.", projector)
	s.reacts(projector, "👍", clea, deedy)
	s.says(ada, "Bring the long cable: the short one has been missing since Tuesday.")
	s.wait(7 * time.Minute)
	s.says(deedy, "What I need for the new machine:\n\n1. an address, *not* from the `10.0.4.0/24` range\n2. port `7678`, open for TCP **and** UDP\n3. somebody with ~~root~~ patience\n\n```sh\nsudo ufw allow 7678\nlandline host --name Lab --port 7678\n```")
	order := s.says(bob, "> an address, not from that range\n\n192.168.1.44 is free. @Ada, can you write it down?")
	s.reacts(order, "👀", ada)
	s.wait(9 * time.Minute)
	s.says(ada, "🌱🎈")
	s.says(long, "Does anybody know whose bicycle stands in front of the fire door? It is blue, and it has been there since yesterday evening.")
	wrong := s.says(bob, "Mine, sorry! I move it at noon.")
	s.does(bob, "Mine, sorry! I move it now.", chat.Deed{Act: chat.Edit, About: wrong})
	gone := s.says(deedy, "never mind")
	s.does(deedy, "", chat.Deed{Act: chat.Delete, About: gone})
	return s
}

// crowd is who sits at the front desk.
func crowd() []chat.Member { return []chat.Member{bob, otherBo(), clea, deedy, long, sami, hana} }

// busy is the front desk with all that happens in a room.
func busy(w *Window) {
	w.Apply(openFrontDesk(crowd()...))
	s := conversation()
	w.Apply(s.events)
	s.events = nil
	s.happens(
		chat.Received{List: []chat.Receipt{{ID: bob.ID, Seq: s.seq}, {ID: clea.ID, Seq: s.seq}, {ID: deedy.ID, Seq: 9}, {ID: long.ID, Seq: s.seq}, {ID: sami.ID, Seq: s.seq}, {ID: hana.ID, Seq: s.seq}, {ID: otherBo().ID, Seq: s.seq}}},
		chat.Presented{ID: clea.ID, Status: chat.Status{Presence: chat.Away, Words: "back at three"}},
		chat.Presented{ID: deedy.ID, Status: chat.Status{Presence: chat.DoNotDisturb, Words: "moving the server"}},
		chat.Presented{ID: hana.ID, Status: chat.Status{Presence: chat.Hidden}},
		chat.Typing{Member: bob},
	)
	w.Apply(s.events)
	w.Apply(openLab())
	w.Apply([]vm.Event{around(), vm.Verified{Keys: []chat.MemberID{clea.ID}},
		vm.Happened{Room: theLab, Event: chat.Said{Message: chat.Message{Seq: 1, ID: messageID(theLab, 1), From: deedy.ID, Name: "Dee", Text: "@Ada the kettle is yours", At: sceneTime.Add(-time.Minute)}}}})
	w.selectRoom(frontDesk)
}

// unconfirmed is what Ada says on a bad day: a line on its way, and one that was
// not taken.
func unconfirmed() []vm.Event {
	pending, failed := chat.MessageID{0xf1}, chat.MessageID{0xf2}
	return []vm.Event{
		vm.Queued{Room: frontDesk, ID: failed, Text: "This line the room did not take.", At: sceneTime},
		vm.Happened{Room: frontDesk, Event: chat.Declined{ID: failed, Refusal: chat.Refuse(chat.NotKept, "")}},
		vm.Queued{Room: frontDesk, ID: pending, Text: "And this one is on its way.", At: sceneTime},
	}
}

// missed has the room say something while nobody looks, with a hole in it.
func missed(w *Window) {
	w.openConnections()
	s := newScript(frontDesk)
	s.seq, s.at = 60, sceneTime.Add(-4*time.Minute)
	s.says(clea, "The meeting moves to room 4.")
	s.says(clea, "Same time. Bring coffee, @Ada.")
	w.Apply(s.events)
	w.closeCover()
	w.selectRoom(frontDesk)
	w.Apply(unconfirmed())
}

// pointAt rests the mouse on the newest line of somebody that can be seen.
func pointAt(from chat.Member) func(*Window) {
	return func(w *Window) {
		t := w.pane().transcript
		for i := len(t.shown) - 1; i >= 0; i-- {
			if r := t.shown[i]; r.line.From == from.ID && r.line.Kind == vm.Spoken && r.line.Act == chat.Line {
				t.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(r.bubble.x+r.bubble.w/2, r.top+r.bubble.y+r.bubble.h/2)}})
				return
			}
		}
	}
}

// menuAt opens the menu of that line.
func menuAt(from chat.Member) func(*Window) {
	return func(w *Window) {
		pointAt(from)(w)
		t := w.pane().transcript
		if r := t.rowOf(t.pointer.over); r != nil {
			b := t.inWindow(bubbleOf(r))
			t.menu(r, fyne.NewPos(b.x+b.w/2, b.y+b.h/2))
		}
	}
}

// scrolledUp shows older lines.
func scrolledUp(by float32) func(*Window) {
	return func(w *Window) { w.pane().transcript.scrollBy(-by) }
}

// typedText types into the composer.
func typedText(text string) func(*Window) {
	return func(w *Window) {
		pane := w.pane()
		pane.focus()
		for _, letter := range text {
			if letter == '\n' {
				pane.composer.entry.put(pane.composer.entry.Text + "\n")
				continue
			}
			pane.composer.entry.TypedRune(letter)
		}
	}
}

func roomScenes() []Scene {
	return []Scene{
		scene("room", "A busy room: Markdown, answers, reactions, a mention, an edited line and a deleted one.", busy).sized(tallSize),
		scene("room", "The same room in the dark look.", busy).sized(tallSize).dark(),
		scene("room-older", "Further up: what was said the day before, with its day line.", busy, scrolledUp(900)),
		scene("room-new", "Back in the room: where the new lines begin, a hole that is not hidden, a line on its way and one that was not taken.", busy, missed),
		scene("room-new", "The same in the dark look.", busy, missed).dark(),
		scene("line-tools", "What can be done with a line stands beside it.", busy, pointAt(bob)),
		scene("line-menu", "Everything else is in its menu.", busy, menuAt(bob)),
		scene("reply", "An answer quotes what it answers.", busy, func(w *Window) { w.answerNewest() }, typedText("Thank you for moving it!")),
		scene("composer", "The composer grows with what is written in it.", busy,
			typedText("Three things for tomorrow:\n\n- keys for the new cupboard\n- the long cable\n- coffee")),
		scene("completion-names", "@ completes names.", busy, typedText("Who has the keys, @")),
		scene("completion-emoji", "A colon completes emoji.", busy, typedText("Well done :ro")),
		scene("emoji", "All emoji, with search and those used last.", busy, func(w *Window) { w.openEmoji() }),
		scene("emoji", "The same in the dark look.", busy, func(w *Window) { w.openEmoji() }).dark(),
		scene("react", "A reaction takes one click.", busy, pointAt(bob), func(w *Window) {
			t := w.pane().transcript
			if r := t.rowOf(t.pointer.over); r != nil {
				t.can.react(t.inWindow(bubbleOf(r)), refOf(r.line), nil)
			}
		}),
		scene("narrow", "In a narrow window the room has all of it.", busy).sized(narrowSize),
		scene("narrow-rooms", "The rooms come out as a drawer.", busy, func(w *Window) { w.openRooms() }).sized(narrowSize),
		scene("narrow-people", "So do the people.", busy, func(w *Window) { w.togglePeople() }).sized(narrowSize),
		scene("narrow", "The narrow window in the dark look.", busy).sized(narrowSize).dark(),
	}
}
