//go:build !nogui

package desktop_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"landline/netcore/chat"
)

// pointDetails goes through a room's details as somebody in it.
func pointDetails(ada, bo *walker) {
	bo.clicks(symbol("info"))
	bo.reads("Complete,")
	bo.clicks(text("Copy").by("WHERE IT IS REACHED"))
	address := fmt.Sprintf("127.0.0.1:%v", ada.hosted()["port"])
	bo.copied("the address", func(s string) bool { return s == address })
	bo.clicks(text("as usual: every line"), text("Lines that mention me"))
	bo.keeps("which lines of the room", func(kept map[string]any) bool { alerts, _ := kept["alerts"].(map[string]any); return len(alerts) == 1 })
	bo.scrolls(text("WHAT IS HERE"), true, text("JSON lines"))
	bo.clicks(text("JSON lines"))
	bo.scrolls(text("WRITE IT TO A FILE"), true, text("Write the file"))
	path := filepath.Join(bo.t.TempDir(), "room.jsonl")
	bo.fills(part("field"), path)
	bo.clicks(text("Write the file"))
	bo.until("the room in a file", func() bool {
		content, err := os.ReadFile(path)
		return err == nil && strings.Contains(string(content), "not so fast")
	})
	bo.clicks(symbol("close"))
	bo.called("Front desk · Landline")
}

// pointRoom goes through the settings of a room as its host. Under another name
// the room opens anew, so that another witness comes.
func pointRoom(ada, bo *walker, cleo *witness) *witness {
	ada.clicks(part("addressChip"))
	ada.copied("the address", func(s string) bool { return strings.HasPrefix(s, "127.0.0.1:") })
	ada.clicks(symbol("chevron").by("You host this room · 3 people"))
	ada.clicks(text(fmt.Sprintf("Copy [::1]:%v", ada.hosted()["port"])))
	ada.copied("another address", func(s string) bool { return strings.HasPrefix(s, "[::1]:") })
	ada.clicks(symbol("invite"))
	ada.reads("Whoever you give it to pastes it into “Join by address”.")
	ada.clicks(text("Copy"))
	ada.copied("an invitation", func(s string) bool { return strings.HasPrefix(s, "landline://") && strings.Contains(s, "key=") })
	ada.clicks(text("Close"))

	ada.clicks(text("Front desk").by("You host this room · 3 people"), text("Room settings…"))
	ada.called("Settings of Front desk · Landline")
	ada.fills(part("field").by("Topic"), "Lunch")
	ada.clicks(text("Set the topic"))
	cleo.act("a topic", chat.SetTopic, chat.Ref{})
	ada.clicks(text("for ever"), text("For 90 days"), text("Delete them"))
	ada.sees(text("for 90 days"))
	ada.fills(part("field").by("Name"), "Front office")
	ada.clicks(text("Rename"))
	ada.until("another name", func() bool { return ada.hosted()["name"] == "Front office" })
	cleo = ada.listens()
	bo.called("Front office · Landline")

	ada.fills(part("field").by("WHO MAY COME IN"), "seven lanterns")
	ada.clicks(text("Remember it on this computer"), text("Set a password"))
	ada.reads("Done. From now on nobody comes in without the new password.")
	ada.clicks(text("Let no newcomers in"))
	cleo.act("that the room is shut", chat.Lock, chat.Ref{})
	ada.clicks(text("Let newcomers in"))
	cleo.act("that it is open", chat.Unlock, chat.Ref{})
	ada.scrolls(text("Keep lines"), true, text("WHAT WAS DONE TO KEEP ORDER"))
	ada.clicks(text("Slow mode off"), text("Slow mode: one line in 5 seconds"))
	cleo.act("slow mode", chat.Slow, chat.Ref{})
	ada.clicks(text("Slow mode: one line in 5 seconds"), text("Slow mode off"))
	cleo.act("no slow mode", chat.Slow, chat.Ref{})
	ada.clicks(text("Make moderator").by("Bo"))
	cleo.onto("that Bo is a moderator", chat.Appoint)
	ada.clicks(text("No longer moderator"))
	cleo.onto("that Bo is none", chat.Dismiss)
	ada.clicks(symbol("close"))
	ada.called("Front office · Landline")
	return cleo
}
