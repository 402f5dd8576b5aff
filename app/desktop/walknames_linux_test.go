//go:build !nogui

package desktop_test

import (
	"fmt"
	"slices"
	"strings"
)

// commander is a person who does what the sheet of keys and the switcher name,
// and keeps a list of that.
type commander struct {
	*walker
	done []string
}

// does does the command of that name with its keys.
func (c *commander) does(name string, keys ...string) {
	c.t.Helper()
	c.done = append(c.done, name)
	c.keys(keys...)
}

// chooses does the command of that name in the switcher.
func (c *commander) chooses(name string) {
	c.t.Helper()
	c.done = append(c.done, name)
	c.keys("ctrl+k")
	c.keyboard("switcherField", true)
	c.write(name)
	c.clicks(part("tile").in("scrim")) // the best of what is found
}

// walkByName does each command of the program once, in a window with two rooms.
// The list of commands is what the window itself shows of them.
func walkByName(s *screen) {
	host, bo := s.hosting()
	c := &commander{walker: &walker{profile: bo}}
	c.program = s.open(bo, "Lab · Landline")
	c.sees(part("draft"))

	nameRooms(c, host)
	nameWriting(c, host)
	nameReading(c, host)
	nameViews(c)
	nameProgram(c, host)
	for _, name := range c.names() {
		if !slices.Contains(c.done, name) {
			c.t.Errorf("nobody did this in a window: %s", name)
		}
	}
	c.leaves()
}

// names is what the sheet of keys and the switcher name.
func (c *commander) names() (names []string) {
	c.t.Helper()
	note := func(in string) {
		for _, s := range c.looks() {
			if s.Text != "" && slices.Contains(s.Within, "*ui."+in) && !slices.Contains(names, s.Text) {
				names = append(names, s.Text)
			}
		}
	}
	c.does("All keys", "ctrl+slash")
	c.sees(text("Moving about"))
	note("paragraph")
	c.scrolls(text("Moving about"), true, text("F1"))
	note("paragraph")
	c.clicks(text("Close"))
	c.keys("ctrl+k")
	c.hovers(text("TO DO"))
	c.until("the last of what can be done", func() bool {
		note("markedLine")
		if slices.Contains(names, "All keys") {
			return true
		}
		c.do("click", "5")
		return false
	})
	c.keys("Escape")
	return slices.DeleteFunc(names, func(name string) bool { // rooms, and a sentence
		return name == "Den" || name == "Lab" || strings.HasPrefix(name, "Everything works")
	})
}

// keyboard waits until the keyboard is, or is not, in a part of the window.
func (c *commander) keyboard(in string, is bool) {
	c.t.Helper()
	c.until(fmt.Sprintf("keyboard in %s: %v", in, is), func() bool {
		return is == slices.ContainsFunc(c.looks(), func(s shown) bool { return s.Focused && slices.Contains(s.Within, "*ui."+in) })
	})
}

// nameRooms goes from room to room and from part to part.
func nameRooms(c *commander, host *program) {
	c.does("Host a room", "ctrl+n")
	c.sees(text("Port to listen on"))
	c.write("Den")
	c.keys("Tab", "ctrl+a")
	c.says("0")
	c.called("Den · Landline")
	c.does("The room above", "alt+Up")
	c.called("Lab · Landline")
	c.does("The room below", "alt+Down")
	c.called("Den · Landline")
	fmt.Fprintln(host.in, "unread")
	c.titled("(1) Den · Landline")
	c.chooses("The next room with unread lines") // its keys are the window manager's here
	c.called("Lab · Landline")
	c.does("The first room to the ninth", "ctrl+1")
	c.keys("ctrl+2")
	c.called("Den · Landline")
	c.keys("ctrl+1")
	c.called("Lab · Landline")
	c.does("Go anywhere", "ctrl+k")
	c.keyboard("switcherField", true)
	c.does("Leave what is in front", "Escape")
	c.keyboard("draft", true)
	c.does("The next part of the window", "F6")
	c.keyboard("draft", false)
	c.does("The part before it", "shift+F6")
	c.keyboard("draft", true)
	c.does("From one thing to the next, and back", "Tab")
	c.keyboard("draft", false)
	c.keys("shift+Tab")
	c.keyboard("draft", true)
	c.does("Join by address", "ctrl+j")
	c.keyboard("field", true)
	c.does("Press what has the keyboard", "Tab", "Return")
	c.gone(part("scrim"))
}

