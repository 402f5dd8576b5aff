//go:build !nogui

package desktop_test

import (
	"fmt"

	"landline/netcore/chat"
)

// walkLong reads in a room of more lines than a window has in view at first.
func walkLong(s *screen) {
	host := s.start("host", "--name", "Lab", "--as", "Ada", "--bind", "127.0.0.1", "--port", "0", "--profile", s.t.TempDir(), "--json")
	port := host.event("listening")["port"]
	cleo := s.sits(func() any { return port })
	first := cleo.says("the first line")
	for i := range 300 {
		cleo.says(fmt.Sprintf("line %d", i))
	}
	if err := cleo.seat.Do(chat.NewMessageID(), "that was long ago", chat.Deed{Act: chat.Line, About: first}); err != nil {
		s.t.Fatal(err)
	}
	cleo.line("that was long ago")

	bo := &walker{profile: s.t.TempDir()}
	s.settle(bo.profile, map[string]any{"name": "Bo", "rooms": []any{map[string]any{"name": "Lab", "target": fmt.Sprintf("127.0.0.1:%v", port)}}})
	open := func() {
		bo.program = s.open(bo.profile, "Lab · Landline")
		bo.sees(text("that was long ago").in("transcript"))
	}
	open()
	bo.clicks(text("An earlier line")) // a quote of what is not in view
	bo.reads("The room begins here")
	bo.sees(text("the first line").in("transcript"))
	bo.clicks(text("Latest"))
	bo.sees(text("that was long ago").in("transcript"))
	bo.leaves()

	open() // with the newest lines alone
	lines := bo.sees(part("transcript"))
	x := lines.X + lines.W - 4 // on the bar
	bo.drags(x, lines.Y+lines.H-8, x, lines.Y)
	bo.gone(text("that was long ago").in("transcript"))
	bo.scrolls(part("transcript"), false, text("line 90").in("transcript"))
	bo.leaves()
}
