//go:build !nogui

package desktop_test

import (
	"fmt"
	"strings"
)

// pointDoors goes out of rooms and into them, by each way there is.
func pointDoors(s *screen, ada, bo *walker, cleo *witness) {
	bo.clicks(symbol("leave").by("Connected · 3 people"))
	cleo.goes("Bob")
	bo.clicks(text("Front office").in("tile")) // which has a password now
	bo.reads("This room has a password")
	bo.write("eight lanterns")
	bo.clicks(text("Join").in("scrim"))
	bo.reads("That is not the password of the room")
	bo.fills(part("field"), "seven lanterns")
	bo.gone(text("seven lanterns"))
	bo.clicks(text("Show"))
	bo.sees(text("seven lanterns"))
	bo.clicks(text("Join").in("scrim"))
	cleo.comes("Bob")

	ada.clicks(symbol("order"), text("Room settings…"), text("Remove the password…"), text("Remove it"))
	ada.reads("Done. The room has no password any more.")
	bo.clicks(symbol("leave").by("Connected · 3 people"))
	cleo.goes("Bob")
	bo.clicks(text("Join by address"))
	bo.write("not an address")
	bo.clicks(text("Join").in("scrim"))
	bo.reads("cannot be read as an address")
	bo.fills(part("field"), fmt.Sprintf("127.0.0.1:%v", ada.hosted()["port"]))
	bo.clicks(text("Join").in("scrim"))
	cleo.comes("Bob")

	ada.clicks(symbol("close"), symbol("invite"), text("Copy"))
	link := ada.copied("an invitation", func(s string) bool { return strings.HasPrefix(s, "landline://") })
	ada.clicks(text("Close"))
	bo.clicks(symbol("info"), text("Forget…"), text("Forget it"))
	cleo.goes("Bob")
	bo.clicks(text("Join by address"))
	bo.pastes(link)
	bo.reads("An invitation: the host has to show the key that is in it")
	bo.clicks(text("Join").in("scrim"))
	cleo.comes("Bob")

	ada.clicks(symbol("leave").by("You host this room · 3 people"), text("Close the room"))
	ada.sees(text("ROOMS OF EARLIER DAYS"))
	bo.sees(text("Retry now"))
	ada.clicks(text("Front office"), text("Open the room"))
	ada.called("Front office · Landline")
	bo.sees(text("Connected · 2 people")) // it tries again by itself
	pointNewKey(s, bo)
}

// pointNewKey puts another host behind an address that Bo knows.
func pointNewKey(s *screen, bo *walker) {
	first := s.start("host", "--name", "Lab", "--as", "Dora", "--bind", "127.0.0.1", "--port", "0", "--profile", s.t.TempDir(), "--json")
	port := fmt.Sprint(first.event("listening")["port"])
	bo.clicks(text("Join by address"))
	bo.write("127.0.0.1:" + port)
	bo.clicks(text("Join").in("scrim"))
	bo.called("Lab · Landline")
	bo.reads("Connected")
	_ = first.cmd.Process.Kill()
	_ = first.cmd.Wait()
	bo.gone(text("Connected · 2 people"))
	s.start("host", "--name", "Lab", "--as", "Eve", "--bind", "127.0.0.1", "--port", port, "--profile", s.t.TempDir(), "--json").event("listening")
	bo.clicks(text("Compare the keys…"))
	bo.reads("Type what you hear, not what you see here.")
	var groups []string
	for _, s := range bo.looks() {
		if len(s.Text) == 4 && strings.Trim(s.Text, "0123456789abcdef") == "" {
			groups = append(groups, s.Text)
		}
	}
	bo.fills(part("field"), strings.Join(groups[len(groups)-4:], " "))
	bo.clicks(text("Take the new key"))
	bo.reads("Connected · 2 people")
}
