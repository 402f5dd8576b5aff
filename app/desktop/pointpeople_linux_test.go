//go:build !nogui

package desktop_test

import (
	"regexp"
	"slices"
	"strings"

	"landline/netcore/chat"
)

// numberGroup is one of the twelve groups of a safety number.
var numberGroup = regexp.MustCompile(`^\d{5}$`)

// pointPeople compares a safety number, and keeps order with the menus of a person
// and of the room.
func pointPeople(ada, bo *walker, cleo *witness) {
	ada.onPerson("Bo", "Safety number…")
	ada.reads("Not compared yet.")
	bo.clicks(symbol("shield"))
	bo.reads("Not compared yet.")
	if hers, his := ada.number(), bo.number(); len(hers) != 12 || !slices.Equal(hers, his) {
		ada.t.Errorf("Ada's safety number is %q, and Bo's %q", hers, his)
	}
	bo.clicks(text("Close"))
	ada.clicks(text("They match: mark as verified"))
	ada.reads("Verified: you have compared this number.")
	ada.clicks(text("Take the mark back"))
	ada.reads("Not compared yet.")
	ada.clicks(text("Close"))

	pointSilence(ada, bo, cleo)
	ada.onPerson("Bo", "Make moderator")
	cleo.onto("that Bo is a moderator", chat.Appoint)
	bo.sees(symbol("order"))
	ada.onPerson("Bo", "No longer moderator")
	cleo.onto("that Bo is none", chat.Dismiss)
	bo.gone(symbol("order"))

	ada.onPerson("Bo", "Remove from the room")
	cleo.onto("that Bo is sent out", chat.Kick)
	bo.reads("You may come back.")
	bo.clicks(text("Retry now"))
	cleo.comes("Bo")
	ada.onPerson("Bo", "Ban until lifted…")
	ada.clicks(text("Ban until it is lifted"))
	cleo.onto("that Bo is banned", chat.Ban)
	bo.reads("Ask the person who hosts the room to lift it.")
	ada.orders("Banned people…")
	ada.sees(text("Bo").in("scrim"))
	ada.clicks(text("Lift"))
	cleo.onto("that the ban is lifted", chat.Unban)
	ada.reads("Nobody is banned from this room.")
	ada.clicks(text("Close"))
	bo.clicks(text("Retry now"))
	cleo.comes("Bo")

	ada.orders("Topic…")
	ada.write("Keys and printers")
	ada.clicks(text("Set the topic").in("button"))
	cleo.act("a topic", chat.SetTopic, chat.Ref{})
	bo.sees(text("Keys and printers"))
	ada.orders("Let no newcomers in")
	cleo.act("that the room is shut", chat.Lock, chat.Ref{})
	ada.orders("Let newcomers in")
	cleo.act("that it is open", chat.Unlock, chat.Ref{})
}

// pointSilence has Bo muted, and say what the room does not take in slow mode.
func pointSilence(ada, bo *walker, cleo *witness) {
	ada.onPerson("Bo", "Mute for an hour")
	cleo.onto("that Bo is muted", chat.Mute)
	bo.sees(text("You may read here"))
	ada.onPerson("Bo", "Let speak again")
	cleo.onto("that Bo may speak", chat.Unmute)
	bo.sees(text("Message Front desk"))

	ada.orders("Slow mode: one line in 1 minute")
	cleo.act("slow mode", chat.Slow, chat.Ref{})
	bo.says("the one line")
	cleo.line("the one line")
	bo.says("later")
	bo.sees(text("Say again"))
	bo.says("not so fast")
	bo.clicks(text("Take back").by("not so fast"))
	bo.sees(text("not so fast").in("draft"))
	bo.gone(text("not so fast").in("transcript"))
	ada.orders("Slow mode off")
	cleo.act("no slow mode", chat.Slow, chat.Ref{})
	bo.clicks(text("Say again"))
	cleo.line("later")
	bo.clicks(symbol("send"))
	cleo.line("not so fast")
}

// onPerson opens the menu of somebody in the room, and chooses there.
func (w *walker) onPerson(name, choice string) {
	w.t.Helper()
	w.clicks(text(name).in("personRow"), text(choice))
}

// orders chooses in the menu of what keeps order in the room.
func (w *walker) orders(choice string) {
	w.t.Helper()
	w.clicks(symbol("order"), text(choice))
}

// number is the safety number in the window.
func (w *walker) number() (groups []string) {
	w.t.Helper()
	for _, s := range w.looks() {
		if numberGroup.MatchString(strings.TrimSpace(s.Text)) {
			groups = append(groups, s.Text)
		}
	}
	return groups
}
