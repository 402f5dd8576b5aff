//go:build !nogui

package desktop_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"landline/netcore/chat"
)

// pointViews goes through what lies over a room: the search, the connections, the
// doctor, the switcher and the sheet of keys.
func pointViews(ada, bo *walker) {
	pointSearch(ada)
	port := fmt.Sprint(ada.hosted()["port"])
	ada.clicks(text("Connections"))
	ada.called("Connections · Landline")
	ada.sees(text("tcp [::]:" + port))
	ada.reads("Bo · they dialled")
	ada.clicks(text("Why can’t I see a room?").in("tile"))
	ada.called("Why can’t I see a room? · Landline")
	ada.fills(part("field"), "127.0.0.1:1")
	ada.clicks(text("Try"))
	ada.reads("answered, but no room is open on port 1.")
	ada.fills(part("field"), "127.0.0.1:"+port)
	ada.clicks(text("Try"))
	ada.reads("Front office")
	ada.clicks(text("Ask somebody to try"))
	ada.reads("Nobody from another computer is in the room now")
	ada.clicks(text("Copy report"))
	ada.copied("the report", func(s string) bool { return strings.Contains(s, "127.0.0.1") })
	ada.clicks(symbol("close").by("Copied"))
	ada.called("Front office · Landline")

	ada.keys("ctrl+k")
	ada.write("profile")
	ada.clicks(text("Ctrl+Shift+P"))
	ada.sees(text("Your profile"))
	ada.clicks(text("Cancel"))
	ada.clicks(symbol("people")) // the column of people goes, and comes back
	ada.gone(part("peopleList"))
	ada.clicks(symbol("people"))
	ada.sees(part("peopleList"))
}

// pointSearch finds a line, looks around it, narrows the search, and goes there.
func pointSearch(ada *walker) {
	ada.clicks(text("Search"))
	ada.called("Search · Landline")
	ada.write("noon")
	ada.sees(text("1 line"))
	ada.clicks(text("Around"))
	ada.reads("the newest")
	ada.clicks(text("Anybody"), text("Ada"))
	ada.sees(text("By Ada"))
	ada.clicks(text("Look everywhere"))
	ada.sees(text("Anybody"))
	ada.clicks(text("Any time"), text("Today"), text("All rooms"), text("Front office"))
	ada.sees(text("In Front office"))
	ada.sees(text("1 line"))
	ada.clicks(part("hitTile"))
	ada.called("Front office · Landline")
	ada.sees(text("at noon").in("transcript"))
}

// pointMyself has Bo say who he is and how he is to be reached.
func pointMyself(bo *walker, cleo *witness) {
	bo.clicks(symbol("chevron").by("Online"), text("Profile…"))
	bo.fills(part("field").by("Name"), "Bob")
	bo.fills(part("field").by("Status"), "at lunch")
	bo.clicks(part("hueRow")) // the hue in its middle
	bo.clicks(text("Save"))
	cleo.comes("Bob")
	hears(cleo, "what Bo says of himself", func(e chat.Presented) bool { return e.Words == "at lunch" && e.Hue != 0 })
	for _, p := range []struct {
		word string
		chat.Presence
	}{{"Away", chat.Away}, {"Do not disturb", chat.DoNotDisturb}, {"Online", chat.Online}} {
		bo.clicks(symbol("chevron").by("Bob"), text(p.word))
		hears(cleo, p.word, func(e chat.Presented) bool { return e.Presence == p.Presence })
	}
}

// pointIdle has somebody come who is away as soon as they do nothing, until they
// move the pointer.
func pointIdle(s *screen, cleo *witness, port any) {
	profile := s.t.TempDir()
	s.settle(profile, map[string]any{
		"name": "Dora", "prefs": map[string]any{"away_after": time.Second},
		"rooms": []any{map[string]any{"name": "Front desk", "target": fmt.Sprintf("127.0.0.1:%v", port)}},
	})
	dora := &walker{profile: profile}
	dora.program = s.open(profile, "Front desk · Landline")
	cleo.comes("Dora")
	hears(cleo, "that Dora is away", func(e chat.Presented) bool { return e.Presence == chat.Away })
	dora.hovers(text("Front desk"))
	hears(cleo, "that Dora is back", func(e chat.Presented) bool { return e.Presence == chat.Online })
	dora.leaves()
	cleo.goes("Dora")
}

