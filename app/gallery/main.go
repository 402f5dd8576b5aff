//go:build gallery

// Command gallery takes the pictures of docs/gallery.md: it opens Landline's
// window, fills it with people that there are not, and photographs it. "make
// screenshots" runs it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"landline/app/desktop"
	"landline/app/ui"
)

// patience is how many frames a change may take to be drawn. One draws it, and
// the next have what it moved.
const patience = 5

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run() error {
	into := flag.String("into", ".", "the `folder` that the pictures go to")
	page := flag.String("page", "", "the `file` that shows them")
	only := flag.String("only", "", "take those alone whose name fits this `expression`")
	flag.Parse()
	chosen, err := regexp.Compile(*only)
	if err != nil {
		return fmt.Errorf("choosing: %w", err)
	}
	var scenes []ui.Scene
	for _, s := range ui.Scenes() {
		if chosen.MatchString(s.Name) {
			scenes = append(scenes, s)
		}
	}
	if len(scenes) == 0 {
		return errors.New("there is no such picture")
	}
	if err := photograph(scenes, *into); err != nil {
		return err
	}
	if *page == "" {
		return nil
	}
	return write(*page, *into, scenes)
}

// photograph takes a picture of each scene.
func photograph(scenes []ui.Scene, into string) error {
	program := app.NewWithID("net.landline.Gallery")
	desktop.Prepare()
	c := &camera{program: program, scenes: scenes, into: into}
	program.Lifecycle().SetOnStarted(c.next)
	// Fyne runs animations on its UI thread once in each frame: that is when a
	// camera can look.
	frames := &fyne.Animation{Duration: time.Hour, RepeatCount: fyne.AnimationRepeatForever, Tick: func(float32) { c.frame() }}
	frames.Start()
	// The program runs for as long as it has a window.
	c.ground = program.NewWindow("Gallery")
	c.ground.Resize(fyne.NewSize(64, 64))
	c.ground.ShowAndRun()
	return c.err
}

// camera photographs scenes one after another, on the UI thread.
type camera struct {
	program fyne.App
	ground  fyne.Window
	scenes  []ui.Scene // to come, the one before the camera first
	into    string
	err     error

	shown  fyne.Window
	window *ui.Window
	step   int // of the scene, which comes next
	still  int // frames since the last step
}

// next sets up the first scene.
func (c *camera) next() {
	if c.shown != nil {
		c.shown.Close()
		c.shown = nil
	}
	if len(c.scenes) == 0 || c.err != nil {
		c.program.Quit()
		return
	}
	s := c.scenes[0]
	c.shown = c.program.NewWindow(s.Name)
	c.shown.Resize(s.Size)
	c.window = s.Stage(c.shown)
	c.step, c.still = 0, 0
	c.shown.Show()
}

// frame comes once in each frame.
func (c *camera) frame() {
	if c.shown == nil {
		return
	}
	if c.still++; c.still < patience {
		return
	}
	c.still = 0
	s := c.scenes[0]
	if c.step < len(s.Steps) {
		s.Steps[c.step](c.window)
		c.step++
		c.shown.Content().Refresh()
		return
	}
	if c.shown.Canvas().Size() != s.Size {
		c.shown.Resize(s.Size) // the system has given it another one
		return
	}
	c.err = take(c.shown, filepath.Join(c.into, s.Name+".png"))
	c.scenes = c.scenes[1:]
	c.next()
}

// take writes a picture of a window: of the screen, since a front buffer from
// which Fyne could read it (Canvas.Capture) is what Mesa has not without a card.
func take(w fyne.Window, path string) error {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return errors.New("the window is none of the system's")
	}
	var id uintptr
	native.RunNative(func(context any) {
		if x11, ok := context.(driver.X11WindowContext); ok {
			id = x11.WindowHandle
		}
	})
	// Few colours make small files, and what is drawn in flat ones loses nothing.
	c := exec.Command("import", "-window", strconv.FormatUint(uint64(id), 10), "-strip",
		"+dither", "-colors", "255", "-define", "png:compression-level=9", "PNG8:"+path)
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("photographing %s: %w: %s", path, err, said)
	}
	fmt.Println(path)
	return nil
}