// nameWriting writes.
func nameWriting(c *commander, host *program) {
	c.write("my line")
	c.does("Send the message", "Return")
	c.sees(text("my line").in("transcript"))
	c.settles()
	c.does("Change what you said last", "Up")
	c.sees(text("my line").in("draft"))
	c.keys("Escape", "ctrl+a", "BackSpace")
	c.write("above")
	c.does("Begin a new line", "shift+Return")
	c.write("below")
	c.sees(text("above").in("draft"))
	c.sees(text("below").in("draft"))
	c.keys("ctrl+a", "BackSpace")
	c.does("Answer the newest line", "ctrl+r")
	c.sees(text("Answering Ada"))
	c.keys("Escape")
	c.gone(text("Answering Ada"))
	c.does("Choose an emoji", "ctrl+e")
	c.keyboard("emojiSearch", true)
	c.keys("Escape")
	c.keyboard("draft", true)
	c.does("Complete a name, or an emoji", "at")
	c.write("A")
	c.sees(text("Ada").in("completion"))
	c.keys("Tab")
	c.sees(text("@Ada ").in("draft"))
	c.keys("ctrl+a", "BackSpace")
	for i := range 30 {
		fmt.Fprintf(host.in, "line %d\n", i)
	}
	c.sees(text("line 29").in("transcript"))
}

// nameReading reads with the keyboard.
func nameReading(c *commander, host *program) {
	copies := func(line string) {
		c.t.Helper()
		c.keys("c")
		c.copied(line, func(s string) bool { return s == line })
	}
	c.keys("shift+F6")
	c.keyboard("transcript", true)
	copies("line 29")
	c.does("The line above, or below", "Up")
	copies("line 28")
	c.does("Scroll by a page", "Page_Up")
	c.gone(text("line 29").in("transcript"))
	c.does("The oldest line here, and the newest", "Home")
	c.sees(text("The room begins here"))
	c.keys("End")
	c.sees(text("line 29").in("transcript"))
	c.keys("Escape", "shift+F6")
	c.does("Answer it, change it, copy it", "c")
	c.copied("line 29", func(s string) bool { return s == "line 29" })
	c.does("What can be done with the line", "Return")
	c.sees(text("Copy message"))
	c.keys("Escape")
	c.does("React to it, delete it", "plus")
	c.sees(part("emojiButton"))
	c.keys("Escape")
	c.marks(text("line 29").in("transcript"))
	c.does("Copy what is selected", "ctrl+c")
	c.copied("a part of the line", func(s string) bool { return s != "" && strings.Contains("line 29", s) })
	c.keys("Escape")
}

// nameViews opens what lies over a room.
func nameViews(c *commander) {
	c.does("Search this room", "ctrl+f")
	c.sees(text("In Lab"))
	c.does("Search all rooms", "ctrl+shift+f")
	c.sees(text("All rooms"))
	c.keys("Escape")
	c.called("Lab · Landline")
	c.does("Details of this room", "ctrl+i")
	c.sees(text("How this room is kept"))
	c.keys("Escape", "ctrl+2")
	c.called("Den · Landline")
	c.does("Settings of this room", "ctrl+shift+s")
	c.called("Settings of Den · Landline")
	c.keys("Escape", "ctrl+1")
	c.called("Lab · Landline")
	c.chooses("Show or hide the people")
	c.gone(part("peopleList"))
	c.chooses("Show or hide the people")
	c.sees(part("peopleList"))
	c.chooses("Invite somebody")
	c.sees(text("Invite others"))
	c.keys("Escape")
	c.chooses("Connections")
	c.called("Connections · Landline")
	c.does("Settings", "ctrl+comma")
	c.called("Settings · Landline")
	c.does("Why can’t I see a room?", "ctrl+shift+i")
	c.called("Why can’t I see a room? · Landline")
	c.keys("Escape")
	c.called("Lab · Landline")
}

// nameProgram says how the person is to be reached, and leaves.
func nameProgram(c *commander, host *program) {
	c.does("Your profile", "ctrl+shift+p")
	c.sees(text("Your profile"))
	c.keys("Escape")
	for _, status := range []struct{ name, shown string }{
		{"Show yourself away", "Away"}, {"Do not disturb", "Do not disturb"}, {"Appear hidden", "Hidden"}, {"Show yourself online", "Online"},
	} {
		c.chooses(status.name)
		c.sees(text(status.shown).in("tile"))
	}
	_ = host.cmd.Process.Kill()
	_ = host.cmd.Wait()
	c.sees(text("Retry now"))
	c.chooses("Retry now")
	c.chooses("Leave this room")
	c.called("Den · Landline")
}
