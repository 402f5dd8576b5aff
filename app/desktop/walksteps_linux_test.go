//go:build !nogui

package desktop_test

import (
	"fmt"
	"strings"

	"landline/netcore/chat"
)

// walkLines says lines, and does with them what can be done.
func walkLines(s *screen, ada, bo *walker, cleo *witness) {
	ada.says("**bold** and `code`")
	bold := cleo.line("**bold** and `code`")

	bo.write("x")
	hears(cleo, "that Bo is typing", func(e chat.Typing) bool { return e.Name == "Bo" })
	bo.keys("BackSpace")

	bo.reads("bold and code")
	bo.keys("ctrl+r")
	bo.says("an answer")
	answer := cleo.act("an answer", chat.Line, bold)
	answered := chat.Ref{Seq: answer.Seq, ID: answer.ID}

	ada.keys("shift+F6", "c") // the newest line
	ada.copied("the newest line", func(text string) bool { return text == "an answer" })
	ada.write("+")
	ada.keys("Return") // the first of those offered
	cleo.act("a reaction", chat.React, answered)
	ada.keys("Escape", "shift+F6", "Return", "Down", "Down", "Return", "c") // the line that it answers
	ada.copied("the answered line", func(text string) bool { return text == "**bold** and `code`" })
	ada.keys("Escape", "shift+F6", "Return", "Down", "Down", "Down", "Down", "Return")
	link := ada.copied("a link to a line", func(text string) bool { return strings.HasPrefix(text, "landline://") })

	ada.keys("Escape", "ctrl+e") // the picker
	ada.write("rocket")
	ada.keys("Return", "Return")
	cleo.line("🚀")
	ada.says(":rocket:")
	cleo.line("🚀")
	bo.write("@Ad")
	bo.keys("Tab")
	bo.says("hello")
	cleo.line("@Ada hello")
	bo.reads("@Ada hello")
	bo.settles()

	bo.keys("Up", "End")
	bo.says(" again")
	edit := cleo.act("an edit", chat.Edit, chat.Ref{})
	if edit.Text != "@Ada hello again" {
		cleo.t.Errorf("edited to %q", edit.Text)
	}
	bo.keys("shift+F6", "Delete", "Tab", "Return")
	cleo.act("a deletion", chat.Delete, edit.About)
	bo.keys("Escape")

	s.start("--profile", bo.profile, link).ends()
	bo.stands("an answer")
	bo.keys("Escape")
}

// walkViews goes through what lies over a room.
func walkViews(s *screen, ada, bo *walker, cleo *witness) {
	ada.keys("ctrl+slash")
	ada.sees(text("Moving about"))
	ada.keys("ctrl+comma") // over the sheet of keys no settings open
	ada.keys("Escape")
	ada.gone(text("Moving about"))
	ada.keys("ctrl+f")
	ada.called("Search · Landline")
	ada.write("bold")
	ada.tries("the hit, and the way there", func() { ada.keys("Return") }, func() bool { return ada.titles("Front desk · Landline") })
	ada.stands("**bold** and `code`")
	ada.keys("Escape", "ctrl+shift+i")
	ada.called("Why can’t I see a room? · Landline")
	ada.keys("Escape")
	ada.called("Front desk · Landline")
	s.exits(0, "doctor", fmt.Sprintf("127.0.0.1:%v", ada.hosted()["port"]), "--profile", s.t.TempDir())

	bo.keys("ctrl+shift+p", "Tab")
	bo.says("at lunch")
	hears(cleo, "what Bo says of himself", func(e chat.Presented) bool { return e.Words == "at lunch" })
	bo.picks("Do not disturb")
	hears(cleo, "that Bo is not to be disturbed", func(e chat.Presented) bool { return e.Presence == chat.DoNotDisturb })

	bo.sized("420", "640")
	bo.keys("Escape")
	bo.says("from a narrow window")
	cleo.line("from a narrow window")
	bo.sized("1040", "680")

	bo.keys("ctrl+i", "Return", "Down", "Down", "Down", "Return") // which lines to be told of
	bo.keeps("how to be told of the room", func(kept map[string]any) bool { alerts, _ := kept["alerts"].(map[string]any); return len(alerts) == 1 })
	bo.keys("Escape")
}

// walkOrder changes the room, and who may be in it.
func walkOrder(s *screen, ada, bo *walker) {
	ada.keys("ctrl+shift+s", "ctrl+a")
	ada.says("Front office")
	ada.until("another name", func() bool { return ada.hosted()["name"] == "Front office" })
	cleo := ada.listens()                     // under another name the room has opened anew
	ada.keys("Escape", "ctrl+shift+s", "Tab") // over the button that would rename it to what it is called
	ada.says("Keys and printers")
	cleo.act("a topic", chat.SetTopic, chat.Ref{})
	ada.keys("Escape", "ctrl+shift+s", "Tab", "Tab")
	ada.says("seven lanterns")
	ada.until("a password", func() bool { return ada.hosted()["locked"] == true })
	s.exits(3, "join", fmt.Sprintf("127.0.0.1:%v", ada.hosted()["port"]), "--give-up", "5s", "--profile", s.t.TempDir())

	ada.keys("Escape", "F6", "Down", "space", "Down", "Return") // mute, ten minutes
	cleo.act("that somebody is muted", chat.Mute, chat.Ref{})

	bo.picks("Leave this room")
	hears(cleo, "that Bo leaves", func(e chat.Left) bool { return e.Name == "Bo" })
	bo.called("Landline")
}

// walkSettings chooses how the window looks, and has that survive a kill.
func walkSettings(s *screen, ada *walker) {
	ada.keys("Escape", "ctrl+comma")
	ada.called("Settings · Landline")
	ada.keys("Tab", "Tab", "Return", "Return", "Down", "Down", "Return") // another language, which draws everything anew
	ada.called("Einstellungen · Landline")
	ada.prefers("language", "de")
	ada.keys("Escape")
	ada.called("Front office · Landline")
	ada.keys("ctrl+comma")
	ada.called("Einstellungen · Landline")
	ada.keys("Tab", "Return", "Tab", "Tab", "Return")
	ada.prefers("look", "dark")
	ada.keys("Tab", "Tab", "Return") // larger text; nothing is pressed after it, for it draws everything anew too
	ada.prefers("text_size", 110.0)
	if err := ada.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	_ = ada.cmd.Wait()
	again := &walker{s.open(ada.profile, "Front office · Landline"), ada.profile}
	again.tries("the settings in that language", func() { again.keys("Escape", "ctrl+comma") },
		func() bool { return again.titles("Einstellungen · Landline") })
	again.prefers("language", "de")
	again.prefers("look", "dark")
	again.prefers("text_size", 110.0)
	again.leaves()
}
