//go:build gallery

package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/netcore/chat"
)

// diagnosed is what the doctor finds on a computer with a bit of everything.
func diagnosed() vm.Event {
	return vm.Diagnosis{
		At: sceneTime,
		Interfaces: []vm.Interface{
			{Name: "wlan0", Addresses: []string{"192.168.1.20/24", "fe80::1c2d/64"}, Up: true, Kind: vm.Wireless, Used: true,
				MDNS:     vm.Radio{Used: true, Sent: 12, Heard: 31, Own: 12, Last: sceneTime.Add(-4 * time.Second)},
				Presence: vm.Radio{Used: true, Sent: 8, Heard: 19, Own: 8, Last: sceneTime.Add(-2 * time.Second)}},
			{Name: "tun0", Addresses: []string{"10.8.0.6/24"}, Up: true, Kind: vm.VPN, Virtual: true, Used: true,
				MDNS: vm.Radio{Used: true, Sent: 12}, Presence: vm.Radio{Used: true, Sent: 8, Heard: 0}},
			{Name: "docker0", Addresses: []string{"172.17.0.1/16"}, Kind: vm.Container, Virtual: true, Why: "No cable and no network is connected to it."},
		},
		Firewalls: []vm.Firewall{{Name: "ufw", Active: true, Command: "sudo ufw allow 7678", How: "In a terminal, as administrator."}},
		Findings: []vm.Finding{
			{Code: "firewall", Bad: true, Text: "The firewall ufw is on, and nothing of it lets Landline in.", Do: "Let Landline through the firewall.", Command: "sudo ufw allow 7678"},
			{Code: "vpn", Text: "A VPN is on: other computers may be reached through it, and not be found over it.", Do: "Join by address, or switch the VPN off for a moment."},
		},
		Report: "Landline\n",
	}
}

func probed() []vm.Event {
	return []vm.Event{
		vm.Probed{Target: "lab.local", Took: 1800 * time.Microsecond, Steps: []vm.ProbeStep{
			{Kind: vm.Lookup, At: "lab.local", Found: []string{"192.168.1.44"}, Took: 9 * time.Millisecond},
			{Kind: vm.Connect, At: "192.168.1.44:7678", Took: 1800 * time.Microsecond},
			{Kind: vm.Hello, At: "192.168.1.44:7678", Key: deedy.ID, Took: 6 * time.Millisecond},
		}},
		vm.Reached{Room: frontDesk, Port: 7678, By: "Bo", From: "192.168.1.20", OK: true},
	}
}

func sockets() vm.Event {
	return vm.Sockets{PID: 4711,
		Listening: []vm.ListeningSocket{
			{Room: "Front desk", Network: "tcp", Local: "[::]:7678", Backlog: 4096, Accepted: 7},
			{Network: "udp", Local: "0.0.0.0:7678", Backlog: -1},
			{Network: "udp", Local: "224.0.0.251:5353", Backlog: -1},
		},
		Conns: []vm.Connection{
			{Room: "Front desk", Who: "Bo", Inward: true, Local: "192.168.1.20:7678", Remote: "192.168.1.27:51344", RTT: 900 * time.Microsecond, In: 48_120, Out: 131_400, Since: sceneTime.Add(-74 * time.Minute)},
			{Room: "Front desk", Who: "Cleo", Inward: true, Local: "192.168.1.20:7678", Remote: "192.168.1.31:40122", RTT: 2 * time.Millisecond, In: 12_004, Out: 88_310, Since: sceneTime.Add(-26 * time.Minute)},
			{Room: "Lab", Who: "Dee", Local: "192.168.1.20:50022", Remote: "192.168.1.44:7678", RTT: 11 * time.Millisecond, In: 2_310, Out: 940, Since: sceneTime.Add(-3 * time.Minute)},
		}}
}

// searched shows what was found.
func searched(text string) func(*Window) {
	return func(w *Window) {
		w.openSearch(true)
		w.search.text.SetText(text)
		w.search.text.CursorColumn = len(text)
		w.search.text.Refresh()
		hit := func(room vm.Key, name string, who chat.Member, seq uint64, ago time.Duration, said string) vm.Hit {
			return vm.Hit{Room: frontDeskID, Name: name, Here: room, Epoch: chat.Epoch{1}, Message: chat.Message{
				Seq: seq, ID: messageID(room, seq), From: who.ID, Name: who.Name, Text: said, At: sceneTime.Add(-ago)}}
		}
		w.Apply([]vm.Event{vm.Hits{Query: w.desk.Search().Query(), List: []vm.Hit{
			hit(frontDesk, "Front desk", ada, 10, 70*time.Minute, "Bring the long cable: the short one has been missing since Tuesday."),
			hit(theLab, "Lab", deedy, 4, 26*time.Hour, "Which cable goes to the second rack? The blue one, or the cable that nobody has labelled?"),
			hit(0, "Kitchen", long, 812, 400*time.Hour, "There is a cable under the sink. I do not want to know why."),
		}}})
	}
}

// found types into the switcher.
func switched(text string) func(*Window) {
	return func(w *Window) {
		w.openSwitcher()
		if f, ok := w.window.Canvas().Focused().(*switcherField); ok {
			f.SetText(text)
			f.CursorColumn = len(text)
			f.Refresh()
		}
	}
}

func details(w *Window) { ruled(w); w.openDetails() }

func roomSettingsOf(w *Window) { ruled(w); w.openRoomSettings(frontDesk) }

func scrollTo(y float32) func(*Window) {
	return func(w *Window) {
		if v, ok := w.over.(*roomSettings); ok {
			v.scroll.ScrollToOffset(fyne.NewPos(0, y))
		}
	}
}

func viewScenes() []Scene {
	return []Scene{
		scene("switcher", "Rooms, people, rooms of this network and everything that can be done.", busy, switched("")),
		scene("switcher-typed", "A few letters are enough.", busy, switched("ro")),
		scene("keys", "All keys.", busy, func(w *Window) { w.openKeySheet() }),
		scene("search", "What was said, in all rooms.", busy, searched("cable")),
		scene("search-none", "Nothing was found.", busy, func(w *Window) {
			w.openSearch(false)
			w.search.text.SetText("umbrella")
			w.Apply([]vm.Event{vm.Hits{Query: w.desk.Search().Query()}})
		}),
		scene("details", "How a room is kept, by whom, and what of it is here.", details).sized(tallSize),
		scene("room-settings", "The settings of a room, for its host.", roomSettingsOf).sized(tallSize),
		scene("room-settings-more", "Its members, its bans, and what was done to keep order.", roomSettingsOf, scrollTo(640)).sized(tallSize),
		scene("doctor", "Why a room may not be seen.", quietRoom, func(w *Window) { w.openDoctor() }, events(diagnosed())).sized(tallSize),
		scene("doctor-reach", "An address that was tried, and whether others reach this computer.", quietRoom, func(w *Window) { w.openDoctor() },
			events(diagnosed()), events(probed()...), func(w *Window) { w.over.(*doctorView).scroll.ScrollToBottom() }).sized(tallSize),
		scene("connections", "The sockets underneath.", quietRoom, func(w *Window) { w.openConnections() }, events(sockets())).sized(tallSize),
	}
}
