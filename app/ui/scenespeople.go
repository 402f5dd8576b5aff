//go:build gallery

package ui

import (
	"slices"
	"time"

	"landline/app/vm"
	"landline/netcore/chat"
)

// offerPerson opens the menu of somebody in the people column.
func offerPerson(m chat.Member) func(*Window) {
	return func(w *Window) {
		p := w.people
		p.offer(slices.IndexFunc(p.places, func(at place) bool { return at.heading == "" && p.people[at.person].ID == m.ID }))
	}
}

// banOf asks before somebody is banned.
func banOf(m chat.Member) func(*Window) {
	return func(w *Window) {
		for _, o := range w.desk.Room(frontDesk).Offers(m) {
			if o.Deed.Act == chat.Ban && o.Ask != (vm.Question{}) {
				w.order(frontDesk, o)
				return
			}
		}
	}
}

// described tells how the front desk is kept.
func described() []vm.Event {
	s := newScript(frontDesk)
	s.seq, s.at = 200, sceneTime.Add(-3*time.Hour)
	s.does(ada, "Mallory", chat.Deed{Act: chat.Ban, Whom: someone("Mallory").ID, For: 24 * time.Hour})
	s.does(ada, "Keys, printers, lost things", chat.Deed{Act: chat.SetTopic})
	s.does(clea, "Trudy", chat.Deed{Act: chat.Mute, Whom: someone("Trudy").ID, For: time.Hour})
	var acts []chat.Message
	for _, e := range slices.Backward(s.events) {
		acts = append(acts, e.(vm.Happened).Event.(chat.Said).Message)
	}
	return []vm.Event{
		vm.Details{Room: frontDesk, ID: frontDeskID, Host: ada.ID, Address: "192.168.1.20:7678", Epoch: chat.Epoch{1},
			Lines: 1482, First: 1, Head: 1482, Bytes: 2_400_000, Hosting: true, Folder: "/home/ada/Downloads", Acts: acts},
		vm.Happened{Room: frontDesk, Event: chat.Ruled{Rules: chat.Rules{
			Topic: "Keys, printers, lost things", Moderators: []chat.MemberID{clea.ID},
			Banned: []chat.Sentence{{Whom: someone("Mallory").ID, Name: "Mallory", Until: sceneTime.Add(20 * time.Hour)}, {Whom: someone("Eve").ID, Name: "Eve"}},
		}}},
	}
}

func ruled(w *Window) { busy(w); w.Apply(described()) }

func peopleScenes() []Scene {
	return []Scene{
		scene("people-menu", "What a person offers who is in the room.", ruled, offerPerson(bob)),
		scene("my-status", "How I am to be reached, by hand.", busy, func(w *Window) { w.openMyMenu() }),
		scene("profile", "My name, my words, the colour of my picture, my key.", busy, func(w *Window) { w.openProfile() }),
		scene("profile", "The same in the dark look.", busy, func(w *Window) { w.openProfile() }).dark(),
		scene("ask-ban", "Before somebody is banned.", ruled, banOf(bob)),
		scene("order-menu", "What keeps order in a room.", ruled, func(w *Window) { w.openOrders(frontDesk, w.pane().header.orders) }),
		scene("banned", "Who is banned, and how long.", ruled, func(w *Window) { w.openBanned(frontDesk) }),
	}
}
