//go:build linux && !nogui

package main

import (
	"flag"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"landline/app/desktop"
	"landline/app/ui"
	"landline/app/ui/sample"
	"landline/app/vm"
)

func main() {
	lines := flag.Int("lines", 100_000, "how many lines the room has")
	show := flag.String("show", "", "only open the window, with the room `scripts` or mixed")
	width := flag.Float64("width", 1280, "of the window")
	height := flag.Float64("height", 800, "of the window")
	dark := flag.Bool("dark", false, "in dark colours")
	text := flag.Int("text", 100, "size of text, in percent")
	profile := flag.String("profile", "", "write processor profiles to `files` of this name with .scroll and .idle behind it")
	flag.Parse()

	program := fyneapp.NewWithID("net.landline.bench")
	desktop.Prepare()
	w := program.NewWindow("Landline")
	w.SetMaster()
	w.Resize(fyne.NewSize(float32(*width), float32(*height)))
	b := &bench{window: ui.New(w, deaf{}), profile: *profile}
	prefs := vm.Prefs{Look: vm.LookLight, TextSize: *text}
	if *dark {
		prefs.Look = vm.LookDark
	}
	program.Lifecycle().SetOnStarted(func() {
		b.window.Apply([]vm.Event{vm.Preferred{Prefs: prefs}})
		switch *show {
		case "scripts":
			b.window.Apply(scripts())
		case "mixed":
			b.window.Apply(room(200, sample.Mixed))
		default:
			b.run(*lines)
		}
	})
	w.ShowAndRun()
}
