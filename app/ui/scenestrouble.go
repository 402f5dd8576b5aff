//go:build gallery

package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// broken is a room that cannot be reached, for that reason.
func broken(link vm.Link, t vm.Trouble) func(*Window) {
	return func(w *Window) {
		met(w)
		retry := time.Time{}
		if link == vm.Reconnecting {
			retry = sceneTime.Add(8 * time.Second)
		}
		w.Apply([]vm.Event{vm.Linked{Room: theLab, Link: link, Trouble: t, Retry: retry}})
	}
}

// unbound is a room that cannot be opened on that port.
func unbound(port string, t vm.Trouble) []func(*Window) {
	return []func(*Window){openedHost, func(w *Window) {
		w.host.port.SetText(port)
		w.Apply([]vm.Event{vm.PortVerdict{Port: port, Trouble: t}})
	}}
}

func troubleScenes() []Scene {
	const at = "192.168.1.44:7678"
	reaching := func(name, shows string, link vm.Link, t vm.Trouble) Scene {
		return small("trouble-"+name, shows, broken(link, t))
	}
	binding := func(name, shows, port string, t vm.Trouble) Scene {
		return small("trouble-"+name, shows, unbound(port, t)...)
	}
	return []Scene{
		reaching("nobody", "The computer answered, and no room is open there.", vm.Reconnecting, vm.Trouble{Kind: vm.NobodyListens, Target: "192.168.1.44", Port: 7678}),
		reaching("silence", "Nothing answered.", vm.Reconnecting, vm.Trouble{Kind: vm.NoAnswer, Target: at}),
		reaching("unreachable", "The network knows no way there.", vm.Reconnecting, vm.Trouble{Kind: vm.Unreachable, Target: at}),
		reaching("name", "No computer has that name.", vm.Ended, vm.Trouble{Kind: vm.UnknownName, Target: "lab.local"}),
		reaching("other", "Something else listens there.", vm.Ended, vm.Trouble{Kind: vm.NotLandline, Target: at}),
		reaching("version", "The two programs are too far apart.", vm.Ended, vm.Trouble{Kind: vm.VersionMismatch, Target: at}),
		reaching("refused", "The room said no.", vm.Ended, vm.Trouble{Kind: vm.RoomRefused, Target: at, Detail: "the room is full"}),
		reaching("banned", "Banned from a room.", vm.Ended, vm.Trouble{Kind: vm.Banned, Target: at}),
		reaching("kicked", "Sent out of a room.", vm.Ended, vm.Trouble{Kind: vm.Kicked, Target: at}),
		reaching("copied", "A room with the id of one that is hosted here, and another host.", vm.Ended, vm.Trouble{Kind: vm.RoomCopied, Target: at}),
		reaching("twice", "Two copies of this profile are in use.", vm.Ended, vm.Trouble{Kind: vm.ProfileTwice, Target: at}),
		reaching("closed", "The host is away: the room stays readable.", vm.Reconnecting, vm.Trouble{Kind: vm.RoomClosed, Target: at}),
		reaching("lost", "The connection broke.", vm.Reconnecting, vm.Trouble{Kind: vm.Lost, Target: at, Detail: "nothing was heard for 12 seconds"}),
		small("trouble-password", "That was not the password.", locked(vm.PasswordWanted), func(w *Window) { w.askPassword(theLab) }, func(w *Window) {
			w.passwords.open.password.SetText("blue heron")
			w.passwords.open.failed(vm.Trouble{Kind: vm.PasswordWrong, Target: "192.168.1.27:7678"})
		}),
		binding("port-in-use", "Another program has the port; a free one is offered.", "7678", vm.Trouble{Kind: vm.PortInUse, Port: 7678, Next: 7679}),
		binding("port-privileged", "A port that takes administrator rights.", "80", vm.Trouble{Kind: vm.PortPrivileged, Port: 80}),
		binding("port-range", "Not a port at all.", "70000", vm.Trouble{Kind: vm.PortOutOfRange, Target: "70000"}),
		small("trouble-address", "An address that cannot be read.", onItsOwn(around()), func(w *Window) {
			w.openJoin()
			w.join.address.SetText("192.168.1.")
			w.Apply([]vm.Event{vm.JoinFailed{Trouble: vm.Trouble{Kind: vm.AddressInvalid, Target: "192.168.1.", Detail: "an IPv4 address has four numbers"}}})
		}),
		small("trouble-disk", "The disk is full: what is said now may not survive.", quietRoom,
			events(vm.Warned{Text: "The disk is full: new lines are shown, but not kept on this computer."})),
		unable("trouble-start", "The program cannot start."),
		unable("trouble-start", "The same in the dark look.").dark(),
		reaching("silence", "An error in the dark look.", vm.Reconnecting, vm.Trouble{Kind: vm.NoAnswer, Target: at}).dark(),
	}
}

// unable is what a person sees in place of the window.
func unable(name, shows string) Scene {
	s := Scene{Name: name, Shows: shows, Size: fyne.NewSize(alertWidth, alertHeight), Steps: []func(*Window){func(w *Window) {
		look := w.drawn.Look
		NewAlert(w.window, words.T("A file of Landline is damaged. Move it away and start Landline again: what stood in it begins afresh, and everything else is kept."),
			"/home/ada/.config/landline/settings.json is damaged (unexpected end of JSON input); move it away to start afresh", func() {})
		fyne.CurrentApp().Settings().SetTheme(themeOf(look))
	}}}
	return s
}
