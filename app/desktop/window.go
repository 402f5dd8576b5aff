//go:build !nogui

// Package desktop opens Landline's window. It is the one package that starts
// Fyne; built with the tag nogui it is empty.
package desktop

import (
	"context"
	"errors"
	"os"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"landline/app"
	"landline/app/notify"
	"landline/app/ui"
	"landline/assets"
)

// id names the program to the desktop, as FyneApp.toml does.
const id = "net.landline.Landline"

// errNoDisplay is a computer without a screen to open a window on.
var errNoDisplay = errors.New("there is no display to open a window on; landline host and landline join work without one")

// Window opens the window over desk and returns when it was closed, or when
// the program was asked to end.
func Window(desk *app.Desk) error { return open(desk, desk) }

// open is Window, where what the person does goes to actions.
func open(desk *app.Desk, actions ui.Actions) error {
	if !hasDisplay() {
		desk.Close()
		return errNoDisplay
	}
	tray := lookForTray()
	program, w := begin()
	w.Resize(fyne.NewSize(1040, 680))
	window := ui.New(w, actions)
	rest := resterOf(window.Moving)
	around := surround(program, w, window, rest.post, <-tray)
	program.Lifecycle().SetOnStarted(func() {
		desk.Start(app.Screen{Post: around.later, Apply: window.Apply, Quit: program.Quit, Front: around.front})
		rest.begin()
	})
	w.ShowAndRun()
	rest.close()
	window.Flush()
	around.close()
	desk.Close()
	return nil
}

// begin starts Fyne. It returns the program's one window, with which it ends.
func begin() (fyne.App, fyne.Window) {
	program := fyneapp.NewWithID(id)
	// Fyne hands what it does at the very end, which is to save preferences that
	// Landline has none of, to a UI thread that may not take anything any more, and
	// waits for it: now and then no program ended.
	if life, ok := program.Lifecycle().(interface{ SetOnStoppedHookExecuted(do func()) }); ok {
		life.SetOnStoppedHookExecuted(nil)
	}
	Prepare()
	program.SetIcon(fyne.NewStaticResource("landline.png", assets.IconPNG))
	w := program.NewWindow("Landline")
	w.SetMaster()
	return program, w
}

// Rest has the UI thread of a running program sleep while nothing happens, as
// Window does, until stop. Moving tells whether something has to be drawn at
// every frame; it is asked on the UI thread.
func Rest(moving func() bool) (stop func()) {
	r := resterOf(moving)
	r.begin()
	return r.close
}

// resterOf is one of Fyne's thread.
func resterOf(moving func() bool) *rester { return newRester(moving, fyne.Do) }

// trayPatience is how long the start of the program may wait to hear whether there
// is a tray.
const trayPatience = 300 * time.Millisecond

// lookForTray asks the desktop whether it has a tray, while the window is drawn.
// One answer comes.
func lookForTray() <-chan bool {
	found := make(chan bool, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), trayPatience)
		defer cancel()
		found <- notify.HasTray(ctx)
	}()
	return found
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
