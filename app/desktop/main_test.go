//go:build !nogui

package desktop_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"landline/app"
	"landline/app/desktop"
	"landline/netcore/netcoretest/netns"
)

// asProgram, set in the environment, makes the test binary behave as the
// program itself, window and all: real windows then run whatever the tests are
// built with, the race detector too.
const asProgram = "LANDLINE_TEST_AS_PROGRAM"

// leaking is how the program ends as which the test binary behaves, where
// something that it started still runs at its end.
const leaking = 99

const metadata = "[Details]\nVersion = \"0.0.0-test\"\n"

// fynes are the goroutines that Fyne starts and never ends: it waits for signals,
// watches the file of its own preferences, waits for clicks on each item in the
// menu of the tray icon, and for what is to be done on the UI thread, also where
// there is none. The tray icon's own connection to the desktop ends some time
// after it was asked to.
var fynes = []goleak.Option{
	goleak.IgnoreTopFunction("fyne.io/fyne/v2/internal/async.(*UnboundedChan[...]).processing"),
	goleak.IgnoreTopFunction("fyne.io/fyne/v2/internal/driver/glfw.(*gLDriver).catchTerm"),
	goleak.IgnoreTopFunction("fyne.io/fyne/v2/app.watchFile.func1"),
	goleak.IgnoreAnyFunction("github.com/fsnotify/fsnotify.(*inotify).readEvents"),
	goleak.IgnoreTopFunction("fyne.io/fyne/v2/internal/driver/glfw.(*gLDriver).refreshSystrayMenu.func1"),
	goleak.IgnoreTopFunction("fyne.io/systray.stayRegistered"),
	goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.(*Conn).inWorker"),
	goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.newConn.func1"),
}

// watched is desktop.Window, which tells what it shows and what is done there,
// where somebody asks for that.
func watched(desk *app.Desk) error {
	e, err := openEyes()
	if err != nil {
		return err
	}
	defer e.close()
	return desktop.Open(desk, record(desk))
}

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		code := app.Run(app.Program{
			Metadata: metadata, Window: watched, Alert: desktop.Alert,
			Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		})
		if err := goleak.Find(fynes...); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = leaking
		}
		os.Exit(code)
	}
	dir, err := os.MkdirTemp("", "eyes") // the path of a socket is short
	if err != nil {
		panic(err)
	}
	os.Setenv(eyesAt, dir)
	code := netns.Isolate(m)
	os.RemoveAll(dir)
	os.Exit(code)
}
