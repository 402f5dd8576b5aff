//go:build gallery

package ui

import (
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// quietRoom is the front desk with a few lines, for what lies over it.
func quietRoom(w *Window) {
	w.Apply(openFrontDesk(bob, clea, deedy))
	s := newScript(frontDesk)
	s.at = sceneTime.Add(-20 * time.Minute)
	s.says(clea, "The printer on the second floor works again.")
	s.says(bob, "Thank you! Is the projector free at ten?")
	s.says(ada, "It is. I put your name on it.")
	s.says(bob, "Will do, thank you!")
	w.Apply(s.events)
	w.Apply([]vm.Event{
		vm.Happened{Room: frontDesk, Event: chat.Received{List: []chat.Receipt{{ID: bob.ID, Seq: 4}, {ID: clea.ID, Seq: 4}, {ID: deedy.ID, Seq: 2}}}},
		around(),
	})
}

// locked is a room in which Ada is not yet: its host wants a password.
func locked(kind vm.TroubleKind) func(*Window) {
	return func(w *Window) {
		w.Apply([]vm.Event{
			vm.Named{ID: ada.ID, Name: ada.Name}, around(),
			vm.Opened{Room: theLab, Name: "Print shop", Address: "192.168.1.27:7678", Locked: true, Asked: true},
			vm.Linked{Room: theLab, Link: vm.Ended, Trouble: vm.Trouble{Kind: kind, Target: "192.168.1.27:7678"}},
		})
	}
}

// strangeKey is a room whose host shows another key than last time.
func strangeKey(w *Window) {
	w.Apply([]vm.Event{
		vm.Named{ID: ada.ID, Name: ada.Name}, around(),
		vm.Opened{Room: theLab, Name: "Lab", Address: "192.168.1.44:7678"},
		vm.Linked{Room: theLab, Link: vm.Ended, Trouble: vm.Trouble{Kind: vm.KeyChanged, Target: "192.168.1.44:7678",
			Known: deedy.ID.String(), Given: someone("Not Dee").ID.String()}},
	})
}

// met is a room whose host this computer meets for the first time.
func met(w *Window) {
	w.Apply([]vm.Event{vm.Named{ID: ada.ID, Name: ada.Name}})
	events := openLab()
	for i, e := range events {
		if m, ok := e.(vm.Met); ok {
			m.First = true
			events[i] = m
		}
	}
	w.Apply(events)
	s := newScript(theLab)
	s.at = sceneTime.Add(-8 * time.Minute)
	s.says(deedy, "Welcome to the lab.")
	w.Apply(append(s.events, around()))
}

// lineOf is the newest line of the front desk that a person said.
func lineOf(w *Window, m chat.Member) chat.Ref {
	t := w.pane().transcript
	for i := len(t.shown) - 1; i >= 0; i-- {
		if r := t.shown[i]; r.line.From == m.ID && r.line.Seq != 0 {
			return refOf(r.line)
		}
	}
	return chat.Ref{}
}

func openedHost(w *Window) { onItsOwn(around())(w); w.openHost() }

func free(port string) vm.Event { return vm.PortVerdict{Port: port, Free: true} }

// withPassword types a password for a new room.
func withPassword(text string) func(*Window) {
	return func(w *Window) { w.host.secret.SetText(text); w.host.keep.Tapped(nil) }
}

func dialogScenes() []Scene {
	host := small("host", "Hosting a room: its name, its port, and whether that port can be had.", openedHost, events(free("7678")))
	return []Scene{
		host,
		host.dark(),
		small("host-password", "With a password only some people may come in.", openedHost, events(free("7678")), withPassword("blue heron, 7 lanterns")),
		small("join", "Joining by address, or by the link of an invitation.", onItsOwn(around(), vm.Recent{Targets: []string{"192.168.1.27:7678", "lab.local"}}),
			func(w *Window) { w.openJoin() }),
		small("password", "A room with a password asks for it.", locked(vm.PasswordWanted), func(w *Window) { w.askPassword(theLab) }),
		small("invitation", "An invitation carries the address and the key of the room.", quietRoom, func(w *Window) { w.showInvitation(frontDesk) }).sized(usualSize),
		small("safety", "A safety number, for two people to compare.", quietRoom, func(w *Window) { w.showSafety(bob.ID, bob.Name) }).sized(usualSize),
		small("key-changed", "The host of a room shows another key than last time.", strangeKey),
		small("key-compare", "Nothing is sent before the two keys were compared.", strangeKey, func(w *Window) { w.showNewKey(theLab) }).sized(usualSize),
		scene("first-contact", "A host who is met for the first time.", met),
		small("edit", "Changing a line.", quietRoom, func(w *Window) { w.revise(frontDesk, lineOf(w, ada)) }),
		small("delete", "Deleting one.", quietRoom, func(w *Window) { w.erase(frontDesk, lineOf(w, ada), "Ada", true) }),
		small("who-has-it", "Who has a line on their computer.", quietRoom, func(w *Window) { w.openReception(frontDesk, lineOf(w, ada)) }),
		small("topic", "What the room is about.", quietRoom, func(w *Window) { w.openTopic(frontDesk) }),
		small("ask-close", "Before a room closes for everybody.", quietRoom, func(w *Window) { w.leave(frontDesk) }),
		small("ask-leave", "Before a room is left in which a line of mine still waits.", met,
			events(vm.Linked{Room: theLab, Link: vm.Reconnecting}, vm.Queued{Room: theLab, ID: chat.MessageID{1}, Text: "I am late.", At: sceneTime}),
			func(w *Window) { w.leave(theLab) }),
		small("ask-forget", "Before all that is kept of a room is removed.", met, func(w *Window) { w.forget(theLab) }),
		small("ask-reopen", "Before a room of an earlier day opens to others again.", onItsOwn(around(), earlier()), func(w *Window) {
			w.reopen(vm.KnownRoom{Room: chat.RoomID{2}, Name: "Front desk", Hosted: true})
		}),
		small("ask-link", "A link that leads elsewhere than its words say.", quietRoom, func(w *Window) {
			w.openLink("https://printers.example.net/queue?from=elsewhere", true)
		}),
	}
}
