//go:build !nogui

// Package desktop opens Landline's window. It is the one package that starts
// Fyne; built with the tag nogui it is empty.
package desktop

import (
	"errors"
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"landline/app"
	"landline/app/ui"
	"landline/assets"
)

// id names the program to the desktop, as FyneApp.toml does.
const id = "net.landline.Landline"

// errNoDisplay is a computer without a screen to open a window on.
var errNoDisplay = errors.New("there is no display to open a window on; landline host and landline join work without one")

// Window opens the window over desk and returns when it was closed, or when
// the program was asked to end.
func Window(desk *app.Desk) error {
	if !hasDisplay() {
		desk.Close()
		return errNoDisplay
	}
	program := fyneapp.NewWithID(id)
	program.SetIcon(fyne.NewStaticResource("landline.png", assets.Icon))
	w := program.NewWindow("Landline")
	w.SetMaster()
	w.Resize(fyne.NewSize(1040, 680))
	ui.UseFonts(SystemFont)
	window := ui.New(w, desk)
	program.Lifecycle().SetOnStarted(func() {
		desk.Start(app.Screen{Post: fyne.Do, Apply: window.Apply, Quit: program.Quit})
	})
	w.ShowAndRun()
	window.Flush()
	desk.Close()
	return nil
}

// hasDisplay tells whether a window can be opened: on Unix a display server
// must be named.
func hasDisplay() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