// pointSettings chooses everything that can be chosen in the settings.
func pointSettings(ada *walker, opened string) {
	ada.clicks(text("Settings"))
	ada.called("Settings · Landline")
	for _, c := range []struct {
		chapter, click, choice string
		kept                   string
		value                  any
	}{
		{"Look", "Dark", "", "look", "dark"},
		{"Look", "Nothing moves by itself", "", "still", true},
		{"Writing", "Enter begins a new line", "", "break_on_enter", true},
		{"Writing", "Others see that I am writing", "", "no_typing", true},
		{"Notifications", "Tell me on the desktop", "", "silent", true},
		{"Notifications", "With the words that were said", "", "secretive", true},
		{"Notifications", "With a soft sound", "", "sound", true},
		{"Notifications", "Every line", "Lines that mention me", "alerts", "mentions"},
		{"Notifications", "10 minutes", "30 minutes", "away_after", 1800e9},
		{"Notifications", "Go on when the window is closed", "", "to_tray", true},
		{"History", "For ever", "For 30 days", "", nil},
	} {
		ada.clicks(text(c.chapter), text(c.click))
		if c.choice != "" {
			ada.clicks(text(c.choice))
		}
		if c.kept != "" {
			ada.prefers(c.kept, c.value)
		}
	}
	pointPlaces(ada, opened)
	ada.clicks(text("Passwords kept"), text("Forget").by("Front office"), text("Forget it"))
	ada.reads("None. A room’s password is kept where you ask for that when you type it.")
	ada.clicks(text("About"), text("Licences of everything inside…"))
	ada.reads("fyne.io/fyne/v2")
	ada.clicks(text("Close"))
	ada.clicks(text("Look"), symbol("plus"))
	ada.prefers("text_size", 110.0)
	ada.clicks(text("Language"), text("As the system (English)"), text("Deutsch"))
	ada.called("Einstellungen · Landline")
	ada.prefers("language", "de")
	ada.clicks(text("Deutsch"), text("English"))
	ada.called("Settings · Landline")
	ada.clicks(symbol("close"))
	ada.called("Front office · Landline")
}

// pointNetworks chooses on which of two networks rooms are looked for, where this
// system lets the test make two.
func pointNetworks(ada *walker) {
	ip := func(args ...string) error { return exec.Command("ip", args...).Run() }
	if err := ip("link", "add", "walk0", "type", "veth", "peer", "name", "walk1"); err != nil {
		ada.t.Logf("there are no networks to choose from: %v", err)
		return
	}
	defer func() { _ = ip("link", "del", "walk0") }() // and its other end
	for card, address := range map[string]string{"walk0": "10.77.1.1/24", "walk1": "10.77.2.1/24"} {
		if err := errors.Join(ip("addr", "add", address, "dev", card), ip("link", "set", card, "up")); err != nil {
			ada.t.Fatal(err)
		}
	}
	chosen := func(names string) {
		ada.keeps("the networks", func(kept map[string]any) bool {
			prefs, _ := kept["prefs"].(map[string]any)
			on, _ := prefs["interfaces"].([]any)
			return fmt.Sprint(on) == names
		})
	}
	ada.clicks(text("Settings"), text("Network"), text("walk1"))
	chosen("[walk0]")
	ada.clicks(text("walk0"))
	ada.reads("One network must stay, or nobody could be found.")
	ada.clicks(text("walk1"))
	chosen("[]")
	ada.clicks(symbol("close"))
}

// pointPlaces types a port and a folder, and opens the one that the profile is in.
func pointPlaces(ada *walker, opened string) {
	ada.clicks(text("Network"))
	port := part("field").by("Port of a new room")
	ada.fills(port, "abc")
	ada.reads("A port is a number from 1 to 65535.")
	ada.fills(port, "7700")
	ada.prefers("port", 7700.0)
	ada.clicks(text("History"), text("Open the folder"))
	ada.until("the folder opened", func() bool {
		links, err := os.ReadFile(opened)
		return err == nil && strings.Contains(string(links), filepath.Base(ada.profile))
	})
	ada.clicks(text("Files"))
	folder := ada.t.TempDir()
	ada.fills(part("field").by("FILES"), "downloads")
	ada.reads("Write the whole path of the folder.")
	ada.fills(part("field").by("FILES"), folder)
	ada.prefers("downloads", folder)
}
