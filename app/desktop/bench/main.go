//go:build linux && !nogui

package main

import (
	"flag"
	"fmt"
	"os"

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
	flag.Parse()

	ui.UseFonts(desktop.SystemFont)
	program := fyneapp.NewWithID("net.landline.bench")
	w := program.NewWindow("Landline")
	w.SetMaster()
	w.Resize(fyne.NewSize(float32(*width), float32(*height)))
	b := &bench{app: program, window: ui.New(w, deaf{}), root: w}
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
	if b.err != nil {
		fmt.Fprintln(os.Stderr, b.err)
		os.Exit(1)
	}
}
