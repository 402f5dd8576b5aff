//go:build gallery

package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"landline/app/vm"
	"landline/app/words"
)

// Scene is one picture of the gallery: a window, and what happens in it. It is
// built with the tag gallery alone.
type Scene struct {
	Name  string // of the file, without its ending
	Shows string // a line about it
	Part  string // of the gallery

	Size     fyne.Size
	Look     vm.Look
	Language words.Language // empty for English
	Text     int            // percent; 0 for the usual

	// Steps are done one after another, each once what the one before it changed
	// has been drawn.
	Steps []func(*Window)
}

// Scenes are the pictures of the gallery, in their order.
func Scenes() []Scene {
	var all []Scene
	for _, part := range []struct {
		name   string
		scenes []Scene
	}{
		{"First minutes", firstScenes()},
		{"A room", roomScenes()},
		{"People", peopleScenes()},
		{"Dialogs", dialogScenes()},
		{"Views", viewScenes()},
		{"Settings", settingsScenes()},
		{"When something is wrong", troubleScenes()},
		{"Languages, scripts and sizes", variantScenes()},
	} {
		for _, s := range part.scenes {
			s.Part = part.name
			all = append(all, s)
		}
	}
	return all
}

// sceneTime is the moment at which every picture is taken.
var sceneTime = time.Date(2026, time.June, 12, 14, 32, 0, 0, time.UTC)

// Stage is New for a window that stands in a scene: its clock stands still, and
// nothing that is done in it has consequences.
func (s Scene) Stage(w fyne.Window) *Window {
	win := New(w, audience{})
	win.now = func() time.Time { return sceneTime }
	language := s.Language
	if language == "" {
		language = words.English
	}
	look := s.Look
	if look == vm.LookSystem {
		look = vm.LookLight
	}
	win.Apply([]vm.Event{
		vm.Preferred{Prefs: vm.Prefs{Look: look, Language: language, TextSize: s.Text, Still: true}, Language: language},
		vm.System{Program: "Landline 1.0", Folder: "/home/ada/.local/share/landline", Bytes: 18_400_000, Downloads: "/home/ada/Downloads", Language: words.English,
			Cards: []vm.Card{{Name: "wlan0", Addresses: []string{"192.168.1.20", "fe80::1c2d"}}, {Name: "eth0", Addresses: []string{"10.0.4.7"}}}},
	})
	return win
}

// Sizes of the windows in the gallery.
var (
	usualSize  = fyne.NewSize(1120, 700)
	tallSize   = fyne.NewSize(1120, 900)
	smallSize  = fyne.NewSize(820, 620)
	narrowSize = fyne.NewSize(420, 700)
)

// scene is a picture of the usual size.
func scene(name, shows string, steps ...func(*Window)) Scene {
	return Scene{Name: name, Shows: shows, Size: usualSize, Steps: steps}
}

// small is a picture of a small window, for what needs little room.
func small(name, shows string, steps ...func(*Window)) Scene {
	s := scene(name, shows, steps...)
	s.Size = smallSize
	return s
}

func (s Scene) sized(size fyne.Size) Scene {
	s.Size = size
	return s
}

// dark is the scene once more, in the dark look.
func (s Scene) dark() Scene {
	s.Name, s.Look = s.Name+"-dark", vm.LookDark
	return s
}

// events is a step in which something reaches the window.
func events(list ...vm.Event) func(*Window) {
	return func(w *Window) { w.Apply(list) }
}
