//go:build gallery

package ui

import (
	"slices"
	"time"

	"landline/app/vm"
	"landline/app/words"
	"landline/netcore/chat"
)

// settingsAt shows a section of the settings.
func settingsAt(i int) []func(*Window) {
	return []func(*Window){
		func(w *Window) {
			quietRoom(w)
			w.Apply([]vm.Event{vm.Passwords{List: []vm.KeptPassword{
				{Room: labID, Name: "Print shop", Host: bob.ID}, {Room: frontDeskID, Name: "Front desk", Host: ada.ID, Hosting: true}}}})
			w.openSettings()
		},
		func(w *Window) { w.settings.jump(i) },
	}
}

func settingsScenes() []Scene {
	at := func(i int, name, shows string) Scene { return scene("settings-"+name, shows, settingsAt(i)...) }
	return []Scene{
		at(0, "1", "Settings."),
		at(2, "2", "Settings, further down."),
		at(4, "3", "And further."),
		at(6, "4", "And further."),
		at(8, "5", "About Landline, with the licences of everything in it."),
		at(0, "1", "Settings in the dark look.").dark(),
		at(0, "narrow", "Settings in a narrow window.").sized(narrowSize),
	}
}

// tongues has people of many scripts in one room.
func tongues(w *Window) {
	w.Apply(openFrontDesk(sami, hana, asha, niran, lev, someone("Ελένη"), someone("נועה"), someone("小明"), someone("지우")))
	s := newScript(frontDesk)
	s.at = sceneTime.Add(-30 * time.Minute)
	s.says(ada, "Good morning! Who is here today? 👋🏽")
	s.says(lev, "Доброе утро! Я здесь, на втором этаже.")
	s.says(someone("Ελένη"), "Καλημέρα, μόλις ήρθα.")
	s.says(sami, "صباح الخير! الطابعة تعمل الآن، والعنوان هو 192.168.1.44.")
	s.says(someone("נועה"), "בוקר טוב, אני בחדר 4.")
	s.says(asha, "सुप्रभात! क्या प्रोजेक्टर **खाली** है?")
	s.says(niran, "สวัสดีตอนเช้า ขอยืมสายยาวได้ไหม")
	s.says(hana, "おはようございます。会議は十時からです。")
	s.says(someone("小明"), "早上好！打印机修好了吗？")
	s.says(someone("지우"), "좋은 아침이에요. 커피 드실 분?")
	end := s.says(ada, "Ça va : œuf, naïve, Straße, Łódź, İstanbul, ﬁn — “quotes”, 12 €, ½, → ≤ ∞")
	s.reacts(end, "❤️", sami, hana, asha)
	s.reacts(end, "👩🏽‍🔬", lev)
	s.reacts(end, "🇯🇵", hana, niran)
	w.Apply(append(s.events, around()))
}

// arabic is a room in which Arabic is spoken.
func arabic(w *Window) {
	w.Apply(openFrontDesk(sami, someone("ليلى"), bob))
	s := newScript(frontDesk)
	s.at = sceneTime.Add(-30 * time.Minute)
	first := s.says(sami, "صباح الخير! هل الطابعة في الطابق الثاني تعمل؟")
	s.answers(ada, "نعم، تعمل الآن. العنوان هو `192.168.1.44`.", first)
	s.reacts(first, "👍", bob)
	s.says(someone("ليلى"), "شكراً! سأحضر الورق بعد الظهر.")
	s.says(bob, "Good morning! Is the projector free at ten?")
	s.says(ada, "1. المفاتيح\n2. الكابل الطويل\n3. القهوة")
	w.Apply(append(s.events, around(),
		vm.Happened{Room: frontDesk, Event: chat.Presented{ID: sami.ID, Status: chat.Status{Presence: chat.Away}}}))
}

func variantScenes() []Scene {
	in := func(l words.Language, tag string, s Scene) Scene {
		s.Name, s.Language = s.Name+"-"+tag, l
		return s
	}
	at := func(text int, tag string, s Scene) Scene {
		s.Name, s.Text = s.Name+"-"+tag, text
		return s
	}
	return slices.Concat([]Scene{
		scene("scripts", "People of many scripts in one room.", tongues).sized(tallSize),
		in(words.Arabic, "arabic", scene("room", "Landline in Arabic: everything is mirrored.", arabic)),
		in(words.Arabic, "arabic", scene("lobby", "The lobby in Arabic.", onItsOwn(around()))),
		in(words.Arabic, "arabic", scene("settings", "Settings in Arabic.", settingsAt(0)...)),
		in(words.Arabic, "arabic", small("host", "Hosting a room in Arabic.", openedHost, events(free("7678")))),
		in(words.Arabic, "arabic", scene("emoji", "Choosing an emoji in Arabic.", arabic, func(w *Window) { w.openEmoji() })),
		in(words.Arabic, "arabic", scene("narrow", "A narrow window in Arabic.", arabic)).sized(narrowSize),
		in(words.German, "german", scene("room", "Landline in German.", busy)),
		in(words.German, "german", scene("settings", "Settings in German.", settingsAt(0)...)),
		in(words.German, "german", scene("keys", "All keys, in German.", busy, func(w *Window) { w.openKeySheet() })),
	}, elsewhere(in), []Scene{
		at(150, "150", scene("room", "Text of 150 %.", busy)),
		at(150, "150", scene("lobby", "The lobby with text of 150 %.", onItsOwn(around()))),
		at(150, "150", scene("settings", "Settings with text of 150 %.", settingsAt(0)...)),
		at(150, "150", small("host", "A dialog with text of 150 %.", openedHost, events(free("7678")))),
		at(150, "150", scene("narrow", "A narrow window with text of 150 %.", busy).sized(narrowSize)),
		at(150, "150", scene("narrow-named", "A long name beside text of 150 %.", longName).sized(narrowSize)).dark(),
		at(150, "150", scene("narrow-lobby", "The lobby in a narrow window, with text of 150 %.", onItsOwn(around())).sized(narrowSize)),
		at(130, "130", scene("narrow", "A narrow window with text of 130 %.", busy).sized(narrowSize)),
		at(80, "80", scene("room", "Text of 80 %.", busy)),
	})
}

// longName is a busy room whose name is longer than its place.
func longName(w *Window) {
	busy(w)
	w.Apply([]vm.Event{vm.Retitled{Room: frontDesk, Name: "Ground floor, east wing: printers and projectors"}})
}

// elsewhere is the lobby in the other languages.
func elsewhere(in func(words.Language, string, Scene) Scene) (list []Scene) {
	for _, l := range []struct {
		language words.Language
		tag      string
	}{
		{words.Spanish, "spanish"}, {words.French, "french"}, {words.Portuguese, "portuguese"},
		{words.Japanese, "japanese"}, {words.Chinese, "chinese"},
	} {
		list = append(list, in(l.language, l.tag, scene("lobby", "The lobby in "+l.language.Name()+".", onItsOwn(around()))))
	}
	return list
}
